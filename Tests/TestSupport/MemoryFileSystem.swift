package import WeirSystem

/// A file system in memory that loses what a real one may lose.
///
/// Writes are durable once their file was synced, names once their directory was. `afterPowerLoss` keeps, of the rest,
/// whatever the seed says: nothing, a beginning torn at any byte, or single sectors; of names a beginning of their
/// changes. `afterKill` keeps all of it, as the kernel does when only the process dies.
package final class MemoryFileSystem: FileSystem {
    enum NameChange: Sendable {
        case set(String, UInt64)
        case rename(String, String)
        case remove(String)

        var directories: [String] {
            switch self {
            case .set(let path, _), .remove(let path): [FilePath.parent(of: path)]
            case .rename(let old, let new): [FilePath.parent(of: old), FilePath.parent(of: new)]
            }
        }

        /// The same of what lies elsewhere by now.
        func moved(_ path: (String) -> String) -> NameChange {
            switch self {
            case .set(let one, let inode): .set(path(one), inode)
            case .rename(let old, let new): .rename(path(old), path(new))
            case .remove(let one): .remove(path(one))
            }
        }

        func apply(to names: inout [String: UInt64]) {
            switch self {
            case .set(let path, let inode): names[path] = inode
            case .remove(let path): names[path] = nil
            case .rename(let old, let new): names[new] = names.removeValue(forKey: old)
            }
        }
    }

    struct State: Sendable {
        var inodes: [UInt64: MemoryInode] = [:]
        var names: [String: UInt64] = [:]
        var durableNames: [String: UInt64] = [:]
        var pendingNames: [NameChange] = []
        var locked: Set<UInt64> = []
        var nextInode: UInt64 = 1
        var faults = MemoryFaults()
        /// Bytes of all files together; more is ENOSPC.
        var capacity = Int.max
        /// Of a spool's directory without its state: a disk that only the spool fills.
        var spoolRoom: (directory: String, bytes: Int)?
        /// Times that it was full.
        var spoolRoomHits = 0
        var random = SeededRandom(seed: 0)
        var trace = TraceDigest()
    }

    let state: Monitor<State>

    package init() { state = Monitor(State()) }

    init(_ state: State) { self.state = Monitor(state) }

    // MARK: - Faults

    /// Changes the faults, and with a seed decides how what is half done is torn.
    package func arrange(seed: UInt64? = nil, _ body: (inout MemoryFaults) -> Void) {
        state.change { state in
            if let seed { state.random = SeededRandom(seed: seed) }
            body(&state.faults)
        }
    }

    /// Failures of each operation that a share was asked for.
    package var injected: [MemoryFaults.Operation: Int] { state.change { $0.faults.injected } }
    package var changes: Int { state.change { $0.faults.changes } }
    package var hasCrashed: Bool { state.change { $0.faults.hasCrashed } }

    package func setCapacity(_ bytes: Int) { state.change { $0.capacity = bytes } }
    package var usedBytes: Int { state.change { $0.usedBytes } }

    /// Bytes that a spool's files may take, its state's not counted; nil for any.
    package func setRoom(_ bytes: Int?, ofSpool directory: String) {
        state.change { $0.spoolRoom = bytes.map { (directory, $0) } }
    }

    /// How often that was not enough.
    package var spoolRoomHits: Int { state.change { $0.spoolRoomHits } }
    /// Every operation so far and what came of it, also before the last loss of power.
    package var trace: TraceDigest { state.change { $0.trace } }

    /// The power goes, or the process ends, here.
    package func crash() { state.change { $0.faults.crash() } }

    /// What the body does never fails, and is not counted.
    package func withoutFaults<Result>(_ body: () throws -> Result) rethrows -> Result {
        state.change { $0.faults.arePaused = true }
        defer { state.change { $0.faults.arePaused = false } }
        return try body()
    }

    /// The disk as it is found after the power went. This one is left as it is.
    package func afterPowerLoss(seed: UInt64) -> MemoryFileSystem {
        state.change { state in
            var random = SeededRandom(seed: seed)
            var survivor = State()
            (survivor.spoolRoom, survivor.spoolRoomHits) = (state.spoolRoom, state.spoolRoomHits)
            survivor.nextInode = state.nextInode
            survivor.trace = state.trace
            survivor.durableNames = state.durableNames
            let kept = random.number(in: 0..<(state.pendingNames.count + 1))
            for change in state.pendingNames[..<kept] { change.apply(to: &survivor.durableNames) }
            survivor.dropUnreachable()
            for inode in state.inodes.keys.sorted() { survivor.inodes[inode] = state.inodes[inode]?.afterPowerLoss(&random) }
            return MemoryFileSystem(survivor)
        }
    }

    /// The disk as it is found after the process died: nothing is lost, nothing more is durable.
    package func afterKill() -> MemoryFileSystem {
        state.change { state in
            var survivor = state
            survivor.locked = []
            survivor.faults = MemoryFaults()
            return MemoryFileSystem(survivor)
        }
    }

    // MARK: - What tests look at and break

    /// Gives a file or a directory another owner, or other rights.
    package func set(_ path: String, kind: FileStatus.Kind? = nil, permissions: UInt16? = nil, owner: UInt32? = nil) {
        state.change { state in
            guard let inode = state.names[path] else { return }
            if let kind { state.inodes[inode]?.kind = kind }
            if let permissions { state.inodes[inode]?.permissions = permissions }
            if let owner { state.inodes[inode]?.owner = owner }
        }
    }

    package func content(of path: String) -> [UInt8]? {
        state.change { state in state.names[path].flatMap { state.inodes[$0]?.content } }
    }

    /// Changes bytes behind everyone's back, durably, as a failing disk does.
    package func corrupt(_ path: String, _ body: (inout [UInt8]) -> Void) {
        state.change { state in
            guard let inode = state.names[path], var broken = state.inodes[inode] else { return }
            body(&broken.content)
            broken.durable = broken.content
            broken.pending = []
            state.inodes[inode] = broken
        }
    }

    /// Moves a directory with all that is in it, durably and behind everyone's back, as `mv` by another user does.
    package func relocate(_ directory: String, to other: String) {
        state.change { state in
            func moved(_ path: String) -> String {
                path == directory || path.hasPrefix(directory + "/") ? other + path.dropFirst(directory.count) : path
            }
            for names in [\State.names, \State.durableNames] {
                state[keyPath: names] = Dictionary(
                    state[keyPath: names].map { (moved($0.key), $0.value) }, uniquingKeysWith: { $1 })
            }
            state.pendingNames = state.pendingNames.map { $0.moved(moved) }
        }
    }

    /// Removes a directory with all that is in it; what is open stays open, and leads nowhere.
    package func erase(_ directory: String) {
        state.change { state in
            for names in [\State.names, \State.durableNames] {
                for path in state[keyPath: names].keys where path == directory || path.hasPrefix(directory + "/") {
                    state[keyPath: names][path] = nil
                }
            }
            state.pendingNames.removeAll { $0.directories.contains { $0 == directory || $0.hasPrefix(directory + "/") } }
        }
    }

    package func paths(below directory: String) -> [String] {
        state.change { state in state.names.keys.filter { $0.hasPrefix(directory + "/") }.sorted() }
    }

    // MARK: - FileSystem

    package func open(_ path: String, _ mode: FileOpenMode) throws(SystemError) -> any File {
        try change(.open, path) { (state) throws(SystemError) in
            if let inode = state.names[path] {
                guard mode != .create else { throw SystemError("open", path, code: SystemError.exists) }
                return MemoryFile(self, inode: inode, path: path)
            }
            guard mode == .create, state.isDirectory(FilePath.parent(of: path)) else {
                throw SystemError("open", path, code: SystemError.missing)
            }
            return MemoryFile(self, inode: state.make(.file, path), path: path)
        }
    }

    package func names(in directory: String) throws(SystemError) -> [String] {
        try change(.list, directory) { (state) throws(SystemError) in
            guard state.isDirectory(directory) else { throw SystemError("list", directory, code: SystemError.missing) }
            // A directory has no order: none that a dictionary of this process has, either.
            return state.names.keys.filter { FilePath.parent(of: $0) == directory && $0 != directory }.sorted()
                .shuffled(using: &state.random).map { String($0.dropFirst(directory.count + (directory.hasSuffix("/") ? 0 : 1))) }
        }
    }

    package func status(of path: String) throws(SystemError) -> FileStatus? {
        try change(.status, path) { (state) throws(SystemError) in
            if path == "/" { return FileStatus(kind: .directory, device: 1, inode: 0, size: 0, modified: 0) }
            return state.names[path].flatMap { state.status(of: $0) }
        }
    }

    package func restrict(_ path: String) throws(SystemError) { set(path, permissions: 0o600) }

    package func rename(_ path: String, to newPath: String) throws(SystemError) {
        try change(.rename, path) { (state) throws(SystemError) in
            guard state.names[path] != nil else { throw SystemError("rename", path, code: SystemError.missing) }
            state.change(.rename(path, newPath))
        }
    }

    package func remove(_ path: String) throws(SystemError) {
        try change(.remove, path) { (state) throws(SystemError) in
            guard state.names[path] != nil else { throw SystemError("remove", path, code: SystemError.missing) }
            state.change(.remove(path))
        }
    }

    package func createDirectory(_ path: String) throws(SystemError) {
        try change(.createDirectory, path) { (state) throws(SystemError) in state.makeDirectories(path) }
    }

    package func synchronizeDirectory(_ path: String) throws(SystemError) {
        try change(.synchronizeDirectory, path) { (state) throws(SystemError) in
            guard state.isDirectory(path) else { throw SystemError("sync", path, code: SystemError.missing) }
            state.makeDurable(namesIn: path)
        }
    }

    /// As the directory's sync, for one who has no use for its answer.
    func synchronizeNames(in directory: String) {
        state.change { state in
            if !state.faults.hasCrashed { state.makeDurable(namesIn: directory) }
        }
    }

    package func freeSpace(at path: String) throws(SystemError) -> UInt64 {
        state.change { UInt64(max(0, $0.room(at: path + "/"))) }
    }

    /// Where and what is about to be written; of SQLite's logs where and how much, for their salts are drawn once a process.
    func note(_ offset: UInt64, _ bytes: [UInt8], of path: String) {
        state.change { state in
            guard !state.faults.arePaused else { return }
            state.trace.add(offset)
            if path.hasSuffix("-wal") || path.hasSuffix("-journal") { state.trace.add(bytes.count) } else { state.trace.add(bytes) }
        }
    }

    /// One operation: its faults first, then what it does.
    func change<Result>(
        _ operation: MemoryFaults.Operation, _ subject: String, torn: (inout State) -> Void = { _ in },
        _ body: (inout State) throws(SystemError) -> Result
    ) throws(SystemError) -> Result {
        let result: Swift.Result<Result, SystemError> = state.change { state in
            let verdict = state.faults.judge(operation, &state.random)
            if !state.faults.arePaused { state.note(operation, subject, verdict) }
            switch verdict {
            case .go: return Swift.Result { () throws(SystemError) in try body(&state) }
            case .fail(let code):
                torn(&state)
                return .failure(SystemError("\(operation)", subject, code: code))
            case .crash:
                torn(&state)
                // A change of names is done or not done.
                if operation != .write, operation != .synchronize, state.random.chance(0.5) { _ = try? body(&state) }
                return .failure(SystemError("\(operation)", subject, code: SystemError.inputOutput))
            }
        }
        return try result.get()
    }
}

