import Foundation
import Testing
import WeirPlanner
import WeirRecords

@testable import WeirConfiguration

@Suite struct TableCaseTests {
    /// Every key that a case can have, and every kind of event.
    static let everything = """
        table:
          columns:
            - {name: id, type: uuid, nullable: false}
            - {name: levelname, type: varchar}
            - {name: application, type: varchar}
            - {name: kasm_id, type: uuid}
            - {name: message, type: text}
            - {name: data, type: jsonb}
            - {name: metric_name, type: varchar}
          indexes:
            - {columns: [id], primary: true}
            - {columns: [application, levelname]}
        rows: {sample: rows.csv, always_null: [data, metric_name]}
        load:
          rows_per_hour: 1e3
          debug_share: 0.8
          hourly_factors: [2, 0, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1]
        retention: {standard: 400000 rows, debug: 4h, cleanup_every: 2h}
        autovacuum: {enabled: false, vacuum_scale_factor: 0.01, insert_scale_factor: 0.3, vacuum_threshold: 60, insert_threshold: 1001,
                     naptime: 1m, cost_delay: 2ms, cost_limit: 300}
        checkpoints: {every: 3h, when: [after_cleanup]}
        partitions: {by: day, drop: false}
        events:
          - {kind: cleanup_fails, from: 300h, to: 372h}
          - {kind: retention_change, at: 360h, standard: 24h, debug: 0h}
          - {kind: retention_change, at: 440h, debug: forever}
          - {kind: transaction_held, from: 12, to: 13d}
          - {kind: vacuum_full, at: 480h}
          - {kind: reindex, at: 500h}
        hours: 520
        """.replacing("1e3", with: "1000")

    @Test("every key arrives in its value")
    func everyKey() throws {
        let loaded = World().table(Self.everything)
        #expect(loaded.report.problems == [], "\(loaded.report.lines)")
        let file = try loaded.get()
        let plan = file.plan
        #expect(file.samplePath == "cases/rows.csv" && file.alwaysNull == ["data", "metric_name"])
        #expect(plan.columns.map(\.type) == [.uuid, .varchar, .varchar, .uuid, .text, .jsonb, .varchar])
        #expect(plan.indexes == [.init(columns: ["id"], primary: true), .init(columns: ["application", "levelname"])])
        #expect(plan.load.rowsPerHour == 1000 && plan.load.debugShare == 0.8)
        #expect(plan.load.hourlyFactors == [2, 0] + Array(repeating: 1, count: 22))
        #expect(plan.retention == .init(standard: .rows(400_000), debug: .hours(4), cleanupEveryHours: 2))
        let vacuum = VacuumSettings(
            isEnabled: false, deadThreshold: 60, deadScale: 0.01, insertThreshold: 1001, insertScale: 0.3, naptimeSeconds: 60,
            costDelayMilliseconds: 2, costLimit: 300)
        #expect(plan.vacuum == vacuum)
        #expect(plan.checkpoints == .init(everyHours: 3, beforeCleanup: false, afterCleanup: true))
        #expect(plan.partitions == .init(drop: false))
        #expect(plan.hours == 520)
    }

    @Test("every kind of event arrives; a change of one class leaves the other as it was")
    func events() throws {
        let events: [TableCase.Event] = [
            .cleanupFails(from: 300, to: 372), .retentionChange(at: 360, standard: .hours(24), debug: .hours(0)),
            .retentionChange(at: 440, standard: .hours(24), debug: .forever), .transactionHeld(from: 12, to: 312), .vacuumFull(at: 480),
            .reindex(at: 500),
        ]
        #expect(try World().table(Self.everything).get().plan.events == events)
    }

    @Test("a change that gives debug rows their first limit of their own finds them told apart from the beginning")
    func debugOnTheWay() throws {
        let change = "hours: 520\nevents: [{kind: retention_change, at: 9h, standard: 24h}, {kind: retention_change, at: 20h, debug: 1h}]"
        let plan = try World().table(Valid.table("hours: 520", change)).get().plan
        #expect(plan.retention == .init(standard: .hours(168), debug: .hours(168)))
        #expect(
            plan.events == [
                .retentionChange(at: 9, standard: .hours(24), debug: .hours(24)),
                .retentionChange(at: 20, standard: .hours(24), debug: .hours(1)),
            ])
    }

    @Test("what is left out is PostgreSQL's default, an even day, and nothing that happens")
    func defaults() throws {
        let plan = try World().table(Valid.table).get().plan
        #expect(plan.vacuum == .postgresDefault && plan.checkpoints == nil && plan.partitions == nil && plan.events == [])
        #expect(plan.load == .init(rowsPerHour: 600) && plan.retention == .init(standard: .hours(168)))
    }

    @Test("a printed case is the same case", arguments: [TableCaseTests.everything, Valid.table])
    func printed(text: String) throws {
        let file = try World().table(text, path: "/etc/case.yaml").get()
        #expect(try World().table(file.printed, path: "/etc/case.yaml").get() == file)
    }

    @Test("cases of the truth folder are read as they are", arguments: ["two_d80", "long_uuid_json"])
    func truth(name: String) throws {
        let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Fixtures").path
        let surroundings = Surroundings(variable: { _ in nil }) { path, _ in
            FileManager.default.contents(atPath: path).map { .contents(Array($0), othersMayRead: true) } ?? .missing
        }
        let loaded = TableCaseFile.load(path: "\(folder)/\(name).yaml", in: surroundings)
        #expect(loaded.report.problems == [], "\(loaded.report.lines)")
        let plan = try loaded.get().plan
        #expect(plan.hours == 520 && plan.columns.count == 11 && plan.indexes.count == 3)
        #expect(plan.sample.rows.count == (name == "two_d80" ? 40 : 43))
        #expect(plan.sample.rows.allSatisfy { ($0.columns[10] == nil) == (name == "two_d80") })
        #expect(plan.load.debugShare == (name == "two_d80" ? 0.8 : nil))
    }
}
