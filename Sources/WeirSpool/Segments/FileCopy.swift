internal import WeirSystem

/// Copies parts of files, with little memory.
enum FileCopy {
    private static let bufferBytes = 1 << 20

    /// - Throws: also where the file ends before the range does.
    static func copy(_ range: Range<UInt64>, of file: any File, to other: any File, at place: UInt64) throws(SystemError) {
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: bufferBytes, alignment: 64)
        defer { buffer.deallocate() }
        var offset = range.lowerBound
        while offset < range.upperBound {
            let part = UnsafeMutableRawBufferPointer(rebasing: buffer.prefix(Int(min(UInt64(bufferBytes), range.upperBound - offset))))
            let count = try file.read(into: part, at: offset)
            guard count == part.count else { throw SystemError("read", "a segment that became shorter", code: SystemError.inputOutput) }
            try other.write([UnsafeRawBufferPointer(part)], at: place + (offset - range.lowerBound))
            offset += UInt64(count)
        }
    }
}
