package import WeirRecords

/// When a sync is due: a decision without a clock.
package struct GroupCommit: Equatable, Sendable {
    package enum Decision: Equatable, Sendable {
        /// Nothing waits to be synced.
        case nothing
        /// Not before this much time, if nothing more comes.
        case wait(Duration)
        case synchronize
    }

    private let synchronization: SpoolSettings.Synchronization
    private let unsynchronizedBytes: ByteCount

    package init(_ settings: SpoolSettings) {
        synchronization = settings.synchronization
        unsynchronizedBytes = settings.unsynchronizedBytes
    }

    /// - Parameters:
    ///   - since: when the first frame was written that is not synced, in nanoseconds of the monotonic clock.
    ///   - bytes: of all such frames.
    package func decide(unsynchronizedSince since: UInt64?, bytes: ByteCount, now: UInt64) -> Decision {
        guard let since else { return .nothing }
        guard case .group(let delay) = synchronization, bytes < unsynchronizedBytes else { return .synchronize }
        let waited = Duration.nanoseconds(Int64(clamping: now > since ? now - since : 0))
        return waited >= delay ? .synchronize : .wait(delay - waited)
    }
}
