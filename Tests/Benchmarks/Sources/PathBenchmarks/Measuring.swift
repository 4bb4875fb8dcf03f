import Foundation

/// `weir measure` beside DuckDB on the same file, in turns. Weir's time is the whole program's; DuckDB's is its query's alone.
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

    var rows: [Row]
    /// Of the throughputs; nil where DuckDB is not here.
    var ratio: Double?

    static func run(_ log: LogFile, _ options: Options, in folder: String) throws -> Measuring {
        let duckDB = DuckDB(options)
        if duckDB == nil { print("DuckDB is absent: python3 with pip could not install it into \(options.peers)/python") }
        var (ours, theirs) = ([Run](), [Run]())
        for _ in 0..<options.rounds {
            let (run, counts) = try measure(log, options, in: folder)
            ours.append(run)
            guard let duckDB else { continue }
            let (answer, end) = try duckDB.count(log, in: folder)
            guard answer.records == counts else { throw BenchmarkFailure("DuckDB counts \(answer.records), weir measure \(counts)") }
            theirs.append(Run(seconds: answer.seconds, cpu: answer.cpu, peakBytes: end.peakBytes))
        }
        let rows = [Row("weir measure", ours, bytes: log.bytes)]
        guard !theirs.isEmpty else { return Measuring(rows: rows) }
        let other = Row("DuckDB, typed columns", theirs, bytes: log.bytes)
        return Measuring(rows: rows + [other], ratio: rows[0].megabytesPerSecond / other.megabytesPerSecond)
    }

    /// The records by level that it reports, to be compared.
    private static func measure(_ log: LogFile, _ options: Options, in folder: String) throws -> (Run, [String: Int]) {
        let output = folder + "/measure.json"
        try? FileManager.default.removeItem(atPath: output)
        let start = ContinuousClock.now
        let child = try Child(Command(executable: options.weir, arguments: ["measure", log.path, "--format", "json"]), log: output)
        let end = child.wait()
        let seconds = (ContinuousClock.now - start) / .seconds(1)
        guard end.status == 0 else { throw BenchmarkFailure("weir measure ended with \(end.status)") }
        let levels = try JSON.read(Counts.self, output).levels.map { ($0.name, $0.records) }
        return (Run(seconds: seconds, cpu: end.user + end.system, peakBytes: end.peakBytes), Dictionary(uniqueKeysWithValues: levels))
    }

    var text: String {
        let ratio = ratio.map { String(format: "weir measure: %.2f × DuckDB", $0) }
        return (rows.map(\.text) + [ratio].compactMap { $0 }).joined(separator: "\n")
    }
}
