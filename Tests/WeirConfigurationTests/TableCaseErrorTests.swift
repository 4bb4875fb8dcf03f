import Testing
import WeirPlanner

@testable import WeirConfiguration

@Suite struct TableCaseErrorTests {
    @Test(
        "values that can't be are refused where they stand, with a way out",
        arguments: [
            ("rows_per_hour: 600", "rows_per_hour: -1", "load.rows_per_hour"),
            ("rows_per_hour: 600", "rows_per_hour: .nan", "load.rows_per_hour"),
            ("rows_per_hour: 600", "rows_per_hour: 1000000001", "load.rows_per_hour"),
            ("rows_per_hour: 600", "rows_per_hour: 99999999999999999999", "load.rows_per_hour"),
            ("rows_per_hour: 600", "rows_per_hour: 600, debug_share: 1.1", "load.debug_share"),
            ("rows_per_hour: 600", "rows_per_hour: 600, hourly_factors: [1, 1]", "load.hourly_factors"),
            ("rows_per_hour: 600", "rows_per_hour: 600, hourly_factors: []", "load.hourly_factors"),
            ("rows_per_hour: 600", "rows_per_hour: 600, rows_per_hours: 1", "load.rows_per_hours"),
            ("standard: 168h", "standard: 168", "retention.standard"), ("standard: 168h", "standard: -1h", "retention.standard"),
            ("standard: 168h", "standard: 1.5 rows", "retention.standard"), ("standard: 168h", "standard: forver", "retention.standard"),
            ("standard: 168h", "standard: 99999999999999 rows", "retention.standard"),
            ("standard: 168h", "standard: 90ms", "retention.standard"),
            ("standard: 168h", "standard: 168h, cleanup_every: 90m", "retention.cleanup_every"),
            ("standard: 168h", "standard: 168h, cleanup_every: 0h", "retention.cleanup_every"),
            ("hours: 520", "hours: 0", "hours"), ("hours: 520", "hours: 1000000", "hours"), ("hours: 520", "hours: 1.5", "hours"),
            ("hours: 520", "hours: 520\nautovacum: {enabled: true}", "autovacum"),
            ("hours: 520", "hours: 520\nautovacuum: {enabled: yes}", "autovacuum.enabled"),
            ("hours: 520", "hours: 520\nautovacuum: {vacuum_scale_factor: 101}", "autovacuum.vacuum_scale_factor"),
            ("hours: 520", "hours: 520\nautovacuum: {insert_threshold: -1}", "autovacuum.insert_threshold"),
            ("hours: 520", "hours: 520\nautovacuum: {naptime: 1ms}", "autovacuum.naptime"),
            ("hours: 520", "hours: 520\nautovacuum: {naptime: 1m, cost_delay: 101ms}", "autovacuum.cost_delay"),
            ("hours: 520", "hours: 520\nautovacuum: {cost_limit: 300}", "autovacuum.cost_limit"),
            ("hours: 520", "hours: 520\ncheckpoints: {when: [before_cleanup]}", "checkpoints"),
            ("hours: 520", "hours: 520\ncheckpoints: {every: 1h, when: [before_clean_up]}", "checkpoints.when[0]"),
            ("hours: 520", "hours: 520\ncheckpoints: {every: 1h, when: []}", "checkpoints.when"),
            ("hours: 520", "hours: 520\npartitions: {by: week}", "partitions.by"),
            ("primary: true", "primary: tru", "table.indexes[0].primary"),
            ("columns: [id]", "columns: [idd]", "table.indexes[0].columns[0]"),
            ("type: jsonb", "type: jsonx", "table.columns[5].type"),
            ("sample: rows.csv", "sample: rows.csv, always_null: [id]", "rows.always_null"),
            ("sample: rows.csv", "sample: rows.csv, always_null: [dato]", "rows.always_null[0]"),
        ])
    func refused(part: String, replacement: String, path: String) {
        let report = World().table(Valid.table(part, replacement)).report
        #expect(report.errors.map(\.keyPath) == [path], "\(report.lines)")
        #expect(report.errors.allSatisfy { $0.place != nil })
    }

    @Test(
        "events that can't be are refused",
        arguments: [
            ("{kind: cleanup_fails, from: 10h, to: 10h}", "events[0].to"), ("{kind: cleanup_fails, from: 10h}", "events[0]"),
            ("{kind: cleanup_fails, from: -1h, to: 10h}", "events[0].from"),
            ("{kind: cleanup_fail, from: 1h, to: 10h}", "events[0].kind"), ("{from: 1h, to: 10h}", "events[0]"),
            ("{kind: vacuum_full, at: 10h, to: 12h}", "events[0].to"), ("{kind: reindex, at: 90m}", "events[0].at"),
            ("{kind: retention_change, at: 10h}", "events[0]"),
            ("{kind: retention_change, at: 10h, standard: 7}", "events[0].standard"),
            ("{kind: retention_change, at: 9h, standard: 1h}, {kind: retention_change, at: 9h, standard: 2h}", "events"),
            ("{kind: reindex, at: 9h, form: 1h}", "events[0].form"), ("reindex", "events[0]"),
        ])
    func events(text: String, path: String) {
        let report = World().table(Valid.table + "\nevents: [\(text)]").report
        #expect(report.errors.first?.keyPath == path, "\(report.lines)")
    }

    @Test("an event after the end of the run is warned of")
    func lateEvent() throws {
        let loaded = World().table(Valid.table + "\nevents: [{kind: reindex, at: 520h}]")
        #expect(loaded.value != nil && loaded.report.warnings.map(\.keyPath) == ["events[0].at"])
    }

    @Test("the mean of the factors is 1 within a thousandth, and the way out says by what to divide")
    func mean() throws {
        func report(_ first: String) -> ConfigurationReport {
            let factors = ([first] + Array(repeating: "1", count: 23)).joined(separator: ", ")
            return World().table(Valid.table("rows_per_hour: 600", "rows_per_hour: 600, hourly_factors: [\(factors)]")).report
        }
        #expect(report("1.02").problems == [])
        let problem = try #require(report("1.48").only())
        #expect(problem.keyPath == "load.hourly_factors" && problem.wayOut == "divide each by 1.02")
    }

    @Test("all problems come in one report, those of the sample included, in the file's order")
    func together() {
        let text = Valid.table("rows_per_hour: 600", "rows_per_hour: -1").replacing("hours: 520", with: "hours: 0")
            .replacing("standard:", with: "standart:")
        let report = World().table(text, rows: Valid.rows("82", "x")).report
        #expect(report.paths == ["rows.sample", "load.rows_per_hour", "retention", "retention.standart", "hours"], "\(report.lines)")
        #expect(report.errors.map { $0.place?.line ?? 0 } == [10, 11, 12, 12, 13])
    }

    @Test("an empty case names everything that it needs")
    func empty() {
        let report = World().table("hours: 3").report
        for key in ["table", "rows", "load", "retention"] { #expect(report.errors.contains { $0.message.contains("`\(key)`") }, "\(key)") }
    }

    @Test("a billion rows an hour are taken, and none")
    func extremes() throws {
        #expect(try World().table(Valid.table("600", "1000000000")).get().plan.load.rowsPerHour == 1e9)
        #expect(try World().table(Valid.table("600", "0")).get().plan.load.rowsPerHour == 0)
    }

    @Test("check tells a table from a deployment and a shipper, misspelled keys included")
    func kind() {
        #expect(World().check(Valid.table).kind == .table)
        #expect(World().check("tabel: {}\nretention: {}\nevent: []").kind == .table)
        #expect(World().check(Valid.deployment).kind == .deployment)
    }
}
