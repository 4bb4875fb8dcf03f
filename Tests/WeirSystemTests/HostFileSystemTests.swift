import TestSupport
import Testing
import WeirSystem

@Suite("The machine's file system")
struct HostFileSystemTests {
    private let files = HostFileSystem()

    @Test("several buffers are written one after another at an offset, and read back")
    func writesBuffers() throws {
        let directory = try TemporaryDirectory()
        let file = try files.open(FilePath.join(directory.path, "a"), .create)
        defer { file.close() }
        try write([[1, 2], [], [3, 4, 5]], to: file, at: 3)
        try file.synchronize()
        #expect(try file.status().size == 8)
        #expect(try read(file, count: 16, at: 0) == [0, 0, 0, 1, 2, 3, 4, 5])
        try file.truncate(to: 4)
        #expect(try read(file, count: 16, at: 2) == [0, 1])
    }

    @Test("what is made is the user's alone, and making it twice is an error that names it")
    func createsOnce() throws {
        let directory = try TemporaryDirectory()
        let path = FilePath.join(directory.path, "state")
        try files.open(path, .create).close()
        #expect(try files.status(of: path)?.permissions == 0o600)
        let error = #expect(throws: SystemError.self) { try files.open(path, .create) }
        #expect(error?.isExisting == true && error?.subject == path)
    }

    @Test("a lock held by one handle is refused to another until it is closed")
    func locks() throws {
        let directory = try TemporaryDirectory()
        let path = FilePath.join(directory.path, "lock")
        let first = try files.open(path, .create)
        let second = try files.open(path, .write)
        #expect(try first.lock())
        #expect(try !second.lock())
        first.close()
        #expect(try second.lock())
        second.close()
    }

    @Test("directories are made with all above them, listed, and what is not there has no status")
    func directories() throws {
        let directory = try TemporaryDirectory()
        let deep = FilePath.join(directory.path, "a/b/c")
        try files.createDirectory(deep)
        try files.createDirectory(deep)
        try files.open(FilePath.join(deep, "x"), .create).close()
        try files.rename(FilePath.join(deep, "x"), to: FilePath.join(deep, "y"))
        try files.synchronizeDirectory(deep)
        #expect(try files.names(in: deep) == ["y"])
        #expect(try files.status(of: deep)?.kind == .directory)
        #expect(try files.status(of: FilePath.join(deep, "x")) == nil)
        try files.remove(FilePath.join(deep, "y"))
        #expect(try files.names(in: deep).isEmpty)
    }

    private func write(_ parts: [[UInt8]], to file: any File, at offset: UInt64) throws {
        let bytes = parts.flatMap(\.self)
        try bytes.withUnsafeBytes { whole in
            var start = 0
            let buffers = parts.map { part in
                defer { start += part.count }
                return UnsafeRawBufferPointer(rebasing: whole[start..<start + part.count])
            }
            try file.write(buffers, at: offset)
        }
    }

    private func read(_ file: any File, count: Int, at offset: UInt64) throws -> [UInt8] {
        var bytes = [UInt8](repeating: 0xFF, count: count)
        let read = try bytes.withUnsafeMutableBytes { try file.read(into: $0, at: offset) }
        return Array(bytes[..<read])
    }
}
