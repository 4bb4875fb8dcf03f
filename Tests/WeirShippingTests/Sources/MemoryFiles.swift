import Synchronization
import WeirRecords
import WeirSystem

/// A file system in memory: names lead to nodes, open files keep their node, and a node's inode is used again once it is gone, as ext4 does.
final class MemoryFiles: FileSystem {
    final class Node: @unchecked Sendable {
        let inode: UInt64
        var bytes: [UInt8] = []
        var modified: Int64
        private let pool: InodePool

        init(pool: InodePool) {
            inode = pool.take()
            modified = 0
            self.pool = pool
        }

        deinit { pool.giveBack(inode) }
    }

    final class InodePool: Sendable {
        private let state = Mutex((free: [UInt64](), next: UInt64(100)))

        func take() -> UInt64 {
            state.withLock { state in
                guard let free = state.free.min() else {
                    state.next += 1
                    return state.next
                }
                state.free.removeAll { $0 == free }
                return free
            }
        }

        func giveBack(_ inode: UInt64) { state.withLock { $0.free.append(inode) } }
    }

    struct State {
        var files: [String: Node] = [:]
        var directories: [String: UInt64] = ["/": 2]
        var links: [String: String] = [:]
        let pool = InodePool()
        var ticks: Int64 = 0
        var device: UInt64 = 1
        var unreadable: Set<String> = []
        /// Why files can't be opened that are there.
        var failures: [String: Int32] = [:]
        /// Names that are there and can't be looked at.
        var unseen: Set<String> = []
        /// Names of what is neither a file nor a directory.
        var specials: [String: FileStatus.Kind] = [:]
        /// Links that neither root nor the shipper's user made.
        var untrusted: Set<String> = []
        var opened = 0
        /// Files opened and looked at up to now.
        var (opens, looks) = (0, 0)
        /// Called between two looks of a scan.
        var onStatus: (@Sendable (String) -> Void)?
        /// Reads that fail once, by inode and the offset at which they begin.
        var failingReads: [UInt64: UInt64] = [:]
    }

    static let notFound: Int32 = 2
    static let notPermitted: Int32 = 13
    let state = Mutex(State())

    // MARK: what a test does

    func makeDirectory(_ path: String) {
        state.withLock { state in
            var parent = ""
            for name in path.split(separator: "/") {
                parent += "/" + name
                if state.directories[parent] == nil { state.directories[parent] = state.pool.take() }
            }
        }
    }

    func append(_ text: String, to path: String) {
        let path = resolved(path)
        state.withLock { state in
            let node = state.files[path] ?? Node(pool: state.pool)
            state.ticks += 1
            node.bytes += Array(text.utf8)
            node.modified = state.ticks
            state.files[path] = node
        }
    }

    func append(bytes: [UInt8], to path: String) {
        append("", to: path)
        let path = resolved(path)
        state.withLock { $0.files[path]?.bytes += bytes }
    }

    /// Makes it as long, with NUL bytes behind what it holds, as a writer does that goes on where a longer file ended.
    func stretch(_ path: String, to size: Int) {
        append(bytes: [UInt8](repeating: 0, count: max(0, size - (contents(path)?.utf8.count ?? 0))), to: path)
    }

    /// Keeps the node, as `> file` does.
    func overwrite(_ path: String, with text: String) {
        let path = resolved(path)
        state.withLock { state in
            state.ticks += 1
            state.files[path]?.bytes = Array(text.utf8)
            state.files[path]?.modified = state.ticks
        }
    }

    func move(_ path: String, _ newPath: String) {
        let (path, newPath) = (resolved(path), resolved(newPath))
        let old = state.withLock { state in
            let old = state.files[newPath]
            state.files[newPath] = state.files.removeValue(forKey: path)
            return old
        }
        withExtendedLifetime(old) {}
    }

    func copy(_ path: String, _ newPath: String) {
        let text = contents(path) ?? ""
        delete(newPath)
        append(text, to: newPath)
    }

