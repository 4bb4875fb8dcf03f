import Foundation
import Synchronization
import WeirRecords

@testable import WeirShipping

/// An HTTP endpoint whose answers come when they come, on the lab's clock.
final class LabPeer: Sendable {
    struct Request {
        var number: Int
        var at: Moment
        var records: [Int]
    }

    struct Reply {
        /// Nil for an answer that never comes.
        var outcome: HTTPOutcome?
        var after: Duration
        var times = 1

        static func status(_ status: Int, after: Duration = .zero, retryAfter: String? = nil) -> Reply {
            Reply(outcome: .answered(HTTPAnswer(status: status, retryAfter: retryAfter)), after: after)
        }
        static let never = Reply(outcome: nil, after: .zero)
    }

    typealias Answer = @Sendable (Request) -> Reply

    private struct Pending {
        var at: Moment
        var outcome: HTTPOutcome
        var done: @Sendable (HTTPOutcome) -> Void
    }

    private struct State {
        var requests: [(at: Moment, records: Int)] = []
        var arrivals: [(record: Int, at: Moment)] = []
        var pending: [Pending] = []
        var open = 0
        var mostOpen = 0
    }

    private let answer: Answer
    private let state = Mutex(State())

    init(_ answer: @escaping Answer) { self.answer = answer }

    /// When requests came, and how many records each had.
    var requests: [(at: Moment, records: Int)] { state.withLock { $0.requests } }
    /// Records in the order in which they were taken.
    var arrivals: [(record: Int, at: Moment)] { state.withLock { $0.arrivals } }
    var records: [Int] { state.withLock { $0.arrivals.map(\.record) } }
    var mostOpen: Int { state.withLock { $0.mostOpen } }
    /// When the next answer comes.
    var next: Moment? { state.withLock { $0.pending.map(\.at).min() } }

    func take(_ body: [UInt8], at now: Moment, _ done: @escaping @Sendable (HTTPOutcome) -> Void) {
        let records = Self.records(of: body)
        let number = state.withLock { state in
            state.requests.append((now, records.count))
            state.open += 1
            state.mostOpen = max(state.mostOpen, state.open)
            return state.requests.count
        }
        let reply = answer(Request(number: number, at: now, records: records))
        state.withLock { state in
            guard let outcome = reply.outcome else { return }
            if case .answered(let answer) = outcome, (200...299).contains(answer.status) {
                for record in records { state.arrivals.append((record, now)) }
            }
            for _ in 0..<reply.times { state.pending.append(Pending(at: now + reply.after, outcome: outcome, done: done)) }
        }
    }

    /// Gives the answers that are due; whether there were any.
    func deliver(at now: Moment) -> Bool {
        let due = state.withLock { state in
            let due = state.pending.filter { $0.at <= now }
            state.pending.removeAll { $0.at <= now }
            state.open -= due.count
            return due
        }
        for answer in due { answer.done(answer.outcome) }
        return !due.isEmpty
    }

    func dropAll() { state.withLock { $0.pending.removeAll() } }

    private static func records(of body: [UInt8]) -> [Int] {
        String(decoding: body, as: UTF8.self).split(separator: "\n").compactMap { line in
            line.range(of: #""message":"record "#).flatMap { Int(line[$0.upperBound...].prefix { $0.isNumber }) }
        }
    }
}

struct LabTransport: HTTPTransport {
    let peer: LabPeer
    let now: @Sendable () -> Moment

    func send(_ request: OutgoingRequest, by deadline: Moment) -> HTTPOutcome { .failed(.unsendable("the lab doesn't wait")) }

    func begin(_ request: OutgoingRequest, by deadline: Moment, _ done: @escaping @Sendable (HTTPOutcome) -> Void) {
        peer.take(request.body, at: now(), done)
    }

    func abandon() { peer.dropAll() }
}

extension Slab {
    /// One plain record with its meter, all of one key.
    func addLine(_ text: String, number: UInt64, at minute: Int64) {
        let bytes = [UInt8](text.utf8)
        let digest = Digest128(low: number, high: 1)
        if meter.keys.isEmpty {
            meter.keys.append(MeterKey(source: "log", host: "h", application: "a", level: .info, category: .session))
            let descriptor = StreamDescriptor(
                kind: .file, source: "log", host: "h", origin: "/a.log", generation: Digest128(low: 1, high: 1), format: .plain)
            streams = [StreamState(descriptor: descriptor, position: StreamPosition(bytes: [1]))]
        }
        entries.append(
            RecordEntry(
                streamOffset: number, eventTime: Timestamp(microseconds: minute * 60_000_000), digest: digest,
                payloadOffset: UInt32(payloadCount), length: UInt32(bytes.count), stream: 0, meterKey: 0, flags: []))
        freePayload.copyBytes(from: bytes)
        payloadCount += bytes.count
        let count = MeterCount(records: 1, bytes: UInt64(bytes.count), digest: digest)
        if let row = meter.rows.firstIndex(where: { $0.minute == minute }) {
            meter.rows[row].count.add(count)
        } else {
            meter.rows.append(MeterBlock.Row(key: 0, minute: minute, count: count))
        }
    }
}
