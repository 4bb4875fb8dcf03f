import Synchronization
import WeirSystem

/// An open file of a `MemoryFileSystem`; it stays readable when its name is gone.
final class MemoryFile: File {
    private let fileSystem: MemoryFileSystem
    private let inode: UInt64
    private let path: String
    private let holdsLock = Mutex(false)

    init(_ fileSystem: MemoryFileSystem, inode: UInt64, path: String) {
        self.fileSystem = fileSystem
        self.inode = inode
        self.path = path
    }

    deinit { close() }

    func read(into buffer: UnsafeMutableRawBufferPointer, at offset: UInt64) throws(SystemError) -> Int {
        try fileSystem.change(.read, path) { (state) throws(SystemError) in
            let content = state.inodes[inode]?.content ?? []
            guard offset < UInt64(content.count) else { return 0 }
            let count = min(content.count - Int(offset), buffer.count)
            content.withUnsafeBytes { buffer.copyMemory(from: UnsafeRawBufferPointer(rebasing: $0[Int(offset)...].prefix(count))) }
            return count
        }
    }

    func write(_ buffers: [UnsafeRawBufferPointer], at offset: UInt64) throws(SystemError) {
        let bytes = buffers.reduce(into: [UInt8]()) { $0 += [UInt8]($1) }
        let inode = inode
        fileSystem.note(offset, bytes, of: path)
        try fileSystem.change(.write, path) { state in
            // What failed may have been written in part.
            let kept = state.random.number(in: 0..<(bytes.count + 1))
            state.inodes[inode]?.apply(.write(offset: Int(offset), bytes: Array(bytes[..<kept])))
        } _: { (state) throws(SystemError) in
            let length = state.inodes[inode]?.content.count ?? 0
            let room = state.room(at: path)
            let grown = max(0, Int(offset) + bytes.count - length)
            let kept = grown <= room ? bytes.count : max(0, bytes.count - (grown - room))
            state.inodes[inode]?.apply(.write(offset: Int(offset), bytes: Array(bytes[..<kept])))
            guard kept == bytes.count else {
                state.noteFull(path)
                throw SystemError("write", path, code: SystemError.noSpace)
            }
        }
    }

    func startWriteBack(of range: Range<UInt64>) {}

    func synchronize() throws(SystemError) {
        let inode = inode
        try fileSystem.change(.synchronize, path) { state in
            // A crash leaves what was under way to the disk; a failure marks the pages clean without having written them.
            if !state.faults.hasCrashed { state.inodes[inode]?.failSynchronize() }
        } _: { (state) throws(SystemError) in
            state.inodes[inode]?.synchronize()
        }
    }

    func truncate(to length: UInt64) throws(SystemError) {
        try fileSystem.change(.truncate, path) { (state) throws(SystemError) in
            state.inodes[inode]?.apply(.truncate(Int(length)))
        }
    }

    func reserve(_ length: UInt64) throws(SystemError) {
        try fileSystem.change(.reserve, path) { (state) throws(SystemError) in
            guard Int(length) <= state.room(at: path) else { throw SystemError("reserve", path, code: SystemError.noSpace) }
        }
    }

    func status() throws(SystemError) -> FileStatus {
        guard let status = fileSystem.state.change({ $0.status(of: inode) }) else {
            throw SystemError("look at", path, code: SystemError.missing)
        }
        return status
    }

    func lock() throws(SystemError) -> Bool {
        let taken = fileSystem.state.change { $0.locked.insert(inode).inserted }
        if taken { holdsLock.withLock { $0 = true } }
        return taken
    }

    func isLocked() throws(SystemError) -> Bool { fileSystem.state.change { $0.locked.contains(inode) } && !holdsLock.withLock { $0 } }

    func close() {
        let held = holdsLock.withLock { held in
            defer { held = false }
            return held
        }
        if held { _ = fileSystem.state.change { $0.locked.remove(inode) } }
    }
}
