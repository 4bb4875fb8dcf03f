internal import CZstd

/// Makes Zstandard frames (RFC 8878) with a content checksum. Its working memory is kept from one call to the next.
///
/// A value is for one thread at a time, and its copies share their working memory.
package struct ZstdEncoder {
    /// The library's levels that fit a window of 8 MiB, the most that a receiver need accept (RFC 8878, section 3.1.1.1.2).
    package static let levels = 1...19

    private let context: ZstdCompressionContext

    /// - Throws: ``CompressionError`` of code `level` or `unavailable`.
    package init(level: Int) throws(CompressionError) {
        guard Self.levels.contains(level) else {
            throw CompressionError(.level, "zstd level \(level) is not offered: use 1 (fastest) to 19 (smallest)")
        }
        context = try ZstdCompressionContext(level: level)
    }

    /// Appends the input as one whole frame.
    ///
    /// - Throws: ``CompressionError`` of code `defect`; the output is then as it was.
    package mutating func compress(_ input: UnsafeRawBufferPointer, into output: inout [UInt8]) throws(CompressionError) {
        try output.appendBytes(room: ZSTD_compressBound(input.count)) { room throws(CompressionError) in
            let written = ZSTD_compress2(context.pointer, room.baseAddress, room.count, input.baseAddress, input.count)
            guard ZSTD_isError(written) == 0 else { throw CompressionError(.defect, "zstd could not compress: \(zstdReason(written))") }
            return written
        }
    }
}

/// Owns the library's context.
private final class ZstdCompressionContext {
    let pointer: OpaquePointer

    init(level: Int) throws(CompressionError) {
        guard let pointer = ZSTD_createCCtx() else {
            throw CompressionError(.unavailable, "zstd could not set up a compressor: out of memory")
        }
        self.pointer = pointer
        for (parameter, value) in [(ZSTD_c_compressionLevel, Int32(level)), (ZSTD_c_checksumFlag, 1)] {
            let code = ZSTD_CCtx_setParameter(pointer, parameter, value)
            guard ZSTD_isError(code) == 0 else {
                throw CompressionError(.unavailable, "zstd could not set up a compressor: \(zstdReason(code))")
            }
        }
    }

    deinit { ZSTD_freeCCtx(pointer) }
}

/// The library's own words for one of its error codes.
func zstdReason(_ code: Int) -> String {
    ZSTD_getErrorName(code).map { String(cString: $0) } ?? "code \(code)"
}
