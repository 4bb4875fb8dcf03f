import TestSupport
import Testing
import WeirRecords
import WeirSystem

@testable import WeirSpool

@Suite("The reserve for a full disk")
struct BallastTests {
    private static let capacity = ByteCount.mebibytes(8)

    private func disk() throws -> MemoryFileSystem {
        let disk = MemoryFileSystem()
        try disk.createDirectory("/spool")
        return disk
    }

    @Test("it is a share of a small spool and a fixed size in a large one")
    func size() throws {
        let disk = try disk()
        #expect(Ballast(directory: "/spool", capacity: .mebibytes(16), fileSystem: disk).bytes == .mebibytes(2))
        #expect(Ballast(directory: "/spool", capacity: .gibibytes(8), fileSystem: disk).bytes == .mebibytes(12))
    }

    @Test("on a small disk it is a share of the disk, so that it fits twice once that is empty again", arguments: [16, 24, 28] as [UInt64])
    func smallDisk(mebibytes: UInt64) {
        let size = Ballast.bytes(for: .gibibytes(1), disk: mebibytes << 20)
        #expect(size == ByteCount(Int64(mebibytes << 20) / 8))
        #expect(Ballast.bytes(for: .gibibytes(1), disk: 1 << 40) == .mebibytes(12))
    }

    @Test("it takes its room for real, is found by the next start, and gives the room back")
    func life() throws {
        let disk = try disk()
        disk.setCapacity(4 << 20)
        var ballast = Ballast(directory: "/spool", capacity: Self.capacity, fileSystem: disk)
        try ballast.make(doubled: false)
        #expect(ballast.isThere)
        #expect(try disk.freeSpace(at: "/spool") == UInt64(4 << 20) - UInt64(ballast.bytes.bytes))
        let survivor = disk.afterKill()
        var next = Ballast(directory: "/spool", capacity: Self.capacity, fileSystem: survivor)
        let changes = survivor.changes
        try next.make(doubled: false)
        #expect(next.isThere)
        #expect(survivor.changes == changes)
        let (gave, again) = (ballast.giveWay(), ballast.giveWay())
        #expect(gave && !again)
        #expect(try disk.freeSpace(at: "/spool") == UInt64(4 << 20))
    }

    @Test("where there is no room for it nothing is left of the attempt", arguments: [false, true])
    func noRoom(doubled: Bool) throws {
        let disk = try disk()
        var ballast = Ballast(directory: "/spool", capacity: Self.capacity, fileSystem: disk)
        disk.setCapacity(Int(ballast.bytes.bytes) * (doubled ? 2 : 1) - 1)
        let error = #expect(throws: SystemError.self) {
            try ballast.make(doubled: doubled)
        }
        #expect(error?.isOutOfSpace == true)
        #expect(disk.paths(below: "/spool").isEmpty)
    }

    @Test("one that was cut short by the end of its process is made anew")
    func cutShort() throws {
        let disk = try disk()
        var ballast = Ballast(directory: "/spool", capacity: Self.capacity, fileSystem: disk)
        try ballast.make(doubled: false)
        disk.corrupt("/spool/ballast") { $0.removeLast() }
        var next = Ballast(directory: "/spool", capacity: Self.capacity, fileSystem: disk)
        try next.make(doubled: false)
        #expect(disk.content(of: "/spool/ballast")?.count == Int(ballast.bytes.bytes))
    }

    @Test("a start on a disk that is full takes it away before anything is opened, and only then")
    func start() throws {
        let disk = try disk()
        disk.setCapacity(4 << 20)
        var ballast = Ballast(directory: "/spool", capacity: Self.capacity, fileSystem: disk)
        try ballast.make(doubled: false)
        Ballast.giveWayIfFull(directory: "/spool", capacity: Self.capacity, fileSystem: disk)
        #expect(disk.content(of: "/spool/ballast") != nil)
        disk.setCapacity(Int(ballast.bytes.bytes))
        Ballast.giveWayIfFull(directory: "/spool", capacity: Self.capacity, fileSystem: disk)
        #expect(disk.content(of: "/spool/ballast") == nil)
    }

    @Test("the disk's failures are told apart, each with its way out")
    func hindrances() {
        let causes: [(Int32, SpoolHindrance)] = [
            (SystemError.noSpace, .diskFull), (SystemError.quotaReached, .quotaReached), (SystemError.readOnly, .readOnly),
            (SystemError.tooLarge, .fileSizeLimited),
        ]
        for (code, expected) in causes { #expect(SpoolHindrance(SystemError("write", "/spool/x", code: code)) == expected) }
        guard case .failing(let reason) = SpoolHindrance(SystemError("write", "/spool/x", code: SystemError.inputOutput)) else {
            Issue.record("a failing disk is something else")
            return
        }
        #expect(reason.contains("/spool/x"))
        let all = causes.map(\.1) + [.spoolFull, .failing(reason)]
        #expect(Set(all.map { $0.notice(directory: "/spool").message }).count == all.count)
        #expect(Set(all.map(\.wayOut)).count == all.count)
        #expect(SpoolHindrance.fileSizeLimited.wayOut.contains("LimitFSIZE"))
    }
}
