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
    var compressed: [String] = []
    /// What could not be looked at.
    var errors: [SystemError] = []
    /// There were more directories than the limit.
    var isIncomplete = false
}
