/// What of the server's settings decides how much WAL a row writes: PostgreSQL's defaults unless given.
package struct CheckpointSettings: Equatable, Sendable {
    /// `checkpoint_timeout`.
    package var everyHours: Double
    /// `max_wal_size` over 1 + `checkpoint_completion_target` (0.9): WAL that brings the next checkpoint on early; 0 for never.
    package var walBytes: Double
    /// Rows that the platform inserts in one transaction.
    package var rowsPerCommit: Double

    package init(everyHours: Double = 5 / 60, walBytes: Double = Double(1 << 30) / 1.9, rowsPerCommit: Double = 1) {
        self.everyHours = everyHours
        self.walBytes = walBytes
        self.rowsPerCommit = rowsPerCommit
    }
}
