import WeirRecords

/// Finds patterns that take in the shipper's own spool. Its files are never followed: each record written there would be read as another.
struct SpoolOverlap {
    /// As a spool has them, in its directory or in a folder of its own there.
    private static let names = ["state.sqlite", "segments/1.seg", "weir/state.sqlite", "weir/segments/1.seg"]

    private let spool: String
    private let sources: [(plan: SourcePlan, section: Section<SourceKey>)]

    init(spool: String, sources: [(plan: SourcePlan, section: Section<SourceKey>)]) { (self.spool, self.sources) = (spool, sources) }

    func check() {
        for (plan, section) in sources {
            switch plan.kind {
            case .files(let files): check(files, section)
            }
        }
    }

    private func check(_ files: FilesPlan, _ section: Section<SourceKey>) {
        let include = files.include.compactMap { try? Glob($0) }
        let exclude = files.exclude.compactMap { try? Glob($0) }
        if let inside = include.first(where: { Self.directory(of: $0.pattern).hasPrefix(spool + "/") }) {
            section.error(
                .include, "\(quoted(inside.pattern)) looks into the shipper's own spool alone: nothing there is followed",
                wayOut: "name the logs' directory")
            return
        }
        let own = Self.names.map { "\(spool)/\($0)" }.filter { path in !exclude.contains { $0.matches(path) } }
        guard let pattern = include.first(where: { glob in own.contains { glob.matches($0) } })?.pattern else { return }
        section.warning(
            .include, "\(quoted(pattern)) takes in the shipper's own spool in \(quoted(spool)): its files are left out",
            wayOut: "exclude \(spool)/**, or put the spool elsewhere")
    }

    /// What of a pattern stands before its first wildcard, up to a slash.
    private static func directory(of pattern: String) -> String { String(pattern.prefix { !"*?[{\\".contains($0) }).upToLastSlash }
}
