import WeirRecords

/// The figures of a scenario with their formulas and what went into them.
struct Figures {
    let estimate: LoadEstimate
    let scenario: Scenario
    let server: CheckpointSettings
    let settings: ForecastSettings

    private var rows: Figure.Input {
        let source = estimate.observed == nil ? nil : estimate.observedFrom.rows
        return Figure.Input(
            "rows", estimate.rowsPerDay, "a day", estimate.origin, source: source ?? "coefficients × drivers, role by role")
    }
    private var sample: Figure.Input {
        Figure.Input(
            "rows of the sample", .exactly(Double(estimate.sample.rows.count)), "rows", estimate.sampleOrigin,
            source: estimate.observedFrom.sample
                ?? (estimate.sampleOrigin == .assumed ? "message lengths of the platform's public log samples" : "profile"))
    }
    private var rowLength: Figure.Input {
        let factor = estimate.sampleOrigin == .assumed ? LoadUncertainty.rowLength.assumed : LoadUncertainty.rowLength.measured
        return Figure.Input("row length", .around(1, factor: factor), "of the sample's", .assumed, source: "forecast's own range")
    }
    private var cleanup: Figure.Input {
        Figure.Input(
            "clean-up", .exactly(scenario.policy.cleanupEvery.inHours), "hours", .given, source: "retention.cleanup_every, or its default")
    }
    private var vacuum: Figure.Input {
        let isOwn = scenario.name == .tunedAutovacuum
        let looked = isOwn ? nil : estimate.observedFrom.vacuum
        let origin: Figure.Origin = looked != nil ? .measured : scenario.vacuum == .postgresDefault ? .assumed : .given
        return Figure.Input(
            "autovacuum_vacuum_scale_factor", .exactly(scenario.vacuum.deadScale), "of live rows", origin,
            source: looked ?? "PostgreSQL's default unless the scenario says otherwise")
    }
    private var growth: Figure.Input {
        let percent = estimate.growthPerMonth.percent
        return Figure.Input(
            "growth", Spread.around(abs(percent), factor: LoadUncertainty.growth) * (percent < 0 ? -1 : 1), "% a month", .given,
            source: "sessions.growth_per_month")
    }

    private func limits() -> [Figure.Input] {
        let origin: Figure.Origin = scenario.name == .present ? .given : .assumed
        return RetentionClass.allCases.compactMap { each in
            let name = each == .standard ? "standard retention" : "debug retention"
            let source = scenario.name == .present ? "retention" : "scenario \(scenario.name.rawValue)"
            return switch scenario.policy.limit(of: each) {
            case .age(let age): Figure.Input(name, .exactly(age.inHours), "hours", origin, source: source)
            case .rows(let count): Figure.Input(name, .exactly(Double(count.rows)), "rows", origin, source: source)
            case .off: Figure.Input(name, .zero, "hours", origin, source: source)
            case .forever: nil
            }
        }
    }

    private var size: [Figure.Input] { [rows, sample, rowLength, cleanup, vacuum] + limits() }

    private static let table = "heap (live + dead rows not yet vacuumed) + TOAST + B-trees by kind + maps, hour by hour"

    func plateau(_ value: Percentiles) -> Figure {
        Figure("plateau", value, .bytes, formula: "the most, in the week after the table has come round, of " + Self.table, inputs: size)
    }

    func highWater(_ value: Percentiles) -> Figure {
        Figure(
            "high_water", value, .bytes, formula: "the most, within \(settings.days) days, of " + Self.table, inputs: size + [growth])
    }

    func onDisk(_ value: Percentiles) -> Figure {
        Figure("on_disk", value, .bytes, formula: "after \(settings.days) days: " + Self.table, inputs: size + [growth])
    }

    func liveRows(_ value: Percentiles) -> Figure {
        Figure(
            "live_rows", value, .rows, formula: "rows a class × the time kept, or the row cap where that is reached",
            inputs: [rows] + limits())
    }

    func liveBytes(_ value: Percentiles) -> Figure {
        Figure(
            "live_bytes", value, .bytes, formula: "live rows / rows a page × 8192", inputs: [rows, sample, rowLength] + limits())
    }

    func rowsPerSecond(_ value: Percentiles) -> Figure {
        Figure(
            "rows_per_second", value, .rowsPerSecond, formula: "rows a day of the classes that are kept / 86400", inputs: [rows])
    }

    func bytesPerRow(_ value: Percentiles) -> Figure {
        Figure("bytes_per_row", value, .bytesPerRow, formula: "plateau / live rows", inputs: size)
    }

    func growth(_ value: Percentiles) -> Figure {
        Figure("growth_per_day", value, .bytesPerDay, formula: "files after the first day − files at its beginning", inputs: size)
    }

    func growthLater(_ value: Percentiles) -> Figure {
        Figure(
            "growth_per_day_later", value, .bytesPerDay, formula: "growth of the files over the horizon's last 30 days / 30",
            inputs: size + [growth])
    }

    func daysToPlateau(_ value: Percentiles) -> Figure {
        Figure(
            "days_to_plateau", value, .days, formula: "first day on which the files take 99 % of the plateau",
            inputs: [rows, cleanup, vacuum] + limits())
    }
}

extension Figures {
    private var checkpoints: [Figure.Input] {
        let looked = estimate.observedFrom.checkpoints
        let origin: Figure.Origin = looked == nil ? .assumed : .measured
        return [
            Figure.Input(
                "checkpoint_timeout", .exactly(server.everyHours * 60), "minutes", origin, source: looked ?? "PostgreSQL's default: 5 min"),
            Figure.Input(
                "WAL between checkpoints at most", .exactly(server.walBytes), "bytes", origin,
                source: "max_wal_size / (1 + checkpoint_completion_target)" + (looked.map { " of \($0)" } ?? ": 1 GiB / 1.9")),
            Figure.Input("rows a transaction", .exactly(server.rowsPerCommit), "rows", .assumed, source: "one insert, one commit"),
        ]
    }

    func wal(_ value: Percentiles) -> Figure {
        Figure(
            "wal_per_day", value, .bytesPerDay, formula: "rows a day × (insert + full-page images + delete + vacuum)",
            inputs: [rows, sample, rowLength] + checkpoints + limits())
    }

    func walKept(_ value: Percentiles) -> Figure {
        Figure(
            "wal_kept", value, .bytes,
            formula: "WAL between two checkpoints × 1.9 × 1.1, at most max_wal_size, less the 80 MiB that any server keeps",
            inputs: [rows] + checkpoints)
    }

    func peakWAL(_ value: Percentiles) -> Figure {
        Figure(
            "peak_wal_per_second", value, .bytesPerSecond, formula: "WAL of the hour in which the most is written / 3600",
            inputs: [rows, sample, rowLength, growth] + checkpoints)
    }
}
