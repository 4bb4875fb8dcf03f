import Foundation
import Glibc

/// One loop's line of the table.
struct Timing {
    private static let columns = [26, 20, 12, 16]

    var name: String
    var unit: String
    var nanosecondsPerItem: Double
    /// 10⁶ bytes of log lines a second; nil where it reads none.
    var megabytesPerSecond: Double?

    init(_ loop: Loop, _ pass: Loop.Pass, _ seconds: some Collection<Double>) {
        let median = seconds.sorted()[seconds.count / 2]
        name = loop.name
        unit = loop.unit
        nanosecondsPerItem = median / Double(pass.items) * 1e9
        megabytesPerSecond = pass.bytes > 0 ? Double(pass.bytes) / median / 1e6 : nil
    }

    /// A turn's passes: the first, uncounted one brings back to the caches what other loops took from them.
    private static let passes = 4

    /// Of one pass, on the processor: what else runs on the machine takes turns, not time.
    static func seconds(_ pass: Loop.Pass) throws -> Double {
        var start = processorSeconds
        for turn in 0...passes {
            guard try pass.run() > 0 else { throw LoopFailure("the loop did no work") }
            if turn == 0 { start = processorSeconds }
        }
        return (processorSeconds - start) / Double(passes)
    }

    /// That this thread has had; no loop has a second one.
    private static var processorSeconds: Double {
        var time = timespec()
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }

    /// - Parameter rows: that of the memory copy first.
    static func table(_ rows: [Timing]) -> String {
        let limit = rows.first?.megabytesPerSecond ?? 0
        let head = line("loop", "ns", "MB/s", "memory copies")
        return ([head] + rows.map { $0.line(limit) }).joined(separator: "\n")
    }

    private func line(_ limit: Double) -> String {
        let time = String(format: nanosecondsPerItem < 1e5 ? "%.1f a %@" : "%.0f a %@", nanosecondsPerItem, unit)
        guard let speed = megabytesPerSecond else { return Self.line(name, time, "", "") }
        return Self.line(name, time, String(format: "%.0f", speed), String(format: "%.1f", limit / speed))
    }

    private static func line(_ cells: String...) -> String {
        zip(cells, columns).map { $0.padding(toLength: $1, withPad: " ", startingAt: 0) }.joined()
    }
}
