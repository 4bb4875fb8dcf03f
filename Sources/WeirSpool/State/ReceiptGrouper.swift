/// Collects receipts until a transaction is worth it: pure, told the time.
///
/// Per sink, receipts are taken in the order of their records; one that came early waits for those before it.
package struct ReceiptGrouper: Sendable {
    package enum Acceptance: Equatable, Sendable {
        /// Part of the next transaction.
        case ready
        /// Records before it are still on their way.
        case waiting
        /// Nothing of it is counted: its records were settled before, or overlap others that were, its rows do not count
        /// exactly its records, or its sink is unknown.
        case refused
    }

    /// A disk does about 150 durable transactions a second; ten leave it to the spool.
    package static let delay: Duration = .milliseconds(100)
    /// Early receipts kept for one sink: more would be a defect of the sink, and are refused.
    package static let maximumWaiting = 4096

    /// Rows of one transaction, about: half a second of the database's work.
    package static let maximumReadyRows = 32_768

    private struct Sink: Sendable {
        /// Where the next receipt must begin.
        var next: RecordNumber
        var waiting: [RecordNumber: Receipt] = [:]
    }

    private var sinks: [String: Sink]
    private var ready: [Receipt] = []
    private var readyRows = 0
    private var oldest: UInt64?

    /// - Parameter cursors: the durable cursor of every sink.
    package init(cursors: [String: RecordNumber]) { sinks = cursors.mapValues { Sink(next: $0) } }

    /// Takes on another set of sinks, with nothing ready: what is expected of a sink that stays, stays.
    mutating func configure(cursors: [String: RecordNumber], anew: Set<String>) {
        let known = sinks
        sinks = Dictionary(
            uniqueKeysWithValues: cursors.map { name, cursor in
                guard !anew.contains(name), let sink = known[name] else { return (name, Sink(next: cursor)) }
                return (name, sink)
            })
    }

    /// - Parameter now: nanoseconds of the monotonic clock.
    package mutating func add(_ receipt: Receipt, now: UInt64) -> Acceptance {
        guard var sink = sinks[receipt.sink], !receipt.records.isEmpty, receipt.records.lowerBound >= sink.next,
            receipt.rows.cover(receipt.records, { $0 != .committed })
        else { return .refused }
        defer { sinks[receipt.sink] = sink }
        if receipt.records.lowerBound > sink.next {
            guard sink.waiting.count < Self.maximumWaiting, sink.waiting[receipt.records.lowerBound] == nil else { return .refused }
            sink.waiting[receipt.records.lowerBound] = receipt
            return .waiting
        }
        oldest = oldest ?? now
        var following: Receipt? = receipt
        while let current = following {
            ready.append(current)
            readyRows += current.rows.count
            sink.next = current.records.upperBound
            following = sink.waiting.removeValue(forKey: sink.next)
        }
        return .ready
    }

    /// How long the next transaction may wait; `nil` where there is nothing for it, zero where it is due.
    package func timeLeft(now: UInt64) -> Duration? {
        guard let oldest else { return nil }
        return max(.zero, Self.delay - .nanoseconds(Int64(clamping: now > oldest ? now - oldest : 0)))
    }

    /// Everything that is ready, in the order of each sink's records.
    package mutating func take() -> [Receipt] {
        defer {
            ready.removeAll()
            readyRows = 0
            oldest = nil
        }
        return ready
    }

    /// As much as one transaction should do: what comes then is to wait where it is, so that it does not pile up here.
    package var isLaden: Bool { readyRows >= Self.maximumReadyRows }
    package var hasReady: Bool { !ready.isEmpty }
    /// Receipts that wait for others before them.
    package var waitingCount: Int { sinks.values.reduce(0) { $0 + $1.waiting.count } }
}
