/// Where a value stands in the document: `sinks[0].batch.age`.
struct ValuePath {
    let text: String
    /// What stands there is a secret, or the name of a file in whose place one may stand.
    private(set) var mayHoldSecret = false

    static let root = ValuePath(text: "")

    private static let secretKeys: Set<String> = ["headers", "header_files", "token_file"]

    /// A key that is no name may be a value in a wrong place, and so a secret: it is not shown.
    func key(_ name: String) -> ValuePath {
        let isHeader = text.hasSuffix(".headers") || text.hasSuffix(".header_files")
        let shown = isHeader && !SecretHeader.isName(name) ? KeyText.hidden : KeyText.shown(name)
        return ValuePath(
            text: text.isEmpty ? shown : "\(text).\(shown)", mayHoldSecret: mayHoldSecret || Self.secretKeys.contains(name))
    }

    func item(_ index: Int) -> ValuePath { ValuePath(text: "\(text)[\(index)]", mayHoldSecret: mayHoldSecret) }
}
