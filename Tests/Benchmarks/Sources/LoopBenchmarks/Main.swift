import Foundation

/// What each hot loop costs on one core: nanoseconds for a record, throughput, and how that compares with copying the same bytes in memory.
///
/// `LoopBenchmarks [--folder DIRECTORY] [NAME…]` measures all of them or those named, in turn, and shows medians.
/// `--count NAME` runs one of them once for callgrind to count; `--list` says which ones are to be counted.
@main
struct Benchmarks {
    /// Stays in the processor's caches, as a slab does between a read and a write.
    static let timedBytes = 4 << 20
    /// Two frames: a pass ends in a moment under an emulated processor.
    static let countedBytes = 2 << 20
    static let rounds = 9

    static func main() {
        do { try run(Array(CommandLine.arguments.dropFirst())[...]) } catch {
            FileHandle.standardError.write(Data("LoopBenchmarks: \(error)\n".utf8))
            exit(1)
        }
    }

    private static func run(_ arguments: ArraySlice<String>) throws {
        var (arguments, folder) = (arguments, "/dev/shm")
        if arguments.first == "--folder", let path = arguments.dropFirst().first {
            folder = path
            arguments = arguments.dropFirst(2)
        }
        if arguments.first == "--list" {
            for loop in Loop.all where loop.isGuarded { print(loop.name) }
            return
        }
        let own = "\(folder)/weir-loops-\(ProcessInfo.processInfo.processIdentifier)"
        try FileManager.default.createDirectory(atPath: own, withIntermediateDirectories: false)
        defer { try? FileManager.default.removeItem(atPath: own) }
        if arguments.first == "--count" { return try count(Array(arguments.dropFirst()), in: own) }
        try time(try Loop.chosen(Array(arguments))) { Sample($0, bytes: timedBytes, folder: own) }
    }

    private static func count(_ names: [String], in folder: String) throws {
        guard let loop = try Loop.chosen(names).first, names.count == 1 else { throw LoopFailure("--count takes the name of one loop") }
        let pass = try loop.prepare(Sample(loop.corpus, bytes: countedBytes, folder: folder))
        try CountedPass.run(pass)
        print("items: \(pass.items)\nunit: \(loop.unit)\nprocessor: \(CountedPass.processor)\nlibraries: \(CountedPass.libraries)")
    }

    private static func time(_ loops: [Loop], _ sample: (Sample.Corpus) -> Sample) throws {
        let samples = Dictionary(uniqueKeysWithValues: Sample.Corpus.allCases.map { ($0, sample($0)) })
        let copy = Loop.memoryCopy
        let loops = [copy] + loops.filter { $0.name != copy.name }
        let passes = try loops.map { loop in try loop.prepare(samples[loop.corpus] ?? sample(loop.corpus)) }
        var seconds = [[Double]](repeating: [], count: loops.count)
        for _ in 0..<rounds {
            for (index, pass) in passes.enumerated() { seconds[index].append(try Timing.seconds(pass)) }
        }
        for (corpus, sample) in samples {
            print("\(corpus): \(sample.lines.count) records, mean \(sample.text.count / sample.lines.count) bytes")
        }
        print("median of \(rounds) rounds in turn, time on the processor")
        print(Timing.table(zip(loops, passes).enumerated().map { Timing($1.0, $1.1, seconds[$0]) }))
    }
}
