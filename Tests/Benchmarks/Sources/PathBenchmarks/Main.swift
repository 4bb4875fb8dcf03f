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
        if options.parts != [.steady] {
            for corpus in options.corpora { try runWithLogs(corpus, options, folder, &summary) }
        }
        if let path = options.json { try summary.json().write(to: URL(filePath: path)) }
    }

    /// The parts that take whole files.
    private static func runWithLogs(_ corpus: LogSet.Corpus, _ options: Options, _ folder: String, _ summary: inout Summary) throws {
        let own = "\(folder)/\(corpus)"
        defer { try? FileManager.default.removeItem(atPath: own) }
        let logs = try LogSet.write(corpus, to: own, records: options.records)
        print("\(corpus.rawValue): \(logs.files.count) files, \(logs.records) records of \(logs.bytes / logs.records) bytes")
        if options.parts.contains(.measure) {
            let measure = try Measuring.run(logs.json, options, in: own)
            print(measure.text)
            summary.measures.append(measure)
        }
        if options.parts.contains(.backlog), summary.backlog == nil {
            let backlog = try Backlog.run(logs, options, in: own)
            print(backlog.text)
            summary.backlog = backlog
        }
        guard options.parts.contains(.paths) else { return }
        summary.rows += try runPaths(logs, options, own)
        print("\n\(summary.table)")
        guard corpus == options.corpora.last else { return }
        // Last: the kernel counts what this process had at the time as a child's own peak.
        let limits = try Limits.measure(logs, in: own)
        summary.limits = limits
        print(limits.text)
    }

    private static func runPaths(_ logs: LogSet, _ options: Options, _ folder: String) throws -> [Summary.Row] {
        let contenders = try Contender.chosen(options)
        print(contenders.map(\.name).joined(separator: ", "))
        var trials: [[Trial]] = Array(repeating: [], count: contenders.count)
        for round in 1...options.rounds {
            for (index, contender) in contenders.enumerated() {
                let trial = try Trial.run(contender, logs, options, in: folder)
                trials[index].append(trial)
                print("round \(round): \(contender.name): \(trial.text)")
            }
        }
        return zip(contenders, trials).map { Summary.Row($0, logs.corpus, $1) }
    }
}
