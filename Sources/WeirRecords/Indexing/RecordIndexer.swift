/// Indexes the lines of one open stream that already lie in a slab: event time, content digest, meter. The line itself is left as it is.
package struct RecordIndexer {
    package var source: String { reader.source }
    /// The host of records that name none themselves.
    package var host: String { reader.host }
    /// Setting it forgets what a line without a head would go on with.
    package var format: RecordFormat {
        get { reader.format }
        set { reader.format = newValue }
    }
    private var reader: RecordReader

    package init(source: String, host: String, format: RecordFormat) {
        reader = RecordReader(source: source, host: host, format: format)
    }

    /// Gives back what it remembers of names, for a stream from which nothing may come for long. It goes on as before.
    package mutating func shrink() { reader.shrink() }

    /// Appends one line, as it is, even an empty one, to a slab that is full, too; the slab's meter is complete afterwards.
    ///
    /// - Precondition: the line lies within the slab's capacity.
    package mutating func append(
        lineAt payloadOffset: Int, length: Int, streamOffset: UInt64, stream: UInt16, flags: RecordFlags = [],
        arrival: Timestamp, to slab: Slab
    ) {
        precondition(payloadOffset >= 0 && length >= 0 && length <= slab.capacity && payloadOffset <= slab.capacity - length)
        let line = Line(offset: payloadOffset, length: length, streamOffset: streamOffset, stream: stream, flags: flags)
        reader.keys.begin(slab.fill.use)
        SlabFill.with(slab) { append(line, payload: slab.payload, arrival: arrival, to: &$0) }
    }

    /// Splits `range` of the payload at LF and appends each whole line; empty ones are skipped, a CR before LF is stripped, and so is a
    /// byte order mark before the line.
    ///
    /// - Parameter streamOffset: the stream's offset of the range's first byte.
    /// - Returns: bytes consumed, up to and with the last LF, or with that of the line that made the slab full.
    /// - Precondition: the range lies within the slab's capacity.
    package mutating func appendLines(
        in range: Range<Int>, streamOffset: UInt64, stream: UInt16, arrival: Timestamp, to slab: Slab
    ) -> Int {
        precondition(range.lowerBound >= 0 && range.upperBound <= slab.capacity)
        let bytes = UnsafeRawBufferPointer(start: slab.payload + range.lowerBound, count: range.count)
        reader.keys.begin(slab.fill.use)
        return SlabFill.with(slab) { fill in
            var start = 0
            while fill.hasRoom, let end = Lines.nextLineFeed(in: bytes, from: start) {
                let last = Lines.withoutCarriageReturn(bytes, start..<end)
                let first = Lines.withoutByteOrderMark(bytes, start..<last)
                if last > first {
                    let line = Line(
                        offset: range.lowerBound &+ first, length: last &- first, streamOffset: streamOffset &+ UInt64(first),
                        stream: stream,
                        flags: [])
                    append(line, payload: slab.payload, arrival: arrival, to: &fill)
                }
                start = end &+ 1
            }
            return start
        }
    }

    private struct Line {
        var offset: Int
        var length: Int
        var streamOffset: UInt64
        var stream: UInt16
        var flags: RecordFlags
    }

    private mutating func append(
        _ line: Line, payload: UnsafeMutableRawPointer, arrival: Timestamp, to fill: inout SlabFill
    ) {
        let bytes = UnsafeRawBufferPointer(start: payload + line.offset, count: line.length)
        let reading = reader.read(bytes, arrival: arrival, flags: line.flags)
        let digest = reader.digest(of: reading)
        let key = fill.count(
            MeterCount(records: 1, bytes: UInt64(line.length), digest: digest), minute: reading.time.minute,
            under: reading.key, of: &reader.keys)
        fill.entries.append(
            RecordEntry(
                streamOffset: line.streamOffset, eventTime: reading.time, digest: digest,
                payloadOffset: UInt32(truncatingIfNeeded: line.offset), length: UInt32(truncatingIfNeeded: line.length),
                stream: line.stream, meterKey: key, flags: reading.flags))
    }
}
