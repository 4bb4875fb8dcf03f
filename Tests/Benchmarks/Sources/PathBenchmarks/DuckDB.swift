import Foundation

/// DuckDB from PyPI, counting a log by application, level and minute as fast as it can: the columns that it needs, typed, all threads.
struct DuckDB {
    /// What the script prints.
    struct Answer: Decodable {
        /// Of the query alone: neither Python's start nor DuckDB's.
        var seconds: Double
        var cpu: Double
        var threads: Int
        var version: String
        /// By level.
        var records: [String: Int]
    }

    private static let script = """
        import json, resource, sys, time
        import duckdb
        def cpu():
            usage = resource.getrusage(resource.RUSAGE_SELF)
            return usage.ru_utime + usage.ru_stime
        database = duckdb.connect()
        # What the platform's API servers write, and what a host's logs in JSON need together.
        uniform = \"\"\"
            SELECT name, levelname, date_trunc('minute', "timestamp") AS minute, count(*) AS records
            FROM read_json(?, format = 'newline_delimited',
                columns = {name: 'VARCHAR', levelname: 'VARCHAR', "timestamp": 'TIMESTAMP'})
            GROUP BY ALL
        \"\"\"
        mixed = \"\"\"
            SELECT coalesce(name, application, 'nginx') AS name,
                CASE WHEN http_status IS NULL THEN levelname WHEN http_status >= '500' THEN 'error' WHEN http_status >= '400' THEN 'warning'
                    ELSE 'info' END AS level,
                date_trunc('minute', coalesce("timestamp", time_iso8601, ingest_date)) AS minute, count(*) AS records
            FROM read_json(?, format = 'newline_delimited',
                columns = {name: 'VARCHAR', application: 'VARCHAR', levelname: 'VARCHAR', http_status: 'VARCHAR',
                    "timestamp": 'TIMESTAMP', time_iso8601: 'TIMESTAMP', ingest_date: 'TIMESTAMP'})
            GROUP BY ALL
        \"\"\"
        query = {"uniform": uniform, "mixed": mixed}[sys.argv[1]]
        threads = database.execute("SELECT current_setting('threads')").fetchone()[0]
        start, before = time.perf_counter(), cpu()
        rows = database.execute(query, [sys.argv[2:]]).fetchall()
        seconds, used = time.perf_counter() - start, cpu() - before
        records = {}
        for _, level, _, count in rows:
            records[level.lower()] = records.get(level.lower(), 0) + count
        print(json.dumps({"seconds": seconds, "cpu": used, "threads": threads, "version": duckdb.__version__, "records": records}))

        """

    let python: String
    let modules: String

    /// Nil where it is not in the folder that `./dev bench` has pip install it in.
    init?(_ options: Options) {
        modules = options.peers + "/python"
        guard let python = Programs.onPath("python3"), Programs.isThere("\(modules)/duckdb/__init__.py") else { return nil }
        self.python = python
    }

    func count(_ logs: LogSet, in folder: String) throws -> (answer: Answer, end: Child.End) {
        let (script, output) = (folder + "/count.py", folder + "/duckdb.json")
        try Self.script.write(toFile: script, atomically: true, encoding: .utf8)
        try? FileManager.default.removeItem(atPath: output)
        let command = Command(
            executable: python, arguments: [script, "\(logs.corpus)"] + logs.files.map(\.path), environment: ["PYTHONPATH": modules])
        let end = try Child(command, log: output).wait()
        guard end.status == 0 else {
            throw BenchmarkFailure("DuckDB: \((try? String(contentsOfFile: output, encoding: .utf8)) ?? "no answer")")
        }
        return (try JSON.read(Answer.self, output), end)
    }
}
