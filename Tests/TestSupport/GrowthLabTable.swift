import WeirPlanner
import WeirRecords
import WeirSystem

/// The case's table in SQL, and a table of rows to draw from with real values of the sample's lengths.
struct GrowthLabTable {
    static let name = "logs"
    static let pool = "lab_pool"
    /// The moment at which hour 0 begins.
    static let start = "timestamp '2026-01-01'"

    let plan: TableCase
    /// The key, which PostgreSQL makes; `nil` where there is none.
    let key: Int?
    /// When the row was written.
    let time: Int

    init(_ plan: TableCase) throws {
        self.plan = plan
        guard let time = plan.columns.firstIndex(where: { $0.type == .timestamp }) else {
            throw SupportFailure("the lab needs a column of type timestamp")
        }
        self.time = time
        let first = plan.indexes.first { $0.primary }?.columns.first
        key = first.flatMap { name in plan.columns.firstIndex { $0.name == name } }
        guard plan.retention.debug == nil || classCondition(.debug) != nil else {
            throw SupportFailure("the lab tells classes by a column whose value all debug rows share and no other row has")
        }
    }

    /// Columns that are drawn from the pool.
    var drawn: [Int] { plan.columns.indices.filter { $0 != key && $0 != time } }
    func list(_ columns: [Int]) -> String { columns.map { plan.columns[$0].name }.joined(separator: ", ") }

    var definition: String {
        let columns = plan.columns.indices.map(column).joined(separator: ", ")
        let parts = plan.partitions == nil ? "" : " PARTITION BY RANGE (\(plan.columns[time].name))"
        let indexes = plan.indexes.enumerated().map { "\(statement($0, $1));" }
        return (["CREATE SEQUENCE lab_key;", "CREATE TABLE \(Self.name) (\(columns))\(parts);"] + indexes).joined(separator: "\n")
    }

    static func index(_ number: Int) -> String { "lab_index_\(number)" }

    private func column(_ number: Int) -> String {
        let column = plan.columns[number]
        let made = column.type == .uuid ? " DEFAULT gen_random_uuid()" : " DEFAULT nextval('lab_key')"
        return "\(column.name) \(column.type.rawValue)" + (column.nullable ? "" : " NOT NULL") + (number == key ? made : "")
    }

    private func statement(_ number: Int, _ index: LogTable.Index) -> String {
        let columns = index.columns.joined(separator: ", ")
        guard index.primary else { return "CREATE INDEX \(Self.index(number)) ON \(Self.name) (\(columns))" }
        return "ALTER TABLE \(Self.name) ADD CONSTRAINT \(Self.index(number)) PRIMARY KEY (\(columns))"
    }

    /// What selects the rows of a class, by the sample's own values; `nil` where no column tells.
    func classCondition(_ retentionClass: RetentionClass) -> String? {
        let debug = plan.sample.rows.filter { $0.retentionClass == .debug }
        for column in drawn {
            guard let value = debug.first?.values[column], debug.allSatisfy({ $0.values[column] == value }) else { continue }
            let others = plan.sample.rows.contains { $0.retentionClass == .standard && $0.values[column] == value }
            if !others { return "\(plan.columns[column].name) \(retentionClass == .debug ? "=" : "<>") '\(value)'" }
        }
        return nil
    }
}

extension GrowthLabTable {
    /// Statements that fill the pool, a row for each of the sample's.
    func pool(_ random: inout SeededRandom) -> String {
        let columns = drawn.map { "\(plan.columns[$0].name) \(plan.columns[$0].type.rawValue)" }
        let rows = plan.sample.rows.indices.map { number in
            let values = [String(number)] + values(of: plan.sample.rows[number], &random)
            return "(\(values.joined(separator: ", ")))"
        }
        return """
            CREATE TABLE \(Self.pool) (\((["id int PRIMARY KEY"] + columns).joined(separator: ", ")));
            INSERT INTO \(Self.pool) VALUES \(rows.joined(separator: ",\n"));
            ANALYZE \(Self.pool);
            """
    }

    private func values(of row: RowLengths, _ random: inout SeededRandom) -> [String] {
        drawn.map { column in
            guard let bytes = row.columns[column] else { return "NULL" }
            if let value = row.values[column] { return "'\(value)'" }
            return literal(plan.columns[column].type, bytes: bytes, &random)
        }
    }

    private func literal(_ type: LogTable.ColumnType, bytes: Int, _ random: inout SeededRandom) -> String {
        switch type {
        case .bigint, .integer, .smallint, .real, .doublePrecision, .numeric: "1"
        case .timestamp, .timestamptz, .date: Self.start
        case .uuid, .uuidv7: "gen_random_uuid()"
        case .boolean: "true"
        case .inet: "'192.0.2.1'"
        case .bytea: "convert_to('\(Self.text(bytes, &random))', 'UTF8')"
        case .json: "to_json('\(Self.text(max(0, bytes - 2), &random))'::text)"
        case .enumeration: "NULL"
        case .char, .varchar, .text: "'\(Self.text(bytes, &random))'"
        // A string as a jsonb has eight bytes before its characters.
        case .jsonb: "to_jsonb('\(Self.text(max(0, bytes - 8), &random))'::text)"
        }
    }

    /// Letters and digits in no order: pglz finds nothing in them.
    private static func text(_ bytes: Int, _ random: inout SeededRandom) -> String {
        let letters = Array("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789")
        return String((0..<bytes).map { _ in letters[random.number(in: 0..<letters.count)] })
    }
}
