import WeirRecords
import WeirSpool

@testable import WeirShipping

func records(_ range: Range<UInt64>) -> Range<RecordNumber> { RecordNumber(range.lowerBound)..<RecordNumber(range.upperBound) }

func seconds(_ seconds: Double) -> Moment { Moment(nanoseconds: UInt64(seconds * 1_000_000_000)) }

func at(_ time: Double, unsent: Int = 0, isSpoolFull: Bool = false) -> Circumstances {
    Circumstances(now: seconds(time), chance: .max, unsent: unsent, isSpoolFull: isSpoolFull)
}

extension Delivery {
    static func answering() -> Delivery {
        var settings = Settings(sink: "siem")
        settings.retry = RetryPolicy(base: .seconds(1), cap: .seconds(8))
        return Delivery(settings, from: RecordNumber(0))
    }

    static func windowed(bytes: Int64 = 100, age: Duration = .seconds(60)) -> Delivery {
        var settings = Settings(sink: "soc")
        settings.retry = RetryPolicy(base: .seconds(1), cap: .seconds(8))
        settings.window = ReplayWindow.Settings(bytes: ByteCount(bytes), age: age)
        return Delivery(settings, from: RecordNumber(0))
    }

    mutating func answer(_ verdict: Verdict, _ now: Circumstances) -> [DeliveryAction] { step(.answered(verdict, Tally()), now) }
}
