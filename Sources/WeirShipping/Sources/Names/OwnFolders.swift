internal import WeirSystem

/// The shipper's own directories: what is written there while it ships would be shipped, and written again, without end.
struct OwnFolders {
    private let paths: [String]
    private let identities: Set<FileIdentity>

    init(_ paths: [String], fileSystem: any FileSystem) {
        self.paths = paths
        identities = Set(paths.compactMap { (try? fileSystem.status(of: $0)).map { FileIdentity(of: $0) } })
    }

    /// Whether it is one of them, by whatever way, or lies below one.
    func contains(_ directory: String, _ status: FileStatus) -> Bool {
        guard !paths.isEmpty else { return false }
        return identities.contains(FileIdentity(of: status)) || paths.contains { directory == $0 || directory.hasPrefix($0 + "/") }
    }
}
