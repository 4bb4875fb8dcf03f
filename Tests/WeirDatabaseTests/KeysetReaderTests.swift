import Testing
import WeirDatabase
import WeirRecords

extension DatabaseTests {
    @Suite("Keyset reader")
    struct KeysetReaderTests {
        static let keys = ["bigint GENERATED ALWAYS AS IDENTITY", "integer GENERATED ALWAYS AS IDENTITY", LogTables.uuidKey]

        /// Messages of a whole table in the order read, with something done after each page.
        private func messages(
            _ connection: Connection, key: [String]? = nil, pageRows: Int, afterPage: () throws -> Void = {}
        ) throws -> [String] {
            let table = try LogTableDiscovery.find("logs", on: connection)
            let key = try key.map { try KeysetKey($0, of: table) } ?? KeysetKey(of: table)
            var reader = try KeysetReader(connection, table: table, key: key, columns: ["message"], pageRows: pageRows)
            var messages: [String] = []
            while let page = try reader.next() {
                #expect(page.count <= pageRows)
                messages += (0..<page.count).map { page.string($0, 0) ?? "NULL" }
                try afterPage()
            }
            try reader.close()
            return messages
        }

        @Test("every row is read exactly once, whatever the pages divide", arguments: keys, [1, 7, 100, 103, 104, 1_000])
        func everyRow(key: String, pageRows: Int) throws {
            let database = try TestDatabase(LogTables.create(key: key), LogTables.fill(rows: 103))
            let messages = try messages(database.connect(), pageRows: pageRows)
            #expect(messages.count == 103 && Set(messages) == Set((1...103).map { "row \($0)" }))
        }

        @Test("rows that are inserted meanwhile take none away and double none", arguments: keys)
        func inserts(key: String) throws {
            let database = try TestDatabase(LogTables.create(key: key), LogTables.fill(rows: 500))
            var next = 501
            let messages = try messages(database.connect(), pageRows: 50) {
                guard next < 1_000 else { return }
                try database.sql(LogTables.fill(rows: 20, from: next))
                next += 20
            }
            #expect(Set(messages).count == messages.count, "a row was read twice")
            #expect(Set(messages).isSuperset(of: (1...500).map { "row \($0)" }), "a row that was there was not read")
            #expect(Set(messages).isSubset(of: (1..<next).map { "row \($0)" }))
        }

        @Test("rows that are deleted meanwhile take no other away", arguments: keys)
        func deletes(key: String) throws {
            let database = try TestDatabase(LogTables.create(key: key), LogTables.fill(rows: 300))
            var deleted = 0
            let messages = try messages(database.connect(), pageRows: 30) {
                guard deleted < 50 else { return }
                try database.sql("DELETE FROM logs WHERE message IN (SELECT 'row ' || i FROM generate_series(1, 50) i)")
                deleted = 50
            }
            #expect(Set(messages).count == messages.count)
            #expect(Set(messages).isSuperset(of: (51...300).map { "row \($0)" }))
        }

        @Test("a bigint key is read in its order, negative ones first")
        func order() throws {
            let database = try TestDatabase(
                LogTables.create(key: "bigint"),
                """
                INSERT INTO logs (log_id, ingest_date, message) SELECT k, now(), k::text
                FROM unnest(ARRAY[9223372036854775807, 0, -1, -9223372036854775808, 256, 255]) k
                """)
            let expected = ["-9223372036854775808", "-1", "0", "255", "256", "9223372036854775807"]
            #expect(try messages(database.connect(), pageRows: 2) == expected)
        }

        @Test("time and key together page through rows of one time")
        func timeAndKey() throws {
            let database = try TestDatabase(
                LogTables.create(),
                """
                INSERT INTO logs (ingest_date, message)
                SELECT timestamp '2026-11-21 00:00' + (i % 4) * interval '1 hour', 'row ' || i FROM generate_series(1, 90) i
                """)
            let messages = try messages(database.connect(), key: ["ingest_date", "log_id"], pageRows: 8)
            #expect(messages.count == 90 && Set(messages).count == 90)
            #expect(messages.prefix(3) == ["row 4", "row 8", "row 12"], "the earliest hour comes first")
        }

        @Test("an empty table has no page")
        func empty() throws {
            #expect(try messages(TestDatabase(LogTables.create()).connect(), pageRows: 10).isEmpty)
        }

        @Test("a page is found through the key's index")
        func usesIndex() throws {
            let database = try TestDatabase(LogTables.create(), LogTables.fill(rows: 20_000), "ANALYZE")
            let plan = try database.sql(
                "EXPLAIN SELECT message, log_id FROM logs WHERE (log_id) > (10000) ORDER BY log_id LIMIT 100")
            #expect(plan.contains("Index Scan using logs_pkey") && !plan.contains("Sort"))
        }

        @Test("a key that would lose rows is refused")
        func refusals() throws {
            let database = try TestDatabase(
                LogTables.create(), "CREATE TABLE bare (ingest_date timestamp NOT NULL, levelname text, message text)",
                "CREATE TABLE part (id bigint NOT NULL, v text); CREATE UNIQUE INDEX ON part (id) WHERE v IS NOT NULL")
            let connection = try database.connect()
            let logs = try LogTableDiscovery.find("logs", on: connection)
            for names in [["ingest_date"], ["message"], ["kasm_id"], ["nowhere"], []] {
                #expect(throws: DatabaseError.self, "\(names)") { try KeysetKey(names, of: logs) }
            }
            for name in ["bare", "part"] {
                let table = try LogTableDiscovery.find(name, on: connection)
                let error = #expect(throws: DatabaseError.self) { try KeysetKey(of: table) }
                #expect(error?.code == .unsupported)
            }
        }
    }
}
