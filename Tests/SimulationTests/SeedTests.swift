import TestSupport
import Testing
import WeirSystem

/// Which seeds are run: `WEIR_SEED=17` one of them again, `WEIR_SEEDS=10000` that many, `WEIR_FIRST_SEED` from there on.
enum Seeds {
    /// What CI runs, in some three minutes on two cores.
    private static let usual = 800
    /// Seeds in one test, so that all cores are busy and a report stays short.
    private static let perPart = 50

    static func number(_ name: String) -> Int? { Environment.variable(name).flatMap { Int($0) } }

    static var parts: [Range<Int>] {
        if let one = number("WEIR_SEED") { return [one..<(one + 1)] }
        let first = number("WEIR_FIRST_SEED") ?? 0
        let end = first + (number("WEIR_SEEDS") ?? usual)
        return stride(from: first, to: end, by: perPart).map { $0..<min($0 + perPart, end) }
    }

    /// Of all parts.
    static let count = parts.reduce(0) { $0 + $1.count }

    static func replay(_ seed: UInt64) -> String { "seed \(seed); again: WEIR_SEED=\(seed) ./dev test --filter SimulationTests.SeedTests" }
}

@Suite("Every fault, by seed")
struct SeedTests {
    private static func firstDifference(_ first: RunOutcome, _ second: RunOutcome) -> String {
        for (one, other) in zip(first.digests, second.digests) {
            guard let index = zip(one.events, other.events).enumerated().first(where: { $0.element.0 != $0.element.1 })?.offset else {
                continue
            }
            let before = one.events[max(0, index - 12)..<index].joined(separator: " | ")
            return "event \(index), behind \(before):\n\(one.events[index])\n\(other.events[index])"
        }
        return "only their lengths differ"
    }

    @Test(
        "whatever fails and whenever it ends: nothing acknowledged is lost, altered or counted twice, and all of it arrives in the end",
        arguments: Seeds.parts)
    func nothingIsLost(seeds: Range<Int>) throws {
        for seed in seeds {
            let outcome = try World(seed: UInt64(seed)).run()
            Totals.add(outcome)
            if let violation = outcome.violations.first { Issue.record("\(violation)\n\(Seeds.replay(outcome.seed))") }
        }
    }

    @Test("a seed run twice does the same to the bit", arguments: 0..<10)
    func isDeterministic(seed: UInt64) throws {
        let (first, second) = try TraceDigest.$keepsEvents.withValue(true) { (try World(seed: seed).run(), try World(seed: seed).run()) }
        #expect(first.digests.map(\.value) == second.digests.map(\.value), "\(Self.firstDifference(first, second))")
        #expect(first.digests.allSatisfy { $0.count > 100 })
    }
}
