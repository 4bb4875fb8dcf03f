package import WeirSystem

/// Why the spool can't do what was asked.
package struct SpoolError: Error, Equatable, Sendable {
    package enum Code: Equatable, Sendable {
        /// Another process has it open.
        case locked
        /// The file system failed.
        case inputOutput
        /// SQLite found no room for the state, and doesn't say whether the disk or this user's share of it is full.
        case outOfSpace
        /// One slab's frame is larger than a frame or this spool may be.
        case frameTooLarge
        /// A slab contradicts itself: a defect of its source.
        case invalidSlab
        /// Another user could have planted or could change what is there.
        case unsafe
        /// The directory is gone, or another one has taken its place.
        case gone
    }

    package var code: Code
    package var message: String
    /// What a person can do about it.
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

extension SpoolError: CustomStringConvertible {
    package var description: String { "\(message); \(wayOut)" }
}

extension SpoolError {
    static func inputOutput(_ cause: SystemError) -> SpoolError {
        SpoolError(
            .inputOutput, "spool: could not \(cause.operation) \(cause.subject): \(cause.reason)",
            wayOut: cause.wayOut ?? "check the file system that holds the spool", cause: cause)
    }

    static func locked(_ directory: String) -> SpoolError {
        SpoolError(
            .locked, "the spool \(directory) is in use by another process",
            wayOut: "stop the running shipper first, or give this one a directory of its own")
    }

    static func unsafe(_ message: String, _ wayOut: String) -> SpoolError { SpoolError(.unsafe, message, wayOut: wayOut) }

    package static func gone(_ cause: SystemError) -> SpoolError {
        SpoolError(
            .gone, "the spool is gone under the running shipper: \(cause.subject) was removed, moved or replaced",
            wayOut: SpoolPlace.wayBack)
    }

    static func frameTooLarge(bytes: UInt64, limit: UInt64) -> SpoolError {
        SpoolError(
            .frameTooLarge, "a frame of \(bytes) bytes is over the limit of \(limit)",
            wayOut: "give the spool a larger size, or the sources smaller slabs and fewer streams in one")
    }

    static func invalidSlab(_ what: String) -> SpoolError {
        SpoolError(.invalidSlab, "a slab contradicts itself: \(what)", wayOut: "this is a defect of the source: please report it")
    }
}

/// Gives a system error the spool's words.
func spooling<Result>(_ body: () throws(SystemError) -> Result) throws(SpoolError) -> Result {
    do throws(SystemError) { return try body() } catch { throw .inputOutput(error) }
}
