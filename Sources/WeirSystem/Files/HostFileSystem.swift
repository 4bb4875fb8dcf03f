import Glibc

/// The machine's file system.
package struct HostFileSystem: FileSystem {
    /// What Weir writes is for its own user only.
    private static let fileMode: mode_t = 0o600
    private static let directoryMode: mode_t = 0o700

    package init() {}

    package func open(_ path: String, _ mode: FileOpenMode) throws(SystemError) -> any File {
        let flags =
            switch mode {
            case .read: O_RDONLY
            case .write: O_RDWR | O_NOFOLLOW
            case .create: O_RDWR | O_CREAT | O_EXCL
            }
        let descriptor = try uninterrupted("open", path) { Glibc.open(path, flags | O_CLOEXEC, Self.fileMode) }
        return HostFile(descriptor: descriptor, path: path)
    }

    package func names(in directory: String) throws(SystemError) -> [String] {
        guard let stream = opendir(directory) else { throw lastError("list", directory) }
        defer { closedir(stream) }
        var names: [String] = []
        while true {
            errno = 0
            guard let entry = readdir(stream) else { break }
            let name = withUnsafePointer(to: &entry.pointee.d_name) { place in
                place.withMemoryRebound(to: CChar.self, capacity: Int(NAME_MAX) + 1) { String(cString: $0) }
            }
            if name != ".", name != ".." { names.append(name) }
        }
        guard errno == 0 else { throw lastError("list", directory) }
        return names
    }

    package func status(of path: String) throws(SystemError) -> FileStatus? {
        var found = stat()
        if stat(path, &found) == 0 { return FileStatus(found) }
        if errno == ENOENT || errno == ENOTDIR { return nil }
        throw lastError("look at", path)
    }

    package func statusOfLink(_ path: String) throws(SystemError) -> FileStatus? {
        var found = stat()
        if lstat(path, &found) == 0 { return FileStatus(found) }
        if errno == ENOENT || errno == ENOTDIR { return nil }
        throw lastError("look at", path)
    }

    package func restrict(_ path: String) throws(SystemError) {
        _ = try uninterrupted("take rights away from", path) { chmod(path, Self.fileMode) }
    }

    package func rename(_ path: String, to newPath: String) throws(SystemError) {
        _ = try uninterrupted("rename", "\(path) to \(newPath)") { Glibc.rename(path, newPath) }
    }

    package func remove(_ path: String) throws(SystemError) {
        _ = try uninterrupted("remove", path) { Glibc.unlink(path) }
    }

    package func createDirectory(_ path: String) throws(SystemError) {
        if mkdir(path, Self.directoryMode) == 0 { return }
        switch errno {
        case EEXIST where try status(of: path)?.kind == .directory: return
        case ENOENT where path.contains("/"):
            try createDirectory(FilePath.parent(of: path))
            guard mkdir(path, Self.directoryMode) == 0 || errno == EEXIST else { throw lastError("make", path) }
        default: throw lastError("make", path)
        }
    }

    package func synchronizeDirectory(_ path: String) throws(SystemError) {
        let descriptor = try uninterrupted("open", path) { Glibc.open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC) }
        defer { Glibc.close(descriptor) }
        _ = try uninterrupted("sync", path) { fsync(descriptor) }
    }

    package func freeSpace(at path: String) throws(SystemError) -> UInt64 {
        var found = statvfs()
        _ = try uninterrupted("look at", path) { statvfs(path, &found) }
        return UInt64(found.f_bavail) * UInt64(found.f_frsize)
    }
}

/// Paths as text: what of them the stages need.
package enum FilePath {
    /// What is above it: `.` for a name alone, `/` for what lies in the root.
    package static func parent(of path: String) -> String {
        let trimmed = path.count > 1 && path.hasSuffix("/") ? String(path.dropLast()) : path
        guard let slash = trimmed.lastIndex(of: "/") else { return "." }
        return slash == trimmed.startIndex ? "/" : String(trimmed[..<slash])
    }

    package static func join(_ directory: String, _ name: String) -> String {
        directory.hasSuffix("/") ? directory + name : "\(directory)/\(name)"
    }
}
