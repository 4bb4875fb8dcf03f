import WeirRecords

/// What takes a running shipper from one configuration to another. It looks at the files' meaning alone: an order that changed in
/// `from`, or a comment, is no change.
package struct ReloadPlan: Equatable, Sendable {
    /// Names, each in the order of the file that it is from: the old one for `removed`, the new one for the others.
    package struct Changes: Equatable, Sendable {
        package var added: [String] = []
        package var changed: [String] = []
        package var removed: [String] = []
        package var kept: [String] = []

        package init(added: [String] = [], changed: [String] = [], removed: [String] = [], kept: [String] = []) {
            (self.added, self.changed, self.removed, self.kept) = (added, changed, removed, kept)
        }

        package var isEmpty: Bool { added.isEmpty && changed.isEmpty && removed.isEmpty }
    }

    package var sources: Changes
    package var sinks: Changes
    package var isRedactionChanged: Bool
    package var isConsoleChanged: Bool
    package var areProbesChanged: Bool
    /// Keys whose secret has another value now.
    package var credentials: [String]
    /// Keys whose file holds other certificates, or another key, now.
    package var certificates: [String]
    /// What can't change while the shipper runs, in words. Where there is any, nothing of the plan may be done.
    package var refusals: [String]

    package init(from before: ShipperConfiguration, to after: ShipperConfiguration) {
        isRedactionChanged = before.redaction != after.redaction
        // Each source holds the rules itself.
        sources = Changes(before.sources, after.sources, name: \.name) { $0 == $1 && before.redaction == after.redaction }
        sinks = Changes(before.sinks, after.sinks, name: \.name) { $0.isSame(as: $1) }
        isConsoleChanged = before.console != after.console
        areProbesChanged = before.probes != after.probes
        credentials = Self.credentials(before, after)
        certificates = Self.certificates(before.sinks, after.sinks)
        refusals = Self.refusals(before.spool, after.spool)
    }

    package var isEmpty: Bool { sources.isEmpty && sinks.isEmpty && !isConsoleChanged && !areProbesChanged && refusals.isEmpty }

    /// Each change in words, for a log and an answer.
    package var lines: [String] {
        let redaction = isRedactionChanged ? ["redaction changed"] : []
        let all = [("source", sources), ("sink", sinks)].flatMap { kind, changes in
            changes.added.map { "\(kind) \($0) added" } + changes.changed.map { "\(kind) \($0) changed" }
                + changes.removed.map { "\(kind) \($0) removed" }
        }
        return redaction + all + (isConsoleChanged ? ["console changed"] : []) + (areProbesChanged ? ["probes changed"] : [])
            + credentials.map { "\($0) has another secret" }
            + certificates.map { "\($0) holds something else" }
    }

    private static func refusals(_ before: SpoolPlan, _ after: SpoolPlan) -> [String] {
        let keys: [(SpoolKey, String, String)] = [
            (.directory, before.directory, after.directory), (.size, "\(before.size.bytes) bytes", "\(after.size.bytes) bytes"),
            (.sync, before.synchronization.rawValue, after.synchronization.rawValue),
            (.whenFull, before.whenFull.rawValue, after.whenFull.rawValue),
            (.ledger, DurationText.text(before.ledger), DurationText.text(after.ledger)),
        ]
        return keys.filter { $0.1 != $0.2 }.map { key, old, new in
            "spool.\(key.rawValue) can't go from \(old) to \(new) while the shipper runs"
        }
    }

    private static func credentials(_ before: ShipperConfiguration, _ after: ShipperConfiguration) -> [String] {
        let console = before.console?.token != after.console?.token ? ["console.token_file"] : []
        return after.sinks.flatMap { sink -> [String] in
            guard let old = before.sinks.first(where: { $0.name == sink.name }) else { return [] }
            let token = old.token != sink.token ? ["sinks.\(sink.name).token_file"] : []
            let headers = sink.headers.filter { new in old.headers.contains { $0.name == new.name && $0.value != new.value } }
            return token + headers.map { "sinks.\(sink.name): the header \($0.name)" }
        } + console
    }
}

extension ReloadPlan {
    private static func certificates(_ before: [SinkPlan], _ after: [SinkPlan]) -> [String] {
        let keys: [(TLSKey, KeyPath<TLSPlan, PEMFile?>)] = [
            (.authorities, \.authorities), (.certificate, \.identity?.certificates), (.key, \.identity?.key),
        ]
        return after.flatMap { sink -> [String] in
            guard let new = sink.tls, let old = before.first(where: { $0.name == sink.name })?.tls else { return [] }
            return keys.filter { old[keyPath: $0.1]?.text != new[keyPath: $0.1]?.text }.map { "sinks.\(sink.name).tls.\($0.0.rawValue)" }
        }
    }
}

extension ReloadPlan.Changes {
    fileprivate init<Plan>(_ before: [Plan], _ after: [Plan], name: KeyPath<Plan, String>, isSame: (Plan, Plan) -> Bool) {
        let old = Dictionary(before.map { ($0[keyPath: name], $0) }) { first, _ in first }
        for plan in after {
            let name = plan[keyPath: name]
            switch old[name] {
            case nil: added.append(name)
            case .some(let known) where isSame(known, plan): kept.append(name)
            case .some: changed.append(name)
            }
        }
        let names = Set(after.map { $0[keyPath: name] })
        removed = before.map { $0[keyPath: name] }.filter { !names.contains($0) }
    }
}

extension SinkPlan {
    /// Whether a sink that runs by this plan does what the other one says.
    fileprivate func isSame(as other: SinkPlan) -> Bool {
        guard takesAll == other.takesAll, takesAll || Set(from) == Set(other.from) else { return false }
        var same = self
        same.from = other.from
        return same == other
    }

    fileprivate var token: Secret? { http?.token }
    fileprivate var headers: [HTTPSinkPlan.Header] { http?.headers ?? [] }
    fileprivate var tls: TLSPlan? { http?.tls }

    private var http: HTTPSinkPlan? {
        if case .http(let http) = kind { http } else { nil }
    }
}
