import WeirPlanner
import WeirRecords

/// A table's run as JSON, version 1: all sizes in bytes, all rows whole.
///
/// `parts[]` are heap, toast, toast_index, each index under its columns' names (ending in _pkey or _idx), fsm_vm; `total` is their sum.
/// Of each the high-water mark, the plateau (mean of the last third of the run) and the last hour. `wal.*.bytes_per_row` is for each row
/// inserted, of delete for each row deleted, and left out where there was none. `naive.share_off` is the usual estimate over the
/// plateau of the total, minus 1. `hourly[]` is there with --hourly; `indexes` is in the order of the case.
struct TableJSON: Encodable {
    struct Size: Encodable {
        var name: String
        var highWater: Int64
        var plateau: Int64
        var end: Int64

        init(_ part: TableSummary.Part) {
            (name, highWater, plateau, end) = (part.name, part.highWater.whole, part.plateau.whole, part.end.whole)
        }
    }

    struct Rows: Encodable {
        var inserted: Int64
        var deleted: Int64
        var liveHighWater: Int64
        var livePlateau: Int64
        var liveEnd: Int64
    }

    struct WAL: Encodable {
        var bytes: Int64
        var bytesPerRow: Double?
    }

    struct Naive: Encodable {
        var tupleBytes: Double
        var bytes: Int64
        var shareOff: Double?
    }

    struct Hour: Encodable {
        var hour: Int
        var inserted, deleted, live: Int64
        var heap, toast, toastIndex: Int64
        var indexes: [Int64]
        var fsmVm, total: Int64
        var walInsert, walDelete, walVacuum: Int64

        init(_ state: TableHour) {
            hour = state.hour
            (inserted, deleted, live) = (state.inserted.whole, state.deleted.whole, state.live.whole)
            (heap, toast, toastIndex) = (state.heap.whole, state.toast.whole, state.toastIndex.whole)
            indexes = state.indexes.map(\.whole)
            (fsmVm, total) = (state.maps.whole, state.total.whole)
            (walInsert, walDelete, walVacuum) = (state.walInsert.whole, state.walDelete.whole, state.walVacuum.whole)
        }
    }

    var version = 1
    var path: String
    var hours: Int
    var parts: [Size]
    var total: Size
    var rows: Rows
    var wal: [String: WAL]
    var naive: Naive
    /// With a disk in the case: its bytes, and the first hour of the run at whose end the table takes more; left out where it fits.
    var diskBytes: Int64?
    var diskFullAtHour: Int?
    /// What the case leaves open and was taken to be so.
    var assumptions: [String]
    var hourly: [Hour]?

    init(_ path: String, _ plan: TableCase, _ summary: TableSummary, _ hourly: HourlyTable?) {
        self.path = path
        hours = plan.hours
        parts = summary.parts.map(Size.init)
        total = Size(summary.total)
        rows = Rows(
            inserted: summary.inserted.whole, deleted: summary.deleted.whole, liveHighWater: summary.live.highWater.whole,
            livePlateau: summary.live.plateau.whole, liveEnd: summary.live.end.whole)
        wal = Dictionary(summary.wal.map { ($0.kind, WAL(bytes: $0.bytes.whole, bytesPerRow: $0.bytesPerRow)) }) { first, _ in first }
        naive = Naive(tupleBytes: summary.naive.tupleBytes, bytes: summary.naive.bytes.whole, shareOff: summary.naive.error)
        (diskBytes, diskFullAtHour) = (plan.disk?.bytes, summary.diskFullAtHour)
        assumptions = plan.assumptions
        self.hourly = hourly?.hours.map(Hour.init)
    }
}
