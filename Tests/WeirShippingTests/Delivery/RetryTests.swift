import Testing
import WeirSystem

@testable import WeirShipping

@Suite("Retry")
struct RetryTests {
    private static let policy = RetryPolicy(base: .milliseconds(500), cap: .seconds(30))

    @Test("what a wait is drawn below doubles with each failure, up to the cap")
    func doubles() {
        var retry = Retry(Self.policy)
        var ceilings: [Duration] = []
        for _ in 0..<9 {
            ceilings.append(retry.ceiling)
            _ = retry.failed(requested: nil, chance: 0)
        }
        let expected = [0.5, 1, 2, 4, 8, 16, 30, 30, 30].map { Duration.seconds($0) }
        #expect(ceilings == expected)
    }

    @Test("jitter is full: from the floor to just below the ceiling")
    func jitters() {
        var low = Retry(Self.policy)
        var high = Retry(Self.policy)
        #expect(low.failed(requested: nil, chance: 0) == RetryPolicy.floor)
        #expect(high.failed(requested: nil, chance: .max) == .nanoseconds(499_999_999))
    }

    @Test("a success begins anew")
    func succeeds() {
        var retry = Retry(Self.policy)
        for _ in 0..<5 { _ = retry.failed(requested: nil, chance: 1) }
        retry.succeeded()
        #expect(retry.ceiling == Self.policy.base)
    }

    @Test("what the peer asks for is never shortened, but for an hour")
    func honours() {
        var retry = Retry(Self.policy)
        #expect(retry.failed(requested: .seconds(120), chance: 0) == .seconds(120))
        #expect(retry.failed(requested: .seconds(1 << 40), chance: 0) == .seconds(3_600))
        #expect(retry.failed(requested: .zero, chance: .max) > .seconds(1))
    }

    @Test("any number of failures stays within the cap")
    func bounds() {
        var retry = Retry(Self.policy)
        var random = SeededRandom(seed: 1)
        for _ in 0..<10_000 {
            let wait = retry.failed(requested: nil, chance: random.next())
            #expect(wait >= RetryPolicy.floor && wait <= Self.policy.cap)
        }
    }
}
