import WeirPlanner

/// Reads `zones`, and for the others the names of zones that they refer to.
struct ZonesReader {
    let root: Section<DeploymentKey>

    func read() -> Zones {
        guard root.has(.zones) else { return Zones(all: [.implicit], areNamed: false) }
        let sections = root.sections(.zones, ZoneKey.self, limit: ConfigurationLimits.zones)
        let zones = sections.compactMap(zone)
        if root.isEmptyList(.zones) { root.error(.zones, "is empty", wayOut: "name a zone or take the key out") }
        return Zones(all: withoutRepetition(zones), areNamed: true)
    }

    private func zone(_ section: Section<ZoneKey>) -> (Zone, Section<ZoneKey>)? {
        let boundary = section.value(.boundary, ScalarReader<Zone.Boundary>.choice(), default: .geographic)
        let searches = section.value(.searchAlternateZones, .boolean, default: true)
        let name = section.required(.name, .name)
        return name.map { (Zone(name: $0, boundary: boundary, searchAlternateZones: searches), section) }
    }

    private func withoutRepetition(_ zones: [(zone: Zone, section: Section<ZoneKey>)]) -> [Zone] {
        var names: Set<String> = []
        return zones.compactMap { entry in
            guard !names.insert(entry.zone.name).inserted else { return entry.zone }
            entry.section.error(.name, "another zone is called \(quoted(entry.zone.name)) already", wayOut: "names must differ")
            return nil
        }
    }
}

/// The zones of a deployment, as what refers to them by name.
struct Zones {
    var all: [Zone]
    /// False where the file has none, so that there is only the implicit one.
    var areNamed: Bool

    private var reader: ScalarReader<String> {
        let names = all.map(\.name)
        let areNamed = areNamed
        return ScalarReader("the name of a zone") { text throws(Refusal) in
            guard !names.contains(text) else { return text }
            guard areNamed else { throw Refusal("is no zone", wayOut: "the file has no `zones`: add them, or take this out") }
            throw Refusal(
                "is no zone", suggestion: Suggestion.nearest(to: text, among: names), wayOut: "zones: \(names.joined(separator: ", "))")
        }
    }

    /// The zone that a key names; the only one where the key is missing and there is but one. Anything else is reported.
    func name<Key>(_ key: Key, in section: Section<Key>) -> String? {
        if section.has(key) { return section.optional(key, reader) }
        if all.count == 1 { return all[0].name }
        if !all.isEmpty { section.reportMissing(key, "one of the zones: \(all.map(\.name).joined(separator: ", "))") }
        return nil
    }

    /// As `name`, where none need be given.
    func optionalName<Key>(_ key: Key, in section: Section<Key>) -> String? { section.optional(key, reader) }
}
