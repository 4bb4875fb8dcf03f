/// How long a disk that fails to read is waited for, before what lies there counts as unreadable.
package struct ReadPatience: Sendable {
    /// A cable, a controller or a network disk comes back within that; a bad sector never does, and must not hold up what is behind it.
    package static let limit = Duration.seconds(60)

    private var failingSince: UInt64?

    mutating func succeeded() { failingSince = nil }

    /// One more failure; whether it has gone on for long enough.
    mutating func isOver(at now: UInt64) -> Bool {
        let since = failingSince ?? now
        failingSince = since
        guard now >= since, .nanoseconds(Int64(clamping: now - since)) >= Self.limit else { return false }
        failingSince = nil
        return true
    }
}

extension QuarantinedRange {
    /// The disk failed; what it holds may be sound.
    var isUnreadable: Bool {
        guard case .unreadable = reason else { return false }
        return true
    }
}
