internal import WeirRecords
internal import WeirSystem

/// Which directories came and went before a scan looked into them. A pure value: it is told what a watch tells and what scans found.
struct FolderLog: Sendable {
    private var names = NameLog()
    /// Looked into by the last scan, as far as they are still there.
    private var listed: Set<String> = []

    var count: Int { listed.count }

    /// - Returns: false where as many names are kept in mind as may be.
    mutating func appeared(_ folder: WatchedName, move: UInt32, _ settings: FilesSettings) -> Bool {
        let path = joined(folder.directory, folder.name)
        // The scan may have been faster than what tells of it.
        let isKnown = listed.contains(path) || !settings.mayHoldLogs(path)
        return names.appeared(folder, isOpen: isKnown, move: move)
    }

    /// - Returns: whether nobody looked into it, and nobody will.
    mutating func left(_ folder: WatchedName, move: UInt32) -> Bool {
        listed.remove(joined(folder.directory, folder.name))
        return names.left(folder, move: move)
    }

    /// - Returns: directories that were moved to where nobody looks.
    mutating func ended() -> [WatchedName] { names.ended() }

    /// A scan looked into these.
    mutating func found(_ directories: Set<String>) {
        listed = directories
        names.found(directories.lazy.map { WatchedName(directory: FilePath.parent(of: $0), name: FileFamily.name(in: $0)) })
    }
}

extension FilesSettings {
    /// Whether a pattern leads into the directory, none leaves out all that is in it, and it is none of the shipper's own.
    fileprivate func mayHoldLogs(_ directory: String) -> Bool {
        guard !own.contains(where: { directory == $0 || directory.hasPrefix($0 + "/") }) else { return false }
        return include.contains { $0.leads(into: directory) } && !exclude.contains { $0.coversAll(in: directory) }
    }
}
