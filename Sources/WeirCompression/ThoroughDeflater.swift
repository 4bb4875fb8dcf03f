internal import CZlib

/// zlib's deflate with a gzip wrapper, levels 4–9.
final class ThoroughDeflater {
    /// 32 KiB of window, plus 16 to ask for the gzip wrapper.
    private static let windowBits: Int32 = 15 + 16
    /// zlib's default of its 1–9 for working memory: 128 KiB of hash tables.
    private static let memoryLevel: Int32 = 8

    private let stream: UnsafeMutablePointer<z_stream>

    init(level: Int) throws(CompressionError) {
        stream = .allocate(capacity: 1)
        stream.initialize(to: z_stream())
        let code = deflateInit2_(
            stream, Int32(level), Z_DEFLATED, Self.windowBits, Self.memoryLevel, Z_DEFAULT_STRATEGY, ZLIB_VERSION,
            Int32(MemoryLayout<z_stream>.size))
        guard code == Z_OK else { throw CompressionError(.unavailable, "zlib could not set up a compressor: code \(code)") }
    }

    deinit {
        deflateEnd(stream)
        stream.deallocate()
    }

    func compress(_ input: UnsafeRawBufferPointer, into output: inout [UInt8]) throws(CompressionError) {
        deflateReset(stream)
        var rest = input
        repeat {
            let part = UnsafeRawBufferPointer(rebasing: rest.prefix(DeflateLimits.inputBytes))
            rest = UnsafeRawBufferPointer(rebasing: rest.dropFirst(part.count))
            try feed(part, isLast: rest.isEmpty, into: &output)
        } while !rest.isEmpty
    }

    private func feed(_ part: UnsafeRawBufferPointer, isLast: Bool, into output: inout [UInt8]) throws(CompressionError) {
        stream.pointee.next_in = UnsafeMutablePointer(mutating: part.baseAddress?.assumingMemoryBound(to: UInt8.self))
        stream.pointee.avail_in = UInt32(part.count)
        var code = Z_OK
        repeat {
            try output.appendBytes(room: DeflateLimits.room(for: part.count)) { room throws(CompressionError) in
                stream.pointee.next_out = room.baseAddress?.assumingMemoryBound(to: UInt8.self)
                stream.pointee.avail_out = UInt32(room.count)
                code = CZlib.deflate(stream, isLast ? Z_FINISH : Z_NO_FLUSH)
                guard code >= Z_OK else { throw CompressionError(.defect, "zlib could not compress: code \(code)") }
                return room.count - Int(stream.pointee.avail_out)
            }
        } while isLast ? code != Z_STREAM_END : stream.pointee.avail_in > 0
    }
}
