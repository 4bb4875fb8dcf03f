/// How many batches may be under way at once: one more for each round that went well and used what it was allowed, half
/// after a failure, and a quarter less where answers take longer and no more comes of it.
package struct Concurrency: Equatable, Sendable {
    /// What a configuration may ask for.
    package static let range = 1...32

    /// How answers came over a number of them.
    private struct Pace: Equatable {
        var meanLatency: Duration
        var recordsPerSecond: Double
    }

    /// Answers since the allowance last changed or was last looked at.
    private struct Round: Equatable {
        var answers = 0
        /// Of them, those that were under way while everything allowed was.
        var full = 0
        var records: UInt64 = 0
        var latency = Duration.zero
        var begun: Moment?
    }

    /// Answers that a round has at least.
    private static let leastAnswers = 4
    /// Rounds without a rise after a fall for latency: or it would rise into the same again at once.
    private static let restRounds = 8
    /// Above this ratio answers take longer.
    private static let latencyRise = 1.25
    /// Above this ratio more comes of it.
    private static let throughputRise = 1.05

    /// The most that is ever allowed.
    package let most: Int
    package private(set) var allowed = 1
    private var round = Round()
    /// The pace at the last allowance that was worth its rise.
    private var reference: Pace?
    private var rest = 0

    package init(most: Int) { self.most = min(max(most, Self.range.lowerBound), Self.range.upperBound) }

    /// A batch was answered well.
    ///
    /// - Parameter wasFull: whether everything allowed was under way at some time while it was.
    package mutating func answered(_ records: UInt64, after latency: Duration, wasFull: Bool, at now: Moment) {
        guard most > 1 else { return }
        round.begun = round.begun ?? now
        round.answers += 1
        round.full += wasFull ? 1 : 0
        // What the first answer brought was not sent within the round's time.
        round.records += round.answers > 1 ? records : 0
        round.latency += latency
        if round.answers > max(Self.leastAnswers, 2 * allowed) { endRound(at: now) }
    }

    /// The endpoint has too much to do, or does not answer.
    package mutating func congested() {
        allowed = max(1, allowed / 2)
        (round, reference) = (Round(), nil)
    }

    private mutating func endRound(at now: Moment) {
        let pace = self.pace(at: now)
        let wasFull = 2 * round.full >= round.answers
        round = Round()
        guard wasFull else { return }
        if let reference, isWorse(pace, than: reference) {
            allowed = max(1, min(allowed - 1, allowed * 3 / 4))
            (self.reference, rest) = (nil, Self.restRounds)
        } else if rest > 0 {
            rest -= 1
        } else if allowed < most {
            if isMore(pace, than: reference) { reference = pace }
            allowed += 1
        }
    }

    private func pace(at now: Moment) -> Pace {
        let seconds = max(now.elapsed(since: round.begun ?? now) / .seconds(1), 1e-9)
        return Pace(meanLatency: round.latency / max(1, round.answers), recordsPerSecond: Double(round.records) / seconds)
    }

    private func isMore(_ pace: Pace, than reference: Pace?) -> Bool {
        guard let reference else { return true }
        return pace.recordsPerSecond > reference.recordsPerSecond * Self.throughputRise
    }

    private func isWorse(_ pace: Pace, than reference: Pace) -> Bool {
        pace.meanLatency > reference.meanLatency * Self.latencyRise && !isMore(pace, than: reference)
    }
}
