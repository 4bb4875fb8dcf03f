internal import CMemoryVFS
internal import Synchronization

/// Gives SQLite the files of a `MemoryFileSystem`: one disk, one set of faults and one sudden end for segments and state.
///
/// Paths below ``root`` lie in the file system that is mounted under their first two names; all others are the machine's.
package enum MemorySQLite {
    /// What stands before the number of a mount.
    package static let root = "/weir-memory-"

    private struct Mounts {
        var fileSystems: [String: MemoryFileSystem] = [:]
        var next = 0
    }

    private static let mounts = Mutex(Mounts())

    /// A directory that nobody else has: what is mounted there is SQLite's.
    package static func makeRoot() -> String {
        _ = registration
        return mounts.withLock { mounts in
            defer { mounts.next += 1 }
            return "\(root)\(mounts.next)"
        }
    }

    /// Databases that are open keep the file system that was mounted when they were opened.
    package static func mount(_ fileSystem: MemoryFileSystem?, at directory: String) {
        mounts.withLock { $0.fileSystems[directory] = fileSystem }
    }

    static func fileSystem(of path: String) -> MemoryFileSystem? {
        let end = path.dropFirst().firstIndex(of: "/") ?? path.endIndex
        return mounts.withLock { $0.fileSystems[String(path[..<end])] }
    }

    /// SQLite keeps the pointer for the life of the process.
    private static let registration: Bool = {
        let prefix = UnsafeMutablePointer<CChar>.allocate(capacity: root.utf8.count + 1)
        for (index, byte) in root.utf8CString.enumerated() { prefix[index] = byte }
        var disk = MemoryDatabaseFile.disk
        return weir_memory_vfs_register(prefix, &disk) == 0
    }()
}
