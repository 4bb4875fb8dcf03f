import TestSupport
import WeirRecords
import WeirSpool
import WeirSystem

@testable import WeirShipping

/// Plays a stage and its peer at random against the machine, and looks at everything that it says.
struct DeliveryFuzzer {
    /// What is wrong, in words.
    private(set) var complaints: [String] = []
    /// Records in the order in which they were settled or buried.
    private(set) var receipted: [Range<RecordNumber>] = []
    private(set) var buried: Set<UInt64> = []
    private(set) var end: DeliveryEnd?
    private(set) var mostInFlight = 0
    private(set) var mostEarly = 0

    private var random: SeededRandom
    private var delivery: Delivery
    private let total: UInt64
    private let poison: Set<UInt64>
    private var asked = DeliveryAction.wait(until: Moment(nanoseconds: 0))
    private var handed: UInt64 = 0
    private var flights: [Range<RecordNumber>] = []
    private var now = Moment(nanoseconds: 1)
    private var isWell = false

    init(seed: UInt64, inFlight: Int, isWindowed: Bool = false) {
        var random = SeededRandom(seed: seed)
        var settings = Delivery.Settings(sink: "siem")
        settings.inFlight = inFlight
        settings.deadLetters = DeadLetterGuard.Limits(inARow: 5, percent: 50, window: 100)
        if isWindowed { settings.window = ReplayWindow.Settings(bytes: ByteCount(200), age: .seconds(5)) }
        let total = UInt64(random.number(in: 1..<300))
        self.total = total
        let poison = isWindowed ? [] : (0..<random.number(in: 0..<6)).map { _ in UInt64(random.number(in: 0..<Int(total))) }
        self.poison = Set(poison)
        delivery = Delivery(settings, from: .first)
        self.random = random
    }

    /// Everything may happen for so many steps; then the peer is well, and the delivery is told to end.
    mutating func run(steps: Int, patience: Int = 50_000) {
        for _ in 0..<steps { step() }
        isWell = true
        // A held sink would end at once.
        for _ in 0..<patience where delivery.heldReason != nil { step() }
        take(.exhaust(patience: .seconds(1_000_000)))
        for _ in 0..<patience where end == nil { step() }
    }

    private mutating func step() {
        now = now + .milliseconds(random.number(in: 0..<3_000))
        switch random.number(in: 0..<10) {
        case 0: take(.awake)
        case 1 where !flights.isEmpty, 2 where !flights.isEmpty, 3 where !flights.isEmpty: answerOne()
        case 4 where random.chance(0.2):
            // An answer to what is not under way: late, or twice.
            let first = RecordNumber(UInt64(random.number(in: 0..<Int(total))))
            let stray = first..<first.advanced(by: 1_000)
            take(.answered(stray, verdict(on: stray), Self.tally(stray)))
        default: answerAsked()
        }
    }

    private mutating func answerAsked() {
        switch asked {
        case .fill: fill()
        case .knock: take(random.chance(0.5) || isWell ? .admitted : .deferred(until: now + .seconds(random.number(in: 1..<20))))
        case .close: take(.closed(confirmed: isWell || random.chance(0.5)))
        case .wait(let until):
            if !flights.isEmpty, isWell { return answerOne() }
            if until != .never, random.chance(0.7) { now = max(now, until) }
            take(.awake)
        case .send where delivery.settings.window != nil && !flights.isEmpty: answerOne()
        default: take(.awake)
        }
    }

    private mutating func fill() {
        guard handed < total else { return take(.caughtUp) }
        if !isWell, random.chance(0.2) { return take(.gathering(until: now + .seconds(1))) }
        if !isWell, random.chance(0.1) { return take(.caughtUp) }
        let first = handed
        handed = min(total, handed + UInt64(random.number(in: 1..<40)))
        take(.batch(records(first..<handed)))
    }

