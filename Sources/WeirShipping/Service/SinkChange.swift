import WeirRecords
package import WeirSpool
import WeirSystem

/// Another set of sinks for a state that is at work: put to the thread that keeps it, and answered there.
package final class SinkChange: Sendable {
    package enum Outcome: Equatable, Sendable {
        /// Where each sink goes on, in the order of `sinks`.
        case done([SinkStart])
        case cancelled
    }

    /// All names of the set, in the configuration's order.
    package let sinks: [String]
    /// Those of them that are made anew and go on at their durable cursors.
    package let anew: Set<String>
    /// Whose receipts count from then on.
    let receipts: [ReceiptQueue]
    private let spool: SpoolContext
    private let outcome = Monitor<Outcome?>(nil)

    package init(sinks: [String], anew: Set<String>, receipts: [ReceiptQueue], spool: SpoolContext) {
        self.sinks = sinks
        self.anew = anew
        self.receipts = receipts
        self.spool = spool
    }

    /// What is settled is removed, as far as it will be before more is settled.
    var isReleased: Bool { spool.pressure.released.value >= spool.spool.settled.value }
    var oldest: RecordNumber { spool.spool.oldest }

    /// `nil` where it was not answered in time.
    package func wait(atMost time: Duration) -> Outcome? { outcome.wait(atMost: time) { $0 } }

    /// Gives it up, where it was not answered yet. What counts is what this returns.
    package func cancel() -> Outcome {
        outcome.change { outcome in
            let final = outcome ?? .cancelled
            outcome = final
            return final
        }
    }

    var isOpen: Bool { outcome.read { $0 == nil } }

    /// Does it and answers, unless it was given up meanwhile.
    func perform(_ body: () throws(StateError) -> [SinkStart]) throws(StateError) {
        let result = outcome.change { outcome -> Result<Void, StateError> in
            guard outcome == nil else { return .success(()) }
            do throws(StateError) {
                outcome = .done(try body())
                return .success(())
            } catch { return .failure(error) }
        }
        try result.get()
    }
}
