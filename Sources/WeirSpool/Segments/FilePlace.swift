internal import WeirSystem

/// A file or a directory that is in use, and whether its name still leads to it.
struct FilePlace: Sendable {
    let path: String
    private let device: UInt64
    private let inode: UInt64
    private let fileSystem: any FileSystem

    init(_ path: String, _ fileSystem: any FileSystem) throws(SystemError) {
        guard let found = try fileSystem.status(of: path) else { throw SystemError("find", path, code: SystemError.missing) }
        (self.path, self.fileSystem) = (path, fileSystem)
        (device, inode) = (found.device, found.inode)
    }

    /// - Throws: ``SystemError/stale`` where it is gone, or another one has its name.
    func verify() throws(SystemError) {
        let found = try fileSystem.status(of: path)
        guard found?.device == device, found?.inode == inode else { throw SystemError("find", path, code: SystemError.stale) }
    }
}

/// The spool's directory with what must not be another one's: looked at before anything is written or read by name.
struct SpoolPlace: Sendable {
    /// The file whose lock says who has the spool.
    static let lockName = "lock"
    static let wayBack = "put the spool's directory back, or start the shipper again: without its spool it begins a new one"

    private let parts: [FilePlace]
    private let lock: any File

    init(_ directory: String, lock: any File, _ fileSystem: any FileSystem) throws(SystemError) {
        self.lock = lock
        var parts: [FilePlace] = []
        for path in [directory, SegmentName.folder(in: directory), FilePath.join(directory, Self.lockName)] {
            parts.append(try FilePlace(path, fileSystem))
        }
        self.parts = parts
    }

    /// - Throws: ``SystemError/stale`` where a part of it is gone, or another one has its name.
    func verify() throws(SystemError) {
        for part in parts { try part.verify() }
    }

    var isThere: Bool { (try? verify()) != nil }

    /// It was removed: what is still open leads nowhere, and will never be back.
    var isRemoved: Bool { (try? lock.status())?.links == 0 }
}
