import Testing
import WeirSpool
import WeirSystem

@Suite("A simulated end at each fault point")
struct FaultPointTests {
    /// Seeds that are tried until the point was reached: what only a rare state leads to needs some.
    private static let seeds = UInt64(40)

    @Test("the power goes there, in a seed that reaches it, and nothing is lost", arguments: FaultPoint.shipping + FaultPoint.dropping)
    func powerLoss(point: FaultPoint) throws { try endsWell(point, .powerLoss) }

    @Test("the process ends there, in a seed that reaches it, and nothing is lost", arguments: FaultPoint.shipping + FaultPoint.dropping)
    func kill(point: FaultPoint) throws { try endsWell(point, .kill) }

    private func endsWell(_ point: FaultPoint, _ end: World.End) throws {
        let policy: SpoolSettings.WhenFull? = FaultPoint.dropping.contains(point) ? .dropOldest : nil
        for seed in 0..<Self.seeds {
            let outcome = try World(seed: 1_000_000 + seed, whenFull: policy).run(endingAt: point, by: end)
            #expect(outcome.violations == [], "\(point.name) with seed \(outcome.seed)")
            if outcome.hits[point] != nil { return }
        }
        Issue.record("\(point.name) was not reached in \(Self.seeds) seeds")
    }
}
