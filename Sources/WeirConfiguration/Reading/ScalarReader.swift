/// Reads one value from its text.
struct ScalarReader<Value> {
    /// What would have been right, after "is not": "a duration such as 7d, 4h or 90ms".
    var expected: String
    var parse: (String) throws(Refusal) -> Value
    /// What is refused is not quoted: it may hold a secret.
    var isSecret = false

    init(_ expected: String, _ parse: @escaping (String) throws(Refusal) -> Value) {
        self.expected = expected
        self.parse = parse
    }

    /// The same with one more thing to hold.
    func holding(_ reason: String, _ holds: @escaping (Value) -> Bool) -> ScalarReader {
        var reader = ScalarReader(expected) { text throws(Refusal) in
            let value = try parse(text)
            guard holds(value) else { throw Refusal(reason) }
            return value
        }
        reader.isSecret = isSecret
        return reader
    }

    func map<Other>(_ transform: @escaping (Value) -> Other) -> ScalarReader<Other> {
        var reader = ScalarReader<Other>(expected) { text throws(Refusal) in transform(try parse(text)) }
        reader.isSecret = isSecret
        return reader
    }

    /// The same for a value that may hold a secret: what is refused is not quoted.
    var unquoted: ScalarReader {
        var reader = self
        reader.isSecret = true
        return reader
    }
}

/// Why a text is not the value that was asked for. It never quotes the text: that may have come from the environment.
struct Refusal: Error {
    /// After the value in a message: "must be at least 1"; `nil`: it is not what was expected.
    var reason: String?
    var suggestion: String?
    var wayOut: String?

    init(_ reason: String? = nil, suggestion: String? = nil, wayOut: String? = nil) {
        self.reason = reason
        self.suggestion = suggestion
        self.wayOut = wayOut
    }
}
