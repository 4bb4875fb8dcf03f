internal import GRDB
internal import WeirRecords

/// Which sources each sink takes, as it was configured last.
///
/// A record is routed when it is read. One that waits for a sink whose `from` named its source is still for it where the source has been
/// retired since: no configuration can name that source any more.
extension StateStore {
    static let routeSchema = """
        -- sources of which a sink takes the records; '' for all
        CREATE TABLE route (
            sink INTEGER NOT NULL REFERENCES sink (id),
            source TEXT NOT NULL,
            PRIMARY KEY (sink, source)
        ) STRICT, WITHOUT ROWID;
        """
    private static let allSources = ""

    /// Keeps what a sink takes.
    ///
    /// - Parameters:
    ///   - sources: `nil` for all.
    ///   - configured: all sources that there are; of these the configuration alone decides.
    /// - Returns: these, and the retired ones that it took before.
    package func keepRoute(
        of sink: String, sources: Set<String>?, configured: Set<String>
    ) throws(StateError) -> Set<String>? {
        try writing { db, _ in
            guard let id = try SinkState.all(db)[sink]?.id else { throw StateError.unknownSink(sink) }
            let former = try sources.map { _ in try Self.former(of: id, db).subtracting(configured) } ?? []
            let route = sources?.union(former)
            try db.execute(sql: "DELETE FROM route WHERE sink = ?", arguments: [id])
            for source in route?.sorted() ?? [Self.allSources] {
                try db.execute(sql: "INSERT INTO route (sink, source) VALUES (?, ?)", arguments: [id, source])
            }
            return route
        }
    }

    /// One that took all took what the ledger knows of.
    private static func former(of sink: Int64, _ db: Database) throws -> Set<String> {
        let kept = try Row.fetchAll(db, sql: "SELECT source FROM route WHERE sink = ?", arguments: [sink]).map { try $0.text("source") }
        guard kept.contains(allSources) else { return Set(kept) }
        return Set(try Row.fetchAll(db, sql: "SELECT DISTINCT source FROM ledger_key").map { try $0.text("source") })
    }
}
