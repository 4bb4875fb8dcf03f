internal import GRDB
package import WeirRecords

/// What sources lost, as long as the ledger keeps its minutes.
extension StateStore {
    static let lossSchema = """
        -- what sources lost, added up by minute and cause
        CREATE TABLE loss (
            source TEXT NOT NULL,
            host TEXT NOT NULL,
            cause TEXT NOT NULL,
            -- minutes since the epoch: in which it was noticed, and in which it may have begun
            noticed INTEGER NOT NULL,
            since INTEGER NOT NULL,
            -- of the first one
            subject TEXT NOT NULL,
            losses INTEGER NOT NULL,
            -- how many of them are of unknown size
            unknown INTEGER NOT NULL,
            -- of the others
            bytes INTEGER NOT NULL,
            -- the ledger's day of the last one
            day INTEGER NOT NULL,
            PRIMARY KEY (source, host, cause, noticed)
        ) STRICT, WITHOUT ROWID;
        """

    /// Keeps losses; on return they survive a loss of power. One that is handed in again, as after a crash, counts again.
    package func record(_ losses: [Loss]) throws(StateError) {
        guard !losses.isEmpty else { return }
        try writing { db, index in try keep(losses, day: index.day, db) }
    }

    func keep(_ losses: [Loss], day: Int64, _ db: Database) throws {
        for loss in losses { try LossRow(loss, lastLife: lastLife).save(limit: limits.losses, day: day, db) }
    }

    /// Losses that may be of records of these minutes, in the order in which they were noticed. One row of known and one of unknown size
    /// may come of the same minute and cause.
    ///
    /// A loss is dated by when it was noticed and when its file was last whole. Neither bounds the event times of what is gone from below:
    /// a log that is removed today may hold last week's lines.
    package func losses(minutes: ClosedRange<Int64> = .all) throws(StateError) -> [Loss] {
        try reading { db in
            let sql = "SELECT * FROM loss WHERE noticed >= ? ORDER BY noticed, source, host, cause"
            return try Row.fetchAll(db, sql: sql, arguments: [minutes.lowerBound]).flatMap { try LossRow($0).losses }
        }
    }

    /// Everything that is kept, by source.
    package func lossSums() throws(StateError) -> [String: LossSum] {
        try reading { db in
            var sums: [String: LossSum] = [:]
            for row in try Row.fetchAll(db, sql: "SELECT source, losses, unknown, bytes FROM loss") {
                sums[try row.text("source"), default: LossSum()].add(
                    LossSum(losses: try row.count("losses"), ofUnknownSize: try row.count("unknown"), bytes: try row.count("bytes")))
            }
            return sums
        }
    }
}

/// Losses added up.
package struct LossSum: Equatable, Sendable {
    package var losses: UInt64 = 0
    /// How many of them are of unknown size.
    package var ofUnknownSize: UInt64 = 0
    /// Of the others, at the least.
    package var bytes: UInt64 = 0

    package init(losses: UInt64 = 0, ofUnknownSize: UInt64 = 0, bytes: UInt64 = 0) {
        self.losses = losses
        self.ofUnknownSize = ofUnknownSize
        self.bytes = bytes
    }

    package init(_ loss: Loss) {
        self.init(losses: loss.count, ofUnknownSize: loss.bytes == nil ? loss.count : 0, bytes: loss.bytes ?? 0)
    }

    package mutating func add(_ other: LossSum) {
        losses = losses.addingSaturated(other.losses)
        ofUnknownSize = ofUnknownSize.addingSaturated(other.ofUnknownSize)
        bytes = bytes.addingSaturated(other.bytes)
    }
}

/// A row of the table.
private struct LossRow {
    var source: String
    var host: String
    var cause: Loss.Cause
    var noticed: Int64
    var since: Int64
    var subject: String
    var sum: LossSum

    init(_ loss: Loss, lastLife: Int64?) {
        (source, host, cause, noticed, subject) = (loss.source, loss.host, loss.cause, loss.noticed, loss.subject)
        since = min(loss.since ?? lastLife ?? loss.noticed, loss.noticed)
        sum = LossSum(loss)
    }

    init(_ row: Row) throws {
        guard let cause = Loss.Cause(rawValue: try row.text("cause")) else { throw row.unexpected("cause") }
        self.cause = cause
        (source, host, subject) = (try row.text("source"), try row.text("host"), try row.text("subject"))
        (noticed, since) = (try row.integer("noticed"), try row.integer("since"))
        sum = LossSum(losses: try row.count("losses"), ofUnknownSize: try row.count("unknown"), bytes: try row.count("bytes"))
    }

    var losses: [Loss] {
        let known = sum.losses > sum.ofUnknownSize ? sum.losses - sum.ofUnknownSize : 0
        return [(known, sum.bytes as UInt64?), (sum.ofUnknownSize, nil)].compactMap { count, bytes in
            guard count > 0 else { return nil }
            var loss = Loss(
                source: source, host: host, since: since, noticed: noticed, cause: cause, subject: subject, bytes: bytes)
            loss.count = count
            return loss
        }
    }

    /// Adds it to the row of its minute. Where the table is full it goes to the latest row of its cause, which then spans more minutes.
    func save(limit: Int, day: Int64, _ db: Database) throws {
        let key: StatementArguments = [source, host.stored, cause.rawValue]
        let own = "source = ? AND host = ? AND cause = ?"
        var known = try Row.fetchOne(db, sql: "SELECT * FROM loss WHERE \(own) AND noticed = ?", arguments: key + [noticed])
        if known == nil, try Int.fetchOne(db, sql: "SELECT COUNT(*) FROM loss") ?? 0 >= limit {
            known = try Row.fetchOne(db, sql: "SELECT * FROM loss WHERE \(own) ORDER BY noticed DESC LIMIT 1", arguments: key)
        }
        var row = self
        if let known = try known.map({ try LossRow($0) }) {
            row.sum.add(known.sum)
            (row.noticed, row.since, row.subject) = (max(noticed, known.noticed), min(since, known.since), known.subject)
            try db.execute(sql: "DELETE FROM loss WHERE \(own) AND noticed = ?", arguments: key + [known.noticed])
        }
        let numbers = [row.sum.losses, row.sum.ofUnknownSize, row.sum.bytes].map { Int64(clamping: $0) }
        try db.execute(
            sql: """
                INSERT INTO loss (source, host, cause, noticed, since, subject, losses, unknown, bytes, day) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """,
            arguments: key + [row.noticed, row.since, row.subject.stored] + StatementArguments(numbers + [day]))
    }
}
