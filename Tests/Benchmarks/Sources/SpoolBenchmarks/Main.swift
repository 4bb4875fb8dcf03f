import Corpus
import Foundation

/// What durability costs: the same run with group commit, with a sync for each frame and with the spool's syncs left out, in turn in one
/// process.
///
/// A run takes lines through the spool as a shipper does: indexed by one thread, written and synced by another, read back, checked and
/// compressed by a third, with receipts in SQLite, which is durable in both, and delivered segments are released. The figure is the ratio of the medians.
///
/// `SpoolBenchmarks [FOLDER]` puts its spools there, by default below `/var/tmp`: it must be the kind of disk that is meant.
@main
struct Benchmarks {
    static let textBytes = 16 << 20
    /// How often the text goes through in one run.
    static let repeats = 64
    static let rounds = 7
    /// Group commit may cost this share of the throughput, as the project promises.
    static let bound = 0.15
    /// A sync for each frame of 1 MiB must leave this share of group commit's throughput.
    static let strictShare = 0.5

    static func main() throws {
        let folder = CommandLine.arguments.dropFirst().first ?? "/var/tmp"
        let text = UniformLines.text(bytes: textBytes, seed: 42)
        var (group, strict, unsynced) = ([Double](), [Double](), [Double]())
        for round in 0..<rounds {
            group.append(try measure(text, in: folder, .group))
            strict.append(try measure(text, in: folder, .strict))
            unsynced.append(try measure(text, in: folder, .none))
            let figures = (group[round], strict[round], unsynced[round])
            print(
                String(
                    format: "round %d: %6.1f MB/s durable, %6.1f MB/s with a sync each frame, %6.1f MB/s without syncs", round + 1,
                    figures.0, figures.1, figures.2))
        }
        let cost = 1 - median(group) / median(unsynced)
        print(
            String(
                format: "group commit: %.1f MB/s, %.1f MB/s without syncs: it costs %.1f %% (bound: %.0f %%)", median(group),
                median(unsynced), cost * 100, bound * 100))
        print(
            String(
                format: "strict: %.1f MB/s, %.0f %% of group commit (at least: %.0f %%)", median(strict),
                median(strict) / median(group) * 100, strictShare * 100))
    }

    /// Megabytes of lines a second.
    private static func measure(_ text: [UInt8], in folder: String, _ durability: SpoolRun.Durability) throws -> Double {
        let directory = "\(folder)/weir-spool-benchmark-\(ProcessInfo.processInfo.processIdentifier)"
        defer { try? FileManager.default.removeItem(atPath: directory) }
        let run = try SpoolRun(directory: directory, text: text, repeats: repeats, durability)
        let duration = try ContinuousClock().measure { try run.run() }
        return Double(text.count * repeats) / (duration / .seconds(1)) / 1e6
    }

    private static func median(_ values: [Double]) -> Double { values.sorted()[values.count / 2] }
}
