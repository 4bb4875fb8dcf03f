import WeirRecords

extension TableRun {
    /// What doesn't change from draw to draw.
    struct Frame: Sendable {
        var rules: TableRules
        /// Whether a class gets rows at all.
        var isOn: PerClass<Bool>
        /// Hours of the forecast; at least a day.
        var hours: Int
        /// 24 factors by hour of the day, mean 1.
        var factors: [Double]
        /// Bytes that table and WAL may take together.
        var room: Double
        var server: CheckpointSettings
        /// What is there at the beginning.
        var start: Start = .empty
        /// Classes that get rows from an hour on, where that changes with the retention.
        var change: (hour: Int, isOn: PerClass<Bool>)?
        /// Whether no more need be known than that the disk is full.
        var stopsWhenFull = false
    }

    enum Start: Equatable, Sendable {
        case empty
        /// Files of so many bytes; so many live rows in them, nil where that is not known.
        case present(bytes: Double, liveRows: Double?)
    }
}

extension TableRun.Frame {
    /// Hours that a class is kept at so many rows an hour; infinite where for ever.
    func keptHours(_ retentionClass: RetentionClass, _ rowsPerHour: Double) -> Double {
        isOn[retentionClass] ? rules.retention.keptHours(retentionClass, rowsPerHour: rowsPerHour) : 0
    }
}
