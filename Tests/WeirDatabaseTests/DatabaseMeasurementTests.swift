import Testing
import WeirDatabase
import WeirRecords

extension DatabaseTests {
    @Suite("Database measurement")
    struct DatabaseMeasurementTests {
        @Test("rows are counted per host, application, level and hour as the server counts them")
        func groups() throws {
            let database = try TestDatabase(LogTables.others, LogTables.create(), LogTables.fill(rows: 7_300))
            let measurement = try DatabaseMeasurement.measure(database.connect(), pageRows: 500)
            let rows = try database.sql(
                """
                SELECT host, application, lower(levelname), floor(extract(epoch FROM ingest_date) / 3600)::bigint, count(*)
                FROM logs GROUP BY 1, 2, 3, 4
                """
            ).split(separator: "\n").map { $0.split(separator: "|").map(String.init) }
            #expect(measurement.rows == RowCount(7_300) && measurement.groups.count == rows.count && rows.count > 8)
            for row in rows {
                let key = measurement.groups.keys.first {
                    [$0.host, $0.application, $0.level.name, String($0.hour)] == Array(row[0..<4])
                }
                #expect(key.flatMap { measurement.groups[$0]?.rows.rows } == Int64(row[4]), "\(row)")
            }
        }

        @Test("columns weigh what the server stores")
        func columns() throws {
            let database = try TestDatabase(
                LogTables.create(), LogTables.fill(rows: 400), "UPDATE logs SET user_name = 'ann' WHERE log_id <= 100",
                "UPDATE logs SET message = repeat('abc ', 4000) WHERE log_id = 7")
            let measurement = try DatabaseMeasurement.measure(database.connect(), table: "logs")
            func column(_ name: String) throws -> ColumnMeasurement { try #require(measurement.columns.first { $0.name == name }) }
            #expect(try column("log_id").averageStoredBytes == 8 && column("log_id").rows == RowCount(400))
            #expect(try column("user_name").rows == RowCount(100) && column("user_name").averageTextBytes == 3)
            #expect(try column("kasm_id").rows == .zero && column("kasm_id").averageStoredBytes == 0)
            let sums = try database.sql("SELECT sum(pg_column_size(message)), sum(octet_length(message)) FROM logs").split(separator: "|")
            #expect(try column("message").storedBytes.bytes == Int64(sums[0]) && column("message").textBytes.bytes == Int64(sums[1]))
            let bytes = measurement.groups.values.map(\.bytes).reduce(.zero, +)
            #expect(bytes == measurement.columns.map(\.storedBytes).reduce(.zero, +))
        }

        @Test("every row is handed over, with progress after each page")
        func rows() throws {
            let database = try TestDatabase(LogTables.create(key: LogTables.uuidKey), LogTables.fill(rows: 120))
            var messages: Set<String> = []
            var progress: [Int64] = []
            let measurement = try DatabaseMeasurement.measure(
                database.connect(), pageRows: 50, onRows: { progress.append($0.rows) },
                onRow: { messages.insert(String(decoding: $0.message, as: UTF8.self)) })
            #expect(messages == Set((1...120).map { "row \($0)" }) && progress == [50, 100, 120])
            #expect(
                measurement.first?.description == "2026-11-21T00:00:01.000000Z"
                    && measurement.last?.description == "2026-11-21T00:02:00.000000Z")
            #expect(try #require(measurement.bytesPerRow) > 100)
        }

        @Test("rows without a level or a time are counted as such")
        func incomplete() throws {
            let database = try TestDatabase(
                "CREATE TABLE logs (id bigint PRIMARY KEY, ts timestamptz, level text, message text)",
                """
                INSERT INTO logs VALUES (1, '1969-12-31 23:30:00+00', 'WARNING', 'a'), (2, NULL, 'INFO', 'b'),
                    (3, '2026-01-01 00:00:00+02', 'strange', NULL), (4, 'infinity', NULL, 'd')
                """)
            let measurement = try DatabaseMeasurement.measure(database.connect())
            #expect(measurement.rows == RowCount(4) && measurement.rowsWithoutTime == RowCount(2))
            #expect(measurement.rowsWithoutLevel == RowCount(2))
            #expect(measurement.groups.keys.map(\.hour).sorted() == [-1, 490_894])
        }

        @Test("an empty table weighs nothing and is no error")
        func empty() throws {
            let measurement = try DatabaseMeasurement.measure(TestDatabase(LogTables.create()).connect())
            #expect(measurement.rows == .zero && measurement.bytesPerRow == nil && measurement.first == nil)
        }
    }
}
