/// Where a value stands in the document: `sinks[0].batch.age`.
struct ValuePath {
    let text: String

    static let root = ValuePath(text: "")

    func key(_ name: String) -> ValuePath {
        let shown = printable(name)
        return ValuePath(text: text.isEmpty ? shown : "\(text).\(shown)")
    }

    func item(_ index: Int) -> ValuePath { ValuePath(text: "\(text)[\(index)]") }
}
