import WeirRecords
import WeirShipping
import WeirSpool

/// What a run of the shipper came to, for people.
struct ShipSummary {
    private let end: ShipperEnd

    init(_ end: ShipperEnd) { self.end = end }

    var text: String { "\(sources.rendered())\n\n\(sinks.rendered())" }

    private var sources: TextTable {
        var table = TextTable([.init("source"), .init("records", .right), .init("bytes", .right), .init("lost", .right)])
        for source in end.sources {
            let figures = source.figures
            table.append(
                source.name, figures.records.grouped, Self.bytes(figures.bytes),
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
                Self.bytes(progress.figures.wireBytes), Self.text(sink))
        }
        return table
    }

    private static func text(_ sink: ShipperEnd.Sink) -> String {
        switch sink.end {
        case .delivered: "everything delivered"
        case .held(let reason): "on hold: \(reason)"
        case .undelivered, .stopped, nil: sink.progress.lastError.map { "undelivered: \($0)" } ?? "undelivered"
        }
    }

    private static func bytes(_ count: UInt64) -> String { ByteCount(Int64(clamping: count)).text }
}
