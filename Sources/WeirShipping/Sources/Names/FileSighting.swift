package import WeirSystem

/// A file as one scan found it.
package struct FileSighting: Equatable, Sendable {
    package var family: FileFamily
    package var rank: FileRank
    package var name: String
    package var status: FileStatus

    package init(family: FileFamily, rank: FileRank, name: String, status: FileStatus) {
        self.family = family
        self.rank = rank
        self.name = name
        self.status = status
    }

    package var path: String { family.path(of: name) }
    package var identity: FileIdentity { FileIdentity(of: status) }
}

/// All that one scan found.
struct ScanResult: Sendable {
    /// In an order in which a rotation that goes on meanwhile hides none of them, see ``GlobWalk``.
    var sightings: [FileSighting] = []
    /// Directories whose names could be read.
    var listed: Set<String> = []
    /// Directories in which something could not be looked at: what was not found there may be there all the same.
    var doubtful: Set<String> = []
    /// Logs of which a file could not be looked at just now: how long it is, is not known.
    var unseen: Set<FileFamily> = []
    var compressed: [String] = []
    /// Names that patterns match and that are not read.
    var passedOver: [PassedOver] = []
    /// Strangers' links among them behind which a log, or a directory of logs, lies: as unread as a log without the right to it.
    var barred: [String] = []
    /// What could not be looked at.
    var errors: [SystemError] = []
    /// Why a directory can't be watched.
    var unwatched: SystemError?
    /// There were more directories than the limit: the first that was not looked into.
    var firstOmitted: String?
}

/// A name that a pattern matches and that is not read.
struct PassedOver: Hashable, Sendable {
    enum Reason: Hashable, Sendable {
        /// It is a FIFO, a socket, a device.
        case kind(FileStatus.Kind)
        /// A pattern names a directory, and none of the files in it.
        case directory
        /// It is a symbolic link, or lies behind one, that neither root nor the shipper's user made.
        case untrustedLink
        /// A symbolic link that leads to nothing.
        case dangling
        /// A directory whose name a pattern for logs matches.
        case matchedDirectory
        /// It is a directory of the shipper's own.
        case own
    }

    var path: String
    var reason: Reason
}
