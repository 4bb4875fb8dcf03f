internal import GRDB
package import WeirRecords

/// Who the spool is, in the state and in its segments.
extension StateStore {
    /// Who this spool is: part of every event id.
    package func installation() throws(StateError) -> Digest128 {
        try reading { db in try Self.installation(db) }
    }

    private static func installation(_ db: Database) throws -> Digest128 {
        let row = try Row.fetchOne(db, sql: "SELECT installation FROM spool")
        guard let found = try row.map({ try $0.text("installation") }).flatMap(Digest128.init) else {
            throw StateError.damaged("its installation id can't be read")
        }
        return found
    }

    /// Takes the id that the segments know where this state is newer than they are, so that ids of events stay the same. What an earlier
    /// state knew to be lost is forgotten then, which is kept as a loss itself.
    ///
    /// - Returns: the id, and whether this state is newer than the segments.
    func adopt(_ found: Digest128?, at now: Timestamp) throws(StateError) -> (installation: Digest128, isYounger: Bool) {
        try writing { db, index in
            var isYounger = false
            if let found {
                try db.execute(sql: "UPDATE spool SET installation = ? WHERE confirmed = 0", arguments: [found.description])
                if db.changesCount > 0 {
                    try keep([Self.forgottenLosses(now)], day: index.day, db)
                    isYounger = true
                }
            }
            try db.execute(sql: "UPDATE spool SET confirmed = 1 WHERE confirmed = 0")
            return (try Self.installation(db), isYounger)
        }
    }

    /// Of all time before it was noticed.
    private static func forgottenLosses(_ now: Timestamp) -> Loss {
        Loss(source: "", host: "", since: 0, noticed: now.minute, cause: .stateLost, subject: fileName, bytes: nil)
    }
}
