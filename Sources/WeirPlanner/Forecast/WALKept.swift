extension CheckpointSettings {
    /// `min_wal_size`: kept on any server, and so part of what others use of the disk.
    static let walFloorBytes = 80.0 * 1_048_576
    /// Segments that PostgreSQL keeps ready over what it expects to write until the next checkpoint's end (`XLOGfileslop`).
    static let walSlop = 1.1
    static let completionTarget = 0.9

    /// WAL that lies in `pg_wal` at so many bytes an hour, over the floor.
    func walKept(perHour wal: Double) -> Double {
        let betweenCheckpoints = walBytes > 0 ? min(wal * everyHours, walBytes) : wal * everyHours
        let kept = betweenCheckpoints * (1 + Self.completionTarget) * Self.walSlop
        let most = walBytes > 0 ? walBytes * (1 + Self.completionTarget) : kept
        return max(0, min(kept, most) - Self.walFloorBytes)
    }
}
