import Foundation

/// Medians of the rounds, and how the first contender of each path compares.
struct Summary: Encodable {
    struct Row: Encodable {
        var name: String
        var path: String
        var buffer: String
        var megabytesPerSecond: Double
        var cpuSecondsPerGigabyte: Double
        var peakBytes: Int
        var receiverCPUSecondsPerGigabyte: Double
        var rounds: Int

        init(_ contender: Contender, _ corpus: LogSet.Corpus, _ trials: [Trial]) {
            name = contender.name
            path = "\(corpus.rawValue) → \(contender.path.rawValue)"
            buffer = contender.buffer
            megabytesPerSecond = Summary.median(trials.map(\.megabytesPerSecond))
            cpuSecondsPerGigabyte = Summary.median(trials.map(\.secondsPerGigabyte))
            peakBytes = trials.map(\.costs.peakBytes).max() ?? 0
            receiverCPUSecondsPerGigabyte = Summary.median(trials.map { $0.receiver / Double($0.bytes) * 1e9 })
            rounds = trials.count
        }
    }

    var version = 2
    var rows: [Row] = []
    var limits: Limits?
    var measures: [Measuring] = []
    var steady: Steady?
    var backlog: Backlog?

    static func median(_ values: [Double]) -> Double { values.sorted()[values.count / 2] }

    var table: String {
        let lines = rows.map { row in
            let best = rows.first { $0.path == row.path } ?? row
            return Self.line(
                row.name, row.path, row.buffer, String(format: "%.0f", row.megabytesPerSecond),
                String(format: "%.2f", row.cpuSecondsPerGigabyte), "\(row.peakBytes / 1_000_000)",
                String(format: "%.1f ×", best.megabytesPerSecond / row.megabytesPerSecond),
                String(format: "%.1f ×", row.cpuSecondsPerGigabyte / best.cpuSecondsPerGigabyte))
        }
        let head = Self.line("", "path", "on disk", "MB/s", "CPU s/GB", "MB", "slower", "dearer")
        return ([head] + lines).joined(separator: "\n")
    }

    private static let widths = [26, 26, 22, 8, 10, 6, 8, 8]

    private static func line(_ cells: String...) -> String {
        zip(cells, widths).map { $0.padding(toLength: $1, withPad: " ", startingAt: 0) }.joined()
    }

    func json() throws -> Data {
        let encoder = JSONEncoder()
        encoder.keyEncodingStrategy = .convertToSnakeCase
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
        return try encoder.encode(self)
    }
}
