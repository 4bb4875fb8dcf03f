/// The rules of one run, without rows: what doesn't change from draw to draw.
package struct TableRules: Equatable, Sendable {
    package var retention: TableCase.Retention
    package var vacuum: VacuumSettings
    package var checkpoints: CheckpointSettings
    /// `nil`: one table, rows deleted.
    package var partitions: TableCase.Partitions?
    package var events: [TableCase.Event]

    package init(
        retention: TableCase.Retention, vacuum: VacuumSettings = .postgresDefault, checkpoints: CheckpointSettings = CheckpointSettings(),
        partitions: TableCase.Partitions? = nil, events: [TableCase.Event] = []
    ) {
        self.retention = retention
        self.vacuum = vacuum
        self.checkpoints = checkpoints
        self.partitions = partitions
        self.events = events
    }

    /// The rules of a case, whose rows come in one transaction an hour unless it says otherwise.
    package init(_ plan: TableCase) {
        let checkpoints = CheckpointSettings(
            everyHours: plan.checkpoints.map { $0.spacing ?? Double(max(1, $0.everyHours)) } ?? .infinity, walBytes: 0,
            rowsPerCommit: plan.load.rowsPerCommit.map(Double.init) ?? max(1, plan.load.rowsPerHour))
        self.init(
            retention: plan.retention, vacuum: plan.vacuum, checkpoints: checkpoints, partitions: plan.partitions, events: plan.events)
    }
}
