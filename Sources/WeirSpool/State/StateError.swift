/// Why the state can't do what was asked.
package struct StateError: Error, Equatable, Sendable {
    package enum Code: Equatable, Sendable {
        /// The file system or SQLite failed.
        case inputOutput
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
    /// The disk, or this user's share of it, is full.
    package var isOutOfSpace: Bool

    package init(_ code: Code, _ message: String, wayOut: String, isOutOfSpace: Bool = false) {
        self.code = code
        self.message = message
        self.wayOut = wayOut
        self.isOutOfSpace = isOutOfSpace
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

    static func outOfSpace(_ cause: String) -> StateError {
        StateError(
            .inputOutput, "the spool's state: its disk is full (\(cause))",
            wayOut: "free space on the file system of the spool's directory, or name another directory", isOutOfSpace: true)
    }

    static func unknownSink(_ name: String) -> StateError {
        StateError(.unknownSink, "the state knows no sink \(name)", wayOut: "check the name against the configuration")
    }
}
