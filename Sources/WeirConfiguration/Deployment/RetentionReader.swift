import WeirPlanner
import WeirRecords

/// Reads a `retention`: one limit for both classes, or a mapping with one for each.
struct RetentionReader<Key: ConfigurationKey> {
    private static var example: String { "a mapping such as {standard: 7d, debug: 4h}, or off, or forever" }

    let root: Section<Key>
    let key: Key
    /// `nil` where it could not be read: then what zero means is not asked.
    let platform: Platform?

    func read() -> RetentionPolicy? {
        guard let node = root.node(key) else {
            if !root.has(key) { root.reportMissing(key, Self.example) }
            return nil
        }
        if case .scalar = node.content {
            return limit(key, root).map { RetentionPolicy(standard: $0, debug: $0) }
        }
        guard let section = root.section(key, RetentionKey.self) else { return nil }
        let (least, most) = DeploymentRanges.cleanup
        let cleanup = section.value(.cleanupEvery, .duration(from: least, to: most), default: RetentionPolicy.defaultCleanup)
        let standard = requiredLimit(.standard, section)
        let debug = requiredLimit(.debug, section)
        guard let standard, let debug else { return nil }
        return RetentionPolicy(standard: standard, debug: debug, cleanupEvery: cleanup)
    }

    private func requiredLimit(_ key: RetentionKey, _ section: Section<RetentionKey>) -> RetentionLimit? {
        guard section.has(key) else {
            section.reportMissing(key, RetentionText.expected)
            return nil
        }
        return limit(key, section)
    }

    private func limit<Some>(_ key: Some, _ section: Section<Some>) -> RetentionLimit? {
        guard let setting = section.optional(key, RetentionText.reader) else { return nil }
        switch setting {
        case .limit(let limit):
            if limit == .off { refuseOffWhereImpossible(key, section) }
            return limit
        case .zero: return zero(key, section)
        }
    }

    /// What zero means is a property of the product and its version, so it is taken only where that is known.
    private func zero<Some>(_ key: Some, _ section: Section<Some>) -> RetentionLimit? {
        guard let platform else { return nil }
        guard refuseOffWhereImpossible(key, section) else { return nil }
        guard platform.meaningOfZero == .off else {
            let product = "\(platform.product.rawValue)\(platform.version.map { " \($0)" } ?? " of no given version")"
            section.error(
                key, "what a retention of zero means on \(product) is not known: nothing kept, or everything for ever",
                wayOut: "write `off` or `forever`")
            return nil
        }
        return .off
    }

    /// False where logging into the database can't be turned off.
    @discardableResult
    private func refuseOffWhereImpossible<Some>(_ key: Some, _ section: Section<Some>) -> Bool {
        guard let platform, platform.product == .kasm, let version = platform.version, version < Platform.kasmZeroMeansOffSince else {
            return true
        }
        section.error(
            key, "kasm \(version) can't turn logging into its database off; \(Platform.kasmZeroMeansOffSince) and later can",
            wayOut: "give a duration or a number of rows")
        return false
    }
}

/// One retention setting as it stands in a file.
enum RetentionText {
    enum Setting: Equatable {
        case limit(RetentionLimit)
        /// Zero without a word for what it means.
        case zero
    }

    static let expected = "a duration such as 7d, a number of rows such as 400000 rows, off, or forever"

    static var reader: ScalarReader<Setting> {
        ScalarReader(expected) { text throws(Refusal) in
            switch text {
            case "off": return .limit(.off)
            case "forever": return .limit(.forever)
            default: return try quantity(text)
            }
        }
    }

    private static func quantity(_ text: String) throws(Refusal) -> Setting {
        guard let number = DecimalText(text) else { throw Refusal(suggestion: Suggestion.nearest(to: text, among: ["off", "forever"])) }
        guard !number.isNegative else { throw Refusal("must not be negative", wayOut: "write `off` or `forever`") }
        guard !number.isZero else { return .zero }
        if number.unit == "rows" || number.unit == "row" {
            guard let rows = number.whole else { throw Refusal("is no whole number of rows") }
            return .limit(.rows(RowCount(rows)))
        }
        guard !number.unit.isEmpty else {
            throw Refusal("has no unit: age and rows are different things", wayOut: "write `7d` or `400000 rows`")
        }
        return .limit(.age(try ScalarReader<Duration>.duration(from: .seconds(60)).parse(text)))
    }
}
