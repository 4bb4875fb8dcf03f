package import Foundation

/// What `PathBenchmarks --json` writes of one run; a part that was not run is missing.
package struct PathResults: Decodable, Equatable, Sendable {
    package struct Row: Decodable, Equatable, Sendable {
        package var name: String
        package var path: String
        /// What is kept on disk on the way, in words.
        package var buffer: String
        package var megabytesPerSecond: Double
        package var cpuSecondsPerGigabyte: Double
        package var peakBytes: Double
        package var rounds: Int

        package var isOurs: Bool { name.hasPrefix("weir") }
    }

    /// `weir measure` and what counts the same otherwise, on one corpus.
    struct Measure: Decodable, Equatable, Sendable {
        struct Row: Decodable, Equatable, Sendable {
            var name: String
            var megabytesPerSecond: Double
            var cpuSecondsPerGigabyte: Double
            var peakBytes: Double
        }

        var path: String
        var rows: [Row]
    }

    /// Beside a program that writes at a steady pace.
    struct Steady: Decodable, Equatable, Sendable {
        var corePercent: Double
        var peakBytes: Double
        var recordsPerSecond: Double
    }

    /// What a record costs behind few others in the spool, and behind many.
    struct Backlog: Decodable, Equatable, Sendable {
        struct Row: Decodable, Equatable, Sendable {
            var records: Double
            var secondsPerGigabyte: Double
            var peakBytes: Double
        }

        var small: Row
        var large: Row
    }

    private var version: Int
    private var rows: [Row]
    private var limits: [String: Double]?
    private var measures: [Measure]
    let steady: Steady?
    let backlog: Backlog?

    /// - Throws: ``FigureFailure`` for results of another version or without anything to show; what the decoder says of what is none.
    package init(_ json: Data) throws {
        let decoder = JSONDecoder()
        decoder.keyDecodingStrategy = .convertFromSnakeCase
        self = try decoder.decode(Self.self, from: json)
        guard version == 2 else { throw FigureFailure("these results are of version \(version), and only 2 is known") }
        guard !paths.isEmpty else { throw FigureFailure("these results have no rows") }
    }

    /// In the order of the run, never empty ones; the measurings of files come last.
    package var paths: [PathFigures] {
        let measured = measures.flatMap { measure in
            measure.rows.map { row in
                Row(
                    name: row.name, path: measure.path, buffer: "", megabytesPerSecond: row.megabytesPerSecond,
                    cpuSecondsPerGigabyte: row.cpuSecondsPerGigabyte, peakBytes: row.peakBytes, rounds: rounds)
            }
        }
        return (rows + measured).reduce(into: []) { paths, row in
            if let index = paths.firstIndex(where: { $0.name == row.path }) {
                paths[index].rows.append(row)
            } else {
                paths.append(PathFigures(name: row.path, rows: [row]))
            }
        }
    }

    private var rounds: Int { rows.map(\.rounds).min() ?? 0 }

    /// What the figures are; nil where the run does not say.
    var roundsText: String? { rounds == 0 ? nil : rounds == 1 ? "one round" : "medians of \(rounds) rounds" }

    /// What one core of the machine can do of each thing that a path is made of, in 10⁶ bytes a second: `read 8,700 · scan 3,900 …`, the
    /// slowest last. Nil where it was not measured.
    var limitsText: String? {
        limits.map { limits in
            limits.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map { "\($0.key) \(FigureText.whole($0.value))" }
                .joined(separator: " · ")
        }
    }
}
