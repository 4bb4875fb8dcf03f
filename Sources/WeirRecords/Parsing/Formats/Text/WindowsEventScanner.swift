/// An event of Windows as XML: `<Event …><System><Provider Name='…'/>…<Level>4</Level>…<TimeCreated SystemTime='…'/>…`. One that goes on
/// over lines has its level and time in lines that are not looked at.
enum WindowsEventScanner {
    /// The part that stands before an event's own data.
    private static let searchedBytes = 4_096

    static func read(_ line: UnsafeRawBufferPointer, reference: Timestamp) -> ParsedRecord? {
        guard line.holds("<Event ", at: 0) || line.holds("<Event>", at: 0) else { return nil }
        let head = UnsafeRawBufferPointer(rebasing: line.prefix(searchedBytes))
        var record = ParsedRecord.plain(count: line.count)
        record.level = .unknown
        if let place = end(of: "<Level>", in: head), place < head.count { record.level = level(head[place]) }
        if let place = end(of: "SystemTime=", in: head) {
            var reader = TimestampReader(position: place + 1)
            record.time = reader.moment(line.bytes, reference: reference)?.time
        }
        record.application = range(behind: "<Provider Name=", in: head, skipping: 1) ?? .absent
        record.host = range(behind: "<Computer>", in: head, skipping: 0) ?? .absent
        return record
    }

    /// Windows' levels: 0 always, 1 critical, 2 error, 3 warning, 4 information, 5 verbose.
    private static func level(_ digit: UInt8) -> Level {
        switch digit {
        case UInt8(ascii: "1"): .critical
        case UInt8(ascii: "2"): .error
        case UInt8(ascii: "3"): .warning
        case UInt8(ascii: "0"), UInt8(ascii: "4"): .info
        case UInt8(ascii: "5"): .debug
        default: .unknown
        }
    }

    private static func range(behind name: StaticString, in text: UnsafeRawBufferPointer, skipping count: Int) -> FieldRange? {
        guard let place = end(of: name, in: text) else { return nil }
        let start = place + count
        var end = start
        while end < text.count, !ByteSet("<'\"").contains(text[end]) { end += 1 }
        return end > start ? FieldRange(start..<end) : nil
    }

    private static func end(of name: StaticString, in text: UnsafeRawBufferPointer) -> Int? {
        var start = 0
        while let place = RawBytes.first(name.utf8Start[0], in: text, from: start, to: text.count) {
            if text.holds(name, at: place) { return place + name.utf8CodeUnitCount }
            start = place + 1
        }
        return nil
    }
}
