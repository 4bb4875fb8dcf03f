/// A name in SQL, always quoted, so that it can be nothing but a name.
struct Identifier: CustomStringConvertible {
    var parts: [String]

    init(_ parts: String...) { self.parts = parts }

    var description: String {
        parts.map { "\"" + $0.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"") + "\"" }
            .joined(separator: ".")
    }
}
