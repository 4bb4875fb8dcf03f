internal import CISAL

/// ISA-L's deflate, levels 1–3, with the memory that it asks for.
final class FastDeflater {
    private let stream: UnsafeMutablePointer<isal_zstream>
    private let levelBuffer: UnsafeMutableRawBufferPointer

    init(level: Int) {
        stream = .allocate(capacity: 1)
        levelBuffer = .allocate(byteCount: Self.levelBufferBytes(level), alignment: 64)
        isal_deflate_init(stream)
        stream.pointee.level = UInt32(level)
        stream.pointee.level_buf = levelBuffer.baseAddress?.assumingMemoryBound(to: UInt8.self)
        stream.pointee.level_buf_size = UInt32(levelBuffer.count)
        stream.pointee.flush = UInt16(NO_FLUSH)
    }

    deinit {
        stream.deallocate()
        levelBuffer.deallocate()
    }

    /// The library's `ISAL_DEF_LVLx_LARGE`: room for 64 Ki tokens of 4 bytes beside the level's own tables, spelled out because
    /// Swift can't see the macros. Level 3 asks for 16 KiB more of tables and a hash of 32 Ki entries, as does level 2; level 1 for 8 Ki.
    private static func levelBufferBytes(_ level: Int) -> Int {
        let kibi = 1 << 10
        let tokens = 4 * 64 * kibi
        switch level {
        case 1: return 4 * kibi + 2 * 8 * kibi + tokens
        case 2: return 4 * kibi + 2 * 32 * kibi + tokens
        default: return 4 * kibi + 16 * kibi + 2 * 32 * kibi + tokens
        }
    }

    func compress(_ input: UnsafeRawBufferPointer, into output: inout [UInt8]) throws(CompressionError) {
        isal_deflate_reset(stream)
        // The library turns this into "no header" once the header is out, and its reset leaves that.
        stream.pointee.gzip_flag = UInt16(IGZIP_GZIP)
        var rest = input
        repeat {
            let part = UnsafeRawBufferPointer(rebasing: rest.prefix(DeflateLimits.inputBytes))
            rest = UnsafeRawBufferPointer(rebasing: rest.dropFirst(part.count))
            try feed(part, isLast: rest.isEmpty, into: &output)
        } while !rest.isEmpty
        stream.pointee.next_in = nil
        stream.pointee.next_out = nil
    }

    private func feed(_ part: UnsafeRawBufferPointer, isLast: Bool, into output: inout [UInt8]) throws(CompressionError) {
        stream.pointee.next_in = UnsafeMutablePointer(mutating: part.baseAddress?.assumingMemoryBound(to: UInt8.self))
        stream.pointee.avail_in = UInt32(part.count)
        stream.pointee.end_of_stream = isLast ? 1 : 0
        repeat {
            try output.appendBytes(room: DeflateLimits.room(for: part.count)) { room throws(CompressionError) in
                try deflate(into: room)
            }
        } while isLast ? stream.pointee.internal_state.state != ZSTATE_END : stream.pointee.avail_in > 0
    }

    private func deflate(into room: UnsafeMutableRawBufferPointer) throws(CompressionError) -> Int {
        stream.pointee.next_out = room.baseAddress?.assumingMemoryBound(to: UInt8.self)
        stream.pointee.avail_out = UInt32(room.count)
        let code = weir_isal_deflate(stream)
        guard code == COMP_OK else { throw CompressionError(.defect, "ISA-L could not compress: code \(code)") }
        return room.count - Int(stream.pointee.avail_out)
    }
}
