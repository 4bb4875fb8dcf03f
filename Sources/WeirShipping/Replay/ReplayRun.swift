package import WeirRecords

/// What becomes of a batch of dead letters that are sent again, by their places in it: an event in, actions out, no clock, no
/// connection. Order means nothing here; what is not proven goes again.
package struct ReplayRun: Equatable, Sendable {
    package enum Event: Equatable, Sendable {
        /// Time went by.
        case awake
        /// So many letters were read; none where there are no more.
        case loaded(Int)
        case answered(Verdict)
        /// An orderly close: whether the peer confirmed it by its own.
        case closed(confirmed: Bool)
    }

    package enum Action: Equatable, Sendable {
        /// Asks for `loaded`.
        case load
        /// Asks for `answered`.
        case send(Range<Int>)
        /// Asks for `closed`.
        case close
        /// Asks for `awake`, at this moment.
        case wait(until: Moment)

        case settle([Int], DeliveryGrade)
        case refuse(Int, Reason)
    }

    /// How often a sink that takes nothing is tried with one letter, and how often it is looked whether there are any.
    package static let probe = Duration.seconds(30)
    package static let look = Duration.seconds(1)

    /// What is to be sent of the batch, the next part last.
    private var work: [Range<Int>] = []
    /// Written to a connection that has proven nothing yet.
    private var written: [Range<Int>] = []
    private var retry: Retry
    private var refusals: DeadLetterGuard
    private var pause: Moment?
    /// Why nothing goes, where nothing goes: letters stay where they are.
    package private(set) var hold: Reason?

    package init(retry: RetryPolicy = RetryPolicy(), refusals: DeadLetterGuard.Limits = DeadLetterGuard.Limits()) {
        self.retry = Retry(retry)
        self.refusals = DeadLetterGuard(refusals)
    }

    /// Failures in a row.
    package var failures: Int { retry.failures }

    /// - Parameter chance: 64 uniform bits.
    /// - Returns: actions to be done in order; the last one asks for an event.
    package mutating func step(_ event: Event, now: Moment, chance: UInt64) -> [Action] {
        var actions: [Action] = []
        switch event {
        case .awake: break
        case .loaded(0): pause = now + Self.look
        case .loaded(let count): work = [0..<count]
        case .answered(let verdict): actions = answered(verdict, now, chance)
        case .closed(true): actions = confirmed()
        case .closed(false): failed(nil, now, chance)
        }
        return actions + [next(now)]
    }

    private mutating func next(_ now: Moment) -> Action {
        if let pause, now < pause { return .wait(until: pause) }
        pause = nil
        guard let part = work.last else { return written.isEmpty ? .load : .close }
        guard hold != nil, part.count > 1 else { return .send(part) }
        // A sink on hold is tried with one letter only.
        work[work.count - 1] = (part.lowerBound + 1)..<part.upperBound
        work.append(part.lowerBound..<part.lowerBound + 1)
        return .send(part.lowerBound..<part.lowerBound + 1)
    }

    private mutating func answered(_ verdict: Verdict, _ now: Moment, _ chance: UInt64) -> [Action] {
        guard let part = work.last else { return [] }
        switch verdict {
        case .delivered(let grade):
            succeeded(part.count)
            work.removeLast()
            return [.settle(Array(part), grade)]
        case .written:
            written.append(work.removeLast())
            return []
        case .retry(_, let requested): failed(requested, now, chance)
        case .hold(let reason): held(reason, now)
        case .split(let reason), .reject(let reason):
            guard part.count > 1 else { return refused(part.lowerBound, reason, now) }
            let middle = part.lowerBound + part.count / 2
            work[work.count - 1] = middle..<part.upperBound
            work.append(part.lowerBound..<middle)
        }
        return []
    }

    private mutating func succeeded(_ count: Int) {
        if hold != nil { refusals.reset() }
        hold = nil
        retry.succeeded()
        refusals.delivered(count)
    }

    /// What was written on the connection goes again, since nobody can tell whether it came.
    private mutating func failed(_ requested: Duration?, _ now: Moment, _ chance: UInt64) {
        work += written
        written = []
        let wait = retry.failed(requested: requested, chance: chance)
        pause = now + (hold == nil ? wait : max(wait, Self.probe))
    }

    private mutating func held(_ reason: Reason, _ now: Moment) {
        work += written
        written = []
        hold = reason
        pause = now + Self.probe
    }

    private mutating func refused(_ place: Int, _ reason: Reason, _ now: Moment) -> [Action] {
        guard !refusals.isTripped(by: reason) else {
            held(reason, now)
            return []
        }
        refusals.refuse(reason)
        retry.succeeded()
        work.removeLast()
        return [.refuse(place, reason)]
    }

    private mutating func confirmed() -> [Action] {
        let proven = written.flatMap { Array($0) }.sorted()
        written = []
        succeeded(proven.count)
        return [.settle(proven, .sent)]
    }
}
