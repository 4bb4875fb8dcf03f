import WeirSystem

/// The faults that were asked for, drawn from a seed: a pure value.
package struct FaultPlan: Sendable {
    package struct Settings: Equatable, Sendable {
        /// Answer this status to this share of the requests, and store nothing of them.
        package var fail: Failure?
        /// Cut the connection in this share of the requests, half the time before storing and half the time after it.
        package var resetShare: Double
        /// Wait this long before each answer.
        package var delay: Duration

        package init(fail: Failure? = nil, resetShare: Double = 0, delay: Duration = .zero) {
            self.fail = fail
            self.resetShare = resetShare
            self.delay = delay
        }
    }

    package struct Failure: Equatable, Sendable {
        /// 400 to 599.
        package var status: Int
        /// 0 to 1.
        package var share: Double

        package init(status: Int, share: Double) {
            self.status = status
            self.share = share
        }

        /// From `503:0.1`; nil for anything else.
        package init?(_ text: String) {
            let parts = text.split(separator: ":", omittingEmptySubsequences: false)
            guard parts.count == 2, let status = Int(parts[0]), (400...599).contains(status), let share = Double(parts[1]),
                (0...1).contains(share)
            else { return nil }
            self.init(status: status, share: share)
        }
    }

    package enum Fault: Equatable, Sendable {
        case none
        case answer(status: Int)
        /// The sender can't know that nothing was stored.
        case resetBeforeStoring
        /// The answer is lost: what is sent again is a duplicate.
        case resetAfterStoring
    }

    /// A connection picked for a reset carries at most this much.
    private static let longestLifeBytes: UInt64 = 4 << 20

    package let settings: Settings
    private var random: SeededRandom

    package init(_ settings: Settings, seed: UInt64) {
        self.settings = settings
        random = SeededRandom(seed: seed)
    }

    /// For one request.
    package mutating func request() -> Fault {
        let draw = unit()
        if let fail = settings.fail, draw < fail.share { return .answer(status: fail.status) }
        guard unit() < settings.resetShare else { return .none }
        return random.next() & 1 == 0 ? .resetBeforeStoring : .resetAfterStoring
    }

    /// For one syslog connection: the bytes after which it is cut, nil for never.
    package mutating func connectionLife() -> Int? {
        guard unit() < settings.resetShare else { return nil }
        return Int(1 + random.next() % Self.longestLifeBytes)
    }

    /// From 0 up to but not including 1.
    private mutating func unit() -> Double { Double(random.next() >> 11) * 0x1p-53 }
}
