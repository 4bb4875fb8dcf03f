/// The table at the end of one hour, and what was written in it. Sizes in bytes, rows as fractions.
package struct ReducedHour: Equatable, Sendable {
    package var live: PerClass<Double>
    /// What the live rows take in heap and TOAST pages without free room.
    package var liveBytes: Double
    package var heap: Double
    /// The TOAST table with its index.
    package var toast: Double
    package var indexes: Double
    /// Free space and visibility maps.
    package var maps: Double
    /// What `pg_total_relation_size` says: free room included, which PostgreSQL keeps.
    package var total: Double
    /// WAL of the hour's insertions, deletions and vacuums.
    package var wal: Double
    package var deleted: Double
}
