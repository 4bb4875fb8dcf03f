internal import GRDB
import WeirRecords
import WeirSystem

/// What was committed to the spool, to be counted for one sink.
package struct LedgerFold: Equatable, Sendable {
    package var sink: String
    package var records: Range<RecordNumber>
    package var rows: [LedgerRow]

    package init(sink: String, records: Range<RecordNumber>, rows: [LedgerRow]) {
        self.sink = sink
        self.records = records
        self.rows = rows
    }
}

/// What one transaction does: folds first, so that no record is settled before it is counted as committed.
package struct StateChange: Equatable, Sendable {
    package var folds: [LedgerFold]
    package var receipts: [Receipt]

    package init(folds: [LedgerFold] = [], receipts: [Receipt] = []) {
        self.folds = folds
        self.receipts = receipts
    }

    package var isEmpty: Bool { folds.isEmpty && receipts.isEmpty }
}

extension StateStore {
    /// Does the whole change or nothing of it; on return it survives a loss of power.
    ///
    /// - Throws: ``StateError/Code/contradiction`` where a fold or a receipt does not begin exactly where the last one of its
    ///   sink ended, counts another number of records than it covers, or settles what was not counted as committed;
    ///   ``StateError/Code/deadLettersFull`` where a receipt's dead letters have no room.
    package func commit(_ change: StateChange) throws(StateError) {
        guard !change.isEmpty else { return }
        let limits = limits
        try counting { db, index in
            var sinks = try SinkState.all(db)
            for fold in change.folds { try Self.apply(fold, &sinks, &index, limits, db) }
            for receipt in change.receipts { try Self.apply(receipt, &sinks, &index, limits, db) }
            for sink in sinks.values.sorted(by: { $0.id < $1.id }) where sink.isChanged { try sink.save(db) }
        }
    }

    private static func apply(
        _ fold: LedgerFold, _ sinks: inout [String: SinkState], _ index: inout LedgerIndex, _ limits: LedgerLimits, _ db: Database
    ) throws {
        guard var sink = sinks[fold.sink] else { throw StateError.unknownSink(fold.sink) }
        guard fold.records.lowerBound == sink.folded else {
            throw StateError.contradiction("\(fold.sink) is folded to \(sink.folded), not \(fold.records.lowerBound)")
        }
        try check(fold.rows, fold.records, of: fold.sink) { $0 == .committed }
        try index.add(fold.rows, sink: sink.id, limits: limits, db)
        sink.folded = fold.records.upperBound
        sinks[fold.sink] = sink
        FaultPoint.foldWritten.pass()
    }

    private static func apply(
        _ receipt: Receipt, _ sinks: inout [String: SinkState], _ index: inout LedgerIndex, _ limits: LedgerLimits, _ db: Database
    ) throws {
        guard var sink = sinks[receipt.sink] else { throw StateError.unknownSink(receipt.sink) }
        guard receipt.records.lowerBound == sink.cursor, receipt.records.upperBound <= sink.folded else {
            throw StateError.contradiction(
                "\(receipt.sink) stands at \(sink.cursor), folded to \(sink.folded); the receipt is of \(receipt.records)")
        }
        try check(receipt.rows, receipt.records, of: receipt.sink) { $0 != .committed }
        try index.add(receipt.rows, sink: sink.id, limits: limits, db)
        for row in receipt.redactions { try index.add(row, sink: sink.id, limits: limits, db) }
        for letter in receipt.deadLetters {
            try index.add(letter, sink: sink.id, limits: limits, db)
            FaultPoint.deadLetterWritten.pass()
        }
        sink.cursor = receipt.records.upperBound
        sinks[receipt.sink] = sink
        FaultPoint.receiptWritten.pass()
    }

    private static func check(
        _ rows: [LedgerRow], _ records: Range<RecordNumber>, of sink: String, allows: (LedgerOutcome) -> Bool
    ) throws {
        guard rows.cover(records, allows) else { throw StateError.contradiction("\(sink): rows that do not count \(records)") }
    }
}

extension MeterKey {
    /// The same order in every run: the database's pages then only depend on what was done, and a simulated run replays.
    fileprivate func precedes(_ other: MeterKey, orElse isBefore: Bool) -> Bool {
        guard self != other else { return isBefore }
        return (source, host, application, level.rawValue, category.rawValue)
            < (other.source, other.host, other.application, other.level.rawValue, other.category.rawValue)
    }
}

extension [LedgerRow] {
    var inOrder: [LedgerRow] {
        sorted { left, right in
            left.key.precedes(right.key, orElse: (left.minute, left.outcome.rawValue) < (right.minute, right.outcome.rawValue))
        }
    }

    /// Whether they count exactly these records, with outcomes that are allowed: so that the ledger can't drift from the cursors.
    func cover(_ records: Range<RecordNumber>, _ allows: (LedgerOutcome) -> Bool) -> Bool {
        reduce(UInt64(0)) { $0 &+ $1.count.records } == records.recordCount && allSatisfy { allows($0.outcome) }
    }
}

/// A sink's row.
struct SinkState {
    var id: Int64
    var name: String
    var isConfigured: Bool
    var cursor: RecordNumber
    var folded: RecordNumber
    private let before: (RecordNumber, RecordNumber)

    init(_ row: Row) throws {
        id = try row.integer("id")
        name = try row.text("name")
        isConfigured = try row.integer("configured") != 0
        cursor = try row.number("cursor")
        folded = try row.number("folded")
        before = (cursor, folded)
    }

    var isChanged: Bool { before != (cursor, folded) }

    static func all(_ db: Database) throws -> [String: SinkState] {
        let rows = try Row.fetchAll(db.cachedStatement(sql: "SELECT id, name, configured, cursor, folded FROM sink"))
        // Names are unique, unless the database's index of them is broken.
        return try rows.map(SinkState.init).reduce(into: [:]) { $0[$1.name] = $1 }
    }

    func save(_ db: Database) throws {
        let statement = try db.cachedStatement(sql: "UPDATE sink SET configured = ?, cursor = ?, folded = ? WHERE id = ?")
        try statement.execute(arguments: [isConfigured, Int64(bitPattern: cursor.value), Int64(bitPattern: folded.value), id])
    }
}
