import Glibc

extension SystemError {
    package static let inputOutput = EIO
    package static let noSpace = ENOSPC
    package static let missing = ENOENT
    package static let exists = EEXIST
    package static let timedOut = ETIMEDOUT
    package static let denied = EACCES
    package static let quotaReached = EDQUOT
    package static let readOnly = EROFS
    package static let stale = ESTALE
    package static let tooLarge = EFBIG

    /// The disk, or this user's share of it, is full.
    package var isOutOfSpace: Bool { code == ENOSPC || code == EDQUOT }
    /// This process, or the machine, has as many files open as it may.
    package var isOutOfDescriptors: Bool { code == EMFILE || code == ENFILE }
    package var isMissing: Bool { code == ENOENT }
    package var isExisting: Bool { code == EEXIST }
    package var isTimeout: Bool { code == ETIMEDOUT }
    /// Whoever read what was written is gone.
    package var isGoneReader: Bool { code == EPIPE }
    /// What was opened is not what its name leads to any more.
    package var isStale: Bool { code == ESTALE }

    /// The system's own words for the code.
    package var reason: String { code <= Self.resolverBase ? resolverReason : String(cString: strerror(code)) }

    /// What a person can do about it; `nil` where the reason says it all.
    package var wayOut: String? {
        switch code {
        case ELOOP where isUntrustedLink:
            "the link is neither root's nor this user's; where whoever owns it may choose what is shipped, give the source `follow_links: all`"
        case EACCES, EPERM: "give this user the right to \(operation) it, or run as the user that owns it"
        case ENOENT: "check the path; what should be there is not"
        case ENOSPC: "free space on the file system, or give the spool a smaller size"
        case EDQUOT: "raise this user's disk quota, or give the spool a smaller size"
        case EFBIG: "raise the limit of file size (ulimit -f, LimitFSIZE= of a service), or use a file system with larger files"
        case EMFILE, ENFILE: "raise the limit of open files (ulimit -n)"
        case EROFS: "the file system is mounted read-only: remount it, or use another directory"
        case ESTALE: "put back what was there under this name"
        case ELOOP: "a symbolic link is not followed here: name the file itself"
        case EIO: "the disk or its connection fails: look at the kernel's log"
        case ECONNREFUSED: "nothing listens there: check address and port, and that the peer runs"
        case ETIMEDOUT: "no answer in time: check the address, the route and the firewalls between"
        case EHOSTUNREACH, ENETUNREACH: "no route to the peer: check the address and this machine's network"
        case ...Self.resolverBase: "check the host's name and this machine's resolver"
        default: nil
        }
    }

    /// The resolver's codes are negative already; they are kept apart from errno by this offset.
    static let resolverBase: Int32 = -1000

    static func resolver(_ subject: String, code: Int32) -> SystemError {
        SystemError("resolve", subject, code: resolverBase - abs(code))
    }

    private var resolverReason: String { String(cString: gai_strerror(code - Self.resolverBase)) }
}

extension SystemError: CustomStringConvertible {
    package var description: String {
        // A name with a line's end in it would look like two messages.
        let name = subject.split(separator: "\n", omittingEmptySubsequences: false).joined(separator: "\\n")
        let failed = "could not \(operation) \(name): \(reason)"
        return wayOut.map { "\(failed) (\($0))" } ?? failed
    }
}

/// The last call's error, taken before anything else can change it.
func lastError(_ operation: String, _ subject: String) -> SystemError { SystemError(operation, subject, code: errno) }

/// Calls again while a signal interrupted the call; anything else below zero is thrown.
func uninterrupted<Result: SignedInteger>(
    _ operation: String, _ subject: @autoclosure () -> String, _ call: () -> Result
) throws(SystemError) -> Result {
    while true {
        let result = call()
        if result >= 0 { return result }
        if errno != EINTR { throw lastError(operation, subject()) }
    }
}
