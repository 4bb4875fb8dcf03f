import WeirRecords
import WeirSystem

/// What one thread measures at a time: the records of a file that begin in a range of its bytes.
struct LogPart: Sendable {
    /// A file of more is measured in parts: some milliseconds of work each, so that threads end together.
    static let defaultBytes: UInt64 = 16 << 20

    let file: LogFile
    /// The last part's has no end: a file may have grown.
    let range: Range<UInt64>
    /// Nil where the part begins the file, and finds out itself.
    let head: LogHead?
    /// Its place among the file's parts, from 0, and how many there are.
    let number: Int
    let siblings: Int

    static func whole(_ file: LogFile) -> LogPart { LogPart(file: file, range: 0..<UInt64.max, head: nil, number: 0, siblings: 1) }

    var isLast: Bool { range.upperBound == .max }

    /// A file that can't be read becomes one part: who reads that says so.
    static func parts(of file: LogFile, bytes: UInt64, fileSystem: any FileSystem) -> [LogPart] {
        guard file.size > bytes, file.compression == .none, let head = head(of: file, fileSystem), head.boundary != nil else {
            return [whole(file)]
        }
        let count = Int(clamping: file.size.dividedRoundingUp(by: bytes))
        return (0..<count).map { number in
            let start = UInt64(number) * bytes
            return LogPart(
                file: file, range: start..<(number == count - 1 ? .max : start + bytes), head: head, number: number, siblings: count)
        }
    }

    private static func head(of file: LogFile, _ fileSystem: any FileSystem) -> LogHead? {
        guard let handle = try? fileSystem.open(file.path, .read) else { return nil }
        defer { handle.close() }
        let start = UnsafeMutableRawBufferPointer.allocate(byteCount: LogHead.bytes, alignment: 64)
        defer { start.deallocate() }
        guard let count = try? handle.read(into: start, at: 0) else { return nil }
        return LogHead(UnsafeRawBufferPointer(rebasing: start[..<count]), reference: file.modified)
    }
}

extension UInt64 {
    fileprivate func dividedRoundingUp(by divisor: UInt64) -> UInt64 { self / divisor + (self % divisor == 0 ? 0 : 1) }
}
