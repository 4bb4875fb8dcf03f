import Synchronization
import WeirSystem

/// A clock that stands still until it is told otherwise.
package final class ManualClock: SystemClock {
    /// 2026-11-21T00:00:00Z.
    package static let start: Int64 = 1_795_219_200_000_000

    private let elapsed = Mutex(UInt64(0))
    /// What the wall clock was set forward by, in microseconds.
    private let offset = Mutex(Int64(0))

    package init() {}

    package func wallMicroseconds() -> Int64 { Self.start + Int64(monotonicNanoseconds() / 1000) + offset.withLock { $0 } }
    package func monotonicNanoseconds() -> UInt64 { elapsed.withLock { $0 } }

    /// Someone sets the wall clock, forth or back.
    package func setWall(by microseconds: Int64) { offset.withLock { $0 += microseconds } }

    package func advance(by duration: Duration) { elapsed.withLock { $0 += duration.nanoseconds } }
}
