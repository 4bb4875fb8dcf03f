internal import GRDB
package import WeirRecords

/// What of the ledger has expired, and how that is found: a pass over its rows in steps that are bounded.
package struct ExpiryPass: Equatable, Sendable {
    /// Rows of what was committed that one transaction looks at.
    static let rowsPerStep = 500
    /// Rows per sink of what was forgotten, one for each day of event time. Days beyond them share one row without a day.
    static let daysKept = 2_000

    fileprivate struct Place: Equatable, Sendable {
        var day: Int64
        var sink: Int64
        var key: Int64
        var minute: Int64
    }

    /// Where the last step ended.
    fileprivate var place: Place?
    /// Rows that are gone since the pass began, and their records.
    fileprivate var removedRows = 0
    package fileprivate(set) var forgotten: UInt64 = 0
    package fileprivate(set) var isDone = false

    package init() {}
}

/// What the ledger forgot since it was last told.
package struct Forgetting: Equatable, Sendable {
    package var records: UInt64
    /// Of event time; of some minutes before it nothing is known any more.
    package var before: Timestamp
}

/// Records of a sink whose rows of the ledger have expired.
package struct Forgotten: Equatable, Sendable {
    package var sink: String
    /// Of event time, a day of them; every minute where there were too many days to keep.
    package var minutes: ClosedRange<Int64>
    package var records: UInt64
}

extension StateStore {
    /// Takes rows away that did not change for ``LedgerLimits/days`` days on which a shipper ran, unless a sink still waits for records
    /// of theirs, or their dead letters are kept. Sums over all time stay, and so does how many were forgotten of each day.
    package func expire(_ pass: inout ExpiryPass) throws(StateError) {
        let (limits, before) = (limits, pass)
        pass = try writing { db, index in
            var pass = before
            let horizon = index.day - Int64(limits.days)
            let rows = try Self.candidates(horizon, after: pass.place, db)
            var forgotten: [ExpiryPass.Place: UInt64] = [:]
            for place in rows { forgotten[place] = try Self.forget(place, horizon, db) }
            let records = forgotten.values.reduce(UInt64(0)) { $0.addingSaturated($1) }
            try Self.note(forgotten, db)
            if records > 0 {
                var life = try LedgerLife(db)
                life.untold = life.untold.addingSaturated(records)
                try life.save(db)
            }
            index.removed(rows: forgotten.count)
            pass.removedRows += forgotten.count
            pass.place = rows.last ?? pass.place
            pass.forgotten = pass.forgotten.addingSaturated(records)
            pass.isDone = rows.count < ExpiryPass.rowsPerStep
            if pass.isDone { try Self.finish(pass, horizon, &index, db) }
            return pass
        }
    }

    /// What has expired, in the order of sinks and days; those of which some minute is among these.
    package func forgotten(minutes: ClosedRange<Int64> = .all) throws(StateError) -> [Forgotten] {
        try reading { db in
            let sql = "SELECT name, day, records FROM forgotten JOIN sink ON sink.id = forgotten.sink ORDER BY name, day"
            return try Row.fetchAll(db, sql: sql).compactMap { row in
                let days = LedgerLife.minutes(ofEventDay: try row.integer("day"))
                guard days.overlaps(minutes) else { return nil }
                return Forgotten(sink: try row.text("name"), minutes: days, records: try row.count("records"))
            }
        }
    }

    /// What was forgotten since it was last told, at most once a day of the ledger; nil where there is nothing to tell.
    ///
    /// - Parameter minute: of now: minutes that a sender placed in the future are left out.
    package func takeForgotten(today minute: Int64) throws(StateError) -> Forgetting? {
        guard try reading({ db in Self.isTelling(try LedgerLife(db)) }) else { return nil }
        return try writing { db, _ in
            var life = try LedgerLife(db)
            guard Self.isTelling(life) else { return nil }
            let records = life.untold
            (life.told, life.untold) = (life.day, 0)
            try life.save(db)
            let sql = "SELECT MAX(day) AS day FROM forgotten WHERE day <= ?"
            let day = try Row.fetchOne(db, sql: sql, arguments: [LedgerLife.eventDay(of: minute)])?.integerIfThere("day")
            let before = LedgerLife.minutes(ofEventDay: day ?? LedgerLife.eventDay(of: minute)).upperBound
            let (time, isOver) = before.multipliedReportingOverflow(by: Timestamp.microsecondsPerMinute)
            return Forgetting(
                records: records, before: Timestamp(microseconds: isOver ? Int64.max : time + Timestamp.microsecondsPerMinute))
        }
    }

    private static func isTelling(_ life: LedgerLife) -> Bool { life.untold > 0 && life.told != life.day }

    // MARK: - Parts

