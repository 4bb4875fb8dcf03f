import Testing
import WeirRecords

@testable import WeirPlanner

@Suite("a forecast from measured logs alone")
struct MeasuredForecastTests {
    private let week = RetentionPolicy(standard: .age(.seconds(7 * 86_400)), debug: .age(.seconds(4 * 3600)))

    @Test("a plateau is as wide as the measurement is uncertain, and bytes a row times rows make it")
    func plateau() throws {
        let (short, long) = try (MeasuredForecast(.sample(hours: 24)), MeasuredForecast(.sample(hours: 400)))
        let (wide, narrow) = (try #require(short.plateau(week)), try #require(long.plateau(week)))
        #expect(wide.low < wide.middle && wide.middle < wide.high)
        #expect(wide.high / wide.low > narrow.high / narrow.low)
        let perRow = try #require(short.bytesPerRow(week))
        // Half a million standard rows a day for seven days, a million debug rows a day for four hours.
        #expect(abs(percent(perRow * (500_000 * 7 + 1_000_000 / 6), wide.middle)) < 1)
        #expect(short.historyHours(week) == PerClass(standard: 168, debug: 4))
    }

    @Test("what is kept for ever has no plateau and fills the disk, sooner at the higher end of the load")
    func forever() throws {
        let forecast = try MeasuredForecast(.sample())
        let forever = RetentionPolicy(standard: .forever, debug: .forever)
        #expect(forecast.plateau(forever) == nil && forecast.bytesPerRow(forever) == nil && forecast.historyHours(forever) == nil)
        let days = forecast.daysUntilFull(forever, room: .gibibytes(4))
        let (low, middle, high) = (try #require(days.low), try #require(days.middle), try #require(days.high))
        #expect(high < middle && middle < low)
        #expect(abs(percent(low / middle, 1.3)) < 2 && abs(percent(middle / high, 1.3)) < 2)
        let roomy = forecast.daysUntilFull(week, room: .gibibytes(400))
        #expect(roomy.low == nil && roomy.middle == nil && roomy.high == nil)
    }
}
