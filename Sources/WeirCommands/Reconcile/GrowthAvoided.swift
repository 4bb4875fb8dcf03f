import WeirPlanner
import WeirRecords

/// What the shipped records would have made the log table grow by, had each become a row that nobody deletes.
struct GrowthAvoided {
    var rows: UInt64
    var bytes: ByteCount
    /// From the planner's assumed table instead of the command line.
    var isAssumed: Bool

    var bytesPerRow: Double { Double(bytes.bytes) / Double(rows) }

    /// Of the sink that was given the most; `nil` where nothing was committed.
    init?(_ sinks: [SinkProof], bytesPerRow: Double?) {
        guard let sink = sinks.max(by: { $0.classes.values.reduce(0, &+) < $1.classes.values.reduce(0, &+) }) else { return nil }
        let rows = sink.classes.values.reduce(0, &+)
        guard rows > 0, let total = bytesPerRow.map({ $0 * Double(rows) }) ?? Self.assumedBytes(sink.classes),
            let bytes = Int64(exactly: total.rounded())
        else { return nil }
        self.rows = rows
        self.bytes = ByteCount(bytes)
        isAssumed = bytesPerRow == nil
    }

    /// Heap, indexes and TOAST of a table into which these rows went and none was deleted.
    private static func assumedBytes(_ classes: [RetentionClass: UInt64]) -> Double? {
        let columns = AssumedTable.columns
        guard let layout = try? TableLayout(columns: columns, indexes: AssumedTable.indexes, sample: AssumedRows.sample(for: columns))
        else { return nil }
        return TableCoefficients(layout: layout).bytes(keeping: PerClass { Double(classes[$0] ?? 0) })
    }
}
