import WeirRecords

/// What the first lines of a log file tell of all of them.
struct LogHead: Sendable {
    /// Bytes that are looked at for a first time.
    static let bytes = 64 << 10

    let format: RecordFormat
    /// Stands in for the time of lines that name none; nil where no line of the head names one.
    let firstTime: Timestamp?

    /// - Parameter start: the file's beginning, of any length.
    init(_ start: UnsafeRawBufferPointer) {
        let head = UnsafeRawBufferPointer(rebasing: start.prefix(Self.bytes))
        format = RecordFormat.detect(head)
        firstTime = Self.firstTime(in: head, format)
    }

    private static func firstTime(in head: UnsafeRawBufferPointer, _ format: RecordFormat) -> Timestamp? {
        var start = 0
        while start < head.count {
            let end = Lines.nextLineFeed(in: head, from: start) ?? head.count
            if let time = RecordParser.parse(UnsafeRawBufferPointer(rebasing: head[start..<end]), as: format).time { return time }
            start = end + 1
        }
        return nil
    }
}
