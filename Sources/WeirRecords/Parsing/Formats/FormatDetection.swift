extension RecordFormat {
    /// Lines that are looked at.
    package static let detectionLines = 64

    /// The format of a file, from its first lines: that of the first line that is not plain.
    package static func detect(_ head: UnsafeRawBufferPointer) -> RecordFormat {
        var start = 0
        for _ in 0..<detectionLines where start < head.count {
            let end = Lines.nextLineFeed(in: head, from: start) ?? head.count
            let format = ofLine(UnsafeRawBufferPointer(rebasing: head[start..<Lines.withoutCarriageReturn(head, start..<end)]))
            if format != .plain { return format }
            start = end + 1
        }
        return .plain
    }

    private static func ofLine(_ line: UnsafeRawBufferPointer) -> RecordFormat {
        if let format = ofObject(line.bytes) { return format }
        if KasmTextParser.head(line) != nil { return .kasmText }
        if PostgresLogParser.head(line) != nil { return .postgresLog }
        return .plain
    }

    /// Nil where the line is not one JSON object.
    private static func ofObject(_ line: RawSpan) -> RecordFormat? {
        var found: RecordFormat?
        let verdict = JSONLineScanner.scan(line) { field in
            if found == nil { found = betrayed(by: field.key, in: line) }
        }
        return verdict == .invalid ? nil : found ?? .otherJSON
    }
}
