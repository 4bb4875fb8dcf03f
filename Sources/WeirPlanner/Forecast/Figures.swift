import WeirRecords

/// The figures of a scenario with their formulas and what went into them.
struct Figures {
    let estimate: LoadEstimate
    let scenario: Scenario

    private var rows: Figure.Input { Figure.Input("rows", estimate.rowsPerDay, "a day", estimate.origin) }
    private var sample: Figure.Input {
        Figure.Input("rows of the sample", .exactly(Double(estimate.sample.rows.count)), "rows", estimate.sampleOrigin)
    }
    private var cleanup: Figure.Input { Figure.Input("clean-up", .exactly(scenario.policy.cleanupEvery.inHours), "hours", .given) }
    private var vacuum: Figure.Input {
        Figure.Input("autovacuum_vacuum_scale_factor", .exactly(VacuumSettings.postgresDefault.deadScale), "of live rows", .assumed)
    }

    private func limits() -> [Figure.Input] {
        let origin: Figure.Origin = scenario.name == .present ? .given : .assumed
        return RetentionClass.allCases.compactMap { each in
            let name = each == .standard ? "standard retention" : "debug retention"
            return switch scenario.policy.limit(of: each) {
            case .age(let age): Figure.Input(name, .exactly(age.inHours), "hours", origin)
            case .rows(let count): Figure.Input(name, .exactly(Double(count.rows)), "rows", origin)
            case .off: Figure.Input(name, .zero, "hours", origin)
            case .forever: nil
            }
        }
    }

    func plateau(_ value: Spread) -> Figure {
        Figure(
            value, .bytes,
            formula: "heap (live + k clean-ups' rows) / rows a page × 8192 × reuse + TOAST likewise + B-trees by kind + maps",
            inputs: [rows, sample, cleanup, vacuum] + limits())
    }

    func liveRows(_ value: Spread) -> Figure {
        Figure(value, .rows, formula: "rows a class × the time kept, or the row cap where that is reached", inputs: [rows] + limits())
    }

    func liveBytes(_ value: Spread) -> Figure {
        Figure(value, .bytes, formula: "live rows / rows a page × 8192", inputs: [rows, sample] + limits())
    }

    func rowsPerSecond(_ value: Spread) -> Figure {
        Figure(value, .rowsPerSecond, formula: "rows a day of the classes that are kept / 86400", inputs: [rows])
    }

    func bytesPerRow(_ value: Spread) -> Figure {
        Figure(value, .bytesPerRow, formula: "plateau / live rows", inputs: [rows, sample, cleanup, vacuum] + limits())
    }

    func wal(_ value: Spread) -> Figure {
        let defaults = CheckpointSettings()
        return Figure(
            value, .bytesPerDay, formula: "rows a day × (insert + full-page images + delete + vacuum)",
            inputs: [
                rows, sample, Figure.Input("checkpoint_timeout", .exactly(defaults.everyHours * 60), "minutes", .assumed),
                Figure.Input("WAL between checkpoints at most", .exactly(defaults.walBytes), "bytes", .assumed),
                Figure.Input("rows a transaction", .exactly(defaults.rowsPerCommit), "rows", .assumed),
            ])
    }

    func daysToPlateau(_ value: Spread) -> Figure {
        Figure(
            value, .days, formula: "the longest time kept + k clean-ups until the first vacuum", inputs: [rows, cleanup, vacuum] + limits())
    }
}
