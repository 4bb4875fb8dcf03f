import WeirProof
import WeirRecords
import WeirSpool
import WeirSystem

/// What a spool holds of every sink, as of one moment.
struct SpoolBooks {
    var sinks: [String: SinkBook] = [:]
    /// Sources that committed a record, as far as the ledger remembers.
    var sources: Set<String> = []
    /// What sources lost before it was committed, as long as the state keeps it.
    var losses: [Loss] = []
    /// Why the spool can't be relied on, in words.
    var obstacles: [String] = []

    /// - Parameter minutes: of event time; only their rows are read.
    static func read(
        _ directory: String, _ fileSystem: some FileSystem, minutes: ClosedRange<Int64> = .all
    ) throws(CommandFailure) -> SpoolBooks {
        do {
            guard let state = try StateStore.inspect(directory: directory, fileSystem: fileSystem) else {
                throw CommandFailure(.unknown, "there is no spool in \(directory): nothing was shipped yet", wayOut: "run weir ship first")
            }
            var books = try state.atOneMoment { try SpoolBooks(state, directory, fileSystem, minutes) }
            books.obstacles = try SpoolDoubts.find(state, directory, fileSystem)
            return books
        } catch {
            throw CommandFailure(error)
        }
    }

    private init(_ state: StateStore, _ directory: String, _ fileSystem: some FileSystem, _ minutes: ClosedRange<Int64>) throws {
        let uncounted = try SpoolInspection.uncounted(in: directory, fileSystem: fileSystem, state: state)
        let folded = Dictionary(try state.standings().map { ($0.name, $0.folded) }) { first, _ in first }
        for line in try state.conservation() {
            let delivered = try state.totals(of: line.sink).delivered.mapValues(\.records)
            sinks[line.sink] = SinkBook(
                line, delivered: delivered, folded: folded[line.sink] ?? .first, uncounted: uncounted[line.sink] ?? 0)
        }
        for (key, counts) in try state.ledger(minutes: minutes) {
            if counts.committed.records > 0 { sources.insert(key.source) }
            sinks[key.sink]?.add(counts, key)
        }
        losses = try state.losses(minutes: minutes)
        for (sink, row) in try state.redactions(minutes: minutes) {
            let key = DigestKey(host: row.place.key.host, application: row.place.key.application, ledgerMinute: row.place.minute)
            sinks[sink]?.shifts[key, default: .zero] &+= row.shift
        }
    }
}

/// Why a spool's books can't be relied on, whatever they say.
enum SpoolDoubts {
    /// Looks that are taken: a running shipper may release a segment between the state and the segments.
    private static let looks = 3

    static func find(_ state: StateStore, _ directory: String, _ fileSystem: some FileSystem) throws -> [String] {
        var findings: [StateFinding] = []
        for _ in 0..<looks {
            findings = try state.atOneMoment {
                let view = try SpoolView.open(directory, fileSystem: fileSystem)
                return try StateInspection.check(state, oldest: view.segments.isEmpty ? nil : view.oldest, end: view.end)
            }
            if findings.isEmpty { break }
        }
        let first = findings.first.map { "weir spool check has \(findings.count.counted("finding")): \($0.explanation.dropLast())" }
        return [first].compactMap(\.self) + (try identity(state, directory, fileSystem))
    }

    private static func identity(_ state: StateStore, _ directory: String, _ fileSystem: some FileSystem) throws -> [String] {
        let own = try state.installation()
        guard let found = try SpoolInspection.installation(in: directory, fileSystem: fileSystem), found != own else { return [] }
        return ["the segments in \(directory) are another spool's than the state: one of them was put there from elsewhere"]
    }
}
