/// Makes JSON objects of every shape, and spoils them.
struct JSONMaker {
    private var generator: SeededGenerator

    init(seed: UInt64) { generator = SeededGenerator(seed: seed) }

    mutating func object(depth: Int = 0) -> [UInt8] {
        let members = (0..<Int.random(in: 0...6, using: &generator)).map { _ in
            string() + space() + Array(":".utf8) + space() + value(depth: depth + 1)
        }
        return Array("{".utf8) + space() + joined(members) + space() + Array("}".utf8)
    }

    /// One to four changes: a byte set, removed, doubled, or the end cut off.
    mutating func spoiled(_ bytes: [UInt8]) -> [UInt8] {
        var bytes = bytes
        for _ in 0..<Int.random(in: 1...4, using: &generator) where !bytes.isEmpty {
            let index = Int.random(in: 0..<bytes.count, using: &generator)
            switch Int.random(in: 0..<6, using: &generator) {
            case 0: bytes[index] = UInt8.random(in: 0...255, using: &generator)
            case 1: bytes[index] = generator.pick(Self.telling)
            case 2: bytes.remove(at: index)
            case 3: bytes.insert(bytes[index], at: index)
            case 4: bytes.insert(generator.pick(Self.telling), at: index)
            default: bytes.removeLast(Int.random(in: 0...min(3, bytes.count), using: &generator))
            }
        }
        return bytes
    }

    private static let telling = Array("{}[]\",:\\/u0123456789-+.eEtrfalsn \t\r\n\u{0}\u{1F}\u{7F}".utf8) + [0x80, 0xC0, 0xED, 0xFF]

    private mutating func value(depth: Int) -> [UInt8] {
        switch Int.random(in: 0..<(depth > 5 ? 5 : 8), using: &generator) {
        case 0, 1, 2: return string()
        case 3: return number()
        case 4: return Array(generator.pick(["true", "false", "null"]).utf8)
        case 5: return object(depth: depth)
        default:
            let values = (0..<Int.random(in: 0...4, using: &generator)).map { _ in value(depth: depth + 1) }
            return Array("[".utf8) + space() + joined(values) + space() + Array("]".utf8)
        }
    }

    private mutating func joined(_ parts: [[UInt8]]) -> [UInt8] {
        Array(parts.joined(separator: space() + Array(",".utf8) + space()))
    }

    private mutating func space() -> [UInt8] {
        Array(generator.pick(["", "", " ", " ", "\t", "\r\n "]).utf8)
    }

    private mutating func number() -> [UInt8] {
        let choices = [
            "0", "-0", "-1", "12", "1.5", "-3.25e2", "1E+5", "9e-3", "123456789012345678901234567890", "1e308", "1e400", "1e-400",
            "0e99999", String(repeating: "9", count: 310), "-9223372036854775808", "18446744073709551616", "1e00005",
        ]
        return Array(generator.pick(choices).utf8)
    }

    private static let pieces = [
        "a", "key", "message", "timestamp", "\\n", "\\\"", "\\\\", "\\/", "\\u0041", "\\u0000", "\\ud83d\\ude00", "\\ud800", "\\udc00",
        "\\ud800\\ud800", "é", "日本", "😀", " ", "a long enough text to fill words", "\u{7F}", "{", "}", "[", ":", ",",
    ]

    private mutating func string() -> [UInt8] {
        let parts = (0..<Int.random(in: 0...5, using: &generator)).map { _ in generator.pick(Self.pieces) }
        return Array("\"\(parts.joined())\"".utf8)
    }
}
