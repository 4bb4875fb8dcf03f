import TestSupport
import WeirSystem

/// A line with a secret, made from a template: so that no text in the form of a secret lies in the repository.
///
/// In a template `⟪…⟫` holds what must be masked, and `{kind:count}` stands for so many random characters; a third number tells two
/// of the same kind apart. `{lf}` and its like are characters that a line of a file can't hold.
struct SecretCase: Sendable, CustomStringConvertible {
    enum Group: String, CaseIterable { case given, first, second }

    var name: String
    var group: Group
    var line: [UInt8]
    var secrets: [[UInt8]]

    var description: String { "\(name): \(String(decoding: line.suffix(160), as: UTF8.self))" }

    static func all(seed: UInt64 = 7) throws -> [SecretCase] {
        var random = SeededRandom(seed: seed)
        var group = Group.given
        var cases: [SecretCase] = []
        for line in try Repository.text("Tests/WeirRedactionTests/Corpus/secrets.txt").split(separator: "\n") {
            if line.hasPrefix("# ") {
                group = Group(rawValue: String(line.dropFirst(2))) ?? group
                continue
            }
            let parts = line.split(separator: "\t", maxSplits: 1)
            cases.append(made(String(parts[0]), group, String(parts[1]), &random))
        }
        return cases
    }

    private static func made(_ name: String, _ group: Group, _ template: String, _ random: inout SeededRandom) -> SecretCase {
        var known: [String: [UInt8]] = [:]
        var (line, secret, secrets): ([UInt8], [UInt8]?, [[UInt8]]) = ([], nil, [])
        var rest = template[...]
        while let character = rest.first {
            if character == "⟪" { secret = [] }
            if character == "⟫", let whole = secret {
                secrets.append(whole)
                secret = nil
            }
            var bytes = "⟪⟫".contains(character) ? [] : Array(String(character).utf8)
            var end = rest.index(after: rest.startIndex)
            if character == "{", let close = rest.firstIndex(of: "}") {
                let key = String(rest[end..<close])
                if let value = known[key] ?? value(key, &random) {
                    known[key] = value
                    bytes = value
                    end = rest.index(after: close)
                }
            }
            line += bytes
            secret? += bytes
            rest = rest[end...]
        }
        return SecretCase(name: name, group: group, line: line, secrets: secrets)
    }

    private static let letters = "abcdefghijklmnopqrstuvwxyz"
    private static let alphabets: [String: String] = [
        "an": letters + letters.uppercased() + "0123456789", "let": letters + letters.uppercased(), "low": letters,
        "up": letters.uppercased(), "ud": letters.uppercased() + "0123456789", "dig": "0123456789", "hex": "0123456789abcdef",
        "HEX": "0123456789ABCDEF", "hexd": "0123456789abcdef-", "b64": letters + letters.uppercased() + "0123456789/+",
    ]
    private static let bytes: [String: [UInt8]] = ["lf": [0x0A], "cr": [0x0D], "tab": [0x09], "nul": [0], "ff": [0xFF]]

    private static func value(_ key: String, _ random: inout SeededRandom) -> [UInt8]? {
        let parts = key.split(separator: ":")
        guard let kind = parts.first.map(String.init) else { return nil }
        if let bytes = bytes[kind], parts.count == 1 { return bytes }
        if kind == "pw" { return Array("Qx".utf8) + drawn(alphabets["an"] ?? "", 9, &random) }
        if kind == "basic" { return base64(Array("bob:".utf8) + drawn(alphabets["an"] ?? "", 12, &random)) }
        guard parts.count > 1, let count = Int(parts[1]) else { return nil }
        if kind == "x" { return [UInt8](repeating: UInt8(ascii: "x"), count: count) }
        return alphabets[kind].map { drawn($0, count, &random) }
    }

    private static func drawn(_ alphabet: String, _ count: Int, _ random: inout SeededRandom) -> [UInt8] {
        let bytes = Array(alphabet.utf8)
        return (0..<count).map { _ in bytes[random.number(in: 0..<bytes.count)] }
    }

    private static func base64(_ bytes: [UInt8]) -> [UInt8] {
        let digits = Array((letters.uppercased() + letters + "0123456789+/").utf8)
        return stride(from: 0, to: bytes.count, by: 3).flatMap { start -> [UInt8] in
            let group = (0..<3).map { start + $0 < bytes.count ? UInt32(bytes[start + $0]) : 0 }
            let bits = group[0] << 16 | group[1] << 8 | group[2]
            return [18, 12, 6, 0].map { digits[Int(bits >> UInt32($0) & 63)] }
        }
    }
}
