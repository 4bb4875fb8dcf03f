import WeirRecords
import WeirSpool

@testable import WeirShipping

func records(_ range: Range<UInt64>) -> Range<RecordNumber> { RecordNumber(range.lowerBound)..<RecordNumber(range.upperBound) }

func seconds(_ seconds: Double) -> Moment { Moment(nanoseconds: UInt64(seconds * 1_000_000_000)) }

func at(_ time: Double, unsent: Int = 0, isBroken: Bool = false, isSpoolFull: Bool = false) -> Circumstances {
    Circumstances(now: seconds(time), chance: .max, unsent: unsent, isBroken: isBroken, isSpoolFull: isSpoolFull)
}

extension Delivery {
    static func answering() -> Delivery {
        var settings = Settings(sink: "siem")
        settings.retry = RetryPolicy(base: .seconds(1), cap: .seconds(8))
        return Delivery(settings, from: RecordNumber(0))
    }

    /// To an endpoint that has taken records before.
    static func proven() -> Delivery {
        var delivery = answering()
        _ = delivery.probation.end()
        return delivery
    }

    static func windowed(bytes: Int64 = 100, age: Duration = .seconds(60)) -> Delivery {
        var settings = Settings(sink: "soc")
        settings.retry = RetryPolicy(base: .seconds(1), cap: .seconds(8))
        settings.window = ReplayWindow.Settings(bytes: ByteCount(bytes), age: age)
        return Delivery(settings, from: RecordNumber(0))
    }

    /// To the oldest of what is under way.
    mutating func answer(_ verdict: Verdict, _ now: Circumstances) -> [DeliveryAction] {
        step(.answered(plan.flights.first?.records ?? records(0..<0), verdict, Tally()), now)
    }

    /// As the stage does where a host has a try left.
    mutating func wake(_ now: Circumstances) -> [DeliveryAction] {
        let actions = step(.awake, now)
        return actions == [.knock] ? step(.admitted, now) : actions
    }
}

extension Delivery {
    /// With so many in flight, all of them allowed at once.
    static func flying(_ inFlight: Int) -> Delivery {
        var settings = Settings(sink: "siem")
        settings.retry = RetryPolicy(base: .seconds(1), cap: .seconds(8))
        settings.inFlight = inFlight
        var delivery = Delivery(settings, from: RecordNumber(0))
        for answer in 0..<10_000 as Range<UInt64> where delivery.concurrency.allowed < inFlight {
            delivery.concurrency.answered(1_000_000 * answer, after: .seconds(1), wasFull: true, at: Moment(nanoseconds: answer))
        }
        return delivery
    }

    /// Batches of ten until no more may go.
    mutating func fillUp(at now: Double, from first: UInt64 = 0) {
        var next = first
        var last = step(.awake, WeirShippingTests.at(now)).last
        while true {
            switch last {
            case .fill:
                last = step(.batch(records(next..<(next + 10))), WeirShippingTests.at(now)).last
                next += 10
            case .send: last = step(.awake, WeirShippingTests.at(now)).last
            default: return
            }
        }
    }
}
