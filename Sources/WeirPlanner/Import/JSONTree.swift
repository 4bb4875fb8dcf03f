/// A JSON value of a file that somebody hands in. Numbers stay text, so that a counter up to 2⁶³ keeps every digit.
enum JSONTree: Equatable, Sendable {
    case object([Member])
    case array([JSONTree])
    case string(String)
    case number(String)
    case literal(String)

    struct Member: Equatable, Sendable {
        var name: String
        var value: JSONTree
    }

    /// Objects and arrays within each other; what is nested deeper is refused.
    static let maximumDepth = 32

    /// Nil where the text is no JSON value, or has something after it.
    init?(_ text: some StringProtocol) {
        var reader = JSONTreeReader(bytes: Array(text.utf8))
        guard let value = reader.value(depth: 0), reader.isAtEnd else { return nil }
        self = value
    }

    /// Several values one after another, as `row_to_json` prints a line for each row. Nil where any of it is no JSON.
    static func sequence(_ text: some StringProtocol) -> [JSONTree]? {
        var reader = JSONTreeReader(bytes: Array(text.utf8))
        var values: [JSONTree] = []
        while !reader.isAtEnd {
            guard let value = reader.value(depth: 0) else { return nil }
            values.append(value)
        }
        return values
    }

    /// Of equal names the last, as PostgreSQL's `jsonb` has it.
    subscript(name: String) -> JSONTree? {
        guard case .object(let members) = self else { return nil }
        return members.last { $0.name == name }?.value
    }

    var members: [Member] {
        if case .object(let members) = self { members } else { [] }
    }

    var elements: [JSONTree] {
        if case .array(let elements) = self { elements } else { [] }
    }

    /// Of a string, number or literal; nil for `null` and for what is built of others.
    var text: String? {
        switch self {
        case .string(let text), .number(let text): text
        case .literal(let word): word == "null" ? nil : word
        case .object, .array: nil
        }
    }
}
