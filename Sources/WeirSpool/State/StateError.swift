package import WeirSystem

/// Why the state can't do what was asked.
package struct StateError: Error, Equatable, Sendable {
    package enum Code: Equatable, Sendable {
        /// The file system or SQLite failed.
        case inputOutput
        /// SQLite found no room, and doesn't say whether the disk or this user's share of it is full.
        case outOfSpace
        /// The database's file is gone, or another one has its name.
        case gone
        /// A later version of the program wrote this state.
        case newerVersion
        /// An earlier version wrote it, and it may not be changed now.
        case olderVersion
        /// A change that does not fit what is there: a defect, and nothing of it was taken.
        case contradiction
        case unknownSink
        /// No room for more dead letters.
        case deadLettersFull
        /// Something in it is not what it was.
        case damaged
    }

    package var code: Code
    package var message: String
    package var wayOut: String
    package var cause: SystemError?

    package init(_ code: Code, _ message: String, wayOut: String, cause: SystemError? = nil) {
        self.code = code
        self.message = message
        self.wayOut = wayOut
        self.cause = cause
    }

    /// What it means for the spool where room is wanting; nil where it isn't.
    package var wantOfRoom: SpoolHindrance? {
        if let cause { return SpoolHindrance(wantOfRoom: cause) }
        return code == .outOfSpace ? .diskFull : nil
    }
}

extension StateError: CustomStringConvertible {
    package var description: String { "\(message); \(wayOut)" }
}

extension StateError {
    static func contradiction(_ what: String) -> StateError {
        StateError(.contradiction, "the state refuses a change: \(what)", wayOut: "this is a defect: please report it")
    }

    static func damaged(_ what: String) -> StateError {
        StateError(
            .damaged, "the spool's state is no sound database: \(what)",
            wayOut: "weir spool check --repair sets it aside; the next start of weir ship begins a new one and sends again what is kept")
    }

    static func outOfSpace(_ reason: String, _ cause: SystemError? = nil) -> StateError {
        let what = cause?.code == SystemError.quotaReached ? "this user's quota on its disk is reached" : "its disk is full"
        return StateError(
            .outOfSpace, "the spool's state: \(what) (\(reason))",
            wayOut: cause?.wayOut ?? "free space on the file system of the spool's directory, or name another directory", cause: cause)
    }

    static func unknownSink(_ name: String) -> StateError {
        StateError(.unknownSink, "the state knows no sink \(name)", wayOut: "check the name against the configuration")
    }
}
