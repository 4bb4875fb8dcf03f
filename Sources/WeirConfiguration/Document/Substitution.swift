/// `${NAME}` in a value, replaced after parsing: what the environment holds can change a value but never the document's shape.
enum Substitution {
    enum Failure: Error, Equatable {
        case missing(name: String)
        /// `${` without an end, or with something that is no name.
        case malformed
    }

    /// Replaces each `${NAME}`; `$${` stands for `${` itself, and any other `$` for itself. What was put in is not looked at again.
    static func apply(to text: String, variable: (String) -> String?) throws(Failure) -> String {
        guard text.contains("${") else { return text }
        var result = ""
        var rest = text[...]
        while let dollar = rest.firstIndex(of: "$") {
            result += rest[..<dollar]
            rest = rest[dollar...]
            if rest.hasPrefix("$${") {
                result += "${"
                rest = rest.dropFirst(3)
            } else if rest.hasPrefix("${") {
                result += try value(takenFrom: &rest, variable)
            } else {
                result += "$"
                rest = rest.dropFirst()
            }
        }
        return result + rest
    }

    private static func value(takenFrom rest: inout Substring, _ variable: (String) -> String?) throws(Failure) -> String {
        guard let end = rest.firstIndex(of: "}") else { throw .malformed }
        let name = rest[..<end].dropFirst(2)
        guard isName(name) else { throw .malformed }
        rest = rest[rest.index(after: end)...]
        guard let value = variable(String(name)) else { throw .missing(name: String(name)) }
        return value
    }

    private static func isName(_ text: Substring) -> Bool {
        guard let first = text.utf8.first, !(UInt8(ascii: "0")...UInt8(ascii: "9")).contains(first) else { return false }
        return text.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
                UInt8(ascii: "_"):
                true
            default: false
            }
        }
    }
}
