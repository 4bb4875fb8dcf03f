import Synchronization
import WeirRecords

/// How many records of each source the spool committed or gave up by policy, of those that were read since the source was made.
///
/// What a source read is more while a slab is on its way, and stays more where the spool had no room for it at the end.
package final class CommitDesk: Sendable {
    private let records = Mutex<[String: UInt64]>([:])

    package init() {}

    package func records(of source: String) -> UInt64 { records.withLock { $0[source] ?? 0 } }

    func add(_ slab: Slab) {
        records.withLock { records in
            for row in slab.meter.rows { records[slab.meter.keys[Int(row.key)].source, default: 0].addSaturated(row.count.records) }
        }
    }

    /// A source was made again, and counts from 0.
    func begin(_ source: String) { records.withLock { $0[source] = 0 } }
}
