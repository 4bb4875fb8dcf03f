import Testing
import WeirRecords

@testable import WeirPlanner

@Suite("backwards from the disk")
struct BackwardsTests {
    private func hours(_ limit: RetentionLimit?) -> Double {
        if case .age(let age)? = limit { return age.inHours }
        return -1
    }

    @Test("the retention that fits does, and a seventh more does not")
    func retention() throws {
        let fitting = try Plan.quick(draws: 50).retentionThatFits
        let found = hours(fitting.limit)
        #expect(found > 1 && !fitting.isAtLeast && !fitting.assumes.isEmpty)
        let room = 188 * 1_073_741_824.0
        func p95(_ hours: Double) throws -> Double {
            try Plan.quick(.sample(standard: .age(.seconds((hours * 3600).rounded()))), draws: 50).present.highWater.value.p95
        }
        #expect(try p95(found * 0.9) < room)
        #expect(try p95(found * 1.15) > room)
    }

    @Test("a larger disk never fits a shorter retention or fewer sessions")
    func monotone() throws {
        let plans = try [20, 60, 200, 2000].map { try Plan.quick(.sample(disk: .gibibytes($0)), draws: 24) }
        let retentions = plans.map { hours($0.retentionThatFits.limit) }
        let sessions = plans.map { $0.sessionsThatFit.peakConcurrent ?? 0 }
        #expect(retentions == retentions.sorted() && sessions == sessions.sorted())
        #expect(retentions.last ?? 0 > retentions[0])
    }

    @Test("a disk that is too small for anything says so")
    func tooSmall() throws {
        let plan = try Plan.quick(.sample(sessions: 5000, disk: .mebibytes(200), used: .mebibytes(190)), draws: 10)
        #expect(plan.retentionThatFits.limit == nil && plan.retentionThatFits.highWater > 0)
    }

    @Test("a disk that holds the whole horizon says that it is at least that")
    func atLeast() throws {
        let fitting = try Plan.quick(.sample(sessions: 1, disk: .gibibytes(10_000)), draws: 10).retentionThatFits
        #expect(fitting.isAtLeast && hours(fitting.limit) == 28 * 24)
    }

    @Test("where retention is a cap of rows, so is the answer")
    func rows() throws {
        let cap = RetentionLimit.rows(RowCount(400_000))
        let fitting = try Plan.quick(.sample(standard: cap, debug: cap, disk: .gibibytes(20)), draws: 10).retentionThatFits
        guard case .rows(let count)? = fitting.limit else { return #expect(Bool(false), "\(fitting)") }
        #expect(count.rows > 400_000)
    }

    @Test("time to loss is spool and rotation over the busiest hour's rate, shorter with more sessions")
    func timeToLoss() throws {
        let few = try Plan.quick(.sample(sessions: 100), draws: 25).present.timeToLoss
        let many = try Plan.quick(.sample(sessions: 1000), draws: 25).present.timeToLoss
        #expect(few.map(\.role) == [.webApp, .agent])
        for (calm, busy) in zip(few, many) { #expect(busy.hours.p50 < calm.hours.p50) }
        let web = few[0]
        let bytes = web.bytesPerSecond.p50
        #expect(abs(percent(web.spoolHours.p50, Double(8 << 30) / bytes / 3600)) < 5)
        #expect(abs(percent(web.rotationHours.p50, 20 * 10_485_760 / bytes / 3600)) < 5)
        // An agent keeps five files.
        #expect(abs(percent(few[1].rotationHours.p50 * few[1].bytesPerSecond.p50 * 3600, 5 * 10_485_760)) < 5)
    }
}