    private static func candidates(_ horizon: Int64, after place: ExpiryPass.Place?, _ db: Database) throws -> [ExpiryPass.Place] {
        let sql = """
            SELECT day, sink, key, minute FROM ledger WHERE outcome = 0 AND day < ? AND (day, sink, key, minute) > (?, ?, ?, ?)
            ORDER BY day, sink, key, minute LIMIT ?
            """
        let last = place ?? ExpiryPass.Place(day: .min, sink: .min, key: .min, minute: .min)
        let arguments: StatementArguments = [horizon, last.day, last.sink, last.key, last.minute, ExpiryPass.rowsPerStep]
        return try Row.fetchAll(db.cachedStatement(sql: sql), arguments: arguments).map { row in
            ExpiryPass.Place(
                day: try row.integer("day"), sink: try row.integer("sink"), key: try row.integer("key"),
                minute: try row.integer("minute"))
        }
    }

    /// The records of a row that is gone now; nil where it stays: it changed since, or some of its records are not settled for good.
    private static func forget(_ place: ExpiryPass.Place, _ horizon: Int64, _ db: Database) throws -> UInt64? {
        let group: StatementArguments = [place.sink, place.key, place.minute]
        let rows = try Row.fetchAll(
            db.cachedStatement(sql: "SELECT outcome, records, day FROM ledger WHERE sink = ? AND key = ? AND minute = ?"), arguments: group)
        var (committed, settled): (UInt64, UInt64) = (0, 0)
        for row in rows {
            guard try row.integer("day") < horizon else { return nil }
            let records = try row.count("records")
            switch LedgerOutcome(rawValue: try row.integer("outcome")) {
            case .committed: committed = records
            case .deadLettered: if records > 0 { return nil }
            default: settled = settled.addingSaturated(records)
            }
        }
        guard try isSettled(place, db) ?? (committed <= settled) else { return nil }
        for table in ["ledger", "redaction"] {
            try db.cachedStatement(sql: "DELETE FROM \(table) WHERE sink = ? AND key = ? AND minute = ?").execute(arguments: group)
        }
        return committed
    }

    /// Whether the sink has settled all that was counted up to the row's day. What became of records may be counted in another row than
    /// they are, where there was no room for their minute or names and then was again: so numbers in a row don't tell. Records of the
    /// day itself that wait keep its other rows. Nil for days before this was kept.
    private static func isSettled(_ place: ExpiryPass.Place, _ db: Database) throws -> Bool? {
        let sql =
            "SELECT ledger_day.folded <= cursor FROM ledger_day JOIN sink ON sink.id = ledger_day.sink WHERE ledger_day.sink = ? AND day = ?"
        return try Bool.fetchOne(db.cachedStatement(sql: sql), arguments: [place.sink, place.day])
    }

    private static func note(_ forgotten: [ExpiryPass.Place: UInt64], _ db: Database) throws {
        struct Day: Hashable { var sink: Int64, day: Int64 }
        var days: [Day: UInt64] = [:]
        for (place, records) in forgotten {
            let day = Day(sink: place.sink, day: LedgerLife.eventDay(of: place.minute))
            days[day] = (days[day] ?? 0).addingSaturated(records)
        }
        for (place, records) in days.sorted(by: { ($0.key.sink, $0.key.day) < ($1.key.sink, $1.key.day) }) {
            var (day, before) = (place.day, try known(of: place.sink, on: place.day, db))
            if before == nil, try isFull(place.sink, db) { (day, before) = (Int64.min, try known(of: place.sink, on: .min, db)) }
            let sum = (before ?? 0).addingSaturated(records)
            try db.execute(
                sql: "INSERT INTO forgotten (sink, day, records) VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET records = excluded.records",
                arguments: [place.sink, day, Int64(clamping: sum)])
        }
    }

    /// Whether another day has no row of its own.
    private static func isFull(_ sink: Int64, _ db: Database) throws -> Bool {
        try Int.fetchOne(db, sql: "SELECT COUNT(*) FROM forgotten WHERE sink = ?", arguments: [sink]) ?? 0 >= ExpiryPass.daysKept
    }

    private static func known(of sink: Int64, on day: Int64, _ db: Database) throws -> UInt64? {
        try Row.fetchOne(db, sql: "SELECT records FROM forgotten WHERE sink = ? AND day = ?", arguments: [sink, day])?.count("records")
    }

    /// Losses of that age, and names that no row has any more.
    private static func finish(_ pass: ExpiryPass, _ horizon: Int64, _ index: inout LedgerIndex, _ db: Database) throws {
        try db.execute(sql: "DELETE FROM loss WHERE day < ?", arguments: [horizon])
        try db.execute(
            sql: "DELETE FROM ledger_day WHERE day < COALESCE((SELECT MIN(day) FROM ledger WHERE outcome = 0), ?)", arguments: [horizon])
        guard pass.removedRows > 0 else { return }
        let unused = """
            NOT EXISTS (SELECT 1 FROM ledger WHERE sink IN (SELECT id FROM sink) AND key = ledger_key.id)
            AND NOT EXISTS (SELECT 1 FROM redaction WHERE sink IN (SELECT id FROM sink) AND key = ledger_key.id)
            """
        try db.execute(sql: "DELETE FROM ledger_key WHERE \(unused)")
        index = try LedgerIndex(db)
    }
}

extension ExpiryPass.Place: Hashable {}
