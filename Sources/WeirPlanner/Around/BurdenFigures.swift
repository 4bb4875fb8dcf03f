/// The present scenario's figures beside the size: copies, backups, I/O, and what a launch feels of it.
struct BurdenFigures {
    let burdens: [DrawBurden]
    let database: DatabasePlan
    let highWater: Figure
    let peakWAL: Figure
    let rows: Figure
    let rowsPerCommit: Double
    /// Sequential queries of a launch; nil where the deployment doesn't say.
    let queriesPerLaunch: Int?

    private var limits: VolumeLimits { VolumeLimits(database) }
    private var budget: IOBudget { IOBudget(limits: limits, rowsPerCommit: rowsPerCommit) }

    var all: [Figure] {
        [
            copies, backup, backupHours, peakRows, operations, share, burstShare, operationsLeft, throughputLeft, flushBurst, delayPerQuery,
            delay,
        ]
        .compactMap { $0 }
    }

    private var copies: Figure {
        let copies = Copies(database)
        return Figure(
            "copies_bytes", highWater.value.map { $0 * Double(copies.count) }, .bytes, formula: "high_water × copies",
            inputs: [
                highWater.asInput, Figure.Input("copies", .exactly(Double(copies.count)), "disks", copies.origin, source: copies.basis),
            ])
    }

    private var backup: Figure {
        Figure(
            "backup_bytes", burdens.percentiles(\.plateau), .bytes,
            formula: "the files at the plateau as they lie: a base backup carries free room too",
            inputs: highWater.inputs)
    }

    private var backupHours: Figure? {
        guard let throughput = limits.throughput, throughput > 0 else { return nil }
        return Figure(
            "backup_hours", burdens.percentiles { $0.plateau / throughput / 3600 }, .hours, formula: "backup_bytes / throughput",
            inputs: [backup.asInput, limit("throughput", throughput, "bytes a second")])
    }

    private var peakRows: Figure {
        Figure(
            "peak_rows_per_second", burdens.percentiles(\.peakRowsPerSecond), .rowsPerSecond,
            formula: "rows_per_second × the busiest hour's share of the day", inputs: [rows.asInput])
    }

    private var operations: Figure {
        Figure(
            "peak_operations", burdens.percentiles(budget.operations), .operationsPerSecond,
            formula: "peak_rows_per_second / rows a commit + peak_wal_per_second / 8192",
            inputs: [peakRows.asInput, peakWAL.asInput, commit])
    }

    private var share: Figure? {
        guard burdens.first.flatMap(budget.share) != nil else { return nil }
        return Figure(
            "io_share", burdens.percentiles { budget.share($0) ?? 0 }, .share,
            formula: "the larger of peak_operations / operations and 2 × WAL a second / throughput: WAL, and data pages as much again",
            inputs: [operations.asInput, peakWAL.asInput] + limitInputs)
    }

    private var burstShare: Figure? {
        guard burdens.first.flatMap(budget.burstShare) != nil else { return nil }
        return Figure(
            "io_burst_share", burdens.percentiles { budget.burstShare($0) ?? 0 }, .share,
            formula: "io_share with data pages written in 0.9 of the time between two checkpoints",
            inputs: [operations.asInput, peakWAL.asInput] + limitInputs)
    }

    private var operationsLeft: Figure? {
        guard let most = limits.operations else { return nil }
        return Figure(
            "operations_left", burdens.percentiles { budget.operationsLeft($0) ?? 0 }, .operationsPerSecond,
            formula: "operations − peak_operations, none below zero", inputs: [limit("operations", most, "a second"), operations.asInput])
    }

    private var throughputLeft: Figure? {
        guard let most = limits.throughput else { return nil }
        return Figure(
            "throughput_left", burdens.percentiles { budget.throughputLeft($0) ?? 0 }, .bytesPerSecond,
            formula: "throughput − 2 × peak_wal_per_second, none below zero",
            inputs: [limit("throughput", most, "bytes a second"), peakWAL.asInput])
    }

    private var flushBurst: Figure {
        Figure(
            "flush_burst_seconds", burdens.percentiles { budget.flushBurst($0) }, .seconds,
            formula: "900 s × the larger of peak_rows_per_second / 68,400 and io_share: for so long each flush keeps cores or volume busy",
            inputs: [peakRows.asInput] + (share.map { [$0.asInput] } ?? []) + [
                Figure.Input(
                    "rows that two cores insert", .exactly(IOBudget.bulkRowsPerSecond), "a second", .assumed,
                    source: "measured on PostgreSQL 15, 100 rows a commit, fsync on"),
                Figure.Input("flush interval", .exactly(IOBudget.flushSeconds), "seconds", .assumed, source: "the platform's default"),
            ])
    }

    private var delayPerQuery: Figure {
        Figure(
            "delay_per_query", burdens.percentiles { LaunchDelay.perQuery(rowsPerSecond: $0.peakRowsPerSecond) }, .milliseconds,
            formula: "1.26 ms × peak_rows_per_second / 2,859, none under a twentieth of that rate",
            inputs: [
                peakRows.asInput,
                Figure.Input(
                    "added at saturation", .exactly(LaunchDelay.addedAtSaturation), "ms at p95", .assumed,
                    source: "measured on two cores: point queries from 0.49 to 1.75 ms beside 2,859 rows a second, one a commit"),
            ])
    }

    private var delay: Figure {
        let queries = Double(queriesPerLaunch ?? LaunchDelay.assumedQueries)
        return Figure(
            "launch_delay", delayPerQuery.value.map { $0 * queries }, .milliseconds, formula: "delay_per_query × queries of a launch",
            inputs: [
                delayPerQuery.asInput,
                Figure.Input(
                    "queries of a launch", .exactly(queries), "in sequence", queriesPerLaunch == nil ? .assumed : .given,
                    source: "roles.web_app.queries_per_launch"),
            ])
    }

    private var commit: Figure.Input {
        Figure.Input("rows a commit", .exactly(rowsPerCommit), "rows", .assumed, source: "one row a transaction unless observed")
    }

    private var limitInputs: [Figure.Input] {
        [
            limits.operations.map { limit("operations", $0, "a second") },
            limits.throughput.map { limit("throughput", $0, "bytes a second") },
        ]
        .compactMap { $0 }
    }

    private func limit(_ name: String, _ value: Double, _ unit: String) -> Figure.Input {
        Figure.Input(name, .exactly(value), unit, limits.origin, source: limits.source)
    }
}
