import Synchronization
package import WeirRecords
package import WeirSpool

/// What the writer knows of the spool's room, for sinks and people.
package final class SpoolPressure: Sendable {
    package struct Room: Equatable, Sendable {
        /// Of all segments.
        package var usedBytes = ByteCount.zero
        /// Why nothing can be written until something changes: sources wait.
        package var hindrance: SpoolHindrance?
        /// What the file system would still take; nil where it can't be told.
        package var diskBytes: ByteCount?
        /// Records given up by policy since the start, once for all sinks.
        package var dropped: UInt64 = 0
    }

    private let state = Mutex(Room())
    private let isStateFailing = Atomic(false)
    /// Nothing that was settled before it is left to be removed.
    package let released = SyncMark()

    package init() {}

    package var room: Room { state.withLock { $0 } }
    package var usedBytes: ByteCount { room.usedBytes }
    /// Nothing can be written until something is released: sources wait.
    package var isFull: Bool { room.hindrance != nil }

    func update(_ room: Room) { state.withLock { $0 = room } }

    /// Receipts can't be written: perhaps for want of room, which the writer can give.
    package func reportState(isFailing: Bool) { isStateFailing.store(isFailing, ordering: .relaxed) }
    var needsRoomForState: Bool { isStateFailing.load(ordering: .relaxed) }
}
