internal import GRDB
internal import WeirRecords

/// Rows of the ledger and sums that one transaction changes, each read once and written once, however many receipts count in it.
///
/// Rows stay at hand for the next transaction, which mostly counts in the same minutes.
struct LedgerRows: Sendable {
    /// About a megabyte.
    static let kept = 8_192

    private struct Row {
        /// `nil` where there is none.
        var count: MeterCount?
        /// As it stands in the database.
        var day: Int64?
        var isChanged = false
    }

    private struct Total: Hashable, Comparable {
        var sink: Int64
        var outcome: Int64

        static func < (left: Total, right: Total) -> Bool { (left.sink, left.outcome) < (right.sink, right.outcome) }
    }

    private var rows: [LedgerPlace: Row] = [:]
    private var changed: [LedgerPlace] = []
    private var totals: [Total: MeterCount] = [:]

    mutating func isThere(_ place: LedgerPlace, _ db: Database) throws -> Bool { try row(at: place, db).count != nil }

    /// Digests are summed modulo 2¹²⁸, which SQL can't.
    mutating func add(_ count: MeterCount, at place: LedgerPlace, _ db: Database) throws {
        var row = try row(at: place, db)
        if !row.isChanged { changed.append(place) }
        row.count = (row.count ?? .zero).adding(count)
        row.isChanged = true
        rows[place] = row
        let total = Total(sink: place.sink, outcome: place.outcome)
        totals[total] = (totals[total] ?? .zero).adding(count)
    }

    /// In the order of the table: the database's pages then only depend on what was done, and a simulated run replays.
    mutating func write(on day: Int64, _ db: Database) throws {
        for place in changed.sorted() {
            guard var row = rows[place], let count = row.count else { continue }
            try row.day == day ? place.update(count, db) : place.set(count, on: day, db)
            (row.day, row.isChanged) = (day, false)
            rows[place] = row
        }
        for (total, count) in totals.sorted(by: { $0.key < $1.key }) {
            try LedgerIndex.addTotal(count, sink: total.sink, outcome: total.outcome, db)
        }
        if rows.count > Self.kept { rows.removeAll() }
        changed.removeAll(keepingCapacity: true)
        totals.removeAll(keepingCapacity: true)
    }

    private mutating func row(at place: LedgerPlace, _ db: Database) throws -> Row {
        if let known = rows[place] { return known }
        let found = try place.read(db)
        let row = Row(count: found?.count, day: found?.day)
        rows[place] = row
        return row
    }
}

extension MeterCount {
    /// Kept within what a column holds.
    fileprivate func adding(_ other: MeterCount) -> MeterCount {
        func sum(_ left: UInt64, _ right: UInt64) -> UInt64 { min(left.addingSaturated(right), UInt64(Int64.max)) }
        return MeterCount(records: sum(records, other.records), bytes: sum(bytes, other.bytes), digest: digest &+ other.digest)
    }
}
