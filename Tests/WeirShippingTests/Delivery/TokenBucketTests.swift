import Testing
import WeirSystem

@testable import WeirShipping

@Suite("The tries that a host's sinks share")
struct TokenBucketTests {
    private static let settings = TokenBucket.Settings(burst: 3, interval: .seconds(10))

    @Test("some at once, then one an interval")
    func takes() {
        var bucket = TokenBucket(Self.settings)
        #expect(bucket.granted(3, at: seconds(100)) == 3)
        #expect(bucket.take(at: seconds(100), chance: 0) == seconds(110))
        #expect(bucket.take(at: seconds(109.9), chance: 0) == seconds(110))
        #expect(bucket.take(at: seconds(110), chance: 0) == nil)
        #expect(bucket.take(at: seconds(110), chance: 0) == seconds(120))
    }

    @Test("those that wait for the same one come back apart, each within an interval of it")
    func jitters() {
        var bucket = TokenBucket(Self.settings)
        for _ in 0..<3 { _ = bucket.take(at: seconds(0), chance: 0) }
        #expect(bucket.take(at: seconds(0), chance: .max >> 1) == Moment(nanoseconds: 14_999_999_999))
        #expect(bucket.take(at: seconds(0), chance: .max) == Moment(nanoseconds: 19_999_999_999))
    }

    @Test("what was not used does not add up beyond the burst")
    func isBounded() {
        var bucket = TokenBucket(Self.settings)
        #expect(bucket.granted(100, at: seconds(1_000_000)) == 3)
    }

    @Test("a peer that answers again is a reason for nobody to wait")
    func refills() {
        var bucket = TokenBucket(Self.settings)
        for _ in 0..<3 { _ = bucket.take(at: seconds(5), chance: 0) }
        bucket.refill()
        #expect(bucket.take(at: seconds(5), chance: 0) == nil)
    }

    @Test("however many ask and however often, no more are let through than there are", arguments: 0..<50 as Range<UInt64>)
    func holds(seed: UInt64) {
        var random = SeededRandom(seed: seed)
        var bucket = TokenBucket(Self.settings)
        var granted: [Moment] = []
        var now = seconds(50)
        for _ in 0..<2_000 {
            now = now + .milliseconds(Int.random(in: 0...3_000, using: &random))
            if let until = bucket.take(at: now, chance: random.next()) {
                #expect(until > now && until <= now + .seconds(20))
            } else {
                granted.append(now)
            }
        }
        for (index, first) in granted.enumerated() {
            for last in granted.indices.suffix(from: index) {
                let most = 3 + Int(granted[last].elapsed(since: first) / .seconds(10))
                #expect(last - index + 1 <= most)
            }
        }
    }

    @Test("a host is the same whatever the case of its name, and another host has its own")
    func byHost() {
        let hosts = HostBudgets()
        #expect(hosts.budget(of: "SIEM.example.com") === hosts.budget(of: "siem.example.com"))
        #expect(hosts.budget(of: "siem.example.com") !== hosts.budget(of: "siem.example.org"))
    }
}

extension TokenBucket {
    fileprivate mutating func granted(_ asked: Int, at now: Moment) -> Int {
        (0..<asked).reduce(0) { granted, _ in granted + (take(at: now, chance: 0) == nil ? 1 : 0) }
    }
}
