import Foundation
import WeirRecords

/// Figures of the record path on one core, each the median of several rounds over the same 16 MiB of lines, taken in turn in one run.
///
/// `RecordBenchmarks [NAME…]` measures all of them or those named.
@main
struct Benchmarks {
    static let textBytes = 16 << 20
    static let foundationBytes = 1 << 20
    static let rounds = 9

    static func main() throws {
        let text = KasmLines.text(bytes: textBytes, seed: 42)
        let lines = Workload(text: text)
        let few = Workload(text: KasmLines.text(bytes: foundationBytes, seed: 42))
        print("lines: \(lines.ranges.count), mean \(text.count / lines.ranges.count) bytes")
        let candidates: [(String, Workload, (Workload) -> Int)] = [
            ("line splitting", lines, { $0.split() }),
            ("scanner, verdict only", lines, { $0.verdicts() }),
            ("scanner, all top-level fields", lines, { $0.scan() }),
            ("record parser", lines, { $0.parse() }),
            ("whole indexer", lines, { $0.index() }),
            ("JSONSerialization", few, { $0.serialization() }),
            ("JSONDecoder of five keys", few, { $0.decoder() }),
        ]
        let chosen = CommandLine.arguments.dropFirst()
        let measured = candidates.filter { chosen.isEmpty || chosen.contains($0.0) }
        var seconds = [[Double]](repeating: [], count: measured.count)
        for _ in 0..<rounds {
            for (index, (_, workload, run)) in measured.enumerated() {
                seconds[index].append(time { precondition(run(workload) > 0) })
            }
        }
        report(zip(measured, seconds).map { Row(name: $0.0, bytesPerSecond: Double($0.1.text.count) / median($1)) })
    }

    private struct Row {
        var name: String
        var bytesPerSecond: Double
    }

    private static func report(_ rows: [Row]) {
        let foundation = rows.filter { $0.name.hasPrefix("JSON") }
        for row in rows {
            let ratios = foundation.map { String(format: "%6.1f x %@", row.bytesPerSecond / $0.bytesPerSecond, $0.name) }
            let name = row.name.padding(toLength: 32, withPad: " ", startingAt: 0)
            print(name + String(format: "%8.3f GB/s  ", row.bytesPerSecond / 1e9) + ratios.joined(separator: "  "))
        }
    }

    private static func median(_ values: [Double]) -> Double { values.sorted()[values.count / 2] }

    private static func time(_ body: () -> Void) -> Double {
        let duration = ContinuousClock().measure(body).components
        return Double(duration.seconds) + Double(duration.attoseconds) / 1e18
    }
}
