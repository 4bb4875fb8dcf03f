import WeirConfiguration
import WeirSystem

/// Looks for how someone else could change a file, or put another one in its place.
struct FileWeaknesses<Files: FileSystem> {
    private let fileSystem: Files
    private let user = Environment.userID

    init(_ fileSystem: Files) { self.fileSystem = fileSystem }

    /// - Parameter status: of the file that the path leads to.
    func find(_ path: String, _ status: FileStatus) throws(SystemError) -> [FileWeakness] {
        var found: [FileWeakness] = []
        if status.permissions & 0o020 != 0 { found.append(.groupMayWrite) }
        if isForeign(status.owner) { found.append(.owner(status.owner)) }
        if isBehindForeignLink(path) { found.append(.foreignLink) }
        return try found + directory(above: fileSystem.realPath(of: path))
    }

    private func isForeign(_ owner: UInt32) -> Bool { owner != 0 && owner != user }

    /// The last name of the path by itself, since a regular file is not looked at with what leads to it.
    private func isBehindForeignLink(_ path: String) -> Bool {
        [path, FilePath.parent(of: path)].contains { place in
            do throws(SystemError) {
                _ = try fileSystem.status(of: place, links: .trusted)
                return false
            } catch { return error.isUntrustedLink }
        }
    }

    /// The nearest one above the file that is in others' hands.
    private func directory(above path: String) throws(SystemError) -> [FileWeakness] {
        var (place, above) = (path, FilePath.parent(of: path))
        while above != place {
            guard let status = try fileSystem.status(of: above) else { return [] }
            if isForeign(status.owner) { return [.directoryOwner(above, status.owner)] }
            if status.isWritableByOthers, !status.isSticky { return [.directoryWritable(above)] }
            (place, above) = (above, FilePath.parent(of: above))
        }
        return []
    }
}
