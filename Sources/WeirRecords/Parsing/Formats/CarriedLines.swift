/// Reads the lines that other lines carry: a container's behind what its engine puts before it, a program's within syslog. What a carried
/// line does not say is said by the one that carries it.
///
/// It belongs to one recognizer, which one thread at a time uses: that makes `@unchecked Sendable` true.
final class CarriedLines: @unchecked Sendable {
    /// Bytes that stay where they are until they are made anew.
    final class Room {
        let bytes: UnsafeRawBufferPointer

        init(_ bytes: [UInt8]) {
            let room = UnsafeMutableRawBufferPointer.allocate(byteCount: max(1, bytes.count), alignment: 16)
            room.copyBytes(from: bytes)
            self.bytes = UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(room)[..<bytes.count])
        }

        deinit { bytes.baseAddress?.deallocate() }
    }

    var colourless: Room?
    private var recognizer: LineRecognizer
    private var room: Room?
    /// The line before was a part of one.
    private var isWithinLine = false

    /// - Parameter depth: of lines within lines, see ``LineRecognizer/deepest``.
    init(depth: Int) { recognizer = LineRecognizer(.automatic, depth: depth) }

    func forgetLines() {
        recognizer.forgetLines()
        isWithinLine = false
    }

    func read(_ outer: ParsedRecord, _ line: UnsafeRawBufferPointer, isStream: Bool, reference: Timestamp) -> RecognizedLine {
        let place = placed(outer, line)
        let inner = recognizer.read(place.carried, reference: outer.time ?? reference).record
        var record = inner
        if inner.isContinuation || (inner.origin == .unknown && !inner.isObject) {
            record = place.outer
            record.message = FieldRange(place.offset..<place.offset + place.carried.count)
            record.isContinuation = isStream && inner.isContinuation
        } else {
            record.move(by: place.offset)
            record.fill(from: place.outer)
        }
        record.carry(over: outer)
        if isStream { continueLine(&record, isPartial: outer.isPartial || place.isPartial) }
        return RecognizedLine(record: record, text: place.text)
    }

    private func continueLine(_ record: inout ParsedRecord, isPartial: Bool) {
        if isWithinLine { record.isContinuation = true }
        isWithinLine = isPartial
    }

    private struct Place {
        /// What all ranges lie in.
        var text: UnsafeRawBufferPointer
        var carried: UnsafeRawBufferPointer
        /// Of the carried line in the text.
        var offset: Int
        var outer: ParsedRecord
        /// The carried line lacks the line end that ends it.
        var isPartial: Bool
    }

    /// Where the carried line lies: where it is, or, where it holds escapes, in room of its own with the names behind it.
    private func placed(_ outer: ParsedRecord, _ line: UnsafeRawBufferPointer) -> Place {
        guard outer.carried.isEscaped else {
            let carried = outer.carried.bytes(in: line)
            return Place(
                text: line, carried: Self.withoutLineEnd(carried), offset: outer.carried.range.lowerBound, outer: outer,
                isPartial: outer.isObject)
        }
        var (bytes, record) = ([UInt8](), outer)
        JSONText.unescape(outer.carried.bytes(in: line), into: &bytes)
        let count = bytes.count
        for name in [\ParsedRecord.application, \.host, \.process] where outer[keyPath: name].isPresent {
            record[keyPath: name] = FieldRange(
                bytes.count..<bytes.count + Int(outer[keyPath: name].count), isEscaped: outer[keyPath: name].isEscaped)
            bytes.append(contentsOf: outer[keyPath: name].bytes(in: line))
        }
        let room = Room(bytes)
        self.room = room
        let carried = UnsafeRawBufferPointer(rebasing: room.bytes[..<count])
        let isPartial = outer.isObject && carried.last != 0x0A
        return Place(text: room.bytes, carried: Self.withoutLineEnd(carried), offset: 0, outer: record, isPartial: isPartial)
    }

    private static func withoutLineEnd(_ text: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer {
        var end = text.count
        if end > 0, text[end - 1] == 0x0A { end -= 1 }
        if end > 0, text[end - 1] == 0x0D { end -= 1 }
        return UnsafeRawBufferPointer(rebasing: text[..<end])
    }
}

extension ParsedRecord {
    /// All ranges lie so many bytes further on.
    fileprivate mutating func move(by offset: Int) {
        for field in [\ParsedRecord.message, \.application, \.host, \.process, \.metricName] where self[keyPath: field].isPresent {
            self[keyPath: field].start += UInt32(truncatingIfNeeded: offset)
        }
    }

    /// Takes what it lacks.
    fileprivate mutating func fill(from outer: ParsedRecord) {
        if time == nil { time = outer.time }
        if level == .unknown { level = outer.level }
        if application.count == 0, origin.application.isEmpty { (application, origin) = (outer.application, outer.origin) }
        if host.count == 0 { host = outer.host }
        if process.count == 0 { process = outer.process }
    }

    /// What is true of the whole line, whatever it carries.
    fileprivate mutating func carry(over outer: ParsedRecord) {
        (isObject, isJSON, isValidUTF8, isPartial) = (outer.isObject, outer.isJSON, outer.isValidUTF8, outer.isPartial)
        carried = .absent
    }
}
