import WeirPlanner

/// A column's type as SQL writes it: `char(12)` with its length, which others may have too.
struct ColumnTypeText: Equatable {
    var type: LogTable.ColumnType
    /// Of `char(n)` only: others take what their values take.
    var length: Int?
}

extension ScalarReader where Value == ColumnTypeText {
    static var columnType: Self {
        let types = ScalarReader<LogTable.ColumnType>.choice()
        return Self(types.expected) { text throws(Refusal) in
            let (name, length) = try parts(text)
            let type = try types.parse(name)
            guard length == nil || modifiable.contains(type) else { throw Refusal("takes no length", wayOut: "write \(name)") }
            guard type == .char else { return ColumnTypeText(type: type, length: nil) }
            guard length != nil else { throw Refusal("needs its length", wayOut: "write char(1), or as long as it is") }
            return ColumnTypeText(type: type, length: length)
        }
    }

    private static var modifiable: [LogTable.ColumnType] { [.char, .varchar, .numeric, .timestamp, .timestamptz] }
    /// PostgreSQL's own.
    private static var longest: Int { 10_485_760 }

    /// The name, and the first number in brackets behind it.
    private static func parts(_ text: String) throws(Refusal) -> (name: String, length: Int?) {
        guard text.hasSuffix(")"), let open = text.firstIndex(of: "(") else { return (text, nil) }
        let inner = text[text.index(after: open)...].dropLast()
        let number = inner.split(separator: ",").first.flatMap { Int($0) }
        guard let number, (0...longest).contains(number) else { throw Refusal("has no length from 1 to \(longest) in its brackets") }
        return (String(text[..<open]), number)
    }
}
