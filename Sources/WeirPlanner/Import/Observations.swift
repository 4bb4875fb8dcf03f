/// What was observed of a running log table and its server, each fact on its own and optional: it takes a prior's place in a plan.
///
/// Made by `StatisticsDifference`, `WALDifference`, `HealthWarning` and, in WeirCommands, from a live database; joined by
/// ``merged(with:)``. A plan takes from it:
/// - ``narrowed(_:in:)`` for rows an hour per class, in place of the prior or the profile's;
/// - ``columns``, ``indexes``, ``rowSample`` for the layout (sample rows have as many values as ``columns``, in that order);
/// - ``vacuum``, ``checkpoints`` in place of PostgreSQL's defaults;
/// - ``liveRows``, ``deadRows``, ``size`` for the state at the beginning, in place of an empty table;
/// - ``findings(for:bytesPerRow:)``, to be added to its assumptions.
package struct Observations: Equatable, Sendable {
    /// Rows inserted an hour, all classes, as a mean over the time looked at.
    package var rowsPerHour: Observed<Double>?
    /// Share of the inserted rows that are of class debug, 0 to 1.
    package var debugShare: Observed<Double>?
    package var deletedPerHour: Observed<Double>?
    /// Vacuums of the table, by hand and by themselves.
    package var vacuumsPerHour: Observed<Double>?
    package var liveRows: Observed<Double>?
    package var deadRows: Observed<Double>?
    /// Time that the oldest row goes back to, in hours.
    package var oldestRowHours: Observed<Double>?
    package var size: Observed<PresentSize>?
    /// Bytes of WAL an hour of the whole server: the table's own are at most these.
    package var walPerHour: Observed<Double>?
    package var columns: Observed<[LogTable.Column]>?
    package var indexes: Observed<[LogTable.Index]>?
    package var rowSample: Observed<RowSample>?
    package var vacuum: Observed<VacuumSettings>?
    package var checkpoints: Observed<CheckpointSettings>?
    package var health: HealthWarning?
    /// Concurrent sessions at the peak of the observed time: rates scale with them to the deployment's; `nil`: the deployment's own.
    package var peakConcurrentSessions: Int?
    /// What whoever made a fact has to say on it: doubts, bounds, and what would settle them.
    package var notes: [Plan.Assumption]

    package init() { notes = [] }

    package var isEmpty: Bool { self == Observations() }
}

/// What the table's files take now, in bytes. Parts that are not known are `nil`.
package struct PresentSize: Equatable, Sendable {
    /// What `pg_total_relation_size` says.
    package var total: Double
    package var heap: Double?
    /// With its index.
    package var toast: Double?
    /// In the order of ``Observations/indexes``.
    package var indexes: [Double]?

    package init(total: Double, heap: Double? = nil, toast: Double? = nil, indexes: [Double]? = nil) {
        self.total = total
        self.heap = heap
        self.toast = toast
        self.indexes = indexes
    }
}

extension Observations {
    /// Both, fact by fact the surer of two; where two contradict each other beyond their uncertainty a note says so.
    package func merged(with other: Observations) -> Observations {
        var both = self
        both.notes += other.notes + contradictions(with: other)
        both.rowsPerHour = .surer(rowsPerHour, other.rowsPerHour)
        both.debugShare = .surer(debugShare, other.debugShare)
        both.deletedPerHour = .surer(deletedPerHour, other.deletedPerHour)
        both.vacuumsPerHour = .surer(vacuumsPerHour, other.vacuumsPerHour)
        both.liveRows = .surer(liveRows, other.liveRows)
        both.deadRows = .surer(deadRows, other.deadRows)
        both.oldestRowHours = .surer(oldestRowHours, other.oldestRowHours)
        both.size = .surer(size, other.size)
        both.walPerHour = .surer(walPerHour, other.walPerHour)
        both.mergeShape(other)
        return both
    }

    /// Columns, indexes and sample belong together: all three are taken from the one that has columns.
    private mutating func mergeShape(_ other: Observations) {
        if other.columns != nil || columns == nil {
            (columns, indexes, rowSample) = (other.columns, other.indexes, other.rowSample)
        }
        vacuum = .surer(vacuum, other.vacuum)
        checkpoints = .surer(checkpoints, other.checkpoints)
        health = other.health ?? health
        peakConcurrentSessions = other.peakConcurrentSessions ?? peakConcurrentSessions
    }

    /// Beyond their own uncertainty two looks at one thing may differ by as much as this before it is a contradiction.
    static let tolerance = 1.5

    private func contradictions(with other: Observations) -> [Plan.Assumption] {
        [
            Self.contradiction("rows an hour", rowsPerHour, other.rowsPerHour),
            Self.contradiction("rows deleted an hour", deletedPerHour, other.deletedPerHour),
            Self.contradiction("live rows", liveRows, other.liveRows),
            Self.contradiction("size of the table", size?.map(\.total), other.size?.map(\.total)),
            Self.contradiction("WAL an hour", walPerHour, other.walPerHour),
        ].compactMap { $0 }
    }

    private static func contradiction(_ subject: String, _ first: Observed<Double>?, _ second: Observed<Double>?) -> Plan.Assumption? {
        guard let first, let second, first.contradicts(second, beyond: tolerance), let used = Observed.surer(first, second) else {
            return nil
        }
        return Plan.Assumption(
            subject: subject,
            text: "\(first.origin) says \(first.value.roundedText), \(second.origin) \(second.value.roundedText); \(used.origin) is used",
            lookUp: "look at both again at one time, or leave the older one out")
    }
}
