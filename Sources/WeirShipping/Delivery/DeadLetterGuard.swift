/// Tells a poisonous record from a fault of configuration: many refusals for one reason are a fault, and must not drain the
/// stream into dead letters.
package struct DeadLetterGuard: Equatable, Sendable {
    package struct Limits: Equatable, Sendable {
        /// Refusals for one reason with nothing delivered between them.
        package var inARow = 100
        /// Refusals for one reason among the records of a window, in percent.
        package var percent = 1
        /// Records that a share is taken of, at least: one refusal among ten records says nothing.
        package var window = 10_000

        package init(inARow: Int = 100, percent: Int = 1, window: Int = 10_000) {
            self.inARow = inARow
            self.percent = percent
            self.window = window
        }
    }

    /// Distinct reasons that are told apart.
    private static let maximumReasons = 32

    private let limits: Limits
    private var run: (reason: ReasonCode?, count: Int) = (nil, 0)
    private var records = 0
    private var refused: [ReasonCode: Int] = [:]

    package init(_ limits: Limits = Limits()) { self.limits = limits }

    package mutating func delivered(_ count: Int) {
        run = (nil, 0)
        add(count)
    }

    /// Whether one more refusal for this reason is one too many; then it was not counted.
    package func isTripped(by reason: Reason) -> Bool {
        let inARow = run.reason == reason.code ? run.count : 0
        let inWindow = refused[reason.code] ?? 0
        return inARow >= limits.inARow || (inWindow + 1) * 100 > max(records + 1, limits.window) * limits.percent
    }

    package mutating func refuse(_ reason: Reason) {
        run = run.reason == reason.code ? (reason.code, run.count + 1) : (reason.code, 1)
        if refused[reason.code] != nil || refused.count < Self.maximumReasons { refused[reason.code, default: 0] += 1 }
        add(1)
    }

    /// After a hold ended: what was before it says nothing of what comes.
    package mutating func reset() { self = DeadLetterGuard(limits) }

    /// The window slides by halves: what is old weighs less and less.
    private mutating func add(_ count: Int) {
        records = Int(clamping: UInt64(clamping: records) + UInt64(clamping: count))
        guard records >= 2 * limits.window else { return }
        records /= 2
        refused = refused.mapValues { $0 / 2 }.filter { $0.value > 0 }
    }

    package static func == (left: DeadLetterGuard, right: DeadLetterGuard) -> Bool {
        left.limits == right.limits && left.run == right.run && left.records == right.records && left.refused == right.refused
    }
}
