import WeirPlanner

/// Every hour in whole bytes and rows.
struct HourlyTable {
    /// The contract of `--hourly --format csv`, in this order.
    static let columns = [
        "hour", "inserted", "deleted", "live", "heap", "toast", "toast_index", "indexes", "fsm_vm", "total", "wal_insert", "wal_delete",
        "wal_vacuum",
    ]

    let hours: [TableHour]

    init(_ hours: [TableHour]) { self.hours = hours }

    var csv: String {
        let lines = hours.map { Self.cells($0).map(String.init).joined(separator: ",") }
        return ([Self.columns.joined(separator: ",")] + lines).joined(separator: "\n")
    }

    var text: String {
        var table = TextTable(Self.columns.map { .init($0, .right) })
        for hour in hours { table.append(Self.cells(hour).map(\.grouped)) }
        return table.rendered()
    }

    private static func cells(_ hour: TableHour) -> [Int64] {
        let sizes = [hour.heap, hour.toast, hour.toastIndex, hour.indexes.reduce(0, +), hour.maps, hour.total]
        let wal = [hour.walInsert, hour.walDelete, hour.walVacuum]
        return [Int64(hour.hour)] + ([hour.inserted, hour.deleted, hour.live] + sizes + wal).map(\.whole)
    }
}

extension Double {
    /// The nearest whole number; 0 for what is none, and the largest for what is beyond all.
    var whole: Int64 { isNaN ? 0 : Int64(exactly: rounded()) ?? (self < 0 ? .min : .max) }
}
