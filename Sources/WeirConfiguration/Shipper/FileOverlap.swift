import WeirRecords

/// Finds records that would be shipped twice: one file read by two sources, or a JSON file and its text twin both read.
struct FileOverlap {
    private struct Reader {
        var plan: SourcePlan
        var section: Section<SourceKey>
        var include: [Glob]
        var exclude: [Glob]

        func reads(_ path: String) -> Bool {
            include.contains { $0.matches(path) } && !exclude.contains { $0.matches(path) }
        }
    }

    private let readers: [Reader]

    init(sources: [(plan: SourcePlan, section: Section<SourceKey>)]) {
        // A pattern that is none was refused by the reader of its key, which is why `try?` is enough here.
        readers = sources.map { source in
            switch source.plan.kind {
            case .files(let files):
                Reader(
                    plan: source.plan, section: source.section, include: files.include.compactMap { try? Glob($0) },
                    exclude: files.exclude.compactMap { try? Glob($0) })
            }
        }
    }

    func check() {
        for (index, reader) in readers.enumerated() {
            for earlier in readers[..<index] { check(reader, against: earlier) }
        }
        checkTwins()
    }

    /// An obvious overlap: some path that one glob surely matches is read by both.
    private func check(_ reader: Reader, against earlier: Reader) {
        let paths = (reader.include + earlier.include).map(\.example)
        guard let path = paths.first(where: { reader.reads($0) && earlier.reads($0) }) else { return }
        let key: SourceKey = reader.section.has(.include) ? .include : .preset
        reader.section.error(
            key, "\(quoted(path)) is read by the source \(quoted(earlier.plan.name)) too: its records would be shipped twice",
            wayOut: "use one source (`preset` may be a list) or `exclude` it in one of the two")
    }

    /// Only where the platform's files are surely meant: in its own directory, or beside a twin that is named in full.
    private func checkTwins() {
        let named = readers.flatMap(\.include).map(\.pattern).compactMap(Self.directoryOfTwin)
        let directories = (["\(FilePreset.directory)/"] + named).uniqued()
        let twins = directories.flatMap { directory in FilePreset.textTwins.map { directory + $0 } }
        for reader in readers {
            guard let twin = twins.first(where: { isReadTwice($0, by: reader) }) else { continue }
            let key: SourceKey = reader.section.has(.include) ? .include : .preset
            reader.section.warning(
                key, "\(quoted("\(twin).log")) and \(quoted("\(twin)_json.log")) hold the same records: they would be shipped twice",
                wayOut: "exclude the text file")
        }
    }

    private func isReadTwice(_ twin: String, by reader: Reader) -> Bool {
        reader.reads("\(twin).log") && readers.contains { $0.reads("\(twin)_json.log") }
    }

    private static func directoryOfTwin(_ path: String) -> String? {
        let names = FilePreset.textTwins.flatMap { ["/\($0).log", "/\($0)_json.log"] }
        return names.first { path.hasSuffix($0) }.map { String(path.dropLast($0.count)) + "/" }
    }
}

extension String {
    /// The directory of a path, its slash included; empty for a bare name.
    var upToLastSlash: String {
        lastIndex(of: "/").map { String(self[...$0]) } ?? ""
    }
}
