import Foundation
import TestSupport
import Testing
import WeirRecords
import WeirSystem

@testable import WeirSpool

@Suite("Where a spool lies")
struct SpoolFolderTests {
    private static let me: UInt32 = 1000

    private static func disk(_ permissions: UInt16 = 0o700, owner: UInt32 = me) throws -> MemoryFileSystem {
        let disk = MemoryFileSystem()
        try disk.createDirectory("/mount")
        disk.set("/mount", permissions: permissions, owner: owner)
        return disk
    }

    private static func prepare(_ disk: MemoryFileSystem, _ path: String = "/mount") throws(SpoolError) -> SpoolFolder {
        try SpoolFolder.prepare(path, fileSystem: disk, user: me)
    }

    @Test("a directory of its own is taken as it is")
    func own() throws {
        let disk = try Self.disk()
        #expect(try Self.prepare(disk) == SpoolFolder(path: "/mount", notices: []))
    }

    @Test(
        "in one that others own or may write it has a folder of its own, which every command finds",
        arguments: [
            (0o777, 0), (0o777, 1000), (0o770, 1000), (0o700, 0), (0o755, 0),
        ] as [(UInt16, UInt32)])
    func mount(permissions: UInt16, owner: UInt32) throws {
        let disk = try Self.disk(permissions, owner: owner)
        try disk.createDirectory("/mount/weir")
        disk.set("/mount/weir", permissions: 0o700, owner: Self.me)
        let folder = try Self.prepare(disk)
        #expect(folder.path == "/mount/weir")
        #expect(folder.notices.count == (permissions & 0o022 == 0 ? 0 : 1))
        #expect(try SpoolFolder.find("/mount", fileSystem: disk) == "/mount")
        try disk.open("/mount/weir/state.sqlite", .create).close()
        #expect(try SpoolFolder.find("/mount", fileSystem: disk) == "/mount/weir")
        #expect(try SpoolFolder.find("/mount/weir", fileSystem: disk) == "/mount/weir")
    }

    @Test("one that has a folder of its own stays there when the directory's rights are put right; a second one is told")
    func staysThere() throws {
        let disk = try Self.disk(0o777)
        try disk.createDirectory("/mount/weir")
        disk.set("/mount/weir", permissions: 0o700, owner: Self.me)
        try disk.open("/mount/weir/state.sqlite", .create).close()
        disk.set("/mount/weir/state.sqlite", permissions: 0o600, owner: Self.me)
        disk.set("/mount", permissions: 0o700, owner: Self.me)
        #expect(try Self.prepare(disk) == SpoolFolder(path: "/mount/weir", notices: []))
        try disk.open("/mount/state.sqlite", .create).close()
        disk.set("/mount/state.sqlite", permissions: 0o600, owner: Self.me)
        let both = try Self.prepare(disk)
        #expect(both.path == "/mount")
        #expect(both.notices.map(\.details["other"]) == ["/mount/weir"])
    }

    @Test("a spool that another owns or may write is refused, with the way out", arguments: ["/mount", "/mount/weir"])
    func others(path: String) throws {
        for (permissions, owner) in [(0o777, Self.me), (0o720, Self.me), (0o700, 0)] as [(UInt16, UInt32)] {
            let disk = try Self.disk(path == "/mount" ? permissions : 0o777, owner: path == "/mount" ? owner : 0)
            if path != "/mount" {
                try disk.createDirectory(path)
                disk.set(path, permissions: permissions, owner: owner)
            }
            try disk.open(path + "/state.sqlite", .create).close()
            disk.set(path + "/state.sqlite", owner: Self.me)
            let error = #expect(throws: SpoolError.self) { _ = try Self.prepare(disk) }
            #expect(error?.code == .unsafe)
            #expect(error?.wayOut.contains("ch") == true)
        }
    }

    @Test(
        "a link, or a file of another's, at one of its names is refused",
        arguments: [
            "lock", "segments", "state.sqlite", "state.sqlite-wal", "state.sqlite-shm", "ballast", "control.sock", "quarantine",
        ])
    func links(name: String) throws {
        for isLink in [true, false] {
            let disk = try Self.disk()
            try disk.open("/mount/" + name, .create).close()
            disk.set("/mount/" + name, kind: isLink ? .link : .file, owner: isLink ? Self.me : 0)
            let error = #expect(throws: SpoolError.self) { _ = try Self.prepare(disk) }
            #expect(error?.code == .unsafe)
            #expect(error?.message.contains(name) == true)
        }
    }

    @Test("links among the segments are refused on a real disk, and a file that others may read is theirs no more")
    func realLinks() throws {
        let directory = try TemporaryDirectory()
        let spool = directory.path + "/spool"
        let files = HostFileSystem()
        _ = try SpoolFolder.prepare(spool, fileSystem: files)
        #expect(try files.status(of: spool)?.permissions == 0o700)
        try Data("x".utf8).write(to: URL(filePath: spool + "/state.sqlite"))
        #expect(chmod(spool + "/state.sqlite", 0o666) == 0)
        _ = try SpoolFolder.prepare(spool, fileSystem: files)
        #expect(try files.status(of: spool + "/state.sqlite")?.permissions == 0o600)
        try files.createDirectory(spool + "/segments")
        try FileManager.default.createSymbolicLink(
            atPath: spool + "/segments/00000000000000000000.weir", withDestinationPath: "/etc/passwd")
        let error = #expect(throws: SpoolError.self) { _ = try SpoolFolder.prepare(spool, fileSystem: files) }
        #expect(error?.message.contains("symbolic link") == true)
    }

    @Test("no file of a spool is opened for writing through a link")
    func noFollow() throws {
        let directory = try TemporaryDirectory()
        try Data("x".utf8).write(to: URL(filePath: directory.path + "/target"))
        try FileManager.default.createSymbolicLink(
            atPath: directory.path + "/lock", withDestinationPath: directory.path + "/target")
        #expect(throws: SystemError.self) { _ = try HostFileSystem().open(directory.path + "/lock", .write) }
    }
}
