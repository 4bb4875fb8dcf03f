import WeirRecords

/// Reads `sinks`.
struct SinkReader {
    private enum SinkKind: String, CaseIterable { case http, syslog }

    let root: Section<ShipperKey>
    /// What `from` may name, and what it stands for where it is missing.
    let sources: [String]

    /// Each with the place it was read from.
    func read() -> [(plan: SinkPlan, section: Section<SinkKey>)] {
        guard root.has(.sinks) else {
            root.reportMissing(.sinks, "a list of sinks such as [{name: siem, kind: http, url: \"https://siem.example.com/ingest\"}]")
            return []
        }
        let items = root.items(.sinks, limit: ConfigurationLimits.sinks)
        if root.isEmptyList(.sinks) { root.error(.sinks, "is empty", wayOut: "give it at least one sink") }
        return items.compactMap { item in
            let kinds = SinkKind.allCases.map(\.rawValue)
            guard root.context.isAvailable(item.node, at: item.path, kinds: kinds, later: LaterKinds.sinks),
                let section = Section<SinkKey>(item.node, at: item.path, root.context)
            else { return nil }
            return plan(section).map { ($0, section) }
        }
    }

    private func plan(_ section: Section<SinkKey>) -> SinkPlan? {
        let name = section.required(.name, .name)
        let from = from(section)
        let required = section.value(.required, .boolean, default: true)
        let batch = batch(section)
        let timeout = section.value(.timeout, .duration(from: .milliseconds(100), to: .seconds(3_600)), default: SinkPlan.defaultTimeout)
        let kind = kind(section)
        guard let name, let kind else { return nil }
        return SinkPlan(
            name: name, from: from, required: required, batch: batch, timeout: timeout, kind: kind, takesAll: !section.has(.from))
    }

    private func kind(_ section: Section<SinkKey>) -> SinkPlan.Kind? {
        switch section.required(.kind, ScalarReader<SinkKind>.choice()) {
        case .http:
            refuse(SinkKey.syslog, of: "syslog", section)
            return HTTPSinkReader(section: section).read().map { .http($0) }
        case .syslog:
            refuse(SinkKey.http, of: "http", section)
            return SyslogSinkReader(section: section).read().map { .syslog($0) }
        case nil: return nil
        }
    }

    private func refuse(_ keys: Set<SinkKey>, of kind: String, _ section: Section<SinkKey>) {
        for key in SinkKey.allCases where keys.contains(key) && section.has(key) {
            section.error(key, "belongs to sinks of kind \(kind)", wayOut: "take it out")
        }
    }

    private func from(_ section: Section<SinkKey>) -> [String] {
        guard section.has(.from) else { return sources }
        let known = sources
        let reader = ScalarReader<String>("the name of a source") { text throws(Refusal) in
            guard known.contains(text) else {
                throw Refusal(
                    "is no source", suggestion: Suggestion.nearest(to: text, among: known),
                    wayOut: "sources: \(known.joined(separator: ", "))")
            }
            return text
        }
        let names = section.oneOrMore(.from, reader) ?? []
        if section.isEmptyList(.from) { section.error(.from, "names no source", wayOut: "take it out: then the sink gets all") }
        if names.uniqued().count != names.count { section.error(.from, "names a source twice", wayOut: "name it once") }
        return names
    }

    private func batch(_ section: Section<SinkKey>) -> BatchLimits {
        let standard = BatchLimits.standard
        guard let batch = section.section(.batch, BatchKey.self) else { return standard }
        return BatchLimits(
            bytes: batch.value(.bytes, .byteCount(from: .kibibytes(1), to: .mebibytes(64)), default: standard.bytes),
            records: batch.value(.records, .integer(1...1_000_000), default: standard.records),
            age: batch.value(.age, .duration(from: .milliseconds(1), to: .seconds(600)), default: standard.age))
    }
}
