import Synchronization
package import WeirRecords
package import WeirSpool

/// What others may ask of a sink's stage, and what it says of itself.
package final class SinkControl: Sendable {
    private struct State {
        var order: DeliveryEvent?
        var status = SinkProgress()
    }

    private let state = Mutex(State())

    package init() {}

    package var progress: SinkProgress { state.withLock { $0.status } }

    /// Ends the delivery: `drain`, `exhaust` or `stop`. Wake the spool's mark after it, so that a waiting stage looks.
    ///
    /// After a `stop`, once the stage's step says `finished`, every receipt before `progress.cursor` is in its queue: a new stage
    /// may begin there, with the same queue and other settings.
    package func order(_ order: DeliveryEvent) { state.withLock { $0.order = order } }

    func takeOrder() -> DeliveryEvent? {
        state.withLock { state in
            defer { state.order = nil }
            return state.order
        }
    }

    func note(_ verdict: Verdict, at microseconds: Int64) {
        state.withLock { $0.status.note(verdict, at: Timestamp(microseconds: microseconds)) }
    }

    func note(_ receipt: Receipt) { state.withLock { $0.status.note(receipt) } }

    func note(_ end: DeliveryEnd) { state.withLock { $0.status.end = end } }

    func noteResumed() { state.withLock { ($0.status.end, $0.order) = (nil, nil) } }

    func publish(_ delivery: Delivery, held: Reason?, batches: Int, _ figures: SinkFigures) {
        state.withLock { state in
            state.status.cursor = delivery.cursor
            state.status.failures = delivery.standingFailures
            state.status.inWindow = delivery.inWindow
            state.status.unproven = delivery.unproven
            state.status.held = held
            state.status.circuit = delivery.circuitState
            state.status.inFlight = delivery.inFlight
            state.status.allowedInFlight = delivery.allowed
            state.status.openBatches = batches
            state.status.earlyAnswers = delivery.earlyAnswers
            state.status.figures = figures
        }
    }
}

/// Where a sink is.
package struct SinkProgress: Equatable, Sendable {
    package var cursor = RecordNumber.first
    /// Records since the start, by how far their delivery is proven.
    package var delivered: [DeliveryGrade: UInt64] = [:]
    /// Records since the start that other sinks get.
    package var filtered: UInt64 = 0
    package var deadLettered: UInt64 = 0
    /// Records since the start that could not be read from the spool any more.
    package var unreadable: UInt64 = 0
    /// Records since the start that the spool's policy gave up before the sink got them.
    package var dropped: UInt64 = 0
    /// Tries that failed and were or will be made again, since the start.
    package var retries: UInt64 = 0
    /// Of them, those in a row up to now; none once records were written again, though nothing proves yet that they arrived.
    package var failures = 0
    /// At most so many records were sent over the connection that stands and are kept until it has proven them: see ``ReplayWindow``.
    package var inWindow: UInt64 = 0
    /// At most so many records were sent at least once and never proven: those in the window, and those of connections that broke. Nil
    /// for a sink without a window.
    package var unproven: UInt64?
    package var held: Reason?
    package var circuit = Circuit.State.closed
    /// Batches, or parts of one, that are under way.
    package var inFlight = 0
    /// Batches that may be under way now.
    package var allowedInFlight = 1
    /// Batches that are held in memory.
    package var openBatches = 0
    /// Answers that wait for their predecessors'.
    package var earlyAnswers = 0
    package var lastError: String?
    /// Of the last error, for where no peer's words may stand.
    package var lastCode: ReasonCode?
    package var lastErrorTime: Timestamp?
    package var lastDelivery: Timestamp?
    package var figures = SinkFigures()
    package var end: DeliveryEnd?

    package init() {}

    mutating func note(_ verdict: Verdict, at now: Timestamp) {
        switch verdict {
        case .delivered, .written: lastDelivery = now
        case .retry(let reason, _):
            retries += 1
            note(reason, at: now)
        case .split(let reason), .hold(let reason), .reject(let reason): note(reason, at: now)
        }
    }

    mutating func note(_ receipt: Receipt) {
        for row in receipt.rows {
            switch row.outcome {
            case .delivered(let grade): delivered[grade, default: 0].addSaturated(row.count.records)
            case .filtered: filtered.addSaturated(row.count.records)
            case .deadLettered: deadLettered.addSaturated(row.count.records)
            case .quarantined: unreadable.addSaturated(row.count.records)
            case .dropped: dropped.addSaturated(row.count.records)
            case .committed: break
            }
        }
    }

    private mutating func note(_ reason: Reason, at now: Timestamp) {
        lastError = "\(reason)"
        lastCode = reason.code
        lastErrorTime = now
    }
}
