import Foundation
import Synchronization
import Testing
import WeirConfiguration
import WeirRecords

@testable import WeirPlanner

/// A table's case with what PostgreSQL 15 made of it, hour by hour: `Truth/NAME.yaml` and `Truth/NAME.csv`.
struct MeasuredCase: Sendable, CustomTestStringConvertible {
    /// Bytes at the end of an hour; TOAST with its index, WAL of the hour.
    struct Hour: Sendable { var heap: Double, toast: Double, indexes: Double, total: Double, wal: Double }

    let name: String
    let plan: TableCase
    let hours: [Hour]

    var testDescription: String { name }

    init(_ name: String) throws {
        self.name = name
        let text = try Self.text(name + ".yaml")
        let loaded = TableCaseFile.load(text: text, path: name + ".yaml", environment: { _ in nil }) { path in
            guard let sample = try? Self.text(URL(filePath: path).lastPathComponent) else { return .missing }
            return .contents(Array(sample.utf8), othersMayRead: true)
        }
        plan = try loaded.get().plan
        hours = try CSV.rows(name).map { row in
            func number(_ column: String) -> Double { row[column].flatMap(Double.init) ?? 0 }
            return Hour(
                heap: number("heap"), toast: number("toast"), indexes: number("indexes"), total: number("total"), wal: number("wal"))
        }
    }

    private static func text(_ file: String) throws -> String {
        let url = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../Truth/\(file)").standardized
        return try String(contentsOf: url, encoding: .utf8)
    }

    /// The case simulated, once for all tests that ask for it.
    func simulated() async throws -> [TableHour] {
        let plan = plan
        let task = Self.simulations.withLock { running in
            let task = running[name] ?? Task { try TableSimulation.run(plan) }
            running[name] = task
            return task
        }
        return try await task.value
    }

    private static let simulations = Mutex<[String: Task<[TableHour], any Error>]>([:])

    /// On PostgreSQL 15 with the server's defaults, from which the model was made.
    static let names = [
        "R24", "avoff", "base_bigint", "base_uuid", "ckpt_hourly_bigint", "ckpt_uuid", "cut_bigint", "diurnal", "fail72", "long_uuid_json",
        "part_drop_bigint", "part_drop_uuid", "part_keep", "reindex", "rows60k", "rows_two", "sf01", "two_d80", "two_uuid", "vacfull",
        "xmin48",
    ]

    /// On PostgreSQL 15, 16 and 18, each with something else in it: checksums, frequent checkpoints, other indexes, late rows, updates.
    static let others = [
        "avgap", "ck5min_15c", "ck5min_bigint", "ckpt_15c", "conc4_ckpt", "fillfactor70", "hot_status", "include", "ix_date_desc",
        "ix_host_user_date_v", "jit100", "jit366", "ooo10", "single_ckpt", "small40", "truncate24", "unlogged", "uuid7_ckpt", "v15_bigint",
        "v16_bigint", "v18_bigint", "v18c_ckpt_bigint", "walcomp",
    ]
}

/// How far hours are from others, in percent: of the largest, and of the mean of the last third.
struct Deviation: CustomStringConvertible {
    var highWater: Double
    var plateau: Double

    init(_ found: [Double], from expected: [Double]) {
        highWater = percent(found.max() ?? 0, expected.max() ?? 0)
        let third = expected.count / 3
        plateau = percent(found.suffix(third).reduce(0, +), max(1, expected.suffix(third).reduce(0, +)))
    }

    var worst: Double { max(abs(highWater), abs(plateau)) }
    var description: String { String(format: "%+.2f/%+.2f %%", highWater, plateau) }
}
