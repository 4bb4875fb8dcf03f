/// Measures the rows of one stream without keeping them: into a meter, a timeline and message shapes.
///
/// A row is a record with all lines that go on with it: its lines are weighed together and count once.
package struct MeasureReader {
    package private(set) var meter: Meter
    package private(set) var shapes: MessageShapes
    package private(set) var lengths = MessageLengths()
    package private(set) var timeline = Timeline()
    /// Rows that named no time that could be read.
    package private(set) var withoutTime: UInt64 = 0
    /// Rows of no known format.
    package private(set) var withoutFormat: UInt64 = 0
    package private(set) var invalidUTF8: UInt64 = 0
    /// Lines about the log itself, such as the names of its columns.
    package private(set) var comments: UInt64 = 0
    private var reader: RecordReader
    private var pending = PendingCounts()
    private var scratch: [UInt8] = []
    private var row: OpenRow?
    /// Stands in for the time of rows that name none.
    private var latest: Timestamp

    private struct OpenRow {
        var key: Int
        var time: Timestamp
        var retentionClass: RetentionClass
        var messageBytes: Int
    }

    /// - Parameter firstTime: stands in for the time of rows before the first one that names any.
    package init(source: String, host: String, format: RecordFormat, span: Meter.Span, firstTime: Timestamp) {
        reader = RecordReader(source: source, host: host, format: format)
        meter = Meter(span: span)
        shapes = MessageShapes()
        latest = firstTime
    }

    /// Measures each whole line of the bytes, as ``RecordIndexer/appendLines(in:streamOffset:stream:arrival:to:)`` splits them.
    ///
    /// - Parameter reference: when the lines were written or later, see ``TimestampReader/moment(_:reference:)``; for a file, when it was
    ///   last changed.
    /// - Returns: bytes consumed, up to and with the last LF.
    package mutating func measureLines(in bytes: UnsafeRawBufferPointer, reference: Timestamp) -> Int {
        var start = 0
        while let end = Lines.nextLineFeed(in: bytes, from: start) {
            measure(UnsafeRawBufferPointer(rebasing: bytes[start..<Lines.withoutCarriageReturn(bytes, start..<end)]), reference: reference)
            start = end + 1
        }
        return start
    }

    /// Measures one line without its line end; an empty one is skipped, and so is a byte order mark before it.
    package mutating func measure(_ line: UnsafeRawBufferPointer, reference: Timestamp) {
        let start = Lines.withoutByteOrderMark(line, 0..<line.count)
        guard start < line.count else { return }
        let line = UnsafeRawBufferPointer(rebasing: line[start...])
        let reading = reader.read(line, arrival: reference, flags: [])
        if reading.flags.contains(.invalidUTF8) { invalidUTF8 &+= 1 }
        if reading.parsed.isComment { return comments &+= 1 }
        if reading.flags.contains(.continuation), row != nil { goOn(reading, line) } else { begin(reading, line) }
    }

    private mutating func begin(_ reading: RecordReader.Reading, _ line: UnsafeRawBufferPointer) {
        endRow()
        let new = OpenRow(
            key: reading.key, time: reading.parsed.time ?? latest, retentionClass: RetentionClass(of: reading.parsed.level),
            messageBytes: takeShape(of: reading.parsed, reading.text, lineBytes: line.count))
        if let time = reading.parsed.time {
            timeline.add(time, new.retentionClass, bytes: line.count)
            latest = time
        } else {
            withoutTime &+= 1
        }
        if !reading.parsed.isObject, reading.parsed.origin == .unknown { withoutFormat &+= 1 }
        let weight = MeterWeight(records: 1, lineBytes: UInt64(line.count), messageBytes: UInt64(new.messageBytes))
        pending.add(weight, at: new.time, key: new.key, of: reader.keys, to: &meter)
        row = new
    }

    /// A line more of the open row, with the line end before it.
    private mutating func goOn(_ reading: RecordReader.Reading, _ line: UnsafeRawBufferPointer) {
        guard let open = row else { return }
        let messageBytes = Int(reading.parsed.message.count) + 1
        row?.messageBytes += messageBytes
        let weight = MeterWeight(records: 0, lineBytes: UInt64(line.count), messageBytes: UInt64(messageBytes))
        pending.add(weight, at: open.time, key: open.key, of: reader.keys, to: &meter)
        shapes.goOn(with: weight)
        timeline.add(bytes: line.count)
    }

    private mutating func endRow() {
        guard let row else { return }
        lengths.add(row.messageBytes, row.retentionClass)
        self.row = nil
    }

    /// What was measured, all of it. The reader begins anew, but still knows its stream.
    package mutating func finish() -> (meter: Meter, shapes: MessageShapes) {
        endRow()
        pending.flush(to: &meter)
        defer {
            meter = Meter(span: meter.span)
            shapes = MessageShapes()
        }
        return (meter, shapes)
    }

    /// Bytes of the message's text.
    private mutating func takeShape(of record: ParsedRecord, _ text: UnsafeRawBufferPointer, lineBytes: Int) -> Int {
        record.message.withText(in: text, scratch: &scratch) { text in
            shapes.add(text, lineBytes: lineBytes)
            return text.count
        }
    }
}
