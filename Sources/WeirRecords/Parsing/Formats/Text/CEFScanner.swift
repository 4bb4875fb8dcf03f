/// `CEF:0|vendor|product|version|signature|name|severity|key=value …` and `LEEF:1.0|vendor|product|version|event|key=value …`.
enum CEFScanner {
    static func read(_ line: UnsafeRawBufferPointer, reference: Timestamp) -> ParsedRecord? {
        if line.holds("CEF:", at: 0) { return read(line, headers: 7, severity: 6, reference) }
        if line.holds("LEEF:", at: 0) { return read(line, headers: 5, severity: nil, reference) }
        return nil
    }

    private static func read(_ line: UnsafeRawBufferPointer, headers: Int, severity: Int?, _ reference: Timestamp) -> ParsedRecord? {
        guard let parts = parts(line, headers) else { return nil }
        var record = ParsedRecord.plain(count: line.count)
        record.application = FieldRange(parts[2])
        record.level = .unknown
        if let severity { record.level = level(UnsafeRawBufferPointer(rebasing: line[parts[severity]])) }
        let extensionStart = parts[headers - 1].upperBound + 1
        record.time = time(line, from: extensionStart, ["rt=", "end=", "start=", "devTime="], reference)
        if severity == nil, let range = value(of: "sev=", line, from: extensionStart) {
            record.level = level(UnsafeRawBufferPointer(rebasing: line[range]))
        }
        return record
    }

    /// The header's parts; a bar behind a backslash belongs to its part.
    private static func parts(_ line: UnsafeRawBufferPointer, _ count: Int) -> [Range<Int>]? {
        var (parts, start, index): ([Range<Int>], Int, Int) = ([], 0, 0)
        while index < line.count, parts.count < count {
            if line[index] == UInt8(ascii: "|") {
                parts.append(start..<index)
                start = index + 1
            }
            index += line[index] == UInt8(ascii: "\\") ? 2 : 1
        }
        return parts.count == count ? parts : nil
    }

    /// CEF's severities are words, or 0 to 10 in four steps.
    private static func level(_ text: UnsafeRawBufferPointer) -> Level {
        switch String(decoding: text, as: UTF8.self).lowercased() {
        case "0", "1", "2", "3", "low": .info
        case "4", "5", "6", "medium": .warning
        case "7", "8", "high": .error
        case "9", "10", "very-high": .critical
        default: .unknown
        }
    }

    private static func time(
        _ line: UnsafeRawBufferPointer, from start: Int, _ names: [StaticString], _ reference: Timestamp
    ) -> Timestamp? {
        for name in names {
            guard let range = value(of: name, line, from: start) else { continue }
            var reader = TimestampReader(position: range.lowerBound)
            if let moment = reader.moment(line.bytes, reference: reference), let time = moment.time { return time }
        }
        return nil
    }

    private static func value(of name: StaticString, _ line: UnsafeRawBufferPointer, from start: Int) -> Range<Int>? {
        var index = max(start, 1)
        while index + name.utf8CodeUnitCount <= line.count {
            let begins = index == start || line[index - 1] == 0x20 || line[index - 1] == 0x09 || line[index - 1] == UInt8(ascii: "^")
            if begins, line.holds(name, at: index) {
                let first = index + name.utf8CodeUnitCount
                var end = first
                while end < line.count, line[end] != 0x09, line[end] != 0x20, line[end] != UInt8(ascii: "^") { end += 1 }
                return first..<end
            }
            index += 1
        }
        return nil
    }
}
