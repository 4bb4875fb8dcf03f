internal import GRDB

/// Looks at a spool's state for what is not as it should be; only reads.
package enum StateInspection {
    /// Lines of SQLite's own check that are told.
    private static let integrityLines = 20
    /// Letters that are held in memory at once.
    private static let page = 256

    /// - Parameters:
    ///   - oldest: the first record that the segments hold; nil where there are no segments.
    ///   - end: the number after their last record.
    /// - Throws: where the state can't be read now.
    package static func check(
        _ state: StateStore, oldest: RecordNumber?, end: RecordNumber
    ) throws(StateError) -> [StateFinding] {
        let broken = try state.integrityFindings(limit: integrityLines)
        // What a broken database says of cursors and letters is not worth a sentence.
        guard broken.allSatisfy(\.isOfOrphans) else { return broken }
        if let damage = try state.damagedValue() { return broken + [StateFinding(.value(damage))] }
        guard broken.isEmpty else { return broken }
        let standings = try state.standings()
        var findings = standings.flatMap { cursorFindings($0, oldest: oldest, end: end) }
        for books in try state.conservation() where !books.isConserved { findings.append(StateFinding(.unbalanced(books))) }
        for standing in standings { findings += try letterCountFindings(of: standing.name, state) }
        return findings + (try letterFindings(state))
    }

    private static func cursorFindings(_ sink: SinkStanding, oldest: RecordNumber?, end: RecordNumber) -> [StateFinding] {
        guard sink.isConfigured else { return [] }
        guard let oldest else {
            return sink.cursor < sink.folded ? [StateFinding(.segmentsGone(sink: sink.name, records: sink.cursor..<sink.folded))] : []
        }
        var findings: [StateFinding.Kind] = []
        if sink.cursor > sink.folded {
            findings.append(.cursorPastCount(sink: sink.name, records: sink.cursor.records(since: sink.folded)))
        }
        if sink.cursor > end { findings.append(.cursorPastEnd(sink: sink.name, records: sink.cursor.records(since: end))) }
        let gone = max(sink.cursor, oldest, end)..<max(sink.folded, sink.cursor, oldest, end)
        if !gone.isEmpty { findings.append(.segmentsGone(sink: sink.name, records: gone)) }
        if sink.cursor < oldest { findings.append(.cursorBehindOldest(sink: sink.name, records: oldest.records(since: sink.cursor))) }
        return findings.map(StateFinding.init)
    }

    private static func letterCountFindings(of sink: String, _ state: StateStore) throws(StateError) -> [StateFinding] {
        let (counted, found) = try state.letterCounts(of: sink)
        return counted == found ? [] : [StateFinding(.letterCount(sink: sink, counted: counted, found: found))]
    }

    private static func letterFindings(_ state: StateStore) throws(StateError) -> [StateFinding] {
        var findings: [StateFinding] = []
        var last: Int64 = 0
        while true {
            let (part, next) = try state.letterDamage(after: last, limit: page)
            findings += part
            guard let next else { return findings }
            last = next
        }
    }
}

extension StateStore {
    fileprivate func integrityFindings(limit: Int) throws(StateError) -> [StateFinding] {
        try readingAsItIs { db in
            let lines = try Self.integrityLines(db, limit)
            guard lines.isEmpty else { return lines.map { StateFinding(.integrity($0)) } }
            let orphans = try Row.fetchAll(db, sql: "PRAGMA foreign_key_check")
            return Set(try orphans.map { try $0.text("table") }).sorted().map { StateFinding(.orphans(table: $0)) }
        }
    }

    /// Reads every value but those of letters, which are looked at one by one: what is wrong with the first that is none. What a start
    /// reads is read by the same code, so that nothing is found there alone.
    fileprivate func damagedValue() throws(StateError) -> String? {
        do throws(StateError) {
            _ = (try recoveryBounds(), try ledgerIndex())
            _ = (try installation(), try conservation(), try standings(), try undelivered(), try losses(), try forgotten(), try abandoned())
            try forEachRow(of: .all) { _, _, _ in }
            _ = (try redactions(), try auditTrail(limit: .max), try lossSums())
            // Of sinks that have left the configuration too: they may come back.
            for sink in try standings() { _ = try totals(of: sink.name) }
            try refuseLargeSums()
            return nil
        } catch {
            guard error.code == .damaged else { throw error }
            return error.message
        }
    }

    /// A start adds up what became of a sink's records: numbers beyond this could not be.
    private func refuseLargeSums() throws(StateError) {
        // Of at most 16 outcomes.
        let largest = Int64.max / 16
        try reading { db in
            for table in ["ledger", "total"] {
                guard let row = try Row.fetchOne(db, sql: "SELECT MAX(records) AS records, MAX(bytes) AS bytes FROM \(table)") else {
                    continue
                }
                for column in ["records", "bytes"] where try row.integerIfThere(column) ?? 0 > largest { throw row.unexpected(column) }
            }
        }
    }

    private func ledgerIndex() throws(StateError) -> LedgerIndex { try reading { db in try LedgerIndex(db) } }

    /// None where all is well. A database may be so broken that its check is.
    private static func integrityLines(_ db: Database, _ limit: Int) throws -> [String] {
        do {
            return try String.fetchAll(db, sql: "PRAGMA integrity_check(\(limit))").filter { $0 != "ok" }
        } catch let error as DatabaseError where [.SQLITE_CORRUPT, .SQLITE_NOTADB].contains(error.resultCode) {
            return [error.message ?? "\(error.resultCode)"]
        }
    }

    /// Both from one moment.
    fileprivate func letterCounts(of sink: String) throws(StateError) -> (counted: UInt64, found: UInt64) {
        try reading { db in
            guard let id = try SinkState.all(db)[sink]?.id else { return (0, 0) }
            let counted = try Int64.fetchOne(
                db, sql: "SELECT records FROM total WHERE sink = ? AND outcome = ?",
                arguments: [id, LedgerOutcome.deadLettered.rawValue])
            let found = try Int64.fetchOne(db, sql: "SELECT COUNT(*) FROM dead_letter WHERE sink = ?", arguments: [id])
            return (UInt64(clamping: counted ?? 0), UInt64(clamping: found ?? 0))
        }
    }

    /// The damaged ones among the letters behind one, and where to go on; letters that version 1 kept have no checksum.
    fileprivate func letterDamage(after id: Int64, limit: Int) throws(StateError) -> (findings: [StateFinding], next: Int64?) {
        let sql = """
            SELECT dead_letter.*, sink.name AS sink_name FROM \(Self.letterTables)
            WHERE dead_letter.id > ? ORDER BY dead_letter.id LIMIT ?
            """
        return try reading { db in
            let rows = try Row.fetchCursor(db, sql: sql, arguments: [id, limit])
            var (findings, last): ([StateFinding], Int64?) = ([], nil)
            while let row = try rows.next() {
                let id = try row.integer("id")
                last = id
                if let damage = Self.damage(row) {
                    findings.append(StateFinding(.letter(id: id, sink: (try? row.text("sink_name")) ?? "?", damage)))
                }
            }
            return (findings, last)
        }
    }

    private static func damage(_ row: Row) -> String? {
        let found: DeadLetter?
        do { found = try DeadLetter(row) } catch { return (error as? StateError)?.message ?? "\(error)" }
        guard let letter = found else { return "its event id can't be read" }
        guard !letter.envelope.isEmpty else { return nil }
        do throws(FrameError) {
            _ = try letter.frame()
            return nil
        } catch {
            return "\(error)"
        }
    }
}
