import WeirPlanner

/// A file of any kind, checked as the commands that use it would.
package struct ConfigurationCheck: Sendable {
    package enum Kind: String, CaseIterable, Sendable {
        case deployment
        case shipper
        /// A single table's case, with its sample of rows.
        case table
    }

    /// `nil` where none could be told.
    package var kind: Kind?
    package var report: ConfigurationReport
    /// What the file says in a line, where nothing is wrong with it.
    package var summary: String?
    /// The file with every default filled in; `nil` unless it is valid.
    package var resolved: String?

    /// Tells the kind by the file's keys and loads it.
    package static func run(path: String, in surroundings: Surroundings) -> ConfigurationCheck {
        switch FileText.read(path, in: surroundings) {
        case .failure(let report): ConfigurationCheck(kind: nil, report: report)
        case .success(let file): run(text: file.text, path: path, exposure: file.exposure, in: surroundings)
        }
    }

    package static func run(
        text: String, path: String, exposure: FileExposure = .none, in surroundings: Surroundings
    ) -> ConfigurationCheck {
        switch kind(of: text, path: path, in: surroundings) {
        case .success(.deployment):
            let loaded = Deployment.load(text: text, path: path, environment: surroundings.variable)
            return ConfigurationCheck(
                kind: .deployment, report: loaded.report, summary: loaded.value?.summary, resolved: loaded.value?.printed)
        case .success(.shipper):
            let loaded = ShipperConfiguration.load(
                text: text, path: path, environment: surroundings.variable, readSecret: surroundings.readSecret, exposure: exposure)
            return ConfigurationCheck(
                kind: .shipper, report: loaded.report, summary: loaded.value?.summary, resolved: loaded.value?.printed)
        case .success(.table):
            let loaded = TableCaseFile.load(
                text: text, path: path, environment: surroundings.variable, readSample: surroundings.readSample)
            return ConfigurationCheck(
                kind: .table, report: loaded.report, summary: loaded.value?.summary, resolved: loaded.value?.printed)
        case .failure(let report): return ConfigurationCheck(kind: nil, report: report)
        }
    }

    private static func kind(of text: String, path: String, in surroundings: Surroundings) -> Result<Kind, ConfigurationReport> {
        let findings = Findings()
        let source = ConfigurationSource(text: text, path: path, environment: surroundings.variable, readSecret: { _ in .missing })
        guard let root = source.root(findings) else { return .failure(ConfigurationReport(path: path, problems: findings.problems)) }
        guard case .mapping(let entries) = root.content else {
            findings.error(at: root.place, "", "a mapping of keys belongs here, not \(root.kindInWords)", wayOut: expectation)
            return .failure(ConfigurationReport(path: path, problems: findings.problems))
        }
        if let kind = KindOfFile.likeliest(for: entries.map(\.key)) { return .success(kind) }
        findings.error(at: root.place, "", "no deployment, no shipper and no table: none of its keys is known", wayOut: expectation)
        return .failure(ConfigurationReport(path: path, problems: findings.problems))
    }

    private static let expectation =
        "a deployment has \(list(DeploymentKey.self)); a shipper has \(list(ShipperKey.self)); a table has \(list(TableCaseKey.self))"

    private static func list<Key: ConfigurationKey>(_ keys: Key.Type) -> String {
        Key.allCases.prefix(6).map(\.rawValue).joined(separator: ", ")
    }
}

extension ConfigurationCheck.Kind {
    /// What takes such a file.
    fileprivate var command: String {
        switch self {
        case .deployment: "weir plan or weir generate"
        case .shipper: "weir ship"
        case .table: "weir plan table"
        }
    }
}

/// Tells the kinds of files by their keys, misspelled ones included.
enum KindOfFile {
    /// The kind that more of the keys belong to. Of those that have as many, a shipper, since it reads the fewest keys, then a deployment.
    static func likeliest(for keys: [String]) -> ConfigurationCheck.Kind? {
        let known: [(kind: ConfigurationCheck.Kind, keys: [String])] = [
            (.shipper, ShipperKey.allCases.map(\.rawValue) + ShipperKey.unavailable),
            (.deployment, DeploymentKey.allCases.map(\.rawValue)), (.table, TableCaseKey.allCases.map(\.rawValue)),
        ]
        let ranked = known.map { (kind: $0.kind, likeness: likeness(of: keys, to: $0.keys)) }
        let most = ranked.map(\.likeness).max() ?? 0
        return most > 0 ? ranked.first { $0.likeness == most }?.kind : nil
    }

    /// What to say of a file of another kind: none of its keys is one of this kind, so naming each would help nobody.
    static func other<Key: ConfigurationKey>(than keys: Key.Type, _ root: ConfigurationNode) -> (message: String, wayOut: String)? {
        guard case .mapping(let entries) = root.content else { return nil }
        let names = entries.map(\.key)
        let own = Key.allCases.map(\.rawValue) + Key.unavailable
        guard !names.contains(where: own.contains), let kind = likeliest(for: names), kind != self.kind(of: keys) else { return nil }
        let keysOfKind = self.keys(of: kind)
        let matching = names.count { keysOfKind.contains($0) }
        guard matching > 1 || matching == names.count else { return nil }
        return ("this is a \(kind.rawValue)\(kind == .table ? "'s case" : "")", "use \(kind.command)")
    }

    private static func kind<Key: ConfigurationKey>(of keys: Key.Type) -> ConfigurationCheck.Kind? {
        switch keys {
        case is ShipperKey.Type: .shipper
        case is DeploymentKey.Type: .deployment
        case is TableCaseKey.Type: .table
        default: nil
        }
    }

    private static func keys(of kind: ConfigurationCheck.Kind) -> [String] {
        switch kind {
        case .shipper: ShipperKey.allCases.map(\.rawValue)
        case .deployment: DeploymentKey.allCases.map(\.rawValue)
        case .table: TableCaseKey.allCases.map(\.rawValue)
        }
    }

    /// Two for each key that is known, one for each that is near to one.
    private static func likeness(of keys: [String], to known: [String]) -> Int {
        keys.reduce(0) { sum, key in
            if known.contains(key) { return sum + 2 }
            return sum + (Suggestion.nearest(to: key, among: known) == nil ? 0 : 1)
        }
    }
}
