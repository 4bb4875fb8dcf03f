import WeirPlanner
import WeirRecords

/// What a run comes to.
struct TableSummary {
    /// One part of the table's files, in bytes, or its rows.
    struct Part {
        var name: String
        /// The largest hour.
        var highWater: Double
        /// Mean of the last third of the run.
        var plateau: Double
        /// The last hour.
        var end: Double
    }

    /// Bytes of WAL in the run, and for each row that was inserted or, of kind delete, deleted; `nil` where there was none.
    struct WAL {
        var kind: String
        var bytes: Double
        var bytesPerRow: Double?
    }

    /// Of the plateau: the rows as long as they are, without pages, free room, indexes and vacuum's rhythm.
    struct Naive {
        var tupleBytes: Double
        var bytes: Double
        /// How far below or above the real plateau that is, as a share of it; `nil` where nothing is left.
        var error: Double?
    }

    /// heap, toast, toast_index, each index by its name, fsm_vm; then the total.
    let parts: [Part]
    let total: Part
    let live: Part
    let inserted: Double
    let deleted: Double
    let wal: [WAL]
    let naive: Naive
    /// The first hour at whose end the table takes more than the case's disk; `nil`: none, or no disk given.
    let diskFullAtHour: Int?

    init(_ plan: TableCase, _ hours: [TableHour]) throws(CommandFailure) {
        let indexes = IndexNames.names(of: plan.indexes).enumerated().map { index, name in
            Self.part(name, hours) { $0.indexes.indices.contains(index) ? $0.indexes[index] : 0 }
        }
        parts =
            [Self.part("heap", hours, \.heap), Self.part("toast", hours, \.toast), Self.part("toast_index", hours, \.toastIndex)]
            + indexes + [Self.part("fsm_vm", hours, \.maps)]
        total = Self.part("total", hours, \.total)
        live = Self.part("live", hours, \.live)
        inserted = hours.reduce(0) { $0 + $1.inserted }
        deleted = hours.reduce(0) { $0 + $1.deleted }
        wal = [
            Self.wal("insert", hours.map(\.walInsert), inserted), Self.wal("delete", hours.map(\.walDelete), deleted),
            Self.wal("vacuum", hours.map(\.walVacuum), inserted),
        ]
        diskFullAtHour = plan.disk.flatMap { disk in hours.first { $0.total > Double(disk.bytes) }?.hour }
        naive = try NaiveEstimate.make(plan, live: live.plateau, total: total.plateau)
    }

    private static func part(_ name: String, _ hours: [TableHour], _ value: (TableHour) -> Double) -> Part {
        let values = hours.map(value)
        let last = values.suffix(max(1, values.count / 3))
        return Part(
            name: name, highWater: values.max() ?? 0, plateau: last.reduce(0, +) / Double(max(1, last.count)), end: values.last ?? 0)
    }

    private static func wal(_ kind: String, _ bytes: [Double], _ rows: Double) -> WAL {
        let sum = bytes.reduce(0, +)
        return WAL(kind: kind, bytes: sum, bytesPerRow: rows > 0 ? sum / rows : nil)
    }

    /// `figure,unit,value`: a line a figure.
    var csv: String {
        var lines = ["figure,unit,value"]
        func add(_ name: String, _ unit: String, _ value: Double) { lines.append("\(name),\(unit),\(value.whole)") }
        for (part, unit) in (parts + [total]).map({ ($0, "bytes") }) + [(live, "rows")] {
            add(part.name + "_high_water", unit, part.highWater)
            add(part.name + "_plateau", unit, part.plateau)
            add(part.name + "_end", unit, part.end)
        }
        add("inserted", "rows", inserted)
        add("deleted", "rows", deleted)
        for kind in wal {
            add("wal_\(kind.kind)", "bytes", kind.bytes)
            if let each = kind.bytesPerRow { add("wal_\(kind.kind)_per_row", "bytes", each) }
        }
        add("naive", "bytes", naive.bytes)
        return lines.joined(separator: "\n")
    }
}
