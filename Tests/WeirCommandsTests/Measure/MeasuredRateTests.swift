import Testing
import WeirPlanner
import WeirRecords

@testable import WeirCommands

@Suite("measured rates")
struct MeasuredRateTests {
    private static let start: Int64 = 1_709_251_200_000_000
    private static let now = Timestamp(microseconds: start + 400 * 86_400_000_000)

    private func log(_ name: String, host: String = "h", seconds: [Double]) -> FileMeasurement {
        var file = FileMeasurement(log: LogIdentity(host: host, name: name), role: .other)
        for second in seconds {
            file.timeline.add(Timestamp(microseconds: Self.start + Int64(second * 1e6)), .standard)
            file.timeline.add(bytes: 100)
        }
        return file
    }

    private func rates(_ files: FileMeasurement...) -> MeasuredRates {
        var measurement = WeirCommands.Measurement()
        files.forEach { measurement.add($0) }
        return MeasuredRates(measurement, now: Self.now)
    }

    private func even(_ count: Int, over seconds: Double) -> [Double] { (0..<count).map { Double($0) * seconds / Double(count - 1) } }

    @Test("logs of hours and of weeks on one host and on two: the sum of each over its own time")
    func sums() throws {
        let (busy, quiet) = (even(20_000, over: 7_200), even(300, over: 30 * 86_400))
        let expected = 19_999.0 / 7_200 * 86_400 * 100 + 299.0 / 30 * 100
        for host in ["h", "other"] {
            let rate = try #require(rates(log("a", seconds: busy), log("b", host: host, seconds: quiet)).bytesPerDay)
            #expect(abs(rate.middle / expected - 1) < 0.01)
        }
    }

    @Test("the files of one log after a rotation are one log, not several at once")
    func rotation() throws {
        let all = even(10_000, over: 86_400)
        let rates = rates(log("a", seconds: Array(all[5_000...])), log("a", seconds: Array(all[..<5_000])))
        let rate = try #require(rates.bytesPerDay)
        #expect(rates.logs.count == 1 && abs(rate.middle / 1e6 - 1) < 0.01)
    }

    @Test("a file a day is one log; files of one time whose names differ in a number are several")
    func dates() throws {
        let day = even(1_000, over: 86_000)
        let days = rates(log("a-03-01", seconds: day), log("a-03-02", seconds: day.map { $0 + 86_400 }))
        let daily = try #require(days.bytesPerDay)
        #expect(days.logs.count == 1 && abs(daily.middle / 1e5 - 1) < 0.02)
        let services = rates(log("web1", seconds: day), log("web2", seconds: day))
        let both = try #require(services.bytesPerDay)
        #expect(services.logs.count == 2 && abs(both.middle / 2e5 - 1) < 0.02)
    }

    @Test("a wrong clock is set aside and changes nothing", arguments: [-1_709_251_200.0, 3e9, -259_200.0])
    func wrongClock(seconds: Double) throws {
        var times = even(1_000, over: 86_400)
        let right = try #require(rates(log("a", seconds: times)).bytesPerDay)
        times.insert(seconds, at: 500)
        let wrong = rates(log("a", seconds: times))
        let rate = try #require(wrong.bytesPerDay)
        #expect(abs(rate.middle / right.middle - 1) < 0.01)
        #expect(wrong.logs[0].evidence.setAside.first?.records == 1)
        #expect(RateText(wrong).wrongClock?.contains("1 record has a time out of line") == true)
    }

    @Test("two bursts a month apart have no rate, and the reason is said")
    func bursts() {
        let burst = even(100, over: 60)
        let rates = rates(log("a", seconds: burst + burst.map { $0 + 30 * 86_400 }))
        #expect(rates.bytesPerDay == nil)
        #expect(RateText(rates).refusal?.contains("200 records in 2 bursts: too little for a rate") == true)
    }

    @Test("a job that writes each hour has a rate")
    func rhythm() throws {
        let seconds = (0..<48).flatMap { hour in even(20, over: 1).map { $0 + Double(hour) * 3_600 } }
        let rate = try #require(rates(log("a", seconds: seconds)).bytesPerDay)
        #expect(abs(rate.middle / (20 * 24 * 100) - 1) < 0.05)
    }

    @Test("less evidence, a wider range; under ten records, none")
    func evidence() throws {
        func width(_ count: Int, over seconds: Double) -> Double? {
            rates(log("a", seconds: even(count, over: seconds))).bytesPerDay.map { $0.high / $0.low }
        }
        #expect(width(9, over: 86_400) == nil && width(100, over: 0.5) == nil)
        let widths = try [
            width(10, over: 9), width(10, over: 1_800), width(1_000, over: 7_200), width(1_000, over: 2 * 86_400),
            width(10_000, over: 8 * 86_400),
        ]
        .map { try #require($0) }
        #expect(widths == widths.sorted(by: >) && Set(widths).count == widths.count)
        #expect(widths[0] > 30)
    }

    @Test("logs too small for a rate are named where the others have one, and refuse it where they are more than a twentieth")
    func small() {
        let some = rates(log("big", seconds: even(1_000, over: 7_200)), log("tiny", seconds: even(5, over: 60)))
        #expect(some.isEnough && RateText(some).leftOut?.contains("tiny (under 10 records)") == true)
        let most = rates(log("a", seconds: even(20, over: 7_200)), log("tiny", seconds: even(9, over: 60)))
        #expect(most.bytesPerDay == nil)
    }
}
