import Testing
import WeirRecords

@testable import WeirCommands

@Suite("Losses as reasons")
struct LossReasonTests {
    private static func loss(_ bytes: UInt64?, since: Int64? = nil, cause: Loss.Cause = .rotatedAway) -> Loss {
        Loss(source: "web", host: "web-1", since: since, noticed: 30_000_000, cause: cause, subject: "/var/log/a.log", bytes: bytes)
    }

    @Test("a loss with its size is known, one of unknown size or of at least nothing makes its host and minutes unknown")
    func kinds() {
        let reasons = LossReasons([Self.loss(4_096, since: 29_999_990), Self.loss(nil, cause: .watchOverflow), Self.loss(0)])
        #expect(
            reasons.known == [
                "web-1, 2027-01-15 07:50 to 2027-01-15 08:00: lost before it was read: 4,096 bytes of /var/log/a.log (rotated away)"
            ])
        #expect(
            reasons.unknown.count == 2
                && reasons.unknown[0].hasPrefix("web-1, 2027-01-15 08:00: lost before it was read: an unknown part of /var/log/a.log"))
        #expect(LossReasons([]).known.isEmpty && LossReasons([]).unknown.isEmpty)
    }

    @Test("what could not be read comes with what to do, and with how many more there are of it")
    func unread() {
        var loss = Self.loss(nil, cause: .unread)
        loss.count = 3
        #expect(
            LossReasons([loss]).unknown == [
                "web-1, 2027-01-15 08:00: not read: an unknown part of /var/log/a.log and 2 more (give the shipper's user the right to read it, or exclude it)"
            ])
    }

    @Test("a loss that was noticed behind the window says that it may be of the window all the same")
    func window() throws {
        let before = try #require(ReconcileWindow(since: nil, until: Timestamp(microseconds: 29_999_000 * 60_000_000)))
        let around = try #require(ReconcileWindow(since: nil, until: nil))
        #expect(LossReasons([Self.loss(1)], window: before).known[0].hasSuffix("so of the window's too"))
        #expect(LossReasons([Self.loss(1)], window: around).known == LossReasons([Self.loss(1)]).known)
    }

    @Test("of many losses some are told, and how many more there are")
    func many() {
        let reasons = LossReasons(Array(repeating: Self.loss(1), count: 1_003))
        #expect(reasons.known.count == 4 && reasons.known[3] == "1,000 more such losses of sources")
    }
}
