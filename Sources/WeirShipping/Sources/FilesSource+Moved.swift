internal import WeirRecords
internal import WeirSystem

/// A file that was moved to where no pattern leads before it was read to its end, as behind a link that leads to the next one by now: its
/// inode is still in the directory.
extension FilesSource {
    /// - Returns: whether it was found and is read on.
    mutating func findMoved(_ id: TailID) -> Bool {
        guard let tail = tails[id], !tail.state.isFinished, tail.state.fingerprint.length > 0 else { return false }
        for directory in Self.directories(of: tail.path, fileSystem) {
            guard let name = names(in: directory)[tail.state.identity.inode] else { continue }
            if readOn(tail, at: joined(directory, name)) { return true }
        }
        return false
    }

    /// Where it was seen, and where the link leads that is there now.
    private static func directories(of path: String, _ fileSystem: any FileSystem) -> [String] {
        let own = FileFamily(of: path).directory
        let real = FileFamily(of: fileSystem.realPath(of: path)).directory
        return real == own ? [own] : [own, real]
    }

    /// Looked at once a scan, however many are sought.
    private mutating func names(in directory: String) -> [UInt64: String] {
        if let known = inodes[directory] { return known }
        var found: [UInt64: String] = [:]
        for name in (try? fileSystem.names(in: directory))?.sorted() ?? [] {
            let path = joined(directory, name)
            guard let status = try? fileSystem.status(of: path, links: settings.links), status.kind == .file else { continue }
            if found[status.inode] == nil { found[status.inode] = name }
        }
        inodes[directory] = found
        return found
    }

    private mutating func readOn(_ tail: FileTail, at path: String) -> Bool {
        guard !settings.exclude.contains(where: { $0.matches(path) }), descriptors.take() || makeRoom() else { return false }
        do throws(SystemError) {
            let file = try fileSystem.open(path, links: settings.links)
            let status = try file.status()
            let isSame = FileIdentity(of: status) == tail.state.identity && status.size >= tail.state.offset
            guard isSame, try FileHead.isSame(file, as: tail.state, head: try FileHead.read(file, Fingerprint.maximumBytes)) else {
                file.close()
                descriptors.giveBack()
                return false
            }
            let name = FileFamily.name(in: path)
            let place = FileFamily(directory: FileFamily(of: path).directory, base: tail.family.base)
            find(tail.id, FileSighting(family: place, rank: .dated(name), name: name, status: status))
            tails[tail.id]?.handle = file
            tails[tail.id]?.state.stand(.rotated)
            opened.use(tail.id)
            notices.raise(
                .information, "a file was moved to where no pattern leads before it was read to its end; the rest is read from there",
                ["source": self.name, "path": tail.path, "moved_to": path, "offset": String(tail.state.offset)])
            return true
        } catch {
            descriptors.giveBack()
            return false
        }
    }
}
