import Yams

/// Turns the library's nodes into ours: bounded in depth and number, scalars as text with the environment put in.
struct TreeBuilder {
    /// None, and what the library itself gives to quoted text and to anything that it once compared.
    private static let harmlessTags: Set<String> = [
        "", "!", "tag:yaml.org,2002:str", "tag:yaml.org,2002:seq", "tag:yaml.org,2002:map",
    ]

    private let original: String
    private let findings: Findings
    private let variable: (String) -> String?
    private var nodes = 0
    private var isBeyondLimit = false

    init(original: String, findings: Findings, variable: @escaping (String) -> String?) {
        self.original = original
        self.findings = findings
        self.variable = variable
    }

    /// `nil` where a limit was passed, which is then reported.
    mutating func build(_ root: Node) -> ConfigurationNode? {
        let tree = node(root, path: ValuePath.root, depth: 0)
        return isBeyondLimit ? nil : tree
    }

    private mutating func node(_ node: Node, path: ValuePath, depth: Int) -> ConfigurationNode {
        let place = node.mark.map(Place.init) ?? Place(line: 1, column: 1)
        guard isWithinLimits(at: place, depth) else { return ConfigurationNode(place: place, content: .empty) }
        return ConfigurationNode(place: place, content: content(of: node, at: place, path, depth))
    }

    private mutating func content(of node: Node, at place: Place, _ path: ValuePath, _ depth: Int) -> ConfigurationNode.Content {
        switch node {
        case .scalar(let scalar):
            refuse(tag: scalar.tag, at: place, path)
            return self.scalar(scalar, at: place, path)
        case .sequence(let sequence):
            refuse(tag: sequence.tag, at: place, path)
            var items: [ConfigurationNode] = []
            for item in sequence where !isBeyondLimit { items.append(self.node(item, path: path.item(items.count), depth: depth + 1)) }
            return .sequence(items)
        case .mapping(let mapping):
            refuse(tag: mapping.tag, at: place, path)
            return .mapping(entries(of: mapping, path, depth))
        case .alias:
            findings.error(at: place, path.text, "an alias that leads nowhere", wayOut: "write the value out")
            return .empty
        }
    }

    private mutating func entries(of mapping: Node.Mapping, _ path: ValuePath, _ depth: Int) -> [ConfigurationNode.Entry] {
        var entries: [ConfigurationNode.Entry] = []
        for (key, value) in mapping where !isBeyondLimit {
            let place = key.mark.map(Place.init) ?? Place(line: 1, column: 1)
            guard case .scalar(let scalar) = key else {
                findings.error(at: place, path.text, "a key must be a word", wayOut: "write `key: value`")
                continue
            }
            let name = scalar.string
            guard !DuplicateKey.isMask(name) else {
                let original = report(duplicate: name, at: place, path)
                // What stands in it is not used, but what is wrong in it is told too.
                _ = node(value, path: path.key(original), depth: depth + 1)
                continue
            }
            entries.append(.init(key: name, place: place, value: node(value, path: path.key(name), depth: depth + 1)))
        }
        return entries
    }

    /// The key that is there twice.
    private func report(duplicate mask: String, at place: Place, _ path: ValuePath) -> String {
        let key = DuplicateKey.original(in: original, at: place, length: mask.unicodeScalars.count)
        findings.error(at: place, path.key(key).text, "the key stands here again further on", wayOut: "keep one of the two")
        return key
    }

    private func scalar(_ scalar: Node.Scalar, at place: Place, _ path: ValuePath) -> ConfigurationNode.Content {
        let written = scalar.string
        if scalar.style == .plain, ["", "~", "null", "Null", "NULL"].contains(written) { return .empty }
        do {
            return .scalar(.init(written: written, value: try Substitution.apply(to: written, variable: variable)))
        } catch {
            report(error, at: place, path)
            return .scalar(.init(written: written, value: nil))
        }
    }

    private func report(_ failure: Substitution.Failure, at place: Place, _ path: ValuePath) {
        switch failure {
        case .missing(let name):
            let isShown = !path.mayHoldSecret && KeyText.isName(name)
            findings.error(
                at: place, path.text,
                isShown
                    ? "the environment has no \(quoted(name))" : "the environment has no variable of the name that stands in `${…}` here",
                wayOut: isShown
                    ? "set it, or write the value here"
                    : "set it, or write `$${` where `${` itself is meant; the name is not shown, since it may be part of a secret")
        case .malformed:
            findings.error(
                at: place, path.text, "`${` must be followed by a name and `}`", wayOut: "write `$${` where `${` itself is meant")
        }
    }

    private func refuse(tag: Tag, at place: Place, _ path: ValuePath) {
        let name = tag.description
        guard !Self.harmlessTags.contains(name) else { return }
        findings.error(
            at: place, path.text, "begins with `!`, which makes it a tag, and tags have no meaning here",
            wayOut: "put a value that begins with `!` in quotes, and take any other tag out")
    }

    private mutating func isWithinLimits(at place: Place, _ depth: Int) -> Bool {
        guard !isBeyondLimit else { return false }
        nodes += 1
        if depth > ConfigurationLimits.depth {
            findings.error(at: place, "", "lists and mappings are nested too deeply", wayOut: YAMLFailure.depthHint)
            isBeyondLimit = true
        } else if nodes > ConfigurationLimits.nodes {
            let limit = ConfigurationLimits.nodes
            findings.error(at: place, "", "more than \(limit) values, aliases written out", wayOut: "write the values out, fewer of them")
            isBeyondLimit = true
        }
        return !isBeyondLimit
    }
}
