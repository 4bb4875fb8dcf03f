import Foundation

/// What the whole program costs beside its peers: a file of records on its way to a receiver that checks every one of them.
///
/// All contenders take their turns in each round, so that what disturbs the machine disturbs them alike; the figures are medians.
@main
struct Benchmarks {
    static func main() {
        do { try run(try Options(CommandLine.arguments.dropFirst())) } catch {
            FileHandle.standardError.write(Data("PathBenchmarks: \(error)\n".utf8))
            exit(1)
        }
    }

    private static func run(_ options: Options) throws {
        let folder = options.folder + "/weir-path-benchmark-\(ProcessInfo.processInfo.processIdentifier)"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        var summary = Summary()
        if options.parts.contains(.steady) {
            let steady = try Steady.run(options, in: folder)
            print(steady.text)
            summary.steady = steady
        }
        if options.parts != [.steady] { try runWithLog(options, folder, &summary) }
        if let path = options.json { try summary.json().write(to: URL(filePath: path)) }
    }

    /// The parts that take a whole file.
    private static func runWithLog(_ options: Options, _ folder: String, _ summary: inout Summary) throws {
        let log = try LogFile.write(to: folder + "/kasm.log", records: options.records)
        print("\(log.records) records of \(log.bytes / log.records) bytes")
        if options.parts.contains(.measure) {
            let measure = try Measuring.run(log, options, in: folder)
            print(measure.text)
            summary.measure = measure
        }
        if options.parts.contains(.backlog) {
            let backlog = try Backlog.run(log, options, in: folder)
            print(backlog.text)
            summary.backlog = backlog
        }
        guard options.parts.contains(.paths) else { return }
        summary.rows = try runPaths(log, options, folder)
        // Last: the kernel counts what this process had at the time as a child's own peak.
        let limits = try Limits.measure(log, in: folder)
        summary.limits = limits
        print("\n\(summary.table)\n\(limits.text)")
    }

    private static func runPaths(_ log: LogFile, _ options: Options, _ folder: String) throws -> [Summary.Row] {
        let contenders = try Contender.chosen(options)
        print(contenders.map(\.name).joined(separator: ", "))
        var trials: [[Trial]] = Array(repeating: [], count: contenders.count)
        for round in 1...options.rounds {
            for (index, contender) in contenders.enumerated() {
                let trial = try Trial.run(contender, log, options, in: folder)
                trials[index].append(trial)
                print("round \(round): \(contender.name): \(trial.text)")
            }
        }
        return zip(contenders, trials).map { Summary.Row($0, $1) }
    }
}
