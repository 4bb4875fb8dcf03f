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
        let contenders = try Contender.chosen(options)
        let folder = options.folder + "/weir-path-benchmark-\(ProcessInfo.processInfo.processIdentifier)"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let log = try LogFile.write(to: folder + "/kasm.log", records: options.records)
        print("\(log.records) records of \(log.bytes / log.records) bytes; \(contenders.map(\.name).joined(separator: ", "))")
        var trials: [[Trial]] = Array(repeating: [], count: contenders.count)
        for round in 1...options.rounds {
            for (index, contender) in contenders.enumerated() {
                let trial = try Trial.run(contender, log, options, in: folder)
                trials[index].append(trial)
                print("round \(round): \(contender.name): \(trial.text)")
            }
        }
        // Last: the kernel counts what this process had at the time as a child's own peak.
        let limits = try Limits.measure(log, in: folder)
        let summary = Summary(zip(contenders, trials).map { Summary.Row($0, $1) }, limits)
        print("\n\(summary.table)\n\(limits.text)")
        if let path = options.json { try summary.json().write(to: URL(filePath: path)) }
    }
}
