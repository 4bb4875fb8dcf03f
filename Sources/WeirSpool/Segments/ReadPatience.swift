/// How long a disk that fails to read is waited for, before what lies there counts as unreadable.
package struct ReadPatience: Sendable {
    /// A cable, a controller or a network disk comes back within that; a bad sector never does, and must not hold up what is behind it
    /// for ever.
    package static let limit = Duration.seconds(600)
    /// A wait between two tries counts as this at most: a machine that slept, or a peer that did not answer, has not tried meanwhile.
    package static let longestStep = Duration.seconds(2)

    private var waited = Duration.zero
    private var lastTry: UInt64?

    /// Whether what was read stands; where not, it is to be tried again later.
    ///
    /// - Parameter lost: what could not be read.
    mutating func accepts(_ lost: QuarantinedRange?, at now: UInt64) -> Bool {
        guard lost?.isUnreadable == true else {
            reset()
            return true
        }
        return isOver(at: now)
    }

    private mutating func reset() { (waited, lastTry) = (.zero, nil) }

    /// One more failure; whether it has gone on for long enough.
    private mutating func isOver(at now: UInt64) -> Bool {
        if let lastTry, now > lastTry { waited += min(.nanoseconds(Int64(clamping: now - lastTry)), Self.longestStep) }
        lastTry = now
        guard waited >= Self.limit else { return false }
        reset()
        return true
    }
}

extension QuarantinedRange {
    /// The disk failed; what it holds may be sound.
    fileprivate var isUnreadable: Bool {
        guard case .unreadable = reason else { return false }
        return true
    }
}
