internal import CZstd

/// zstd's streaming decompression, going on to the next frame where one ends.
final class ZstdInflatingEngine: InflatingEngine {
    /// Binary logarithm of the largest window accepted, 8 MiB: what RFC 8878 recommends, so that a header can't ask for more memory.
    private static let largestWindowLog: Int32 = 23

    private let context: OpaquePointer
    private(set) var isAtEnd = false

    init() throws(CompressionError) {
        guard let context = ZSTD_createDCtx() else {
            throw CompressionError(.unavailable, "zstd could not set up an inflater: out of memory")
        }
        self.context = context
        let code = ZSTD_DCtx_setParameter(context, ZSTD_d_windowLogMax, Self.largestWindowLog)
        guard ZSTD_isError(code) == 0 else {
            throw CompressionError(.unavailable, "zstd could not set up an inflater: \(zstdReason(code))")
        }
    }

    deinit { ZSTD_freeDCtx(context) }

    func reset() {
        ZSTD_DCtx_reset(context, ZSTD_reset_session_only)
        isAtEnd = false
    }

    func step(_ input: UnsafeRawBufferPointer, into room: UnsafeMutableRawBufferPointer) throws(CompressionError) -> InflatingStep {
        if isAtEnd, input.isEmpty { return InflatingStep(consumed: 0, produced: 0, mayHoldMore: false) }
        var source = ZSTD_inBuffer(src: input.baseAddress, size: input.count, pos: 0)
        var target = ZSTD_outBuffer(dst: room.baseAddress, size: room.count, pos: 0)
        let code = ZSTD_decompressStream(context, &target, &source)
        guard ZSTD_isError(code) == 0 else { throw CompressionError(.corrupt, "not valid zstd data: \(zstdReason(code))") }
        if source.pos > 0 || target.pos > 0 { isAtEnd = code == 0 }
        return InflatingStep(consumed: source.pos, produced: target.pos, mayHoldMore: !isAtEnd && target.pos == room.count)
    }
}
