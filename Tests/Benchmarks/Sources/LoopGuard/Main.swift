import BenchmarkFigures
import Foundation

/// Counts the instructions of each hot loop and holds them against what is committed.
///
/// `LoopGuard --loops PROGRAM --file FILE --toolchain TEXT [--accept REASON]`; ends with 1 where a count is off, with 2 where none can be had.
@main
struct Guard {
    static func main() {
        do {
            exit(try run(Options(CommandLine.arguments.dropFirst())) ? 0 : 1)
        } catch {
            say("LoopGuard: \(error)")
            exit(2)
        }
    }

    private struct Options {
        var values: [String: String] = [:]
        private static let names = ["--loops", "--file", "--toolchain", "--accept"]

        init(_ arguments: some Sequence<String>) throws {
            var rest = Array(arguments)[...]
            while let name = rest.popFirst() {
                guard Self.names.contains(name) else {
                    throw FigureFailure("'\(name)' is none of \(Self.names.joined(separator: ", "))")
                }
                guard let value = rest.popFirst(), !value.isEmpty else { throw FigureFailure("\(name) needs a value") }
                values[name] = value
            }
        }

        func value(_ name: String) throws -> String {
            guard let value = values[name] else { throw FigureFailure("\(name) is missing") }
            return value
        }
    }

    private static func run(_ options: Options) throws -> Bool {
        let path = try options.value("--file")
        let counted = try Callgrind(program: options.value("--loops")).countAll()
        let toolchain = "\(try options.value("--toolchain")), \(counted.libraries)"
        let now = InstructionFile(processor: counted.processor, toolchain: toolchain, rows: [])
        if let reason = options.values["--accept"] { return try accept(counted.counts, now, reason, path) }
        let file = try InstructionFile(parsing: String(contentsOfFile: path, encoding: .utf8))
        guard file.processor == now.processor else {
            say("not compared: the counts in \(path) are of the processor\n  \(file.processor)\nand here it is\n  \(now.processor)")
            return true
        }
        let comparison = InstructionComparison(counted.counts, with: file)
        say(comparison.table)
        guard !comparison.isFine else { return true }
        if file.toolchain != toolchain { say("counted with \(toolchain)\ncommitted with \(file.toolchain)") }
        say("\(comparison.offending.count) off. If that is meant: ./dev guard --accept \"REASON\", and commit \(path)")
        return false
    }

    /// Counts of another processor are all replaced.
    private static func accept(
        _ counts: [InstructionComparison.Count], _ now: InstructionFile, _ reason: String, _ path: String
    ) throws -> Bool {
        let old = try? String(contentsOfFile: path, encoding: .utf8)
        let file = try old.map { text in try InstructionFile(parsing: text) } ?? now
        let comparison = InstructionComparison(counts, with: file.processor == now.processor ? file : now)
        say(comparison.table)
        guard !comparison.isFine else {
            say("nothing is off, so \(path) stays as it is")
            return true
        }
        var accepted = now
        accepted.rows = comparison.accepted(reason.split(whereSeparator: \.isWhitespace).joined(separator: " "))
        try accepted.text.write(toFile: path, atomically: true, encoding: .utf8)
        say("\(path) has \(comparison.offending.count) new figures: \(reason)")
        return true
    }

    private static func say(_ text: String) { FileHandle.standardError.write(Data((text + "\n").utf8)) }
}
