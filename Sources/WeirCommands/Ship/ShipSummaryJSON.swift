import WeirRecords
import WeirShipping
import WeirSpool

/// What a run came to, as JSON: `sources[]`, `sinks[]` with what each did not get, `undelivered_records` of all sinks together, and
/// `failure` where a part failed. A host that is about to vanish keeps it elsewhere.
struct ShipSummaryJSON: Encodable {
    struct Source: Encodable {
        var name: String
        /// Read; and of them, those that the spool has: what found no room is read again by the next run.
        var records: UInt64
        var committedRecords: UInt64
        var bytes: UInt64
        var lostBytes: UInt64
        /// In this run, and how many of them are of unknown size.
        var losses: UInt64
        var lossesOfUnknownSize: UInt64
    }

    /// `ended` is delivered (nothing waits), undelivered, held or stopped; `waiting_from` and `waiting_to` are record numbers of the spool,
    /// left out where nothing waits.
    struct Sink: Encodable {
        var name: String
        var ended: String
        var reason: String?
        var delivered: [String: UInt64]
        var waitingRecords: UInt64
        var waitingFrom: UInt64?
        var waitingTo: UInt64?
        /// Of them at most, those that were sent at least once over a connection that did not prove them. Left out for a sink that answers
        /// each request: whether one without an answer arrived is not known.
        var sentNotProven: UInt64?
        /// Refused for good in this run; and those that are kept now, of every run: left out where they can't be read.
        var deadLetters: UInt64
        var deadLettersLeft: UInt64?
        var unreadableRecords: UInt64
        var droppedRecords: UInt64
        var retries: UInt64
        var encodedBytes: UInt64
        var sentBytes: UInt64
    }

    var version = 1
    var complete: Bool
    var undeliveredRecords: UInt64
    var sources: [Source]
    var sinks: [Sink]
    var failure: String?
    /// Why the spool took no more at the end: the logs hold records that were not read.
    var hindrance: String?

    /// - Parameter letters: dead letters that each sink has now; none for a sink whose can't be read.
    init(_ end: ShipperEnd, letters: [String: UInt64]) {
        complete = end.isComplete
        undeliveredRecords = end.sinks.reduce(0) { $0 &+ $1.waiting }
        sources = end.sources.map {
            Source(
                name: $0.name, records: $0.figures.records, committedRecords: $0.committed, bytes: $0.figures.bytes,
                lostBytes: $0.figures.lostBytes,
                losses: $0.figures.losses.losses, lossesOfUnknownSize: $0.figures.losses.ofUnknownSize)
        }
        sinks = end.sinks.map { Sink($0, lettersLeft: letters[$0.name]) }
        failure = end.failure?.description
        hindrance = end.hindrance?.name
    }
}

extension ShipSummaryJSON.Sink {
    init(_ sink: ShipperEnd.Sink, lettersLeft: UInt64?) {
        let (progress, waiting) = (sink.progress, sink.waiting)
        name = sink.name
        (ended, reason) = Self.end(sink)
        delivered = Dictionary(uniqueKeysWithValues: progress.delivered.map { ("\($0.key)", $0.value) })
        waitingRecords = waiting
        waitingFrom = waiting > 0 ? progress.cursor.value : nil
        waitingTo = waiting > 0 ? progress.cursor.advanced(by: waiting).value : nil
        sentNotProven = progress.unproven
        deadLettersLeft = lettersLeft
        (deadLetters, unreadableRecords, droppedRecords) = (progress.deadLettered, progress.unreadable, progress.dropped)
        retries = progress.retries
        (encodedBytes, sentBytes) = (progress.figures.encodedBytes, progress.figures.wireBytes)
    }

    private static func end(_ sink: ShipperEnd.Sink) -> (String, String?) {
        switch sink.outcome {
        case .settled: ("delivered", nil)
        case .held(let reason): ("held", "\(reason)")
        case .undelivered(isStopped: true): ("stopped", nil)
        case .undelivered: ("undelivered", sink.progress.failures > 0 ? sink.progress.lastError : nil)
        }
    }
}