extension MemoryFileSystem.State {
    mutating func note(_ operation: MemoryFaults.Operation, _ path: String, _ verdict: MemoryFaults.Verdict) {
        trace.add(operation.rawValue)
        trace.add(path: path)
        trace.add(verdict == .go ? 0 : 1)
    }

    /// Bytes that may still be written there.
    func room(at path: String) -> Int {
        let room = capacity - usedBytes
        guard let spoolRoom, Self.isOfSpool(path, spoolRoom.directory) else { return room }
        let files = Set(names.filter { Self.isOfSpool($0.key, spoolRoom.directory) }.values)
        return min(room, spoolRoom.bytes - files.reduce(0) { $0 + (inodes[$1]?.content.count ?? 0) })
    }

    mutating func noteFull(_ path: String) {
        if let spoolRoom, Self.isOfSpool(path, spoolRoom.directory) { spoolRoomHits += 1 }
    }

    private static func isOfSpool(_ path: String, _ directory: String) -> Bool {
        path.hasPrefix(directory + "/") && !path.hasPrefix(directory + "/state.sqlite")
    }

    var usedBytes: Int { Set(names.values).reduce(0) { $0 + (inodes[$1]?.content.count ?? 0) } }

    mutating func makeDurable(namesIn directory: String) {
        for change in pendingNames where change.directories.contains(directory) { change.apply(to: &durableNames) }
        pendingNames.removeAll { $0.directories.contains(directory) }
    }

