import WeirConfiguration
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

    /// - Parameters:
    ///   - window: the books speak of it alone; `nil` for all time.
    ///   - now: the time of an unread record whose line has none.
    static func read(
        _ configuration: ShipperConfiguration, _ fileSystem: any FileSystem, window: ReconcileWindow? = nil, now: Timestamp
    ) throws(CommandFailure) -> SpoolBooks {
        do {
            let directory = try SpoolTarget.find(configuration.spool.directory, fileSystem)
            guard let state = try StateStore.inspect(directory: directory, fileSystem: fileSystem) else {
                throw CommandFailure(.unknown, "there is no spool in \(directory): nothing was shipped yet", wayOut: "run weir ship first")
            }
            // Before the books: what a running shipper commits in between is in both then, which only keeps the verdict from safe. In the
            // other order it would be in neither.
            let positions = try SpoolView.open(directory, fileSystem: fileSystem).streams
            var books = try state.atOneMoment {
                var books = try SpoolBooks(state, directory, fileSystem, window)
                let view = try SpoolView.open(directory, fileSystem: fileSystem)
                try books.addAbandoned(configuration, state, window?.minutes ?? .all)
                try books.addGivenUp(configuration, state, view, window?.minutes ?? .all)
                return books
            }
            books.obstacles = try SpoolDoubts.find(state, directory, fileSystem)
            books.obstacles += try UnreadRecords.obstacles(configuration, after: positions, directory, fileSystem, window, now: now)
            return books
        } catch {
            throw CommandFailure(error)
        }
    }

    private init(_ state: StateStore, _ directory: String, _ fileSystem: any FileSystem, _ window: ReconcileWindow?) throws {
        let minutes = window?.minutes ?? .all
        let uncounted = try SpoolInspection.uncounted(in: directory, fileSystem: fileSystem, state: state, minutes: minutes)
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
        var redacted: [String: [String: UInt64]] = [:]
        for (sink, row) in try state.redactions(minutes: minutes) {
            let key = DigestKey(host: row.place.key.host, application: row.place.key.application, ledgerMinute: row.place.minute)
            sinks[sink]?.shifts[key, default: .zero] &+= row.shift
            for rule in row.place.rules { redacted[sink, default: [:]][rule] = (redacted[sink]?[rule] ?? 0).addingSaturated(row.records) }
        }
        if window == nil {
            for name in sinks.keys { sinks[name]?.close() }
        } else {
            try narrow(state, minutes)
            for name in sinks.keys { sinks[name]?.replaceRedacted(redacted[name] ?? [:]) }
        }
    }

    /// What waited for a sink when it was taken out of the configuration, and was gone when it came back. It was read before that; how much
    /// older its events are nobody knows.
    private mutating func addAbandoned(
        _ configuration: ShipperConfiguration, _ state: StateStore, _ minutes: ClosedRange<Int64>
    ) throws {
        for left in try state.abandoned() where left.isLost && left.minute.map({ $0 + 1 >= minutes.lowerBound }) ?? true {
            guard let plan = configuration.sinks.first(where: { $0.name == left.sink }) else { continue }
            sinks[left.sink]?.add(abandoned: left.records.recordCount, isRouted: !plan.takesAll)
        }
    }

    /// What a policy gave up and no sink's cursor has passed: the ledger counts it only then.
    private mutating func addGivenUp(
        _ configuration: ShipperConfiguration, _ state: StateStore, _ view: SpoolView, _ minutes: ClosedRange<Int64>
    ) throws {
        let cursors = try state.cursors()
        for plan in configuration.sinks {
            guard let cursor = cursors[plan.name], let book = sinks[plan.name], book.balance.waiting > 0 else { continue }
            let wanted = view.givenUp(from: cursor).filter { row in
                (plan.takesAll || plan.from.contains(row.key.source) || row.key == .unreadable)
                    && (minutes.contains(row.minute) || row.minute == LedgerLimits.overflowMinute)
            }
            sinks[plan.name]?.add(givenUp: wanted.reduce(0) { $0.addingSaturated($1.count.records) })
        }
    }

    private mutating func narrow(_ state: StateStore, _ minutes: ClosedRange<Int64>) throws {
        let (here, everywhere) = (Self.sums(try state.forgotten(minutes: minutes)), Self.sums(try state.forgotten()))
        let ledger = try state.ledgerSums()
        for name in sinks.keys {
            sinks[name]?.close(ledger[name] ?? LedgerSum(), forgotten: here[name] ?? 0, everywhere: everywhere[name] ?? 0)
        }
        // Only a sink that was always there, and whose rows are all there, shows what one that came later was not given.
        guard let complete = sinks.values.first(where: { $0.passedOver == 0 && $0.obstacles.isEmpty })?.committedBySource else { return }
        for (name, book) in sinks where book.passedOver > 0 { sinks[name]?.compare(with: complete) }
    }

    private static func sums(_ forgotten: [Forgotten]) -> [String: UInt64] {
        forgotten.reduce(into: [:]) { sums, part in sums[part.sink] = (sums[part.sink] ?? 0).addingSaturated(part.records) }
    }
}

/// Why a spool's books can't be relied on, whatever they say.
enum SpoolDoubts {
    /// Looks that are taken: a running shipper may release a segment between the state and the segments.
    private static let looks = 3

    static func find(_ state: StateStore, _ directory: String, _ fileSystem: any FileSystem) throws -> [String] {
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

    private static func identity(_ state: StateStore, _ directory: String, _ fileSystem: any FileSystem) throws -> [String] {
        let own = try state.installation()
        guard let found = try SpoolInspection.installation(in: directory, fileSystem: fileSystem), found != own else { return [] }
        return ["the segments in \(directory) are another spool's than the state: one of them was put there from elsewhere"]
    }
}
