import WeirRecords
import WeirShipping
import WeirSpool

/// What a run of the shipper came to, for people.
struct ShipSummary {
    private let end: ShipperEnd
    private let letters: [String: UInt64]

    /// - Parameter letters: dead letters that each sink has now, those of earlier runs among them; none for a sink whose can't be read.
    init(_ end: ShipperEnd, letters: [String: UInt64]) { (self.end, self.letters) = (end, letters) }

    var text: String { "\(sources.rendered())\n\n\(sinks.rendered())\(unread)" }

    /// "Everything delivered" means: of what the spool accepted.
    private var unread: String {
        end.hindrance.map { "\n\nReading stood still: \($0.explanation). What the logs still hold is read by the next run." } ?? ""
    }

    private var sources: TextTable {
        var table = TextTable([
            .init("source"), .init("read", .right), .init("committed", .right), .init("bytes", .right), .init("lost", .right),
        ])
        for source in end.sources {
            let figures = source.figures
            table.append(
                source.name, figures.records.grouped, source.committed.grouped, Self.bytes(figures.bytes),
                LossText(bytes: figures.lostBytes, ofUnknownSize: figures.losses.ofUnknownSize).text)
        }
        return table
    }

    private var sinks: TextTable {
        var table = TextTable([
            .init("sink"), .init("delivered", .right), .init("proof"), .init("waiting", .right), .init("dead", .right),
            .init("retries", .right), .init("encoded", .right), .init("sent", .right), .init("ended"),
        ])
        for sink in end.sinks {
            let progress = sink.progress
            let grades = progress.delivered.keys.sorted().map { "\($0)" }.joined(separator: ", ")
            table.append(
                sink.name, progress.delivered.values.reduce(0, +).grouped, grades.isEmpty ? "-" : grades, sink.waiting.grouped,
                progress.deadLettered.grouped, progress.retries.grouped, Self.bytes(progress.figures.encodedBytes),
                Self.bytes(progress.figures.wireBytes), text(sink))
        }
        return table
    }

    private func text(_ sink: ShipperEnd.Sink) -> String {
        switch sink.outcome {
        case .held(let reason): "on hold: \(reason)"
        case .settled: settled(sink)
        case .undelivered: Self.undelivered(sink.progress)
        }
    }

    /// What of it was not delivered is said: given up in this run, or still kept as a dead letter.
    private func settled(_ sink: ShipperEnd.Sink) -> String {
        let (progress, left) = (sink.progress, letters[sink.name])
        var parts: [String] = []
        if progress.dropped > 0 { parts.append("\(progress.dropped.grouped) dropped") }
        if progress.unreadable > 0 { parts.append("\(progress.unreadable.grouped) unreadable") }
        switch left {
        case nil: parts.append("dead letters can't be read now: weir spool dead list")
        case 0?: if progress.deadLettered > 0 { parts.append("no dead letter is left") }
        case let left?: parts.append("\(left.counted("dead letter")) left: weir spool dead list")
        }
        return parts.isEmpty ? "everything delivered" : "nothing waits; " + parts.joined(separator: ", ")
    }

    /// An error is the reason only where nothing went well after it.
    private static func undelivered(_ progress: SinkProgress) -> String {
        if progress.inWindow > 0 { return "undelivered: up to \(progress.inWindow.grouped) sent, kept in the replay window" }
        let reason = progress.failures > 0 ? progress.lastError.map { ": \($0)" } ?? "" : ": the end came before they were sent"
        let unproven = progress.unproven ?? 0
        let sent = unproven > 0 ? "; up to \(unproven.grouped) of them sent before and not proven" : ""
        return "undelivered\(reason)\(sent)"
    }

    private static func bytes(_ count: UInt64) -> String { ByteCount(Int64(clamping: count)).text }
}