    func isDirectory(_ path: String) -> Bool { path == "/" || names[path].flatMap { inodes[$0]?.kind } == .directory }

    func status(of inode: UInt64) -> FileStatus? {
        inodes[inode].map {
            FileStatus(
                kind: $0.kind, device: 1, inode: inode, size: UInt64($0.content.count), modified: $0.modified,
                permissions: $0.permissions, owner: $0.owner, links: names.values.contains(inode) ? 1 : 0)
        }
    }

    /// A durable name in a directory whose own name is not durable is nowhere.
    mutating func dropUnreachable() {
        names = [:]
        for (path, inode) in durableNames.sorted(by: { $0.key < $1.key }) {
            let parent = FilePath.parent(of: path)
            if parent == "/" || names[parent] != nil { names[path] = inode }
        }
        durableNames = names
    }

    mutating func change(_ change: MemoryFileSystem.NameChange) {
        change.apply(to: &names)
        pendingNames.append(change)
    }

    mutating func make(_ kind: FileStatus.Kind, _ path: String) -> UInt64 {
        defer { nextInode += 1 }
        inodes[nextInode] = MemoryInode(kind: kind)
        change(.set(path, nextInode))
        return nextInode
    }

    mutating func makeDirectories(_ path: String) {
        guard !isDirectory(path) else { return }
        makeDirectories(FilePath.parent(of: path))
        _ = make(.directory, path)
    }
}
