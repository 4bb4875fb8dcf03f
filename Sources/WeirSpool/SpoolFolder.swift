package import WeirRecords
package import WeirSystem

/// Where a spool lies below the directory that a configuration names.
///
/// The directory itself where it is this user's alone. In one that others own or may write, such as a volume of an orchestrator that is
/// root's with mode 0777, a folder of its own with mode 0700: nobody else can plant anything there, or look at what waits.
package struct SpoolFolder: Equatable, Sendable {
    /// The folder's name in a directory of others.
    static let ownName = "weir"
    /// Names in a spool that are opened or made by name.
    private static let names = [
        SpoolPlace.lockName, SegmentName.folder, StateStore.fileName, StateStore.fileName + StateLog.suffix, StateStore.fileName + "-shm",
        Ballast.fileName, "quarantine", "control.sock",
    ]
    /// Of what makes a directory a spool.
    private static let marks = [StateStore.fileName, SegmentName.folder, SpoolPlace.lockName]

    /// The spool's own directory.
    package let path: String
    /// What is not as it should be and no reason to refuse.
    package let notices: [Notice]

    /// Finds or makes the folder for a shipper.
    ///
    /// - Throws: ``SpoolError/Code/unsafe`` where a spool is there that another user owns or may write, or a symbolic link stands where
    ///   a part of it belongs.
    package static func prepare(
        _ directory: String, fileSystem: any FileSystem, user: UInt32 = Environment.userID
    ) throws(SpoolError) -> SpoolFolder {
        let look = Look(fileSystem: fileSystem, user: user)
        try spooling { () throws(SystemError) in try fileSystem.createDirectory(directory) }
        let own = FilePath.join(directory, ownName)
        let (isOwnTaken, isOwn) = (try look.isSpool(own), try look.isOwn(directory))
        guard try !look.isSpool(directory) else {
            let notices = try look.check(directory) + (isOwnTaken ? [second(own, beside: directory)] : [])
            return SpoolFolder(path: directory, notices: notices)
        }
        // A spool stays where it is, whatever became of the rights around it since.
        guard isOwnTaken || !isOwn else {
            return SpoolFolder(path: directory, notices: try look.check(directory))
        }
        if try look.status(own) == nil { try spooling { () throws(SystemError) in try fileSystem.createDirectory(own) } }
        return SpoolFolder(path: own, notices: try look.check(own))
    }

    private static func second(_ own: String, beside directory: String) -> Notice {
        Notice(
            .warning, "another spool lies in the spool's directory; what waits in it is not shipped",
            [
                "spool": directory, "other": own,
                "way_out": "weir spool check \(own) shows what waits there; ship it with a configuration of its own, or remove it",
            ])
    }

    /// Where the spool lies, for whoever only looks; the directory itself where there is none.
    package static func find(_ directory: String, fileSystem: any FileSystem) throws(SystemError) -> String {
        let own = FilePath.join(directory, ownName)
        for path in [directory, own] {
            for mark in marks where try fileSystem.status(of: FilePath.join(path, mark)) != nil { return path }
        }
        return directory
    }

    private struct Look {
        let fileSystem: any FileSystem
        let user: UInt32

        func status(_ path: String) throws(SpoolError) -> FileStatus? {
            try spooling { () throws(SystemError) in try fileSystem.statusOfLink(path) }
        }

        func isSpool(_ directory: String) throws(SpoolError) -> Bool {
            for mark in marks where try status(FilePath.join(directory, mark)) != nil { return true }
            return false
        }

        /// As the directory's path leads to it: a link to it is someone's wish.
        func isOwn(_ directory: String) throws(SpoolError) -> Bool {
            let found = try spooling { () throws(SystemError) in try fileSystem.status(of: directory) }
            return found.map { $0.owner == user && !$0.isWritableByOthers } ?? false
        }

        func check(_ directory: String) throws(SpoolError) -> [Notice] {
            guard let found = try spooling({ () throws(SystemError) in try fileSystem.status(of: directory) }) else {
                throw .inputOutput(SystemError("find", directory, code: SystemError.missing))
            }
            guard found.kind == .directory else { throw .unsafe("\(directory) is no directory", "name another one, or take it away") }
            if try status(directory)?.kind == .link, try isPlanted(directory) {
                throw .unsafe("the spool \(directory) is a symbolic link that another user may have set", "name the directory itself")
            }
            guard found.owner == user else {
                throw .unsafe(
                    "the spool \(directory) belongs to user \(found.owner), and this is user \(user)",
                    "run as that user, or give the directory to this one: chown -R \(user) \(directory)")
            }
            guard !found.isWritableByOthers else {
                throw .unsafe("others may write the spool \(directory)", "take that right away: chmod 0700 \(directory)")
            }
            for name in names { try check(name, in: directory) }
            try checkSegments(directory)
            return try parentNotices(directory)
        }

        private func isPlanted(_ directory: String) throws(SpoolError) -> Bool {
            guard let parent = try status(FilePath.parent(of: directory)), let link = try status(directory) else { return true }
            return parent.isWritableByOthers || link.owner != user && link.owner != 0
        }

        private func check(_ name: String, in directory: String) throws(SpoolError) {
            let path = FilePath.join(directory, name)
            guard let found = try status(path) else { return }
            guard found.kind != .link else {
                throw .unsafe("\(path) is a symbolic link", "take it away: what belongs to a spool lies in its directory")
            }
            guard found.owner == user else {
                throw .unsafe("\(path) belongs to user \(found.owner)", "run as that user, or give it to this one: chown \(user) \(path)")
            }
            if found.kind == .file, found.permissions & 0o077 != 0 {
                try spooling { () throws(SystemError) in try fileSystem.restrict(path) }
            }
            guard found.kind != .directory || !found.isWritableByOthers else {
                throw .unsafe("others may write \(path)", "take that right away: chmod 0700 \(path)")
            }
        }

        private func checkSegments(_ directory: String) throws(SpoolError) {
            let folder = SegmentName.folder(in: directory)
            guard try status(folder) != nil else { return }
            for name in try spooling({ () throws(SystemError) in try fileSystem.names(in: folder) }) {
                try check(name, in: folder)
            }
        }

        private func parentNotices(_ directory: String) throws(SpoolError) -> [Notice] {
            let above = FilePath.parent(of: directory)
            guard let parent = try spooling({ () throws(SystemError) in try fileSystem.status(of: above) }), parent.isWritableByOthers,
                !parent.isSticky
            else { return [] }
            return [
                Notice(
                    .warning, "others may write the directory above the spool, and so may move the spool away",
                    ["spool": directory, "directory": above, "way_out": "chmod go-w \(above)"])
            ]
        }
    }
}
