import WeirPlanner
import WeirRecords
import WeirSystem

/// The run as a script of psql: statements of one hour, and at its end one line of figures.
struct GrowthLabScript {
    let plan: TableCase
    let table: GrowthLabTable
    /// Real seconds that an hour takes; `nil`: as fast as it goes, with autovacuum's work done by the script.
    let hourSeconds: Double?
    /// Hours at the beginning that go at once even so.
    private let unpacedHours: Int
    /// The sample's rows by class.
    private let members: PerClass<[Int]>

    init(_ plan: TableCase, table: GrowthLabTable, unpacedHours: Int) {
        self.plan = plan
        members = PerClass { each in plan.sample.rows.indices.filter { plan.sample.rows[$0].retentionClass == each } }
        self.table = table
        self.unpacedHours = unpacedHours
        hourSeconds = plan.vacuum.naptimeSeconds == nil ? nil : plan.vacuum.hourSeconds
    }

    var logs: String { GrowthLabTable.name }
    private var time: String { plan.columns[table.time].name }

    func hour(_ hour: Int, _ random: inout SeededRandom) -> String {
        var lines = ["\\set hour \(hour)", "\\set dropped 0"] + pacing(hour) + partitions(hour) + events(hour)
        lines += [position("begin"), insertion(hour, &random), position("inserted_at")]
        lines += check + checkpoint(hour, \.beforeCleanup)
        lines += [position("cleanup_at"), "\\set deleted :dropped"] + cleanup(hour) + [position("deleted_at")]
        lines += checkpoint(hour, \.afterCleanup) + check + pause(after: hour) + [position("end"), figures]
        return lines.joined(separator: "\n")
    }

    private func position(_ name: String) -> String { "SELECT pg_current_wal_insert_lsn() - '0/0' AS \(name) \\gset" }

    /// Where hours begin to have a length.
    private func pacing(_ hour: Int) -> [String] {
        hourSeconds != nil && hour == unpacedHours ? ["SELECT clock_timestamp() AS began \\gset"] : []
    }

    /// The hour's end by the clock.
    private func pause(after hour: Int) -> [String] {
        guard let hourSeconds, hour >= unpacedHours else { return [] }
        let elapsed = Double(hour + 1 - unpacedHours) * hourSeconds
        let due = "timestamptz :'began' + interval '\(elapsed) seconds' - clock_timestamp()"
        return ["SELECT pg_sleep(greatest(0, extract(epoch FROM \(due)))) \\g /dev/null"]
    }

    private func checkpoint(_ hour: Int, _ moment: KeyPath<TableCase.Checkpoints, Bool>) -> [String] {
        guard let checkpoints = plan.checkpoints, checkpoints[keyPath: moment] else { return [] }
        return (hour + 1).isMultiple(of: checkpoints.everyHours) ? ["CHECKPOINT;"] : []
    }
}

// MARK: Rows

extension GrowthLabScript {
    private func insertion(_ hour: Int, _ random: inout SeededRandom) -> String {
        let factors = plan.load.hourlyFactors
        let count = Int((plan.load.rowsPerHour * (factors.isEmpty ? 1 : factors[hour % factors.count])).rounded())
        guard count > 0 else { return "\\set inserted 0" }
        let rows = (0..<count).map { _ in String(draw(&random)) }.joined(separator: ",")
        let columns = table.list(table.drawn)
        return """
            INSERT INTO \(logs) (\(time), \(columns))
            SELECT \(GrowthLabTable.start) + (\(hour) + (place - 1) / \(count).0) * interval '1 hour', \(columns)
            FROM unnest('{\(rows)}'::int[]) WITH ORDINALITY AS draw(row, place),
                LATERAL (SELECT \(columns) FROM \(GrowthLabTable.pool) WHERE id = draw.row OFFSET 0) drawn ORDER BY place;
            \\set inserted :ROW_COUNT
            """
    }

    private func draw(_ random: inout SeededRandom) -> Int {
        guard let share = plan.load.debugShare else { return random.number(in: 0..<plan.sample.rows.count) }
        let own = members[random.chance(share) ? .debug : .standard]
        return own[random.number(in: 0..<own.count)]
    }

    private func cleanup(_ hour: Int) -> [String] {
        let retention = retention(at: hour)
        let fails = plan.events.contains { if case .cleanupFails(let from, let to) = $0 { (from..<to).contains(hour) } else { false } }
        guard !fails, plan.partitions?.drop != true, (hour + 1).isMultiple(of: retention.cleanupEveryHours) else { return [] }
        guard let debug = retention.debug else { return deletion(retention.standard, "true", hour) }
        return deletion(debug, table.classCondition(.debug) ?? "false", hour)
            + deletion(retention.standard, table.classCondition(.standard) ?? "false", hour)
    }

    private func deletion(_ limit: TableCase.Limit, _ rows: String, _ hour: Int) -> [String] {
        let bound =
            switch limit {
            case .forever: "'-infinity'"
            case .hours(let age): "\(GrowthLabTable.start) + \(Double(hour + 1) - age) * interval '1 hour'"
            case .rows(0): "'infinity'"
            case .rows(let kept): "(SELECT \(time) FROM \(logs) WHERE \(rows) ORDER BY \(time) DESC OFFSET \(kept - 1) LIMIT 1)"
            }
        return ["DELETE FROM \(logs) WHERE \(rows) AND \(time) < \(bound);", "SELECT :deleted + :ROW_COUNT AS deleted \\gset"]
    }

    /// With what the events up to this hour made of it.
    private func retention(at hour: Int) -> TableCase.Retention {
        plan.events.reduce(into: plan.retention) { retention, event in
            guard case .retentionChange(let at, let standard, let debug) = event, at <= hour else { return }
            retention.standard = standard
            if let debug { retention.debug = debug }
        }
    }
}

// MARK: Events and partitions

extension GrowthLabScript {
    private func events(_ hour: Int) -> [String] {
        plan.events.flatMap { event -> [String] in
            switch event {
            // A prepared transaction holds its number, and with it everything deleted since, as an open session would.
            case .transactionHeld(from: hour, to: _): ["BEGIN; SELECT pg_current_xact_id() \\g /dev/null", "PREPARE TRANSACTION 'held';"]
            case .transactionHeld(from: _, to: hour): ["COMMIT PREPARED 'held';"]
            case .vacuumFull(at: hour): ["SELECT 'VACUUM FULL ' || relation FROM lab_tables \\gexec"]
            case .reindex(at: hour): ["SELECT 'REINDEX TABLE ' || relation FROM lab_tables \\gexec"]
            default: []
            }
        }
    }

    /// A day's partition is made as the day begins; those wholly past retention are dropped before the hour's insertions.
    private func partitions(_ hour: Int) -> [String] {
        guard let partitions = plan.partitions else { return [] }
        var lines: [String] = []
        if hour.isMultiple(of: 24) {
            let day = hour / 24
            let command = "CREATE TABLE lab_day_\(day) PARTITION OF \(logs) FOR VALUES FROM (%L) TO (%L)"
            let bounds = [day, day + 1].map { "\(GrowthLabTable.start) + \($0) * interval '1 day'" }
            lines.append("SELECT format('\(command)', \(bounds[0]), \(bounds[1])) \\gexec")
        }
        guard partitions.drop, case .hours(let age) = plan.retention.standard else { return lines }
        let day = (Double(hour) - age) / 24 - 1
        guard day >= 0, day == day.rounded() else { return lines }
        let name = "lab_day_\(Int(day))"
        return lines + ["SELECT count(*) AS dropped FROM \(name) \\gset", "DROP TABLE \(name);"]
    }
}
