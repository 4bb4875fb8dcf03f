/// Single values and lists of them.
extension Section {
    /// `nil` where the key is missing or its value is wrong, which is then reported.
    func optional<Value>(_ key: Key, _ reader: ScalarReader<Value>) -> Value? {
        node(key).flatMap { context.read($0, at: path(key), reader) }
    }

    /// As `optional`, and a missing key is reported too.
    func required<Value>(_ key: Key, _ reader: ScalarReader<Value>) -> Value? {
        guard has(key) else {
            reportMissing(key, reader.expected)
            return nil
        }
        return optional(key, reader)
    }

    /// The value, or the default where the key is missing (or wrong: then the file does not load anyway).
    func value<Value>(_ key: Key, _ reader: ScalarReader<Value>, default missing: Value) -> Value {
        optional(key, reader) ?? missing
    }

    /// A list of values; `nil` where the key is missing. What is wrong in it is reported and left out.
    func list<Value>(_ key: Key, _ reader: ScalarReader<Value>) -> [Value]? {
        items(key)?.compactMap { context.read($0.node, at: $0.path, reader) }
    }

    /// As `list`; one value may stand without its brackets.
    func oneOrMore<Value>(_ key: Key, _ reader: ScalarReader<Value>) -> [Value]? {
        guard let node = node(key), case .scalar = node.content else { return list(key, reader) }
        return optional(key, reader).map { [$0] }
    }

    func reportMissing(_ key: Key, _ expected: String) {
        findings.error(at: place, path.text, "the key `\(key.rawValue)` is missing", wayOut: "it takes \(expected)")
    }
}

/// Mappings within mappings.
extension Section {
    /// `nil` where the key is missing or no mapping.
    func section<Inner: ConfigurationKey>(_ key: Key, _ keys: Inner.Type) -> Section<Inner>? {
        node(key).flatMap { Section<Inner>($0, at: path(key), context) }
    }

    /// A list of mappings; empty where the key is missing. More than the limit are reported, and none is read.
    func sections<Inner: ConfigurationKey>(_ key: Key, _ keys: Inner.Type, limit: Int) -> [Section<Inner>] {
        items(key, limit: limit).compactMap { Section<Inner>($0.node, at: $0.path, context) }
    }

    /// The nodes of a list; empty where the key is missing, is no list, or has more than the limit, which is reported.
    func items(_ key: Key, limit: Int) -> [(node: ConfigurationNode, path: ValuePath)] {
        let items = items(key) ?? []
        guard items.count <= limit else {
            error(key, "has \(items.count) entries, more than the \(limit) that it may have")
            return []
        }
        return items
    }

    /// As `sections`; one mapping may stand without its brackets.
    func oneOrMoreSections<Inner: ConfigurationKey>(_ key: Key, _ keys: Inner.Type, limit: Int) -> [Section<Inner>] {
        guard let node = node(key), case .mapping = node.content else { return sections(key, keys, limit: limit) }
        return section(key, keys).map { [$0] } ?? []
    }

    private func items(_ key: Key) -> [(node: ConfigurationNode, path: ValuePath)]? {
        guard let node = node(key) else { return nil }
        guard case .sequence(let items) = node.content else {
            error(key, "a list belongs here, not \(node.kindInWords)", wayOut: "put it in brackets: [ … ]")
            return nil
        }
        return items.enumerated().map { ($0.element, path(key).item($0.offset)) }
    }
}

extension ReadingContext {
    /// `nil` where the node is not such a value, which is reported, or where its text already was.
    func read<Value>(_ node: ConfigurationNode, at path: ValuePath, _ reader: ScalarReader<Value>) -> Value? {
        guard case .scalar(let scalar) = node.content else {
            findings.error(at: node.place, path.text, "\(reader.expected) belongs here, not \(node.kindInWords)")
            return nil
        }
        guard let text = scalar.value else { return nil }
        do {
            return try reader.parse(text)
        } catch {
            let reason = error.reason ?? "is not \(reader.expected)"
            let suggestion = text == scalar.written ? error.suggestion : nil
            // A suggestion is one of the words that are known, and never the value.
            findings.error(
                at: node.place, path.text, "\(reader.isSecret ? "the value" : quoted(scalar.written)) \(reason)", suggestion: suggestion,
                wayOut: error.wayOut ?? (reader.isSecret ? "correct it; it is not shown, since it may hold a secret" : nil))
            return nil
        }
    }
}
