internal import CZlib

/// zlib's inflate, gzip only, going on to the next member where one ends.
final class GzipInflatingEngine: InflatingEngine {
    /// 32 KiB of window, plus 16 to accept the gzip wrapper and no other.
    private static let windowBits: Int32 = 15 + 16

    private let stream: UnsafeMutablePointer<z_stream>
    private(set) var isAtEnd = false

    init() throws(CompressionError) {
        stream = .allocate(capacity: 1)
        stream.initialize(to: z_stream())
        let code = inflateInit2_(stream, Self.windowBits, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
        guard code == Z_OK else { throw CompressionError(.unavailable, "zlib could not set up an inflater: code \(code)") }
    }

    deinit {
        inflateEnd(stream)
        stream.deallocate()
    }

    func reset() {
        inflateReset(stream)
        isAtEnd = false
    }

    func step(_ input: UnsafeRawBufferPointer, into room: UnsafeMutableRawBufferPointer) throws(CompressionError) -> InflatingStep {
        if isAtEnd {
            guard !input.isEmpty else { return InflatingStep(consumed: 0, produced: 0, mayHoldMore: false) }
            reset()
        }
        let part = min(input.count, DeflateLimits.inputBytes)
        stream.pointee.next_in = UnsafeMutablePointer(mutating: input.baseAddress?.assumingMemoryBound(to: UInt8.self))
        stream.pointee.avail_in = UInt32(part)
        stream.pointee.next_out = room.baseAddress?.assumingMemoryBound(to: UInt8.self)
        stream.pointee.avail_out = UInt32(room.count)
        let code = CZlib.inflate(stream, Z_NO_FLUSH)
        try check(code)
        isAtEnd = code == Z_STREAM_END
        return InflatingStep(
            consumed: part - Int(stream.pointee.avail_in), produced: room.count - Int(stream.pointee.avail_out),
            mayHoldMore: !isAtEnd && stream.pointee.avail_out == 0)
    }

    private func check(_ code: Int32) throws(CompressionError) {
        switch code {
        case Z_OK, Z_STREAM_END, Z_BUF_ERROR: return
        case Z_MEM_ERROR: throw CompressionError(.unavailable, "zlib could not inflate: out of memory")
        default:
            let reason = stream.pointee.msg.map { String(cString: $0) } ?? "code \(code)"
            throw CompressionError(.corrupt, "not valid gzip data: \(reason)")
        }
    }
}
