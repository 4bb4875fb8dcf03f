import WeirPlanner

/// Reads `events`.
struct EventsReader {
    /// A change that names one class only leaves the other as it is, which shows once all changes are known.
    private struct Change {
        var at: Int
        var standard: TableCase.Limit?
        var debug: TableCase.Limit?
    }

    private enum Draft {
        case event(TableCase.Event)
        case change(Change)
    }

    let root: Section<TableCaseKey>
    /// `nil` where they could not be read.
    let retention: TableCase.Retention?
    let hours: Int?

    /// - Returns: the events in the file's order, and whether one of them gives debug rows a limit of their own that they had not before.
    func read() -> (events: [TableCase.Event], splitsClasses: Bool) {
        let drafts = root.sections(.events, EventKey.self, limit: TableCaseLimits.events).compactMap(draft)
        let changes = drafts.compactMap { if case .change(let change) = $0 { change } else { nil } }
        checkOneAtATime(changes)
        let events = drafts.compactMap { draft in
            switch draft {
            case .event(let event): event
            case .change(let change): event(change, among: changes)
            }
        }
        return (events, splits(changes))
    }

    private func draft(_ section: Section<EventKey>) -> Draft? {
        guard let kind = section.required(.kind, ScalarReader<EventKind>.choice()) else { return nil }
        refuseStrangers(to: kind, section)
        switch kind {
        case .cleanupFails: return span(section).map { .event(.cleanupFails(from: $0.lowerBound, to: $0.upperBound)) }
        case .transactionHeld: return span(section).map { .event(.transactionHeld(from: $0.lowerBound, to: $0.upperBound)) }
        case .autovacuumOff: return span(section).map { .event(.autovacuumOff(from: $0.lowerBound, to: $0.upperBound)) }
        case .truncate: return truncation(section)
        case .vacuumFull: return moment(.at, section).map { .event(.vacuumFull(at: $0)) }
        case .reindex: return moment(.at, section).map { .event(.reindex(at: $0)) }
        case .retentionChange: return change(section).map { .change($0) }
        }
    }

    private func truncation(_ section: Section<EventKey>) -> Draft? {
        let every = section.optional(.every, .runHours(1...TableCaseLimits.hours.upperBound))
        return moment(.at, section).map { .event(.truncate(at: $0, every: every)) }
    }

    private func refuseStrangers(to kind: EventKind, _ section: Section<EventKey>) {
        for key in EventKey.allCases where key != .kind && section.has(key) && !kind.keys.contains(key) {
            let known = EventKey.allCases.filter(kind.keys.contains).map(\.rawValue).joined(separator: ", ")
            section.error(key, "does not belong to \(kind.rawValue)", wayOut: "it takes \(known)")
        }
    }

    private func moment(_ key: EventKey, _ section: Section<EventKey>) -> Int? {
        let moment = section.required(key, .runHours(0...TableCaseLimits.hours.upperBound))
        if let moment, let hours, moment >= hours, key != .to {
            section.warning(key, "comes after the run's last hour", wayOut: "`hours` is \(hours)")
        }
        return moment
    }

    private func span(_ section: Section<EventKey>) -> Range<Int>? {
        let from = moment(.from, section)
        let to = moment(.to, section)
        guard let from, let to else { return nil }
        guard from < to else {
            section.error(.to, "must be later than `from`", wayOut: "`to` is the first hour that is not concerned")
            return nil
        }
        return from..<to
    }

    // MARK: Changes of retention

    private func change(_ section: Section<EventKey>) -> Change? {
        let at = moment(.at, section)
        let standard = section.optional(.standard, .tableLimit)
        let debug = section.optional(.debug, .tableLimit)
        guard section.has(.standard) || section.has(.debug) else {
            section.reportMissing(.standard, "a duration such as 24h, a number of rows, or forever")
            return nil
        }
        if section.has(.debug), let retention, retention.debug == nil, case .rows = retention.standard {
            section.error(.debug, "debug rows share the standard's number of rows before this", wayOut: "give retention.debug as well")
        }
        return at.map { Change(at: $0, standard: standard, debug: debug) }
    }

    /// Whether debug rows, which the retention itself doesn't tell apart, get their own limit on the way.
    private func splits(_ changes: [Change]) -> Bool { retention?.debug == nil && changes.contains { $0.debug != nil } }

    private func event(_ change: Change, among changes: [Change]) -> TableCase.Event? {
        let before = changes.filter { $0.at < change.at }
        let last = before.filter { $0.standard != nil }.max { $0.at < $1.at }
        guard let standard = change.standard ?? last?.standard ?? retention?.standard else { return nil }
        let isShared = splits(changes) && !before.contains { $0.debug != nil }
        return .retentionChange(at: change.at, standard: standard, debug: change.debug ?? (isShared ? standard : nil))
    }

    private func checkOneAtATime(_ changes: [Change]) {
        let hours = changes.map(\.at)
        guard let twice = hours.first(where: { hour in hours.count { $0 == hour } > 1 }) else { return }
        root.error(.events, "changes the retention twice at hour \(twice)", wayOut: "put both classes into one event")
    }
}
