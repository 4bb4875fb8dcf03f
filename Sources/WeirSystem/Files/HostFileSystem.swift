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
        let descriptor = try uninterrupted("open", path) {
            PathText.withBytes(path) { Glibc.open($0, flags | O_CLOEXEC, Self.fileMode) }
        }
        return HostFile(descriptor: descriptor, path: path)
    }

    package func open(_ path: String, links: LinkRule) throws(SystemError) -> any File {
        let descriptor =
            switch links {
            case .all: try uninterrupted("open", path) { PathText.withBytes(path) { Glibc.open($0, O_RDONLY | O_NONBLOCK | O_CLOEXEC) } }
            case .trusted: try GuardedPath.open(path, forStatus: false)
            }
        return HostFile(descriptor: descriptor, path: path)
    }

    package func names(in directory: String) throws(SystemError) -> [String] { try names(in: directory) { _ in true } }

    package func likelyDirectories(in directory: String) throws(SystemError) -> [String] {
        try names(in: directory) { type in [DT_DIR, DT_LNK, DT_UNKNOWN].contains { $0 == Int(type) } }
    }

    private func names(in directory: String, _ isWanted: (UInt8) -> Bool) throws(SystemError) -> [String] {
        guard let stream = PathText.withBytes(directory, { opendir($0) }) else { throw lastError("list", directory) }
        defer { closedir(stream) }
        var names: [String] = []
        while true {
            errno = 0
            guard let entry = readdir(stream) else { break }
            guard isWanted(entry.pointee.d_type) else { continue }
            let name = withUnsafePointer(to: &entry.pointee.d_name) { place in
                place.withMemoryRebound(to: CChar.self, capacity: Int(NAME_MAX) + 1) { Self.text($0) }
            }
            if name != ".", name != ".." { names.append(name) }
        }
        guard errno == 0 else { throw lastError("list", directory) }
        return names
    }

    package func status(of path: String) throws(SystemError) -> FileStatus? {
        var found = stat()
        if PathText.withBytes(path, { stat($0, &found) }) == 0 { return FileStatus(found) }
        if errno == ENOENT || errno == ENOTDIR { return nil }
        throw lastError("look at", path)
    }

    /// A directory is looked at with all that leads to it. For a regular file its own name is enough: what leads to it was looked at with its
    /// directory, and is again where it is opened.
    package func status(of path: String, links: LinkRule) throws(SystemError) -> FileStatus? {
        guard links == .trusted else { return try status(of: path) }
        var found = stat()
        guard PathText.withBytes(path, { lstat($0, &found) }) == 0 else {
            if errno == ENOENT || errno == ENOTDIR { return nil }
            throw lastError("look at", path)
        }
        let kind = found.st_mode & S_IFMT
        guard kind == S_IFLNK || kind == S_IFDIR else { return FileStatus(found) }
        do throws(SystemError) {
            let descriptor = try GuardedPath.open(path, forStatus: true)
            defer { Glibc.close(descriptor) }
            guard fstat(descriptor, &found) == 0 else { throw lastError("look at", path) }
            return FileStatus(found)
        } catch {
            if error.code == ENOENT || error.code == ENOTDIR { return nil }
            throw error
        }
    }

    private static func text(_ name: UnsafePointer<CChar>) -> String {
        PathText.text(of: UnsafeRawBufferPointer(start: name, count: strlen(name)))
    }

    package func statusOfLink(_ path: String) throws(SystemError) -> FileStatus? {
        var found = stat()
        if PathText.withBytes(path, { lstat($0, &found) }) == 0 { return FileStatus(found) }
        if errno == ENOENT || errno == ENOTDIR { return nil }
        throw lastError("look at", path)
    }

    package func realPath(of path: String) -> String {
        guard let found = PathText.withBytes(path, { realpath($0, nil) }) else { return path }
        defer { free(found) }
        return PathText.text(of: UnsafeBufferPointer(start: found, count: strlen(found)).map { UInt8(bitPattern: $0) })
    }

    package func restrict(_ path: String) throws(SystemError) {
        _ = try uninterrupted("take rights away from", path) { PathText.withBytes(path) { chmod($0, Self.fileMode) } }
    }

    package func rename(_ path: String, to newPath: String) throws(SystemError) {
        _ = try uninterrupted("rename", "\(path) to \(newPath)") {
            PathText.withBytes(path) { old in PathText.withBytes(newPath) { Glibc.rename(old, $0) } }
        }
    }

    package func remove(_ path: String) throws(SystemError) {
        _ = try uninterrupted("remove", path) { PathText.withBytes(path) { Glibc.unlink($0) } }
    }

    package func createDirectory(_ path: String) throws(SystemError) {
        if make(path) == 0 { return }
        switch errno {
        case EEXIST where try status(of: path)?.kind == .directory: return
        case ENOENT where path.contains("/"):
            try createDirectory(FilePath.parent(of: path))
            guard make(path) == 0 || errno == EEXIST else { throw lastError("make", path) }
        default: throw lastError("make", path)
        }
    }

    private func make(_ path: String) -> Int32 { PathText.withBytes(path) { mkdir($0, Self.directoryMode) } }

    package func synchronizeDirectory(_ path: String) throws(SystemError) {
        let descriptor = try uninterrupted("open", path) {
            PathText.withBytes(path) { Glibc.open($0, O_RDONLY | O_DIRECTORY | O_CLOEXEC) }
        }
        defer { Glibc.close(descriptor) }
        _ = try uninterrupted("sync", path) { fsync(descriptor) }
    }

    package func freeSpace(at path: String) throws(SystemError) -> UInt64 {
        let found = try room(at: path)
        return UInt64(found.f_bavail) * UInt64(found.f_frsize)
    }

    package func totalSpace(at path: String) throws(SystemError) -> UInt64 {
        let found = try room(at: path)
        return UInt64(found.f_blocks) * UInt64(found.f_frsize)
    }

    private func room(at path: String) throws(SystemError) -> statvfs {
        var found = statvfs()
        _ = try uninterrupted("look at", path) { PathText.withBytes(path) { statvfs($0, &found) } }
        return found
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