    func delete(_ path: String) {
        let path = resolved(path)
        let old = state.withLock { $0.files.removeValue(forKey: path) }
        withExtendedLifetime(old) {}
    }

    func bytes(_ path: String) -> [UInt8] { state.withLock { $0.files[path]?.bytes ?? [] } }

    func contents(_ path: String) -> String? {
        let path = resolved(path)
        return state.withLock { $0.files[path].map { String(decoding: $0.bytes, as: UTF8.self) } }
    }

    func link(_ path: String, to target: String, isTrusted: Bool = true) {
        state.withLock { state in
            state.links[path] = target
            if isTrusted { state.untrusted.remove(path) } else { state.untrusted.insert(path) }
        }
    }

    /// When it was changed last.
    func touch(_ path: String, at time: Timestamp) { state.withLock { $0.files[path]?.modified = time.microseconds } }
    func unlink(_ path: String) { state.withLock { $0.links[path] = nil } }
    func makeSpecial(_ path: String, _ kind: FileStatus.Kind?) { state.withLock { $0.specials[path] = kind } }
    func setDevice(_ device: UInt64) { state.withLock { $0.device = device } }
    func setReadable(_ path: String, _ isReadable: Bool) {
        state.withLock { if isReadable { $0.unreadable.remove(path) } else { $0.unreadable.insert(path) } }
    }
    /// Opening fails so; `nil`: no longer.
    func fail(_ path: String, code: Int32?) { state.withLock { $0.failures[path] = code } }
    /// The next reading from this offset on fails.
    func failReading(_ path: String, from offset: Int) {
        state.withLock { state in state.files[path].map { state.failingReads[$0.inode] = UInt64(offset) } }
    }
    func setSeen(_ path: String, _ isSeen: Bool) {
        state.withLock { if isSeen { $0.unseen.remove(path) } else { $0.unseen.insert(path) } }
    }
    var openFiles: Int { state.withLock { $0.opened } }
    var opens: Int { state.withLock { $0.opens } }
    var looks: Int { state.withLock { $0.looks } }

    /// Renames `.1` to `.2` and so on, drops what is beyond `kept`, and the log becomes `.1`.
    func rotate(_ path: String, kept: Int) {
        for number in stride(from: kept, to: 0, by: -1) {
            let name = number == 1 ? path : "\(path).\(number - 1)"
            if contents(name) != nil { move(name, "\(path).\(number)") }
        }
    }

    private func resolved(_ path: String) -> String {
        state.withLock { state in
            var path = path
            while let (from, target) = state.links.first(where: { path == $0.key || path.hasPrefix($0.key + "/") }) {
                path = target + path.dropFirst(from.count)
            }
            return path
        }
    }
}

extension MemoryFiles {
    func open(_ path: String, links: LinkRule) throws(SystemError) -> any File {
        try follow(path, links)
        return try open(path, .read)
    }

    func status(of path: String, links: LinkRule) throws(SystemError) -> FileStatus? {
        try follow(path, links)
        return try status(of: path)
    }

    private func follow(_ path: String, _ links: LinkRule) throws(SystemError) {
        let isRefused = state.withLock { $0.untrusted.contains { path == $0 || path.hasPrefix($0 + "/") } }
        if isRefused, links == .trusted { throw .untrustedLink(path) }
    }

    func open(_ path: String, _ mode: FileOpenMode) throws(SystemError) -> any File {
        let place = resolved(path)
        let node = try state.withLock { state throws(SystemError) in
            guard !state.unreadable.contains(place) else { throw SystemError("open", path, code: Self.notPermitted) }
            guard let node = state.files[place] else { throw SystemError("open", path, code: Self.notFound) }
            if let code = state.failures[place] { throw SystemError("open", path, code: code) }
            state.opened += 1
            state.opens += 1
            return node
        }
        return MemoryHandle(node, files: self)
    }

