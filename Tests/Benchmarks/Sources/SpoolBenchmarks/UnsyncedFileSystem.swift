import WeirSystem

/// The machine's file system with every sync left out.
struct UnsyncedFileSystem: FileSystem {
    private final class UnsyncedFile: File {
        private let file: any File

        init(_ file: any File) { self.file = file }

        func read(into buffer: UnsafeMutableRawBufferPointer, at offset: UInt64) throws(SystemError) -> Int {
            try file.read(into: buffer, at: offset)
        }
        func write(_ buffers: [UnsafeRawBufferPointer], at offset: UInt64) throws(SystemError) { try file.write(buffers, at: offset) }
        func startWriteBack(of range: Range<UInt64>) {}
        func synchronize() throws(SystemError) {}
        func truncate(to length: UInt64) throws(SystemError) { try file.truncate(to: length) }
        func reserve(_ length: UInt64) throws(SystemError) { try file.reserve(length) }
        func status() throws(SystemError) -> FileStatus { try file.status() }
        func lock() throws(SystemError) -> Bool { try file.lock() }
        func isLocked() throws(SystemError) -> Bool { try file.isLocked() }
        func close() { file.close() }
    }

    private let host = HostFileSystem()

    func open(_ path: String, _ mode: FileOpenMode) throws(SystemError) -> any File { UnsyncedFile(try host.open(path, mode)) }
    func names(in directory: String) throws(SystemError) -> [String] { try host.names(in: directory) }
    func status(of path: String) throws(SystemError) -> FileStatus? { try host.status(of: path) }
    func rename(_ path: String, to newPath: String) throws(SystemError) { try host.rename(path, to: newPath) }
    func remove(_ path: String) throws(SystemError) { try host.remove(path) }
    func createDirectory(_ path: String) throws(SystemError) { try host.createDirectory(path) }
    func synchronizeDirectory(_ path: String) throws(SystemError) {}
    func freeSpace(at path: String) throws(SystemError) -> UInt64 { try host.freeSpace(at: path) }
}
