package import WeirPlanner
import WeirRecords

/// A case with what its file says beyond the case itself.
package struct TableCaseFile: Equatable, Sendable {
    package var plan: TableCase
    /// Where the sample of rows lies; a relative path starts at the case's directory.
    package var samplePath: String
    /// Columns that are NULL whatever the sample says; the plan's sample has them so already.
    package var alwaysNull: [String]
}

extension TableCaseFile {
    /// Reads a case and its sample of rows. Never throws and never stops at the first problem: the report holds all of them.
    ///
    /// - Parameters:
    ///   - path: The file's path as it was given; relative paths within it start at its directory.
    ///   - environment: The value of an environment variable, `nil` where it is not set.
    ///   - readSample: Reads the sample, of at most `RowSampleLimits.fileBytes`.
    package static func load(
        text: String, path: String, environment: @escaping (String) -> String?, readSample: @escaping (String) -> FileReading
    ) -> Loaded<TableCaseFile> {
        let file = ConfigurationSource(text: text, path: path, environment: environment) { _ in .missing }
        return file.load(TableCaseKey.self) { TableCaseReader(root: $0, readSample: readSample).read() }
    }

    /// Reads the file itself too.
    package static func load(path: String, in surroundings: Surroundings) -> Loaded<TableCaseFile> {
        FileText.read(path, in: surroundings).load { file in
            load(text: file.text, path: path, environment: surroundings.variable, readSample: surroundings.readSample)
        }
    }
}

extension Surroundings {
    var readSample: (String) -> FileReading {
        { path in read(path, RowSampleLimits.fileBytes) }
    }
}

/// Reads the whole of a case's file.
struct TableCaseReader {
    let root: Section<TableCaseKey>
    let readSample: (String) -> FileReading

    func read() -> TableCaseFile? {
        let table = CaseTableReader(root: root).read()
        let rows = RowsReader(root: root, columns: table?.columns ?? [], readSample: readSample).read()
        let load = LoadReader(root: root, columns: table?.columns.map(\.name) ?? []).read()
        if let load, let sample = rows?.sample { checkClasses(load.load, sample, load.section) }
        var retention = CaseRetentionReader(root: root).read()
        let server = ServerReader(root: root)
        let (vacuum, checkpoints, partitions) = (server.vacuum(), server.checkpoints(), server.partitions())
        let hours = root.required(.hours, .runHours(TableCaseLimits.hours))
        let (events, splitsClasses) = EventsReader(root: root, retention: retention, hours: hours).read()
        if splitsClasses { retention?.giveDebugRowsTheirOwn() }
        let (start, disk) = (startRows(), root.optional(.disk, .byteCount(from: TableCaseLimits.disk.least, to: TableCaseLimits.disk.most)))
        guard let table, let rows, let sample = rows.sample, let load, let retention, let hours else { return nil }
        let plan = TableCase(
            server: server.server(), columns: table.columns, indexes: table.indexes, storage: table.storage, sample: sample,
            load: load.load, retention: retention, vacuum: vacuum, checkpoints: checkpoints, partitions: partitions, events: events,
            startRows: start, disk: disk, hours: hours)
        return TableCaseFile(plan: plan, samplePath: rows.path, alwaysNull: rows.alwaysNull)
    }

    /// Rows that the table has at the beginning; 0 where the key is missing.
    private func startRows() -> Double {
        guard let section = root.section(.start, StartKey.self) else { return 0 }
        return section.required(.rows, .number(from: TableCaseLimits.startRows.least, to: TableCaseLimits.startRows.most)) ?? 0
    }

    /// A share of debug rows asks for rows of each class that it leaves any of.
    private func checkClasses(_ load: TableCase.Load, _ sample: RowSample, _ section: Section<LoadKey>) {
        guard let share = load.debugShare else { return }
        let debugRows = sample.rows.count { $0.retentionClass == .debug }
        let wayOut = "give the sample rows of both classes in its column `class`, or take the share out"
        if share > 0, debugRows == 0 { section.error(.debugShare, "the sample has no row of class debug", wayOut: wayOut) }
        if share < 1, debugRows == sample.rows.count {
            section.error(.debugShare, "the sample has no row of class standard", wayOut: wayOut)
        }
    }
}

extension TableCase.Retention {
    /// The same limit for debug rows, told apart from now on.
    fileprivate mutating func giveDebugRowsTheirOwn() { debug = standard }
}
