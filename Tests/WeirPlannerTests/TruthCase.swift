import Foundation
import Testing
import WeirRecords

@testable import WeirPlanner

struct TruthCase: Sendable, CustomTestStringConvertible {
    struct Mark: Sendable { var highWater: Double, plateau: Double }

    let fields: [String: String]

    var name: String { fields["case"] ?? "" }
    var testDescription: String { name }
    var vacuums: Bool { number("vacuum") == 1 }
    var hours: Double { number("hours") ?? 0 }
    var heap: Mark { mark("heap") }
    var toast: Mark { mark("toast") }
    var indexes: Mark { mark("indexes") }
    var total: Mark { mark("total") }
    var walPerRow: Double { number("wal") ?? 0 }
    var checkpointRows: Double { number("checkpoint_rows") ?? .infinity }

    func number(_ field: String) -> Double? { fields[field].flatMap(Double.init) }
    private func mark(_ name: String) -> Mark { Mark(highWater: number(name + "_high") ?? 0, plateau: number(name + "_plateau") ?? 0) }

    static func all() throws -> [TruthCase] { try CSV.rows("cases").map(TruthCase.init) }

    /// The plateau at the end of the run, and WAL a row.
    func predicted() throws -> (size: TableSize, wal: WALPerRow) {
        let layout = try layout()
        let model = model
        let size = layout.size(of: model.holdings(at: hours))
        let wal = layout.walPerRow(mix: mix, checkpointRows: checkpointRows, size: size, deletes: true, rowsPerCommit: 600)
        return (size, wal)
    }

    var mix: PerClass<Double> {
        let debug = number("debug_share") ?? 0.5
        return PerClass(standard: 1 - debug, debug: debug)
    }

    var model: RetentionModel {
        let standard = Duration.seconds(3600 * (number("standard_hours") ?? 0))
        let debug = number("debug_hours").map { Duration.seconds(3600 * $0) } ?? standard
        return RetentionModel(
            load: TableLoad(rowsPerHour: mix * (number("rows_per_hour") ?? 0), peakFactor: number("peak_factor") ?? 1),
            policy: RetentionPolicy(standard: .age(standard), debug: .age(debug)),
            vacuum: VacuumSettings(isEnabled: vacuums, deadScale: number("scale") ?? 0.2))
    }

    func layout() throws -> TableLayout {
        let key: LogTable.ColumnType = fields["key"] == "uuid" ? .uuid : .bigint
        var columns = AssumedTable.columns
        columns[0].type = key
        columns.append(LogTable.Column(name: "data", type: .jsonb))
        return try TableLayout(columns: columns, indexes: AssumedTable.indexes, sample: RowSample(sample()))
    }

    private func sample() throws -> [RowLengths] {
        try CSV.rows("rows_" + (fields["rows"] ?? "")).map { row in
            let names = ["levelname", "application", "process", "host", "user_name", "kasm_id", "metric_name", "message"]
            let texts = names.map { row[$0].flatMap(Int.init) }
            let data = number("json") == 1 ? row["data_jsonb"].flatMap(Int.init) : nil
            let pglz = row["message_pglz"].flatMap(Int.init).map { [9: $0] } ?? [:]
            return RowLengths(
                row["class"] == "debug" ? .debug : .standard, columns: [8, 8] + texts + [data], compressed: pglz,
                values: [2: row["level_value"] ?? "", 3: row["application_value"] ?? ""])
        }
    }

    /// Errors in percent of the high-water mark and of the plateau, for a failed test's message.
    func line(_ size: TableSize, _ wal: WALPerRow) -> String {
        func pair(_ name: String, _ found: Double, _ mark: Mark) -> String {
            String(format: "%@ %+.1f/%+.1f", name, percent(found, mark.highWater), percent(found, mark.plateau))
        }
        return [
            name, pair("heap", size.heap, heap), pair("indexes", size.indexTotal, indexes), pair("total", size.total, total),
            String(format: "wal %+.1f", percent(wal.total, walPerRow)),
        ].joined(separator: "  ")
    }
}

enum CSV {
    static func rows(_ name: String) throws -> [[String: String]] {
        let url = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Truth/\(name).csv")
        let lines = try String(contentsOf: url, encoding: .utf8).split(separator: "\n")
        let header = lines[0].split(separator: ",", omittingEmptySubsequences: false).map(String.init)
        return lines.dropFirst().map { line in
            let cells = line.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
            return Dictionary(zip(header, cells)) { first, _ in first }
        }
    }
}