    func names(in directory: String) throws(SystemError) -> [String] {
        let place = resolved(directory)
        return try state.withLock { state throws(SystemError) in
            guard !state.unreadable.contains(place) else { throw SystemError("opendir", directory, code: Self.notPermitted) }
            let prefix = place == "/" ? "/" : place + "/"
            let all = Array(state.files.keys) + Array(state.directories.keys) + Array(state.links.keys) + Array(state.specials.keys)
            return all.filter { $0 != "/" && $0.hasPrefix(prefix) && !$0.dropFirst(prefix.count).contains("/") }
                .map { String($0.dropFirst(prefix.count)) }.sorted(by: >)
        }
    }

    func status(of path: String) throws(SystemError) -> FileStatus? {
        state.withLock { $0.onStatus }?(path)
        let place = resolved(path)
        return try state.withLock { state throws(SystemError) in
            state.looks += 1
            if state.unseen.contains(place) { throw SystemError("stat", path, code: SystemError.inputOutput) }
            if let inode = state.directories[place] {
                return FileStatus(kind: .directory, device: state.device, inode: inode, size: 0, modified: 0)
            }
            if let kind = state.specials[place] {
                return FileStatus(kind: kind, device: state.device, inode: 1, size: 0, modified: 0)
            }
            return state.files[place].map { $0.status(device: state.device) }
        }
    }

    func realPath(of path: String) -> String { resolved(path) }

    func statusOfLink(_ path: String) throws(SystemError) -> FileStatus? {
        let isLink = state.withLock { $0.links[path] != nil }
        return isLink ? FileStatus(kind: .link, device: 1, inode: 1, size: 0, modified: 0) : try status(of: path)
    }

    func rename(_ path: String, to newPath: String) throws(SystemError) { move(path, newPath) }
    func remove(_ path: String) throws(SystemError) { delete(path) }
    func createDirectory(_ path: String) throws(SystemError) { makeDirectory(path) }
    func synchronizeDirectory(_ path: String) throws(SystemError) {}
    func freeSpace(at path: String) throws(SystemError) -> UInt64 { .max }
}

extension MemoryFiles.Node {
    func status(device: UInt64) -> FileStatus {
        FileStatus(kind: .file, device: device, inode: inode, size: UInt64(bytes.count), modified: modified)
    }
}

final class MemoryHandle: File {
    private let node: MemoryFiles.Node
    private let files: MemoryFiles
    private let isOpen = Mutex(true)

    deinit { close() }

    init(_ node: MemoryFiles.Node, files: MemoryFiles) {
        self.node = node
        self.files = files
    }

    func read(into buffer: UnsafeMutableRawBufferPointer, at offset: UInt64) throws(SystemError) -> Int {
        try files.state.withLock { state throws(SystemError) in
            if state.failingReads[node.inode] == offset {
                state.failingReads[node.inode] = nil
                throw SystemError("read", "", code: SystemError.inputOutput)
            }
            guard offset < node.bytes.count else { return 0 }
            let part = node.bytes[Int(offset)...].prefix(buffer.count)
            buffer.copyBytes(from: part)
            return part.count
        }
    }

    func status() throws(SystemError) -> FileStatus {
        files.state.withLock { state in
            state.looks += 1
            var status = node.status(device: state.device)
            // Of very many each look would cost too much.
            if state.files.count < 1_000, !state.files.values.contains(where: { $0 === node }) { status.links = 0 }
            return status
        }
    }
    func close() {
        let wasOpen = isOpen.withLock { isOpen in
            defer { isOpen = false }
            return isOpen
        }
        if wasOpen { files.state.withLock { $0.opened -= 1 } }
    }
    func write(_ buffers: [UnsafeRawBufferPointer], at offset: UInt64) throws(SystemError) { throw SystemError("write", "", code: 1) }
    func startWriteBack(of range: Range<UInt64>) {}
    func synchronize() throws(SystemError) {}
    func truncate(to length: UInt64) throws(SystemError) { throw SystemError("truncate", "", code: 1) }
    func reserve(_ length: UInt64) throws(SystemError) {}
    func lock() throws(SystemError) -> Bool { true }
    func isLocked() throws(SystemError) -> Bool { false }
}
