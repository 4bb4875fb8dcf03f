import WeirRecords

/// Reads `sources`.
struct SourceReader {
    private static let formats: [(String, RecordFormat?)] = [
        ("auto", nil), ("plain", .plain), ("kasm-json", .kasmJSON), ("kasm-text", .kasmText), ("nginx-json", .nginxAccessJSON),
        ("kasm-session", .kasmSessionJSON), ("postgres", .postgresLog), ("json", .otherJSON),
    ]

    /// How a file says it.
    static func name(of format: RecordFormat?) -> String { formats.first { $0.1 == format }?.0 ?? "auto" }

    let root: Section<ShipperKey>

    /// What a sink's `from` may name: also sources that are wrong in another way, so that one mistake is told once.
    var names: [String] {
        guard let list = root.node(.sources), case .sequence(let items) = list.content else { return [] }
        let names = items.compactMap { item -> String? in
            guard case .mapping(let entries) = item.content, let name = entries.first(where: { $0.key == SourceKey.name.rawValue })?.value,
                case .scalar(let scalar) = name.content
            else { return nil }
            return scalar.value
        }
        return names.uniqued()
    }

    /// Each with the place it was read from.
    func read() -> [(plan: SourcePlan, section: Section<SourceKey>)] {
        guard root.has(.sources) else {
            root.reportMissing(.sources, "a list of sources such as [{name: kasm, kind: files, preset: kasm-web-app}]")
            return []
        }
        let items = root.items(.sources, limit: ConfigurationLimits.sources)
        if root.isEmptyList(.sources) { root.error(.sources, "is empty", wayOut: "give it at least one source") }
        return items.compactMap { item in
            guard root.context.isAvailable(item.node, at: item.path, kinds: ["files"], later: LaterKinds.sources),
                let section = Section<SourceKey>(item.node, at: item.path, root.context)
            else { return nil }
            return plan(section).map { ($0, section) }
        }
    }

    private func plan(_ section: Section<SourceKey>) -> SourcePlan? {
        let name = section.required(.name, .name)
        let kind = section.required(.kind, .choice([("files", true)]))
        let files = files(section)
        guard let name, kind != nil, let files else { return nil }
        return SourcePlan(name: name, kind: .files(files))
    }

    private func files(_ section: Section<SourceKey>) -> FilesPlan? {
        let presets = section.oneOrMore(.preset, ScalarReader<FilePreset>.choice()) ?? []
        let include = (presets.flatMap(\.include) + globs(.include, section)).uniqued()
        if !section.has(.preset), !section.has(.include) {
            let presets = FilePreset.allCases.map(\.rawValue).joined(separator: ", ")
            section.findings.error(
                at: section.place, section.path.text, "says nothing of which files to read",
                wayOut: "give `preset` (\(presets)) or `include` (a list of globs)")
        } else if include.isEmpty, section.isEmptyList(.include) || section.isEmptyList(.preset) {
            section.error(section.has(.include) ? .include : .preset, "is empty", wayOut: "name at least one file")
        }
        return FilesPlan(
            presets: presets, include: include,
            exclude: section.oneOrMore(.exclude, .globOrName(section.context)) ?? [],
            format: section.value(.format, .choice(Self.formats), default: nil), host: section.optional(.host, .hostName),
            start: section.value(.from, ScalarReader<FilesPlan.Start>.choice(), default: .beginning),
            followLinks: section.value(.followLinks, ScalarReader<FilesPlan.FollowLinks>.choice(), default: .trusted))
    }

    private func globs(_ key: SourceKey, _ section: Section<SourceKey>) -> [String] {
        section.oneOrMore(key, .glob(section.context)) ?? []
    }
}

extension ScalarReader where Value == String {
    /// RFC 5424 takes up to 255 printable characters without spaces.
    static var hostName: Self {
        ScalarReader.text("a host's name", limit: 255).holding("must be printable ASCII without spaces") { name in
            name.utf8.allSatisfy { (0x21...0x7E).contains($0) }
        }
    }
}

extension ReadingContext {
    /// Whether a source or sink is of a kind that this version has, as far as can be told before its other keys are read: those of a kind
    /// that comes later would only repeat what its refusal says.
    func isAvailable(_ node: ConfigurationNode, at path: ValuePath, kinds: [String], later: Set<String>) -> Bool {
        guard case .mapping(let entries) = node.content, let kind = entries.first(where: { $0.key == "kind" })?.value,
            case .scalar(let scalar) = kind.content, let value = scalar.value, later.contains(value)
        else { return true }
        let message = "kind \(printable(scalar.written)) is not available in this version"
        findings.error(at: kind.place, path.key("kind").text, message, wayOut: "available: \(kinds.joined(separator: ", "))")
        return false
    }
}

extension Array where Element: Hashable {
    /// Each element once, in the order of its first occurrence.
    func uniqued() -> [Element] {
        var seen: Set<Element> = []
        return filter { seen.insert($0).inserted }
    }
}
