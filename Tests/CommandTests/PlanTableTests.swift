import Foundation
import TestSupport
import Testing

@Suite("weir plan table")
struct PlanTableTests {
    private let sample = Repository.path("samples/tables/clean-up-fails.yaml")
    private static let columns =
        "hour,inserted,deleted,live,heap,toast,toast_index,indexes,fsm_vm,total,wal_insert,wal_delete,wal_vacuum"

    @Test("the summary shows every part by name, rows, WAL, the usual estimate and a chart")
    func table() throws {
        let result = try WeirBinary.run("plan", "table", sample, environment: ["COLUMNS": "80"])
        #expect(result.status == 0 && result.errors == "")
        for part in [
            "high water", "plateau", "heap", "toast", "log_id_pkey", "ingest_date_idx", "application_levelname_ingest_date_idx", "fsm_vm",
            "total", "live at the end", "inserted", "WAL", "the usual estimate", "below the plateau",
        ] {
            #expect(result.output.contains(part), "\(part)")
        }
        let chart = result.output.split(separator: "\n").filter { $0.contains("│") || $0.contains("┤") }
        #expect(!chart.isEmpty && chart.allSatisfy { $0.count <= 80 })
        #expect(!result.output.contains("\u{1B}"))
    }

    @Test("--hourly as CSV has the contract's columns, a line an hour, and whole numbers that add up")
    func hourly() throws {
        let rows = try hours()
        #expect(rows.count == 240)
        var live = 0
        for (hour, row) in rows.enumerated() {
            #expect(row.count == 13 && row[0] == hour)
            live += row[1] - row[2]
            #expect(abs(row[3] - live) <= 1)
            #expect(abs(row[9] - row[4...8].reduce(0, +)) <= 5)
        }
        #expect((120..<168).allSatisfy { rows[$0][2] == 0 }, "no clean-up while it fails")
        #expect(rows[168][2] > rows[119][2], "and all of it at once afterwards")
    }

    @Test("the summary's figures are those of the hours, as CSV and as JSON")
    func figures() throws {
        struct Plan: Decodable {
            struct Size: Decodable { var name: String, high_water: Int, plateau: Int, end: Int }
            struct Rows: Decodable { var inserted: Int, deleted: Int, live_end: Int }
            struct WAL: Decodable { var bytes: Int, bytes_per_row: Double? }
            struct Naive: Decodable { var bytes: Int, tuple_bytes: Double, share_off: Double? }
            struct Hour: Decodable { var hour: Int, total: Int, fsm_vm: Int, indexes: [Int] }
            var version: Int, hours: Int
            var parts: [Size], total: Size, rows: Rows, wal: [String: WAL], naive: Naive, hourly: [Hour]?
        }
        let hours = try hours()
        let text = try WeirBinary.run("plan", "table", sample, "--hourly", "--format", "json").output
        let plan = try JSONDecoder().decode(Plan.self, from: Data(text.utf8))
        #expect(plan.version == 1 && plan.hours == 240 && plan.hourly?.map(\.total) == hours.map { $0[9] })
        #expect(plan.total.high_water == hours.map { $0[9] }.max() && plan.total.end == hours.last?[9])
        #expect(plan.total.plateau == Int((Double(hours.suffix(80).reduce(0) { $0 + $1[9] }) / 80).rounded()))
        #expect(plan.rows.inserted == hours.reduce(0) { $0 + $1[1] } && plan.rows.live_end == hours.last?[3])
        #expect(Set(plan.wal.keys) == ["insert", "delete", "vacuum"])
        #expect(try #require(plan.naive.share_off) < 0 && plan.naive.bytes < plan.total.plateau)

        let csv = try WeirBinary.run("plan", "table", sample, "--format", "csv").output.split(separator: "\n")
        #expect(csv.first == "figure,unit,value" && csv.allSatisfy { $0.count(where: { $0 == "," }) == 2 })
        #expect(csv.contains("total_high_water,bytes,\(plan.total.high_water)") && csv.contains("inserted,rows,\(plan.rows.inserted)"))
        let short = try WeirBinary.run("plan", "table", sample, "--format", "json").output
        #expect(try JSONDecoder().decode(Plan.self, from: Data(short.utf8)).hourly == nil)
    }

    @Test("a case that is wrong ends with 78, with every problem, its line and the way out")
    func wrong() throws {
        let directory = try TemporaryDirectory()
        let path = directory.path + "/case.yaml"
        let text = try String(contentsOfFile: sample, encoding: .utf8)
            .replacing("hours: 240", with: "hours: -1").replacing("debug_share", with: "debug_shore")
        try Data(text.utf8).write(to: URL(filePath: path))
        let result = try WeirBinary.run("plan", "table", path)
        #expect(result.status == 78 && result.output == "")
        for part in ["\(path):22:3:", "did you mean `debug_share`?", "there is no file `\(directory.path)/rows.csv`", "hours: `-1`"] {
            #expect(result.errors.contains(part), "\(part): \(result.errors)")
        }
        #expect(try WeirBinary.run("plan", "table", directory.path + "/none.yaml").status == 78)
        #expect(try WeirBinary.run("plan", "table").status == 64)
        #expect(try WeirBinary.run("plan", "table", path, "--format", "html").status == 64)
    }

    @Test("a wrong sample of rows ends with 78 and names file, line and column")
    func wrongSample() throws {
        let directory = try TemporaryDirectory()
        try FileManager.default.copyItem(atPath: sample, toPath: directory.path + "/case.yaml")
        let rows = try Repository.text("samples/tables/rows.csv").split(separator: "\n").prefix(3).joined(separator: "\n")
        try Data((rows + "\ndebug,5,7,9,25,,,long,,,manager,DEBUG\n").utf8).write(to: URL(filePath: directory.path + "/rows.csv"))
        let result = try WeirBinary.run("plan", "table", "case.yaml", in: directory.path)
        #expect(result.status == 78)
        #expect(result.errors.contains("rows.csv, line 4, column `message`: `long` is not a whole number of bytes"), "\(result.errors)")
    }

    @Test("plan's help is the deployment's and leads to the table's; both have an example")
    func help() throws {
        let plan = try WeirBinary.run("plan", "--help")
        #expect(plan.status == 0 && plan.output.contains("--draws") && plan.output.contains("weir plan table"))
        let table = try WeirBinary.run("plan", "table", "--help")
        #expect(table.status == 0 && table.output.contains("weir plan table samples/") && table.output.contains("--hourly"))
    }

    private func hours() throws -> [[Int]] {
        let result = try WeirBinary.run("plan", "table", sample, "--hourly", "--format", "csv")
        #expect(result.status == 0, "\(result.errors)")
        let lines = result.output.split(separator: "\n")
        #expect(lines.first.map(String.init) == Self.columns)
        return try lines.dropFirst().map { line in try line.split(separator: ",").map { try #require(Int($0)) } }
    }
}
