import WeirRecords
import WeirSpool

/// What keeps the writer from writing, and since when: pure, told the time. It says what to do about it, once, and what to tell.
struct RoomWatch: Equatable, Sendable {
    enum Action: Equatable, Sendable {
        /// The reserve's room is needed now.
        case giveBallast
        case tell(Notice)
    }

    /// Between two attempts on a disk that is full or fails.
    static let retryInterval = Duration.seconds(1)
    /// Room for as long as this ends it: a disk that is full again within it was never well.
    static let calm = Duration.seconds(10)
    /// A policy to drop waits this long for room: sinks that keep up free it before.
    static let dropPatience = Duration.seconds(1)

    private let directory: String
    /// What keeps the writer from writing now.
    private(set) var hindrance: SpoolHindrance?
    /// What was told as having begun, and not yet as over.
    private var told: SpoolHindrance?
    private var since: Moment?
    private var easedAt: Moment?
    private var triedAt: Moment?

    init(directory: String) { self.directory = directory }

    /// Whether there was no room, and there has not been for long enough since.
    var wasFull: Bool { told?.isOutOfSpace ?? false }

    /// Whether trying again may be worth it now: a full spool is looked at each time, a disk once in a while.
    func mayTry(at now: Moment) -> Bool {
        guard let hindrance, hindrance != .spoolFull, let triedAt else { return true }
        return now.elapsed(since: triedAt) >= Self.retryInterval
    }

    /// Whether it has lasted long enough to drop records for it.
    func mayDrop(at now: Moment) -> Bool {
        guard hindrance != nil, let since else { return false }
        return now.elapsed(since: since) >= Self.dropPatience
    }

    /// An attempt failed.
    mutating func hindered(by cause: SpoolHindrance, at now: Moment) -> [Action] {
        triedAt = now
        easedAt = nil
        if hindrance == nil { since = now }
        hindrance = cause
        var actions: [Action] = cause.isOutOfSpace ? [.giveBallast] : []
        if told?.name != cause.name {
            told = cause
            actions.append(.tell(cause.notice(directory: directory)))
        }
        return actions
    }

    /// An attempt succeeded, or room was made: what was full is tried again at once.
    mutating func eased(at now: Moment) -> [Action] {
        hindrance = nil
        guard let told else { return [] }
        let eased = easedAt ?? now
        easedAt = eased
        guard now.elapsed(since: eased) >= Self.calm else { return [] }
        self.told = nil
        easedAt = nil
        return [.tell(Notice(.information, "the spool takes records again", ["after": told.name, "directory": directory]))]
    }
}
