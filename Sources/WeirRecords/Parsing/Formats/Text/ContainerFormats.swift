/// What container engines put before a container's own lines.
enum ContainerFormats {
    static let all: [LineFormat] = [
        LineFormat("cri", content: .stream, begins: .digits) { line, reference in CRIScanner.read(line, reference: reference) },
        // With `kubectl logs --prefix`.
        LineFormat("kubectl", #"[pod/{host}/{application}] {message}"#, content: .stream),
    ]

    /// Tried after all else, since a table's row looks much like it.
    static let last: [LineFormat] = [
        LineFormat("compose", content: .stream, begins: .nameBytes, showsTime: false) { line, _ in ComposeScanner.read(line) }
    ]
}

/// `2024-03-01T10:00:00.123456789Z stdout F message`, as the container runtime interface writes it. `P` marks a part of a line.
enum CRIScanner {
    static func read(_ line: UnsafeRawBufferPointer, reference: Timestamp) -> ParsedRecord? {
        var reader = TimestampReader(position: 0)
        let text = line.bytes
        guard let moment = reader.moment(text, reference: reference), reader.skip(0x20, in: text) else { return nil }
        let start = reader.position
        guard line.count >= start + 8 || line.count == start + 8, line.holds("stdout", at: start) || line.holds("stderr", at: start),
            line[start + 6] == 0x20
        else { return nil }
        let flag = line[start + 7]
        guard flag == UInt8(ascii: "F") || flag == UInt8(ascii: "P"), line.count == start + 8 || line[start + 8] == 0x20 else { return nil }
        var record = ParsedRecord(message: FieldRange(min(start + 9, line.count)..<line.count))
        record.time = moment.time
        record.isPartial = flag == UInt8(ascii: "P")
        return record
    }
}

/// `service-1  | message`, as `docker compose logs` prints it.
enum ComposeScanner {
    static func read(_ line: UnsafeRawBufferPointer) -> ParsedRecord? {
        var end = 0
        while end < line.count, end <= PatternMatcher.longestNameBytes, ByteSet.nameBytes.contains(line[end]) { end += 1 }
        var bar = end
        while bar < line.count, line[bar] == 0x20 { bar += 1 }
        guard end > 0, bar > end, bar < line.count, line[bar] == UInt8(ascii: "|"), bar + 1 == line.count || line[bar + 1] == 0x20 else {
            return nil
        }
        var record = ParsedRecord(message: FieldRange(min(bar + 2, line.count)..<line.count))
        record.application = FieldRange(0..<withoutNumber(line, end))
        return record
    }

    /// Where the service's name ends: the number behind it tells its containers apart.
    private static func withoutNumber(_ line: UnsafeRawBufferPointer, _ end: Int) -> Int {
        var index = end
        while index > 0, ByteSet.digits.contains(line[index - 1]) { index -= 1 }
        let isNumbered = index < end && index > 1 && (line[index - 1] == UInt8(ascii: "-") || line[index - 1] == UInt8(ascii: "_"))
        return isNumbered ? index - 1 : end
    }
}

extension ByteSet {
    static let nameBytes = ByteSet("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.")
    static let letters = ByteSet("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ")
}

extension UnsafeRawBufferPointer {
    /// Whether the text stands at a place.
    func holds(_ text: StaticString, at start: Int) -> Bool {
        let count = text.utf8CodeUnitCount
        guard start >= 0, start <= self.count - count else { return false }
        for offset in 0..<count where self[start + offset] != text.utf8Start[offset] { return false }
        return true
    }
}
