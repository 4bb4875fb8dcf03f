internal import Synchronization
internal import WeirSystem

/// A record number that only rises, shared by threads: everything before it is durable, or settled, as its owner says.
package final class SyncMark: Sendable {
    private struct State {
        var value: RecordNumber
        /// Counts the calls of `wake`, so that a thread that waits sees that there was one.
        var wakes: UInt64 = 0
    }

    private let state: Monitor<State>

    package init(_ value: RecordNumber = .first) { state = Monitor(State(value: value)) }

    package var value: RecordNumber { state.read { $0.value } }

    /// What a thread saw when it looked, so that nothing that changes between its look and its wait is missed.
    package struct Sight: Equatable, Sendable {
        fileprivate var value: RecordNumber
        fileprivate var wakes: UInt64
    }

    package var sight: Sight { state.read { Sight(value: $0.value, wakes: $0.wakes) } }

    /// Waits until the mark rose or someone called `wake` since the look, the condition holds after a `nudge`, or the time is over.
    package func wait(since sight: Sight, timeout: Duration? = nil, or isDue: () -> Bool = { false }) {
        _ = state.wait(atMost: timeout) { $0.value > sight.value || $0.wakes != sight.wakes || isDue() ? true : nil }
    }

    /// Lets each waiting thread look at the condition of its own.
    package func nudge() { state.change { _ in } }

    /// Raises the mark; a lower value changes nothing.
    package func advance(to value: RecordNumber) { state.change { $0.value = max($0.value, value) } }

    /// Waits until the mark is past the number, someone calls `wake`, or the time is over. The mark then.
    @discardableResult
    package func wait(beyond number: RecordNumber, timeout: Duration? = nil) -> RecordNumber {
        let wakes = state.read { $0.wakes }
        let reached = state.wait(atMost: timeout) { $0.value > number || $0.wakes != wakes ? $0.value : nil }
        return reached ?? value
    }

    /// Lets every waiting thread look around, as for a shutdown.
    package func wake() { state.change { $0.wakes &+= 1 } }
}

/// Where the configured sinks stand durably, without their names: the state sets it, the writer asks where it gives records up.
package final class CursorBoard: Sendable {
    private let cursors = Mutex<[RecordNumber]>([])

    package init() {}

    package var values: [RecordNumber] { cursors.withLock { $0 } }

    package func set(_ values: [RecordNumber]) { cursors.withLock { $0 = values } }
}
