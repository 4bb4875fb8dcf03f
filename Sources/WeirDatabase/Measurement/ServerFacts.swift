import WeirRecords

extension ServerFacts {
    /// `pg_stat_wal` came with this version.
    private static let firstVersionWithWAL: Int64 = 140_000

    init(_ connection: Connection) throws(DatabaseError) {
        let row = try connection.query(Self.sql)
        guard row.count == 1, let now = row.integer(0, 0), let version = row.integer(0, 1) else {
            throw DatabaseError(.protocolViolation, "the server doesn't say its time and version")
        }
        self.init(
            now: Timestamp(microseconds: now), version: version, isStandby: row.boolean(0, 2),
            countedSince: row.integer(0, 3).map(Timestamp.init(microseconds:)), wal: nil)
        if version >= Self.firstVersionWithWAL { wal = try Self.wal(connection) }
    }

    /// The database's counters begin at its last reset; where there was none, with the server's statistics as a whole, which begin
    /// anew after a crash.
    private static let sql = """
        SELECT (extract(epoch FROM now()) * 1000000)::bigint, current_setting('server_version_num')::bigint, pg_is_in_recovery(),
               (extract(epoch FROM greatest(
                   (SELECT stats_reset FROM pg_stat_database WHERE datname = current_database()),
                   least((SELECT stats_reset FROM pg_stat_archiver), (SELECT stats_reset FROM pg_stat_bgwriter)))) * 1000000)::bigint
        """

    private static func wal(_ connection: Connection) throws(DatabaseError) -> WAL? {
        let row = try connection.query("SELECT wal_bytes, (extract(epoch FROM stats_reset) * 1000000)::bigint FROM pg_stat_wal")
        guard row.count == 1, let bytes = row.string(0, 0).flatMap(Double.init), let since = row.integer(0, 1) else { return nil }
        return WAL(bytes: bytes, since: Timestamp(microseconds: since))
    }
}
