internal import GRDB

extension StateStore {
    /// Runs several questions on the state of one moment, whatever a running shipper writes meanwhile; it is not held up by that.
    ///
    /// Only for a state that was opened by ``inspect(directory:fileSystem:)``.
    package func atOneMoment<Answer>(_ ask: () throws -> Answer) throws -> Answer {
        // The transaction begins with its first read: without one, it would see what is written until then.
        try readingAsItIs { db in try db.execute(sql: "BEGIN DEFERRED; SELECT 1 FROM spool") }
        let answer = Result { try ask() }
        try readingAsItIs { db in try db.execute(sql: "COMMIT") }
        return try answer.get()
    }
}
