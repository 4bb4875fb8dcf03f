package import WeirRecords
package import WeirSystem

/// What keeps the spool from taking more. All of it passes by itself once its cause does: the writer tries again.
package enum SpoolHindrance: Equatable, Sendable {
    /// The segments take all that they may.
    case spoolFull
    /// Even empty it can't hold the positions of all streams twice and the next frame: the least size that can.
    case tooSmall(least: ByteCount)
    /// The file system has no room.
    case diskFull
    /// This user may have no more of the file system.
    case quotaReached
    /// The file system was mounted, or has made itself, read-only.
    case readOnly
    /// The directory is gone, or another one has taken its place.
    case gone
    /// This process may not write files as large as the spool's.
    case fileSizeLimited
    /// The disk fails, with its reason.
    case failing(String)

    /// What a failed call means for the spool.
    package init(_ error: SystemError) {
        switch error.code {
        case SystemError.noSpace: self = .diskFull
        case SystemError.quotaReached: self = .quotaReached
        case SystemError.readOnly: self = .readOnly
        case SystemError.stale: self = .gone
        case SystemError.tooLarge: self = .fileSizeLimited
        default: self = .failing("\(error)")
        }
    }

    /// Nil for a call that failed for another reason than want of room.
    package init?(wantOfRoom error: SystemError) {
        guard error.isOutOfSpace else { return nil }
        self.init(error)
    }

    /// Room may come back when the spool's own files go, and the reserve is there for it.
    package var isOutOfSpace: Bool { self == .diskFull || self == .quotaReached }

    /// Whether giving records up makes room: in a spool that is too small even without them it does not.
    package var canBeDroppedFor: Bool { if case .tooSmall = self { false } else { true } }

    /// The spool is as it should be, and only the sinks are behind.
    package var passesWithDelivery: Bool { self == .spoolFull }

    /// A word for status and metrics.
    package var name: String {
        switch self {
        case .spoolFull: "spool full"
        case .tooSmall: "spool too small"
        case .diskFull: "disk full"
        case .quotaReached: "quota reached"
        case .readOnly: "read-only"
        case .gone: "spool gone"
        case .fileSizeLimited: "file size limited"
        case .failing: "disk failing"
        }
    }

    /// For the log when it begins.
    package func notice(directory: String) -> Notice {
        var details = ["directory": directory, "way_out": wayOut]
        if case .failing(let reason) = self { details["error"] = reason }
        let delivery = self == .gone ? "reading and delivery stop" : "reading stops, delivery goes on"
        return Notice(.alert, "\(explanation): \(delivery)", details)
    }

    /// A clause.
    package var explanation: String {
        switch self {
        case .spoolFull: "the spool is full"
        case .tooSmall: "the spool is too small for the positions of all streams and a frame"
        case .diskFull: "the spool's disk is full"
        case .quotaReached: "this user's quota on the spool's disk is reached"
        case .readOnly: "the spool's file system is read-only"
        case .gone: "the spool's directory is gone, or another one has taken its place"
        case .fileSizeLimited: "this process's limit of file size is below what a file of the spool takes"
        case .failing: "the spool's disk fails"
        }
    }

    /// What a person can do about it.
    package var wayOut: String {
        switch self {
        case .spoolFull: "see what holds the sinks back, or give the spool a larger size"
        case .tooSmall(let least): "give the spool a size of at least \(least.bytes >> 20 + 1) MiB, or follow fewer files"
        case .diskFull: "free space on the file system; the spool goes on by itself"
        case .quotaReached: "raise the quota, or free what this user has there; the spool goes on by itself"
        case .gone: SpoolPlace.wayBack
        case .readOnly: "look at the kernel's log, mend the file system and remount it; the spool goes on by itself"
        case .fileSizeLimited:
            "raise the limit of file size (ulimit -f, LimitFSIZE= of a service) and start weir again, or give the spool a smaller size"
        case .failing: "look at the kernel's log; what is in memory is written to a new segment as soon as the disk takes it"
        }
    }
}
