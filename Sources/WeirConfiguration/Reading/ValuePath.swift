/// Where a value stands in the document: `sinks[0].batch.age`.
struct ValuePath {
    let text: String

    static let root = ValuePath(text: "")

    /// A key that is no name may be a value in a wrong place, and so a secret: it is not shown.
    func key(_ name: String) -> ValuePath {
        let isHeader = text.hasSuffix(".headers") || text.hasSuffix(".header_files")
        let shown = isHeader && !SecretHeader.isName(name) ? KeyText.hidden : KeyText.shown(name)
        return ValuePath(text: text.isEmpty ? shown : "\(text).\(shown)")
    }

    func item(_ index: Int) -> ValuePath { ValuePath(text: "\(text)[\(index)]") }
}
