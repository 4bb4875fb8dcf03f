/// What flowed through a shipper between two looks at it, and how it stood at the second one.
struct TopFrame: Encodable, Equatable {
    struct Source: Encodable, Equatable {
        var name: String
        var recordsPerSecond: Double
        var bytesPerSecond: Double
        var unreadBytes: UInt64
        var lostBytes: UInt64
        var losses: UInt64?
        var lossesOfUnknownSize: UInt64?
        var lastEvent: String?
    }

    struct Sink: Encodable, Equatable {
        var name: String
        /// Delivered, whatever the grade.
        var recordsPerSecond: Double
        /// As they were sent, after compression.
        var bytesPerSecond: Double
        var waitingRecords: UInt64
        var waitingBytes: Int64
        var lagSeconds: Double?
        var cursor: UInt64
        var deadLetters: UInt64
        var retries: UInt64
        var failures: Int
        var inReplayWindow: UInt64?
        var held: String?
        var lastError: String?
        var ledger: StatusDocument.Ledger?
    }

    var schemaVersion = StatusDocument.schemaVersion
    var intervalSeconds: Double
    var now: String
    var configuration: StatusDocument.Configuration
    var spool: StatusDocument.SpoolState
    /// Of all sources, over the interval.
    var bytesPerSecond: Double
    /// Until the spool is full where no sink takes anything, and what the rotation still holds is gone, at the rate of the last minutes;
    /// left out where nothing is written.
    var timeToLossSeconds: Double?
    var sources: [Source]
    var sinks: [Sink]
    var failure: String?
}

extension TopFrame {
    /// - Parameter seconds: between the two, over 0; the shipper's own clock may have been set meanwhile.
    init(from before: StatusDocument, to after: StatusDocument, seconds: Double) {
        let isSameRun = before.processId == after.processId && before.started == after.started
        let pace = Pace(seconds: max(seconds, Pace.shortestSeconds), isSameRun: isSameRun)
        let sources = after.sources.map { source in Source(source, before.sources.first { $0.name == source.name }, pace) }
        let rate = sources.reduce(0) { $0 + $1.bytesPerSecond }
        self.init(
            intervalSeconds: seconds, now: after.now, configuration: after.configuration, spool: after.spool, bytesPerSecond: rate,
            timeToLossSeconds: after.timeToLossSeconds, sources: sources,
            sinks: after.sinks.map { sink in Sink(sink, before.sinks.first { $0.name == sink.name }, pace) }, failure: after.failure)
    }
}

/// Turns two counts into a rate.
struct Pace {
    /// Two looks are never nearer.
    static let shortestSeconds = 0.001

    var seconds: Double
    /// Of the same process: counts of another one began anew.
    var isSameRun: Bool

    /// A count that fell, or that was not there, began anew between the two looks.
    func rate(_ before: UInt64?, _ after: UInt64) -> Double {
        guard isSameRun, let before, before <= after else { return Double(after) / seconds }
        return Double(after - before) / seconds
    }
}

extension TopFrame.Source {
    fileprivate init(_ source: StatusDocument.Source, _ before: StatusDocument.Source?, _ pace: Pace) {
        self.init(
            name: source.name, recordsPerSecond: pace.rate(before?.records, source.records),
            bytesPerSecond: pace.rate(before?.bytes, source.bytes), unreadBytes: source.unreadBytes, lostBytes: source.lostBytes,
            losses: source.losses, lossesOfUnknownSize: source.lossesOfUnknownSize, lastEvent: source.lastEvent)
    }
}

extension TopFrame.Sink {
    fileprivate init(_ sink: StatusDocument.Sink, _ before: StatusDocument.Sink?, _ pace: Pace) {
        self.init(
            name: sink.name, recordsPerSecond: pace.rate(before?.deliveredRecords, sink.deliveredRecords),
            bytesPerSecond: pace.rate(before?.wireBytes, sink.wireBytes), waitingRecords: sink.waitingRecords,
            waitingBytes: sink.waitingBytes, lagSeconds: sink.lagSeconds, cursor: sink.cursor, deadLetters: sink.deadLetters,
            retries: sink.retries, failures: sink.failures, inReplayWindow: sink.inReplayWindow,
            held: sink.held, lastError: sink.lastError, ledger: sink.ledger)
    }
}

extension StatusDocument.Sink {
    /// Of every grade.
    var deliveredRecords: UInt64 { delivered.values.reduce(0, +) }
}
