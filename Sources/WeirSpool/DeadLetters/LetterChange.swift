internal import GRDB
package import WeirRecords

/// What becomes of dead letters. Whatever it is, what is counted and what is there change together: at every instant a sink's
/// committed records are delivered, filtered, dead-lettered, dropped, quarantined or waiting, and one that is on its way again counts as
/// dead-lettered until it is delivered.
extension StateStore {
    /// Letters that change in one transaction: bounds how long others wait for the database.
    static let lettersPerTransaction = 1_000

    /// Asks for letters to be sent again; those that already wait for it are left as they are.
    ///
    /// - Returns: how many were asked for now.
    package func askReplay(_ selection: LetterSelection, by user: UInt32, at time: Timestamp) throws(StateError) -> LetterCount {
        try writing { db, _ in
            let (condition, arguments) = selection.condition
            let fresh = "SELECT dead_letter.id FROM \(Self.letterTables) WHERE \(condition) AND replay IS NULL"
            let sum = "SELECT COUNT(*) AS letters, COALESCE(SUM(\(Self.letterBytes)), 0) AS size FROM dead_letter WHERE id IN (\(fresh))"
            guard let row = try Row.fetchOne(db, sql: sum, arguments: arguments) else { return LetterCount() }
            let count = try LetterCount(row)
            guard count.letters > 0 else { return count }
            try db.execute(
                sql: "UPDATE dead_letter SET replay = ? WHERE id IN (\(fresh))", arguments: [time.microseconds] + arguments)
            try AuditEntry(time: time, user: user, action: .replay, selection: "\(selection)", count: count).insert(db)
            return count
        }
    }

    /// Takes letters away for good; they count as dropped.
    ///
    /// In several transactions where there are many: what a kill leaves undone is still there.
    package func dropLetters(_ selection: LetterSelection, by user: UInt32, at time: Timestamp) throws(StateError) -> LetterCount {
        var total = LetterCount()
        var last = try letterHighest()
        while true {
            let part = try dropSome(selection, upTo: last, AuditEntry(time: time, user: user, action: .drop, selection: "\(selection)"))
            total = total + part.count
            // A damaged state may hold the lowest number there is.
            guard let lowest = part.lowest, lowest > .min else { return total }
            last = lowest - 1
        }
    }

    /// Takes delivered letters out: they move from dead-lettered to delivered.
    ///
    /// - Parameter ids: of this sink; one that is no longer there was settled before, and changes nothing.
    package func settleReplay(_ ids: [Int64], of sink: String, as grade: DeliveryGrade) throws(StateError) {
        try writing { db, index in
            for id in ids {
                guard let letter = try Self.letter(id, db), letter.sink == sink else { continue }
                try Self.move(letter, to: .delivered(grade), &index, db)
            }
        }
    }

    /// Puts a letter back that was refused again, with the new answer.
    package func refuseReplay(_ id: Int64, reason: String, answer: String, at time: Timestamp) throws(StateError) {
        try writing { db, _ in
            guard let kept = try Self.letter(id, db)?.letter else { return }
            let letter = DeadLetter(
                record: kept.record, eventID: kept.eventID, source: kept.source, origin: kept.origin, bytes: [], reason: reason,
                answer: answer, time: time)
            try db.execute(
                sql: "UPDATE dead_letter SET reason = ?, answer = ?, time = ?, replay = NULL WHERE id = ?",
                arguments: [letter.reason.stored, letter.answer.stored, time.microseconds, id])
        }
    }

    // MARK: - Parts

    private func letterHighest() throws(StateError) -> Int64 {
        try reading { db in try Int64.fetchOne(db, sql: "SELECT MAX(id) FROM dead_letter") ?? 0 }
    }

    /// From the newest on, so that letters which come meanwhile are not among them.
    private func dropSome(
        _ selection: LetterSelection, upTo last: Int64, _ entry: AuditEntry
    ) throws(StateError) -> (count: LetterCount, lowest: Int64?) {
        let (condition, arguments) = selection.condition
        let sql = """
            SELECT dead_letter.*, sink.name AS sink_name FROM \(Self.letterTables)
            WHERE \(condition) AND dead_letter.id <= ? ORDER BY dead_letter.id DESC LIMIT ?
            """
        return try writing { db, index in
            var count = LetterCount()
            var lowest: Int64?
            for row in try Row.fetchAll(db, sql: sql, arguments: arguments + [last, Self.lettersPerTransaction]) {
                let letter = try KeptLetter(row)
                try Self.move(letter, to: .dropped, &index, db)
                count = count + LetterCount(letters: 1, bytes: letter.bytes)
                lowest = letter.id
            }
            if count.letters > 0 { try entry.with(count).insert(db) }
            return (count, lowest)
        }
    }

    private static func letter(_ id: Int64, _ db: Database) throws -> KeptLetter? {
        let sql = "SELECT dead_letter.*, sink.name AS sink_name FROM \(letterTables) WHERE dead_letter.id = ?"
        return try Row.fetchOne(db, sql: sql, arguments: [id]).map { try KeptLetter($0) }
    }

    /// Deletes the letter and moves what it weighs.
    private static func move(_ kept: KeptLetter, to outcome: LedgerOutcome, _ index: inout LedgerIndex, _ db: Database) throws {
        guard let sink = try SinkState.all(db)[kept.sink] else { throw StateError.unknownSink(kept.sink) }
        let (place, count) = try weight(of: kept.letter, sink: sink.id, index, db)
        if var place {
            try place.subtract(count, on: index.day, db)
            place.outcome = outcome.rawValue
            try place.add(count, on: index.day, db)
        }
        try LedgerIndex.subtractTotal(count, sink: sink.id, outcome: LedgerOutcome.deadLettered.rawValue, db)
        try LedgerIndex.addTotal(count, sink: sink.id, outcome: outcome.rawValue, db)
        try db.execute(sql: "DELETE FROM dead_letter WHERE id = ?", arguments: [kept.id])
        index.removed(letterBytes: kept.bytes.bytes)
    }

    /// Where a letter is counted, and as what. Of one whose envelope tells nothing: with others of its source.
    private static func weight(
        of letter: DeadLetter, sink: Int64, _ index: LedgerIndex, _ db: Database
    ) throws -> (place: LedgerPlace?, count: MeterCount) {
        if let row = letter.weight(), let place = try index.place(of: row, sink: sink, db) { return (place, row.count) }
        let sql = """
            SELECT key, minute, outcome, records, bytes, digest_low, digest_high FROM ledger JOIN ledger_key ON ledger_key.id = ledger.key
            WHERE sink = ? AND outcome = ? AND records > 0 ORDER BY source = ? DESC, records LIMIT 1
            """
        let outcome = LedgerOutcome.deadLettered.rawValue
        let found = try Row.fetchOne(db, sql: sql, arguments: [sink, outcome, letter.source])
        var count = MeterCount(records: 1, bytes: UInt64(letter.bytes.count), digest: .zero)
        guard let found else { return (nil, count) }
        if try MeterCount(found).records == 1 { count = try MeterCount(found) }
        return (LedgerPlace(sink: sink, key: try found.integer("key"), minute: try found.integer("minute"), outcome: outcome), count)
    }
}
