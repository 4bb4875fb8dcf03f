import Testing
import WeirRecords
import WeirSystem

@testable import WeirPlanner

@Suite("importing pg_stat_user_tables")
struct StatisticsTests {
    private let firsts = ["first-expanded.txt", "first.csv", "first.ndjson", "first-array.json"]
    private let seconds = [
        "second-expanded.txt", "second.csv", "second.ndjson", "second-aligned.txt", "second-unaligned.txt", "second-unaligned-x.txt",
        "second-border.txt", "second-border2.txt", "second-json-table.txt", "second-agg-table.txt",
    ]

    @Test("every form in which psql prints the view gives the same counters")
    func forms() throws {
        for name in firsts {
            let snapshot = try ImportFixture.snapshot(name)
            #expect(snapshot.table == "logs" && snapshot.relid == "16391", "\(name)")
            #expect([snapshot.inserted, snapshot.deleted, snapshot.live, snapshot.dead] == [40_000, 10_000, 30_000, 0], "\(name)")
            #expect(snapshot.takenAt.description.hasPrefix("2026-11-21T04:31:28."), "\(name)")
        }
        for name in seconds {
            let snapshot = try ImportFixture.snapshot(name)
            #expect([snapshot.inserted, snapshot.deleted, snapshot.live, snapshot.autovacuums] == [66_000, 23_000, 43_000, 2], "\(name)")
            #expect(snapshot.takenAt.description.hasPrefix("2026-11-22T06:3"), "\(name)")
        }
    }

    @Test("two looks give rates, with a band that narrows as they lie further apart")
    func difference() throws {
        let difference = try StatisticsDifference(ImportFixture.snapshot("first.csv"), ImportFixture.snapshot("second.csv"))
        let hours = difference.spanHours
        #expect(abs(hours - 26) < 0.01)
        #expect(abs(difference.insertedPerHour - 26_000 / hours) < 1e-6 && abs(difference.deletedPerHour - 13_000 / hours) < 1e-6)
        #expect(abs(try #require(difference.vacuumsPerHour) - 1 / hours) < 1e-9)
        let observations = difference.observations
        #expect(observations.rowsPerHour?.factor == 1.3 && observations.liveRows?.value == 43_000)
        let short = try StatisticsDifference(
            ImportFixture.snapshot(at: "2026-11-21T00:00Z"), ImportFixture.snapshot(at: "2026-11-21T00:30Z", inserted: "1500"))
        #expect(short.observations.rowsPerHour == Observed(1000, factor: 3, origin: "pg_stat_user_tables, 30 min apart"))
        #expect(short.observations.notes.contains { $0.subject == "snapshots" })
    }

    @Test("two looks saved into one file, in any form, do as well as two files")
    func oneFile() throws {
        for form in ["-expanded.txt", ".csv", ".ndjson"] {
            let bytes = try ImportFixture.bytes("first" + form) + ImportFixture.bytes("second" + form)
            let snapshots = try TableStatisticsSnapshot.all(in: bytes, name: "both", table: "logs")
            #expect(try StatisticsDifference(snapshots).first.inserted == 40_000 && snapshots.count == 2, "\(form)")
        }
        let one = #expect(throws: PlanError.self) { try StatisticsDifference([ImportFixture.snapshot("first.csv")]) }
        #expect(one?.message == "there is one snapshot only")
    }

    @Test("of more than two each pair must be in order")
    func three() throws {
        let snapshots = try [("20", "1000"), ("21", "9000"), ("22", "2000")].map { day, rows in
            try ImportFixture.snapshot(at: "2026-11-\(day)T00:00Z", inserted: rows)
        }
        #expect(throws: PlanError.self) { try StatisticsDifference(snapshots) }
    }

    @Test("another table is found by its name, with its schema or without")
    func named() throws {
        #expect(try ImportFixture.snapshot("first.csv", table: "system_metrics").inserted == 500)
        #expect(try ImportFixture.snapshot("first.ndjson", table: "public.logs").inserted == 40_000)
        let error = #expect(throws: PlanError.self) { try ImportFixture.snapshot("first.csv", table: "nowhere") }
        #expect(error?.wayOut.contains("public.logs, public.system_metrics") == true)
    }

