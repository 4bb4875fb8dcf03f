package import Foundation

/// What `PathBenchmarks --json` writes: one run, all programs in turns.
package struct PathResults: Decodable, Equatable, Sendable {
    package struct Row: Decodable, Equatable, Sendable {
        package var name: String
        package var path: String
        /// What is kept on disk on the way, in words.
        package var buffer: String
        package var megabytesPerSecond: Double?
        package var cpuSecondsPerGigabyte: Double?
        package var peakBytes: Double?
        package var rounds: Int

        package var isOurs: Bool { name.hasPrefix("weir") }
    }

    package var version: Int
    package var rows: [Row]
    /// What one core of the machine can do of each thing that a path is made of, in 10⁶ bytes a second.
    package var limits: [String: Double]

    /// - Throws: ``FigureFailure`` for what is none, or of another version.
    package init(_ json: Data) throws {
        let decoder = JSONDecoder()
        decoder.keyDecodingStrategy = .convertFromSnakeCase
        self = try decoder.decode(Self.self, from: json)
        guard version == 1 else { throw FigureFailure("these results are of version \(version), and only 1 is known") }
        guard !rows.isEmpty else { throw FigureFailure("these results have no rows") }
    }

    /// The rows of one path, the reference of the ratios first.
    package struct Path: Equatable, Sendable {
        package var name: String
        package var rows: [Row]
        /// Of the program that the others are compared with: ours where there is one.
        package var reference: Row { rows.first { $0.isOurs } ?? rows[0] }
    }

    /// In the order of the run, never empty ones.
    package var paths: [Path] {
        rows.reduce(into: []) { paths, row in
            if let index = paths.firstIndex(where: { $0.name == row.path }) {
                paths[index].rows.append(row)
            } else {
                paths.append(Path(name: row.path, rows: [row]))
            }
        }
    }

    /// Medians of so many rounds.
    package var rounds: Int { rows.map(\.rounds).min() ?? 0 }
    var roundsText: String { rounds == 1 ? "one round" : "medians of \(rounds) rounds" }

    /// `read 8,700 · scan 3,900 …`, the slowest last.
    package var limitsText: String {
        limits.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map { "\($0.key) \(FigureText.whole($0.value))" }.joined(separator: " · ")
    }
}
