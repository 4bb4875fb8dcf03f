internal import CMemoryVFS
import WeirSystem

/// A file that SQLite has open, with the answers that SQLite expects.
final class MemoryDatabaseFile {
    /// SQLite's result codes, and its flags for `open`: numbers that its file format's age makes constants.
    private enum Code {
        static let fine: Int32 = 0
        static let busy: Int32 = 5
        static let full: Int32 = 13
        static let cantOpen: Int32 = 14
        static let read: Int32 = 10 | 1 << 8
        static let shortRead: Int32 = 10 | 2 << 8
        static let write: Int32 = 10 | 3 << 8
        static let synchronize: Int32 = 10 | 4 << 8
        static let truncate: Int32 = 10 | 6 << 8
        static let size: Int32 = 10 | 7 << 8
        static let remove: Int32 = 10 | 10 << 8
        static let access: Int32 = 10 | 13 << 8
        static let missing: Int32 = 10 | 23 << 8
    }

    private enum Flag {
        static let create: Int32 = 0x4
        static let mainDatabase: Int32 = 0x100
        /// Main and super journals, and the write-ahead log: the unix VFS syncs the directory with the first sync of a new one.
        static let journals: Int32 = 0x800 | 0x4000 | 0x80000
    }

    private let fileSystem: MemoryFileSystem
    private let file: any File
    private let path: String
    private var synchronizesDirectory: Bool

    private init(_ fileSystem: MemoryFileSystem, _ file: any File, _ path: String, synchronizesDirectory: Bool) {
        self.fileSystem = fileSystem
        self.file = file
        self.path = path
        self.synchronizesDirectory = synchronizesDirectory
    }

    private static func open(_ path: String, _ flags: Int32) -> (MemoryDatabaseFile?, Int32) {
        guard let fileSystem = MemorySQLite.fileSystem(of: path) else { return (nil, Code.cantOpen) }
        do throws(SystemError) {
            let isNew = try fileSystem.status(of: path) == nil
            guard !isNew || flags & Flag.create != 0 else { return (nil, Code.cantOpen) }
            let file = try fileSystem.open(path, isNew ? .create : .write)
            // A second connection would need the first one's index of the log.
            if flags & Flag.mainDatabase != 0, try !file.lock() { return (nil, Code.busy) }
            return (
                MemoryDatabaseFile(fileSystem, file, path, synchronizesDirectory: isNew && flags & Flag.journals != 0), Code.fine
            )
        } catch {
            return (nil, Code.cantOpen)
        }
    }

    private func synchronize() -> Int32 {
        let code = Self.answer(Code.synchronize) { () throws(SystemError) in try file.synchronize() }
        guard code == Code.fine, synchronizesDirectory else { return code }
        synchronizesDirectory = false
        // As the unix VFS, which has no use for the answer; ext4 and xfs make a new file's name durable with its fsync.
        fileSystem.synchronizeNames(in: FilePath.parent(of: path))
        return code
    }

    private func read(_ buffer: UnsafeMutableRawBufferPointer, at offset: Int64) -> Int32 {
        do throws(SystemError) {
            let count = try file.read(into: buffer, at: UInt64(offset))
            guard count < buffer.count else { return Code.fine }
            UnsafeMutableRawBufferPointer(rebasing: buffer[count...]).initializeMemory(as: UInt8.self, repeating: 0)
            return Code.shortRead
        } catch {
            return Code.read
        }
    }

    private static func answer(_ code: Int32, _ body: () throws(SystemError) -> Void) -> Int32 {
        do throws(SystemError) {
            try body()
            return Code.fine
        } catch {
            return error.isOutOfSpace ? Code.full : code
        }
    }

    // MARK: - What SQLite calls

    static var disk: weir_memory_disk {
        weir_memory_disk(
            open: { path, flags, out in
                guard let path, let out else { return Code.cantOpen }
                let (file, code) = MemoryDatabaseFile.open(String(cString: path), flags)
                if let file { out.pointee = Unmanaged.passRetained(file).toOpaque() }
                return code
            },
            close: { file in
                guard let file else { return Code.fine }
                Unmanaged<MemoryDatabaseFile>.fromOpaque(file).takeRetainedValue().file.close()
                return Code.fine
            },
            read: { file, buffer, count, offset in
                file.map { MemoryDatabaseFile.of($0).read(UnsafeMutableRawBufferPointer(start: buffer, count: Int(count)), at: offset) }
                    ?? Code.read
            },
            write: { file, bytes, count, offset in
                guard let file else { return Code.write }
                return MemoryDatabaseFile.answer(Code.write) { () throws(SystemError) in
                    try MemoryDatabaseFile.of(file).file.write(
                        [UnsafeRawBufferPointer(start: bytes, count: Int(count))], at: UInt64(offset))
                }
            },
            truncate: { file, length in
                guard let file else { return Code.truncate }
                return MemoryDatabaseFile.answer(Code.truncate) { () throws(SystemError) in
                    try MemoryDatabaseFile.of(file).file.truncate(to: UInt64(length))
                }
            },
            synchronize: { $0.map { MemoryDatabaseFile.of($0).synchronize() } ?? Code.synchronize },
            size: { file, length in
                guard let file, let length else { return Code.size }
                return MemoryDatabaseFile.answer(Code.size) { () throws(SystemError) in
                    length.pointee = Int64(try MemoryDatabaseFile.of(file).file.status().size)
                }
            },
            remove: { path, synchronizesDirectory in
                guard let path = path.map({ String(cString: $0) }) else { return Code.remove }
                return MemoryDatabaseFile.remove(path, synchronizesDirectory != 0)
            },
            exists: { path, out in
                guard let path = path.map({ String(cString: $0) }), let out else { return Code.access }
                return MemoryDatabaseFile.answer(Code.access) { () throws(SystemError) in
                    let status = try MemorySQLite.fileSystem(of: path)?.status(of: path)
                    out.pointee = (status?.size ?? 0) > 0 ? 1 : 0
                }
            })
    }

    private static func of(_ file: UnsafeMutableRawPointer) -> MemoryDatabaseFile {
        Unmanaged<MemoryDatabaseFile>.fromOpaque(file).takeUnretainedValue()
    }

    private static func remove(_ path: String, _ synchronizesDirectory: Bool) -> Int32 {
        guard let fileSystem = MemorySQLite.fileSystem(of: path) else { return Code.remove }
        do throws(SystemError) {
            guard try fileSystem.status(of: path) != nil else { return Code.missing }
            try fileSystem.remove(path)
            if synchronizesDirectory { try fileSystem.synchronizeDirectory(FilePath.parent(of: path)) }
            return Code.fine
        } catch {
            return Code.remove
        }
    }
}
