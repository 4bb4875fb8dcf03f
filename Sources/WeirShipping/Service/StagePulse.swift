import Synchronization
package import WeirSystem

/// For how long a stage has been in one step. Between two steps a stage has nothing to do or waits for a time that it knows; within one it
/// waits for less than ``patience``, so a step that takes longer is blocked in a call that doesn't come back: of a file system that
/// doesn't answer, say.
///
/// A peer that refuses or is slow shows in no step: its sink waits between them, or until its own time is up.
package final class StagePulse: Sendable {
    /// Beyond the longest that the stage waits on purpose. A read of a slow disk takes seconds.
    package static let patience = Duration.seconds(5 * 60)

    private let patience: Duration
    /// By the monotonic clock; 0 between two steps.
    private let began = Atomic<UInt64>(0)

    /// - Parameter wait: the longest that a step waits on purpose.
    package init(longestWait wait: Duration = .zero) { patience = Self.patience + wait }

    package func during<Result, Failure: Error>(
        _ clock: any SystemClock, _ step: () throws(Failure) -> Result
    ) throws(Failure) -> Result {
        began.store(max(1, clock.monotonicNanoseconds()), ordering: .relaxed)
        defer { began.store(0, ordering: .relaxed) }
        return try step()
    }

    /// Nil between two steps.
    package func time(at now: Moment) -> Duration? {
        let began = began.load(ordering: .relaxed)
        return began == 0 ? nil : now.elapsed(since: Moment(nanoseconds: began))
    }

    /// For how long it has been in a step that takes too long; nil where it is in none.
    package func overdue(at now: Moment) -> Duration? { time(at: now).flatMap { $0 > patience ? $0 : nil } }
}
