import Foundation

/// `weir measure` beside DuckDB on the same file, in turns. Weir's time is the whole program's, as is one of DuckDB's; the other is its
/// query's alone, without the start of Python and of DuckDB.
struct Measuring: Encodable {
    struct Row: Encodable {
        var name: String
        var megabytesPerSecond: Double
        var cpuSecondsPerGigabyte: Double
        var peakBytes: Int

        fileprivate init(_ name: String, _ runs: [Run], bytes: Int) {
            self.name = name
            megabytesPerSecond = Double(bytes) / Summary.median(runs.map(\.seconds)) / 1e6
            cpuSecondsPerGigabyte = Summary.median(runs.map(\.cpu)) / Double(bytes) * 1e9
            peakBytes = runs.map(\.peakBytes).max() ?? 0
        }

        var text: String {
            let name = name.padding(toLength: 26, withPad: " ", startingAt: 0)
            let figures = String(
                format: "%6.0f MB/s, %5.2f CPU s/GB, %4d MB", megabytesPerSecond, cpuSecondsPerGigabyte, peakBytes / 1_000_000)
            return name + figures
        }
    }

    fileprivate struct Run {
        var seconds: Double
        var cpu: Double
        var peakBytes: Int
    }

    private struct Counts: Decodable {
        struct Level: Decodable {
            var name: String
            var records: Int
        }
        var levels: [Level]
    }

    /// What was measured: `measure mixed logs`.
    var path: String
    var rows: [Row]
    /// Of the throughputs, the program's and its query's; nil where DuckDB is not here.
    var ratioToProgram: Double?
    var ratioToQuery: Double?

    static func run(_ logs: LogSet, _ options: Options, in folder: String) throws -> Measuring {
        let duckDB = DuckDB(options)
        if duckDB == nil { print("DuckDB is absent: python3 with pip could not install it into \(options.peers)/python") }
        var (ours, programs, queries) = ([Run](), [Run](), [Run]())
        for _ in 0..<options.rounds {
            let (run, counts) = try measure(logs, options, in: folder)
            ours.append(run)
            guard let duckDB else { continue }
            let start = ContinuousClock.now
            let (answer, end) = try duckDB.count(logs, in: folder)
            let seconds = (ContinuousClock.now - start) / .seconds(1)
            guard answer.records == counts else { throw BenchmarkFailure("DuckDB counts \(answer.records), weir measure \(counts)") }
            programs.append(Run(seconds: seconds, cpu: end.user + end.system, peakBytes: end.peakBytes))
            queries.append(Run(seconds: answer.seconds, cpu: answer.cpu, peakBytes: end.peakBytes))
        }
        let path = "measure \(logs.corpus.rawValue)"
        let row = Row("weir measure", ours, bytes: logs.bytes)
        guard !queries.isEmpty else { return Measuring(path: path, rows: [row]) }
        let (program, query) = (Row("DuckDB", programs, bytes: logs.bytes), Row("DuckDB, its query alone", queries, bytes: logs.bytes))
        return Measuring(
            path: path, rows: [row, program, query], ratioToProgram: row.megabytesPerSecond / program.megabytesPerSecond,
            ratioToQuery: row.megabytesPerSecond / query.megabytesPerSecond)
    }

    /// The records by level that it reports, to be compared.
    private static func measure(_ logs: LogSet, _ options: Options, in folder: String) throws -> (Run, [String: Int]) {
        let output = folder + "/measure.json"
        try? FileManager.default.removeItem(atPath: output)
        let start = ContinuousClock.now
        let child = try Child(
            Command(executable: options.weir, arguments: ["measure"] + logs.files.map(\.path) + ["--format", "json"]), log: output)
        let end = child.wait()
        let seconds = (ContinuousClock.now - start) / .seconds(1)
        guard end.status == 0 else { throw BenchmarkFailure("weir measure ended with \(end.status)") }
        let levels = try JSON.read(Counts.self, output).levels.map { ($0.name, $0.records) }
        return (Run(seconds: seconds, cpu: end.user + end.system, peakBytes: end.peakBytes), Dictionary(uniqueKeysWithValues: levels))
    }

    var text: String {
        var lines = rows.map(\.text)
        if let ratioToProgram, let ratioToQuery {
            lines.append(String(format: "\(path): %.2f × DuckDB, %.2f × its query alone", ratioToProgram, ratioToQuery))
        }
        return lines.joined(separator: "\n")
    }
}
