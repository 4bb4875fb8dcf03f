import Testing
import WeirRecords

@testable import WeirPlanner

@Suite("the saw-tooth")
struct SawToothTests {
    private func saw(
        standard: RetentionLimit = .age(.seconds(7 * 86_400)), debug: RetentionLimit = .off, days: Int = 28
    ) throws -> SawTooth? {
        try Plan.quick(.sample(profile: .aroundTheClock, standard: standard, debug: debug), draws: 2, days: days).sawTooth
    }

    @Test("with a week's retention and hourly clean-ups 33 to 35 of them pass between two vacuums, as was measured")
    func aWeek() throws {
        let saw = try #require(try saw())
        let hours = try #require(saw.hoursBetweenVacuums)
        #expect((33...35).contains(hours))
    }

    @Test("dead rows rise to a fifth of the live ones, fall to none at one moment, and never take more than the files")
    func shape() throws {
        let points = try #require(try saw()).points
        let most = points.map { $0.deadBytes / $0.liveBytes }.max() ?? 0
        #expect((0.19...0.22).contains(most))
        for (before, after) in zip(points, points.dropFirst()) {
            #expect(after.deadBytes >= before.deadBytes || (after.deadBytes == 0 && after.hours == before.hours))
        }
        #expect(points.allSatisfy { $0.liveBytes + $0.deadBytes <= $0.fileBytes })
        #expect((points.last?.hours ?? 0) >= 72)
    }

    @Test("there is none where nothing is deleted, or not within what is looked ahead")
    func none() throws {
        #expect(try saw(standard: .forever, debug: .forever) == nil)
        #expect(try saw(standard: .off, debug: .off) == nil)
        #expect(try saw(standard: .age(.seconds(60 * 86_400))) == nil)
    }

    @Test("a vacuum comes by dead rows or by inserted ones, and never where autovacuum is off")
    func triggers() {
        var waiting = WaitingRows()
        let off = VacuumSettings(isEnabled: false)
        #expect(waiting.advance(deleted: 1e9, inserted: 1e9, live: 1, off) == nil)
        #expect(waiting.advance(deleted: 0, inserted: 0, live: 1000, .postgresDefault) == 1e9)
        #expect(waiting.advance(deleted: 250, inserted: 0, live: 750, .postgresDefault) == nil, "50 + 0.2 × 1000 is not exceeded")
        #expect(waiting.advance(deleted: 1, inserted: 0, live: 749, .postgresDefault) == 251)
        #expect(waiting.advance(deleted: 0, inserted: 1149, live: 1898, .postgresDefault) == nil)
        #expect(waiting.advance(deleted: 0, inserted: 1, live: 1899, .postgresDefault) == 0)
    }
}