    @Test("counters that fell, another reset, another table, no time between: an error with the way out")
    func resets() throws {
        let first = try ImportFixture.snapshot(at: "2026-11-20 10:00:00+00", more: "2026-01-01")
        let cases: [(String, TableStatisticsSnapshot)] = [
            ("n_tup_ins of logs fell", try ImportFixture.snapshot(at: "2026-11-21T10:00Z", inserted: "999", deleted: "100")),
            ("n_tup_del of logs fell", try ImportFixture.snapshot(at: "2026-11-21T10:00Z", inserted: "2000", deleted: "0")),
            ("statistics were reset", try ImportFixture.snapshot(at: "2026-11-21T10:00Z", inserted: "2000", more: "2026-11-21")),
            ("before the first", try ImportFixture.snapshot(at: "2026-11-19T10:00Z", inserted: "2000")),
            ("within a minute", try ImportFixture.snapshot(at: "2026-11-20T10:00Z", inserted: "2000")),
            ("no row was inserted", try ImportFixture.snapshot(at: "2026-11-21T10:00Z")),
            ("of two tables", try ImportFixture.snapshot("second.csv", table: "system_metrics")),
        ]
        for (part, second) in cases {
            let error = #expect(throws: PlanError.self) { try StatisticsDifference(first, second) }
            #expect(error?.message.contains(part) == true && error?.wayOut.isEmpty == false, "\(part): \(error?.message ?? "")")
        }
        let updated = ["20", "10"].enumerated().map { day, rows in
            "2026-11-0\(day + 1) 00:00:00,logs,\(1000 + day),0,9,0,\(rows)"
        }
        let text = "now,relname,n_tup_ins,n_tup_del,n_live_tup,n_dead_tup,n_tup_upd\n" + updated.joined(separator: "\n")
        let snapshots = try TableStatisticsSnapshot.all(in: Array(text.utf8), name: "both", table: nil)
        let fell = #expect(throws: PlanError.self) { try StatisticsDifference(snapshots) }
        #expect(fell?.message.contains("n_tup_upd of logs fell from 20 to 10") == true)
        let anew = try ImportFixture.snapshot("second.csv")
        var other = anew
        (other.relid, other.takenAt) = ("1", Timestamp(microseconds: 0))
        #expect(throws: PlanError.self) { try StatisticsDifference(other, anew) }
    }

    @Test("a snapshot without a time takes the one that is given, else says how to get it")
    func time() throws {
        let text = "relname,n_tup_ins,n_tup_del,n_live_tup,n_dead_tup\nlogs,1,0,1,0\n"
        let error = #expect(throws: PlanError.self) { try ImportFixture.snapshot(text: text) }
        #expect(error?.wayOut.contains("@") == true)
        let given = try ImportFixture.snapshot(text: text, takenAt: "2026-11-21T10:00:00+02")
        #expect(given.takenAt.description == "2026-11-21T08:00:00.000000Z")
        #expect(throws: PlanError.self) { try ImportFixture.snapshot(at: "21/11/2026") }
    }

    @Test("counters up to 2⁶³ are exact, beyond that and below 0 they are refused")
    func large() throws {
        let (low, high) = ("9223372036854775000", "9223372036854775807")
        let difference = try StatisticsDifference(
            ImportFixture.snapshot(at: "2026-11-20T10:00Z", inserted: low), ImportFixture.snapshot(at: "2026-11-21T10:00Z", inserted: high))
        #expect(difference.insertedPerHour == 807.0 / 24)
        let json = "{\"taken_at\":\"2026-11-20T10:00Z\",\"n_tup_ins\":\(high),\"n_tup_del\":0,\"n_live_tup\":1,\"n_dead_tup\":0}"
        #expect(try ImportFixture.snapshot(text: json).inserted == .max)
        for wrong in ["9223372036854775808", "-1", "1.5", "many", "1e6"] {
            #expect(throws: PlanError.self, "\(wrong)") { try ImportFixture.snapshot(at: "2026-11-20T10:00Z", inserted: wrong) }
        }
    }

    @Test("updates, a clean-up that deletes nothing and a late vacuum are noted")
    func notes() throws {
        let difference = try StatisticsDifference(
            ImportFixture.snapshot(at: "2026-11-20T10:00Z"),
            ImportFixture.snapshot(at: "2026-11-21T10:00Z", inserted: "90000", live: "90000", dead: "30000"))
        #expect(Set(difference.observations.notes.map(\.subject)) == ["clean-up", "autovacuum"])
    }

    @Test("cut off and garbled files are errors or whole rows, and never a crash")
    func hostile() throws {
        for name in firsts + seconds {
            let bytes = try ImportFixture.bytes(name)
            for count in stride(from: 0, to: bytes.count, by: 7) { check(Array(bytes.prefix(count))) }
            var random = SeededRandom(seed: UInt64(bytes.count))
            for _ in 0..<200 {
                var garbled = bytes
                for _ in 0..<4 { garbled[Int.random(in: 0..<bytes.count, using: &random)] = UInt8.random(in: 0...255, using: &random) }
                check(garbled)
            }
        }
        for text in ["", "\u{FEFF}", "[[[[[[", String(repeating: "[", count: 100_000), "|\n-\n|", "\"", "{\"a\":\"\\", "a,b\n\"", "-[ "] {
            check(Array(text.utf8))
        }
        let wide = #expect(throws: PlanError.self) {
            try TableStatisticsSnapshot.all(in: [0xFF, 0xFE, 0x61, 0], name: "wide", table: nil)
        }
        #expect(wide?.message.contains("UTF-16") == true)
    }

    private func check(_ bytes: [UInt8]) {
        let snapshots = (try? TableStatisticsSnapshot.all(in: bytes, name: "hostile", table: nil)) ?? []
        #expect(snapshots.allSatisfy { $0.inserted >= 0 && $0.live >= 0 && $0.dead >= 0 })
    }
}
