import BenchmarkFigures
import Foundation
import Synchronization

/// Runs a program's loops under callgrind, each in a process of its own, and reads what it counted between entry and return of one function.
struct Callgrind {
    struct Counts {
        var counts: [InstructionComparison.Count]
        var processor: String
        var libraries: String
    }

    private struct Counted: Sendable {
        var count: InstructionComparison.Count
        var processor: String
        var libraries: String
    }

    private static let countedFunction = "weir_counted_pass"
    /// Swift's hashes differ from run to run unless told otherwise.
    private static let environment = ProcessInfo.processInfo.environment.merging(["SWIFT_DETERMINISTIC_HASHING": "1"]) { $1 }

    let program: String

    func countAll() throws -> Counts {
        let names = try Self.run(program, ["--list"]).split(separator: "\n").map(String.init)
        let folder = FileManager.default.temporaryDirectory.appending(path: "weir-guard-\(ProcessInfo.processInfo.processIdentifier)").path
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        // Debian 12's valgrind fails on the compiler's debug information and needs only the symbols.
        try Self.run("/usr/bin/env", ["strip", "--strip-debug", "-o", folder + "/loops", program])
        let results = Mutex([Int: Result<Counted, any Error>]())
        DispatchQueue.concurrentPerform(iterations: names.count) { index in
            let result = Result { try count(names[index], index, in: folder) }
            results.withLock { $0[index] = result }
        }
        let counted = try results.withLock { results in try names.indices.compactMap { try results[$0]?.get() } }
        guard let first = counted.first, counted.allSatisfy({ $0.processor == first.processor }) else {
            throw FigureFailure("\(program) has no loops, or they saw different processors")
        }
        return Counts(counts: counted.map(\.count), processor: first.processor, libraries: first.libraries)
    }

    private func count(_ name: String, _ index: Int, in folder: String) throws -> Counted {
        let (own, file) = ("\(folder)/\(index)", "\(folder)/\(index).callgrind")
        try FileManager.default.createDirectory(atPath: own, withIntermediateDirectories: true)
        let said = try Self.run(
            "/usr/bin/env",
            [
                "valgrind", "--tool=callgrind", "--toggle-collect=\(Self.countedFunction)", "--callgrind-out-file=\(file)",
                folder + "/loops", "--folder", own, "--count", name,
            ])
        let fields = Self.fields(said)
        let total = Self.fields(try String(contentsOfFile: file, encoding: .utf8))["totals"]
        guard let items = fields["items"].flatMap(Double.init), items > 0, let total = total.flatMap(Double.init), total > 0,
            let unit = fields["unit"], let processor = fields["processor"], let libraries = fields["libraries"]
        else { throw FigureFailure("callgrind counted nothing of '\(name)': is \(Self.countedFunction) still a function of its own?") }
        return Counted(
            count: InstructionComparison.Count(name: name, unit: unit, instructions: total / items), processor: processor,
            libraries: libraries)
    }

    /// Of lines `key: value`.
    private static func fields(_ text: String) -> [String: String] {
        let pairs = text.split(separator: "\n").compactMap { line -> (String, String)? in
            guard let colon = line.firstIndex(of: ":") else { return nil }
            return (String(line[..<colon]), line[line.index(after: colon)...].trimmingCharacters(in: .whitespaces))
        }
        return Dictionary(pairs) { first, _ in first }
    }

    /// What it wrote to its standard output.
    @discardableResult
    private static func run(_ executable: String, _ arguments: [String]) throws -> String {
        let errors = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
        try Data().write(to: errors)
        defer { try? FileManager.default.removeItem(at: errors) }
        let (process, output) = (Process(), Pipe())
        process.executableURL = URL(filePath: executable)
        process.arguments = arguments
        process.environment = environment
        process.standardOutput = output
        process.standardError = try FileHandle(forWritingTo: errors)
        try process.run()
        let said = try output.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else {
            let reason = (try? String(contentsOf: errors, encoding: .utf8)) ?? ""
            throw FigureFailure("\(arguments.joined(separator: " ")) ended with \(process.terminationStatus): \(reason.suffix(2_000))")
        }
        return String(decoding: said, as: UTF8.self)
    }
}
