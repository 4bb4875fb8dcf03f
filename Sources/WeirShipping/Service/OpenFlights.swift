import Synchronization
import WeirSpool

/// Where a sink's answers come in, from whatever thread. The sink's own thread is woken; others that wait on the mark sleep on.
final class AnswerBox: Sendable {
    private let answers = Mutex<[(flight: UInt64, verdict: Verdict)]>([])
    private let mark: SyncMark

    /// - Parameter mark: what the stage waits on.
    init(mark: SyncMark) { self.mark = mark }

    func put(_ verdict: Verdict, of flight: UInt64) {
        answers.withLock { $0.append((flight, verdict)) }
        mark.nudge()
    }

    var hasAnswers: Bool { answers.withLock { !$0.isEmpty } }

    func take() -> (flight: UInt64, verdict: Verdict)? { answers.withLock { $0.isEmpty ? nil : $0.removeFirst() } }
}

/// The batches that a delivery knows of, and those parts of them that the sink was given and has not answered for.
struct OpenFlights {
    private struct Batch {
        var records: Range<RecordNumber>
        var part: BatchPart
    }

    struct Flight {
        var records: Range<RecordNumber>
        var part: BatchPart
        fileprivate var deadline: Moment
    }

    /// How long after its deadline an answer is waited for: a transport that gives none must not stop the sink for ever.
    private static let grace = Duration.seconds(5)

    private let box: AnswerBox
    private var batches: [Batch] = []
    private var flights: [UInt64: Flight] = [:]
    private var number: UInt64 = 0

    init(_ box: AnswerBox) { self.box = box }

    /// Batches that are held in memory.
    var batchCount: Int { batches.count }
    /// When something is overdue, if nothing is answered before.
    var overdue: Moment? { flights.values.map(\.deadline).min().map { $0 + Self.grace } }

    mutating func add(_ records: Range<RecordNumber>, _ part: BatchPart) { batches.append(Batch(records: records, part: part)) }

    /// The part of a batch that these records are.
    func part(of records: Range<RecordNumber>) -> BatchPart? {
        batches.first { $0.records.contains(records.lowerBound) }?.part.clamped(to: records)
    }

    /// - Returns: where the answer belongs, to be called once, from any thread.
    mutating func begin(_ records: Range<RecordNumber>, _ part: BatchPart, by deadline: Moment) -> @Sendable (Verdict) -> Void {
        number += 1
        flights[number] = Flight(records: records, part: part, deadline: deadline)
        return { [box, number] in box.put($0, of: number) }
    }

    /// The next answer. One to what is not under way, or not any more, is left out.
    mutating func answer(at now: Moment) -> (Flight, Verdict)? {
        while let (number, verdict) = box.take() {
            if let flight = flights.removeValue(forKey: number) { return (flight, verdict) }
        }
        let overdue = flights.filter { $0.value.deadline + Self.grace <= now }
        guard let (number, flight) = overdue.min(by: { $0.key < $1.key }) else { return nil }
        flights[number] = nil
        return (flight, .retry(Reason(.timeout, "no answer came at all")))
    }

    mutating func release(_ isDone: (Range<RecordNumber>) -> Bool) { batches.removeAll { isDone($0.records) } }

    /// Answers to what is under way mean nothing any more.
    mutating func removeAll() {
        batches.removeAll()
        flights.removeAll()
    }
}