    private mutating func answerOne() {
        let flight = flights.remove(at: random.number(in: 0..<flights.count))
        let verdict = verdict(on: flight)
        let isDelivered = if case .delivered = verdict { true } else { false }
        // What was refused before anything was taken is sent once more, and its followers are not held up.
        let before = (delivery.cursor.value..<max(delivery.cursor.value, flight.lowerBound.value)).map { records($0..<($0 + 1)) }
        let isInOrder = before.allSatisfy { delivery.probation.holds($0) }
        if isDelivered, delivery.settings.inFlight == 1, !isInOrder {
            complaints.append("\(flight) was delivered while the cursor was at \(delivery.cursor)")
        }
        take(.answered(flight, verdict, isDelivered ? Self.tally(flight) : Tally()))
    }

    private mutating func verdict(on flight: Range<RecordNumber>) -> Verdict {
        if !isWell {
            switch random.number(in: 0..<10) {
            case 0: return .retry(Reason("HTTP 503"))
            case 1: return .retry(Reason("HTTP 429"), after: .seconds(random.number(in: 0..<100)))
            case 2: return .hold(Reason("HTTP 403"))
            case 3 where delivery.settings.window == nil: return .split(Reason("HTTP 413"))
            default: break
            }
        }
        if delivery.settings.window != nil { return .written(bytes: random.number(in: 0..<60)) }
        return poison.contains { flight.contains(RecordNumber($0)) } ? .reject(Reason("HTTP 400")) : .delivered(.accepted)
    }

    private static func tally(_ records: Range<RecordNumber>) -> Tally {
        let key = MeterKey(source: "s", host: "h", application: "a", level: .info, category: .session)
        var tally = Tally()
        tally.add(
            LedgerRow(
                key: key, minute: 0, outcome: .delivered(.accepted),
                count: MeterCount(records: records.recordCount, bytes: 0, digest: .zero)))
        return tally
    }

    // MARK: - What the machine says

    private mutating func take(_ event: DeliveryEvent) {
        let actions = delivery.step(event, Circumstances(now: now, chance: random.next()))
        for (index, action) in actions.enumerated() { note(action, isLast: index == actions.count - 1) }
        mostInFlight = max(mostInFlight, delivery.inFlight)
        mostEarly = max(mostEarly, delivery.earlyAnswers)
    }

    private mutating func note(_ action: DeliveryAction, isLast: Bool) {
        switch action {
        case .settle(let range, let tally):
            if delivery.settings.window == nil, tally.total.records != range.recordCount {
                complaints.append("the tally of \(range) counts \(tally.total.records)")
            }
            receipt(range)
        case .bury(let record, _):
            buried.insert(record.value)
            receipt(record..<record.advanced(by: 1))
        case .send(let range): sent(range)
        case .rewind(let cursor):
            if cursor.value != receipted.last?.upperBound.value ?? 0 { complaints.append("rewound to \(cursor)") }
            handed = cursor.value
            flights.removeAll()
        case .finish(let end): self.end = end
        case .tell, .fill, .close, .wait, .knock: break
        }
        let isAsking =
            switch action {
            case .fill, .send, .close, .wait, .knock, .finish: true;
            default: false
            }
        if isAsking != isLast { complaints.append("\(action) stands in the wrong place") }
        if isAsking { asked = action }
    }

    private mutating func receipt(_ range: Range<RecordNumber>) {
        let cursor = receipted.last?.upperBound ?? .first
        if range.lowerBound != cursor || range.isEmpty { complaints.append("a receipt of \(range) at \(cursor)") }
        receipted.append(range)
    }

    private mutating func sent(_ range: Range<RecordNumber>) {
        if range.isEmpty || range.upperBound.value > handed { complaints.append("\(range) was sent, and \(handed) handed over") }
        if flights.contains(where: { $0.overlaps(range) }) { complaints.append("\(range) was sent while it was under way") }
        if range.lowerBound < receipted.last?.upperBound ?? .first { complaints.append("\(range) was sent after its receipt") }
        flights.append(range)
    }

    // MARK: - What must hold in the end

    /// Where every record is poisonous, the endpoint has taken none, and none is given up.
    var isHeldForAll: Bool { poison.count == total && buried.isEmpty && end == .held(Reason("HTTP 400")) }
    var isComplete: Bool { end == .delivered && receipted.last?.upperBound.value == total }
    var missedPoison: Set<UInt64> { poison.subtracting(buried) }
    var wronglyBuried: Set<UInt64> { buried.subtracting(poison) }
}
