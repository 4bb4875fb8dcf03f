import Foundation
import Testing
import WeirRecords

@Suite("timestamps")
struct TimestampTests {
    @Test(
        "ISO 8601 is read in its common shapes",
        arguments: [
            ("2023-01-31T15:05:01.896185+00:00", "2023-01-31T15:05:01.896185Z"),
            ("2023-01-31 15:05:01,896", "2023-01-31T15:05:01.896000Z"),
            ("2024-11-25T04:47:53+01:00", "2024-11-25T03:47:53.000000Z"),
            ("2024-11-25T03:47:53Z", "2024-11-25T03:47:53.000000Z"),
            ("2024-11-25T03:47-0530", "2024-11-25T09:17:00.000000Z"),
            ("2024-11-25 03:47:53-08", "2024-11-25T11:47:53.000000Z"),
            ("2024-02-29T23:59:60.5Z", "2024-03-01T00:00:00.500000Z"),
            ("1969-12-31T23:59:59.9999999Z", "1969-12-31T23:59:59.999999Z"),
            ("0000-01-01T00:00:00Z", "0000-01-01T00:00:00.000000Z"),
        ])
    func iso8601(text: String, moment: String) { #expect(Timestamp.parseISO8601(text)?.description == moment) }

    @Test("a writer that remembers the minute writes what one that does not writes")
    func writer() {
        var writer = TimestampWriter()
        let moments =
            [0, -1, 59_999_999, 60_000_000, 60_000_001, -60_000_000, -60_000_001].map { Timestamp(microseconds: $0) }
            + [.earliestPrintable, .latestPrintable, Timestamp(microseconds: .max), Timestamp(microseconds: .min)]
            + (0..<2_000).map { Timestamp(microseconds: $0 * 137_731_003 % 400_000_000) }
        for moment in moments {
            let text = String(unsafeUninitializedCapacity: Timestamp.rfc3339Bytes) { writer.write(moment, into: $0) }
            #expect(text == moment.description)
        }
    }

    @Test(
        "what is no moment is refused",
        arguments: [
            "", "2023", "2023-02-29T00:00:00Z", "1900-02-29T00:00:00Z", "2023-13-01T00:00:00Z", "2023-00-01T00:00:00Z",
            "2023-01-00T00:00:00Z", "2023-01-32T00:00:00Z", "2023-01-01T24:00:00Z", "2023-01-01T00:60:00Z", "2023-01-01T00:00:61Z",
            "2023-01-01T00:00:00.Z", "2023-01-01T00:00:00+", "2023-01-01T00:00:00+1", "2023-01-01T00:00:00+24", "2023-01-01T00:00:00+00:60",
            "2023-01-01T00:00:00+00:", "2023-01-01T00:00:00 ", "2023-01-01T00:00:00ZZ", "20x3-01-01T00:00:00Z", "99x9-01-01T00:00:00Z",
            "2023/01/01T00:00:00Z", "2023-01-01X00:00:00Z", "-023-01-01T00:00:00Z",
        ])
    func refused(text: String) { #expect(Timestamp.parseISO8601(text) == nil) }

    @Test("web servers' and PostgreSQL's times are read")
    func others() {
        #expect(Timestamp.parseCommonLog("25/Nov/2024:03:47:52 +0000")?.description == "2024-11-25T03:47:52.000000Z")
        #expect(Timestamp.parseCommonLog("25/nov/2024:03:47:52 -0130")?.description == "2024-11-25T05:17:52.000000Z")
        #expect(Timestamp.parseCommonLog("25/Nov/2024:03:47:52")?.description == "2024-11-25T03:47:52.000000Z")
        #expect(Timestamp.parseCommonLog("25/Nix/2024:03:47:52 +0000") == nil)
        #expect(Timestamp.parseCommonLog("31/Nov/2024:03:47:52 +0000") == nil)
        #expect(Timestamp.parseEpochSeconds("1732506472.285")?.description == "2024-11-25T03:47:52.285000Z")
        #expect(Timestamp.parseEpochSeconds("-1.5")?.microseconds == -1_500_000)
        #expect(Timestamp.parseEpochSeconds("1732506472")?.microseconds == 1_732_506_472_000_000)
        #expect(Timestamp.parseEpochSeconds("9999999999999") == nil)
        #expect(Timestamp.parseEpochSeconds("1e5") == nil)
        #expect(Timestamp.parsePostgreSQL("2022-01-18 00:28:58.891 UTC")?.description == "2022-01-18T00:28:58.891000Z")
        #expect(Timestamp.parsePostgreSQL("2022-07-18 00:28:58.891 CEST")?.description == "2022-07-17T22:28:58.891000Z")
        #expect(Timestamp.parsePostgreSQL("2022-01-18 00:28:58.891 PST")?.description == "2022-01-18T08:28:58.891000Z")
        #expect(Timestamp.parsePostgreSQL("2022-01-18 00:28:58.891234+05:30")?.description == "2022-01-17T18:58:58.891234Z")
        #expect(Timestamp.parsePostgreSQL("2022-01-18 00:28:58.891 +03")?.description == "2022-01-17T21:28:58.891000Z")
        #expect(Timestamp.parsePostgreSQL("2022-01-18 00:28:58.891 XYZ") == nil)
    }

    @Test("random moments agree with Foundation's calendar, printed and read", arguments: 1...4 as ClosedRange<UInt64>)
    func againstFoundation(seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        var calendar = Calendar(identifier: .iso8601)
        calendar.timeZone = try #require(TimeZone(identifier: "UTC"))
        for _ in 0..<2_000 {
            // From the calendar's reform on, which Foundation follows and PostgreSQL does not.
            let microseconds = Int64.random(in: -12_219_292_800_000_000...253_402_300_799_999_999, using: &generator)
            let moment = Timestamp(microseconds: microseconds)
            let seconds = (Double(microseconds) / 1e6).rounded(.down)
            let parts = calendar.dateComponents(
                [.year, .month, .day, .hour, .minute, .second], from: Date(timeIntervalSince1970: seconds))
            let fraction = microseconds - Int64(seconds) * 1_000_000
            let expected = String(
                format: "%04d-%02d-%02dT%02d:%02d:%02d.%06d", parts.year ?? 0, parts.month ?? 0, parts.day ?? 0, parts.hour ?? 0,
                parts.minute ?? 0, parts.second ?? 0, fraction)
            #expect(moment.description == expected + "Z")
            #expect(Timestamp.parseISO8601(expected) == moment)
        }
    }

    @Test("a zone moves the moment by as much as it says", arguments: 5...6 as ClosedRange<UInt64>)
    func zones(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        for _ in 0..<500 {
            let moment = Timestamp(microseconds: Int64.random(in: 0...4_000_000_000_000_000, using: &generator))
            let minutes = Int64.random(in: -1_439...1_439, using: &generator)
            let local = Timestamp(microseconds: moment.microseconds + minutes * Timestamp.microsecondsPerMinute)
            let zone = (minutes < 0 ? "-" : "+") + String(format: "%02d:%02d", abs(minutes) / 60, abs(minutes) % 60)
            #expect(Timestamp.parseISO8601(String(local.description.dropLast()) + zone) == moment)
        }
    }

    @Test("moments that RFC 3339 cannot write are written as the nearest that it can")
    func clamped() {
        #expect(Timestamp(microseconds: .max).description == "9999-12-31T23:59:59.999999Z")
        #expect(Timestamp(microseconds: .min).description == "0000-01-01T00:00:00.000000Z")
    }

    @Test("minutes before the epoch are rounded towards the past")
    func minutes() {
        #expect(Timestamp(microseconds: -1).minute == -1)
        #expect(Timestamp(microseconds: -60_000_000).minute == -1)
        #expect(Timestamp(microseconds: 59_999_999).minute == 0)
    }
}
