/// The seam between every stage and the disk. `HostFileSystem` is the machine's; the simulation brings its own.
package protocol FileSystem: Sendable {
    func open(_ path: String, _ mode: FileOpenMode) throws(SystemError) -> any File
    /// Names in a directory, unsorted, without `.` and `..`.
    func names(in directory: String) throws(SystemError) -> [String]
    /// Of these the ones that may be directories, or links to some, as far as that costs no look at each.
    func likelyDirectories(in directory: String) throws(SystemError) -> [String]
    /// `nil` where nothing is there; symbolic links are followed.
    func status(of path: String) throws(SystemError) -> FileStatus?
    /// For reading, and through links that may be followed only: race-free, so that what is put in a path's place meanwhile is not read.
    ///
    /// - Throws: an error that `isUntrustedLink` where one is on the way that may not.
    func open(_ path: String, links: LinkRule) throws(SystemError) -> any File
    /// As ``status(of:)``, through links that may be followed only.
    ///
    /// - Throws: an error that `isUntrustedLink` where one is on the way that may not.
    func status(of path: String, links: LinkRule) throws(SystemError) -> FileStatus?
    /// As ``status(of:)``, of a symbolic link itself where the path is one.
    func statusOfLink(_ path: String) throws(SystemError) -> FileStatus?
    /// The path without links and dots that leads to the same; the path itself where that can't be told.
    func realPath(of path: String) -> String
    /// Takes all rights of others and of the group away: mode 0600.
    func restrict(_ path: String) throws(SystemError)
    func rename(_ path: String, to newPath: String) throws(SystemError)
    func remove(_ path: String) throws(SystemError)
    /// Also makes what is missing above it; none of it need be missing.
    func createDirectory(_ path: String) throws(SystemError)
    /// Makes names durable: fsync of the directory.
    func synchronizeDirectory(_ path: String) throws(SystemError)
    /// Bytes free for this user on the file system that holds the path.
    func freeSpace(at path: String) throws(SystemError) -> UInt64
    /// Bytes of the whole file system that holds the path, used ones among them.
    func totalSpace(at path: String) throws(SystemError) -> UInt64
}

/// For a file system that has neither links nor rights, nor an end.
extension FileSystem {
    package func totalSpace(at path: String) throws(SystemError) -> UInt64 { .max }
    package func statusOfLink(_ path: String) throws(SystemError) -> FileStatus? { try status(of: path) }
    package func realPath(of path: String) -> String { path }
    package func restrict(_ path: String) throws(SystemError) {}
}

package enum FileOpenMode: Sendable {
    case read
    /// Read and write; it must exist, and not be a symbolic link.
    case write
    /// Read and write; made with mode 0600 where it is missing, and an error where it is there.
    case create
}

/// An open file. Offsets are explicit: no file has a place of its own.
package protocol File: AnyObject, Sendable {
    /// Bytes read, 0 at the end of the file; fewer than asked for only there.
    func read(into buffer: UnsafeMutableRawBufferPointer, at offset: UInt64) throws(SystemError) -> Int
    /// Where the next bytes are that were ever written, from an offset on; `nil` where there are none up to the file's end. A file system
    /// that can't tell answers with the offset.
    func nextData(from offset: UInt64) throws(SystemError) -> UInt64?
    /// Writes all buffers one after another with as few system calls as can be; all or an error.
    func write(_ buffers: [UnsafeRawBufferPointer], at offset: UInt64) throws(SystemError)
    /// Lets the disk begin with a part that was written, so that a later sync has less to wait for. Promises nothing and can't fail:
    /// what goes wrong is the sync's to say.
    func startWriteBack(of range: Range<UInt64>)
    /// fdatasync: on return everything written before survives a loss of power. After an error nothing of this file may be trusted.
    func synchronize() throws(SystemError)
    func truncate(to length: UInt64) throws(SystemError)
    /// Asks for room without changing the length.
    func reserve(_ length: UInt64) throws(SystemError)
    func status() throws(SystemError) -> FileStatus
    /// Takes an exclusive advisory lock without waiting; false where another process holds it.
    func lock() throws(SystemError) -> Bool
    /// Whether another process holds the lock, without taking it even for a moment: who wants it is never in the way.
    func isLocked() throws(SystemError) -> Bool
    func close()
}

extension File {
    package func nextData(from offset: UInt64) throws(SystemError) -> UInt64? { offset }
}

package struct FileStatus: Equatable, Sendable {
    package enum Kind: String, Sendable {
        case file = "regular file"
        case directory
        case fifo = "FIFO"
        case socket
        case device
        case link = "symbolic link"
        case other = "special file"
    }

    package var kind: Kind
    package var device: UInt64
    package var inode: UInt64
    package var size: UInt64
    /// Microseconds since the epoch.
    package var modified: Int64
    /// The nine bits of who may read, write and execute.
    package var permissions: UInt16
    /// The user's number.
    package var owner: UInt32
    /// Names that lead to it: 0 for an open file that was removed.
    package var links: UInt64
    /// Of a directory that many may write: only its owner may take a name away.
    package var isSticky: Bool

    package init(
        kind: Kind, device: UInt64, inode: UInt64, size: UInt64, modified: Int64, permissions: UInt16 = 0o600,
        owner: UInt32 = Environment.userID, links: UInt64 = 1, isSticky: Bool = false
    ) {
        self.kind = kind
        self.device = device
        self.inode = inode
        self.size = size
        self.modified = modified
        self.permissions = permissions
        self.owner = owner
        self.links = links
        self.isSticky = isSticky
    }

    /// Whether someone else than its owner may write it.
    package var isWritableByOthers: Bool { permissions & 0o022 != 0 }
}
