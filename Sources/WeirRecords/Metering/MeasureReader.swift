/// Measures the lines of one stream without keeping them: into a meter and, if asked, into message shapes.
package struct MeasureReader {
    package private(set) var meter: Meter
    package private(set) var shapes: MessageShapes
    package private(set) var lengths = MessageLengths()
    /// Lines that named no time, and lines that are not what their format promises.
    package private(set) var withoutTime: UInt64 = 0
    package private(set) var invalidUTF8: UInt64 = 0
    private var reader: RecordReader
    private var pending = PendingCounts()
    private var scratch: [UInt8] = []

    package init(source: String, host: String, format: RecordFormat, span: Meter.Span) {
        reader = RecordReader(source: source, host: host, format: format)
        meter = Meter(span: span)
        shapes = MessageShapes()
    }

    /// Measures each whole line of the bytes, as ``RecordIndexer/appendLines(in:streamOffset:stream:arrival:to:)`` splits them.
    ///
    /// - Parameter arrival: stands in where a line names no time; for a file, when it was last changed.
    /// - Returns: bytes consumed, up to and with the last LF.
    package mutating func measureLines(in bytes: UnsafeRawBufferPointer, arrival: Timestamp) -> Int {
        var start = 0
        while let end = Lines.nextLineFeed(in: bytes, from: start) {
            measure(UnsafeRawBufferPointer(rebasing: bytes[start..<Lines.withoutCarriageReturn(bytes, start..<end)]), arrival: arrival)
            start = end + 1
        }
        return start
    }

    /// Measures one line without its line end; an empty one is skipped.
    package mutating func measure(_ line: UnsafeRawBufferPointer, arrival: Timestamp) {
        guard !line.isEmpty else { return }
        let reading = reader.read(line, arrival: arrival, flags: [])
        if reading.flags.contains(.arrivalTime) { withoutTime &+= 1 }
        if reading.flags.contains(.invalidUTF8) { invalidUTF8 &+= 1 }
        let messageBytes = takeShape(of: reading.parsed, line)
        lengths.add(messageBytes, RetentionClass(of: reading.parsed.level))
        let weight = MeterWeight(records: 1, lineBytes: UInt64(line.count), messageBytes: UInt64(messageBytes))
        pending.add(weight, at: reading.time, key: reading.key, of: reader.keys, to: &meter)
    }

    /// What was measured, all of it. The reader begins anew, but still knows its stream.
    package mutating func finish() -> (meter: Meter, shapes: MessageShapes) {
        pending.flush(to: &meter)
        defer {
            meter = Meter(span: meter.span)
            shapes = MessageShapes()
        }
        return (meter, shapes)
    }

    /// Bytes of the message's text.
    private mutating func takeShape(of record: ParsedRecord, _ line: UnsafeRawBufferPointer) -> Int {
        record.message.withText(in: line, scratch: &scratch) { text in
            shapes.add(text, lineBytes: line.count)
            return text.count
        }
    }
}
