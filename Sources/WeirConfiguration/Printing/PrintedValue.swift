import WeirPlanner
import WeirRecords

/// A value as YAML text that reads back as itself.
enum PrintedValue {
    case text(String)
    case list([PrintedValue])
    /// Entries without a value are left out.
    case mapping([(key: String, value: PrintedValue?)])

    static func mapping<Key: ConfigurationKey>(_ entries: [(Key, PrintedValue?)]) -> PrintedValue {
        .mapping(entries.map { (key: $0.0.rawValue, value: $0.1) })
    }

    static func texts(_ texts: [String]) -> PrintedValue { .list(texts.map { .text($0) }) }

    static func number(_ number: Int) -> PrintedValue { .text("\(number)") }
    static func number(_ number: Double) -> PrintedValue { .text(DecimalText.text(number)) }
    static func flag(_ flag: Bool) -> PrintedValue { .text(flag ? "true" : "false") }
    static func duration(_ duration: Duration) -> PrintedValue { .text(DurationText.text(duration)) }
    static func bytes(_ count: ByteCount) -> PrintedValue { .text(ByteCountText.text(count)) }
    static func share(_ share: Share) -> PrintedValue { .text(DecimalText.text(share.percent) + "%") }

    /// Block style for the outer levels, lists of mappings one entry a line: as the samples are written.
    var document: String {
        guard case .mapping(let entries) = self else { return flow }
        return entries.compactMap { entry in entry.value.map { Self.lines(entry.key, $0) } }.joined(separator: "\n")
    }

    private static func lines(_ key: String, _ value: PrintedValue) -> String {
        guard case .list(let items) = value, items.contains(where: \.isMapping) else { return "\(key): \(value.flow)" }
        return "\(key):\n" + items.map { "  - \($0.flow)" }.joined(separator: "\n")
    }

    private var isMapping: Bool {
        if case .mapping = self { true } else { false }
    }

    private var flow: String {
        switch self {
        case .text(let text): Self.scalar(text)
        case .list(let items): "[\(items.map(\.flow).joined(separator: ", "))]"
        case .mapping(let entries):
            "{\(entries.compactMap { entry in entry.value.map { "\(Self.scalar(entry.key)): \($0.flow)" } }.joined(separator: ", "))}"
        }
    }

    /// Quoted unless it can only be read as the word that it is.
    private static func scalar(_ text: String) -> String {
        let isPlain = text.utf8.first.map(isWord) ?? false && text.utf8.allSatisfy { isWord($0) || " ._-%/".utf8.contains($0) }
        if isPlain, text.utf8.last != UInt8(ascii: " "), text.lowercased() != "null" { return text }
        let escaped = text.unicodeScalars.map(escaped).joined()
        return "\"\(escaped.split(separator: "${", omittingEmptySubsequences: false).joined(separator: "$${"))\""
    }

    /// As YAML escapes within double quotes; what can't be seen is escaped, too.
    private static func escaped(_ scalar: Unicode.Scalar) -> String {
        switch scalar.properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator:
            let digits = String(scalar.value, radix: 16)
            return "\\U" + String(repeating: "0", count: 8 - digits.count) + digits
        default: return scalar == "\"" || scalar == "\\" ? "\\\(scalar)" : String(Character(scalar))
        }
    }

    private static func isWord(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"): true
        default: false
        }
    }
}
