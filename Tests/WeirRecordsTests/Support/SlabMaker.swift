import WeirRecords

extension Slab {
    /// A slab whose payload is the text.
    convenience init(text: [UInt8]) {
        self.init(capacity: max(text.count, 1))
        text.withUnsafeBytes { freePayload.copyMemory(from: $0) }
        payloadCount = text.count
    }

    convenience init(text: String) { self.init(text: Array(text.utf8)) }

    func text(of entry: RecordEntry) -> String { String(decoding: bytes(of: entry), as: UTF8.self) }
}

extension MeterBlock {
    /// Its rows by what they mean, which is what equal meters agree on.
    var counts: [Counted: MeterCount] {
        var counts: [Counted: MeterCount] = [:]
        for row in rows { counts[Counted(key: keys[Int(row.key)], minute: row.minute), default: .zero].add(row.count) }
        return counts
    }

    struct Counted: Hashable {
        var key: MeterKey
        var minute: Int64
    }
}

/// Lines of several formats, with stack traces, empty lines, CR LF, bytes that are not UTF-8 and names that differ.
struct LogMaker {
    private var generator: SeededGenerator

    init(seed: UInt64) { generator = SeededGenerator(seed: seed) }

    mutating func log(lines: Int) -> [UInt8] {
        (0..<lines).flatMap { _ in line() + (Bool.random(using: &generator) ? [0x0A] : [0x0D, 0x0A]) }
    }

    private mutating func line() -> [UInt8] {
        let level = generator.pick(["DEBUG", "INFO", "warning", "ERROR", "LOUD"])
        let name = "app\(Int.random(in: 0..<40, using: &generator))"
        let second = Int.random(in: 10...59, using: &generator)
        let minute = Int.random(in: 10...13, using: &generator)
        switch Int.random(in: 0..<8, using: &generator) {
        case 0, 1:
            return Array("2024-10-29 23:\(minute):\(second),324 [\(level)] \(name): said \\u0041 \(second)".utf8)
        case 2, 3, 4:
            let head = #"{"asctime":"2024-10-29 23:\#(minute):\#(second),324","name":"\#(name)""#
            return Array((head + #","levelname":"\#(level)","message":"a\nb\u00e9"}"#).utf8)
        case 5: return Array("  File \"x.py\", line \(second)".utf8)
        case 6: return []
        default: return [0xFF, 0xFE] + Array(name.utf8)
        }
    }
}
