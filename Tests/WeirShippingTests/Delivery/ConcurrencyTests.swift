import Testing
import WeirSystem

@testable import WeirShipping

@Suite("How many batches go at once")
struct ConcurrencyTests {
    /// Answers one batch after another of an endpoint that works on `width` at once, each for a second, for so long.
    private static func run(_ concurrency: inout Concurrency, width: Int, seconds: Int, from start: Int = 0) {
        for second in start..<(start + seconds) {
            // As many as fit are answered each second; those beyond wait their turn.
            let allowed = concurrency.allowed
            let answered = min(allowed, width)
            let latency = Duration.seconds(1) * Double(max(allowed, width)) / Double(width)
            for part in 0..<answered {
                let now = Moment(nanoseconds: UInt64(second) * 1_000_000_000 + UInt64(part))
                concurrency.answered(1_000, after: latency, wasFull: true, at: now)
            }
        }
    }

    @Test("begins with one and rises by one a round to what is configured, where more brings more", arguments: [1, 2, 8, 32])
    func rises(most: Int) {
        var concurrency = Concurrency(most: most)
        #expect(concurrency.allowed == 1)
        var seen: [Int] = [1]
        for second in 0..<5_000 {
            Self.run(&concurrency, width: 100, seconds: 1, from: second)
            if concurrency.allowed != seen.last { seen.append(concurrency.allowed) }
        }
        #expect(seen == Array(1...most))
    }

    @Test("halves when the endpoint has too much to do, and never below one")
    func halves() {
        var concurrency = Concurrency(most: 32)
        Self.run(&concurrency, width: 100, seconds: 5_000)
        var seen: [Int] = []
        for _ in 0..<7 {
            seen.append(concurrency.allowed)
            concurrency.congested()
        }
        #expect(seen == [32, 16, 8, 4, 2, 1, 1])
    }

    @Test("does not rise where what is allowed is not used")
    func staysUnused() {
        var concurrency = Concurrency(most: 8)
        for second in 0..<1_000 as Range<UInt64> {
            concurrency.answered(10, after: .seconds(1), wasFull: false, at: Moment(nanoseconds: second * 1_000_000_000))
        }
        #expect(concurrency.allowed == 1)
    }

    @Test("falls back where answers take longer and no more comes of it", arguments: [1, 2, 4, 8])
    func findsWidth(width: Int) {
        var concurrency = Concurrency(most: 32)
        Self.run(&concurrency, width: width, seconds: 2_000)
        var sum = 0
        for second in 2_000..<6_000 {
            Self.run(&concurrency, width: width, seconds: 1, from: second)
            sum += concurrency.allowed
            #expect(concurrency.allowed <= 2 * width + 1)
        }
        #expect(Double(sum) / 4_000 >= Double(width) / 2)
    }

    @Test("stays between one and the most, whatever happens", arguments: 0..<50 as Range<UInt64>)
    func isBounded(seed: UInt64) {
        var random = SeededRandom(seed: seed)
        var concurrency = Concurrency(most: Int.random(in: -5...50, using: &random))
        #expect(Concurrency.range.contains(concurrency.most))
        var now = Moment(nanoseconds: 0)
        for _ in 0..<1_000 {
            now = now + .milliseconds(Int.random(in: 0...50, using: &random))
            if Int.random(in: 0..<40, using: &random) == 0 {
                concurrency.congested()
            } else {
                let latency = Duration.milliseconds(Int.random(in: 0...500, using: &random))
                concurrency.answered(random.next() >> 40, after: latency, wasFull: Bool.random(using: &random), at: now)
            }
            #expect((1...concurrency.most).contains(concurrency.allowed))
        }
    }
}
