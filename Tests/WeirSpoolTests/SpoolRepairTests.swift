import TestSupport
import Testing
import WeirRecords
import WeirSystem

@testable import WeirSpool

@Suite("Repairing a spool")
struct SpoolRepairTests {
    private static let quarantine = "/spool/quarantine"

    private func spool(segments bytes: ByteCount = .kibibytes(4)) throws -> (TestSpool, Workload) {
        var spool = try TestSpool(segmentBytes: bytes)
        var workload = Workload(seed: 51)
        for _ in 0..<20 { try spool.writeDurably(workload.slab(records: 6)) }
        return (spool, workload)
    }

    private func check(_ disk: MemoryFileSystem, _ state: StateStore) throws -> SpoolCheck {
        try SpoolInspection.check(in: TestSpool.directory, fileSystem: disk, state: state)
    }

    private func readAll(_ disk: MemoryFileSystem, _ state: StateStore) throws -> (records: [RecordNumber: [UInt8]], lost: UInt64) {
        let spool = try TestSpool(disk.afterKill(), state: state)
        var reader = spool.spool.reader(from: .first)
        let all = reader.readAll()
        return (all.records, all.quarantined.reduce(0) { $0 + $1.records.recordCount })
    }

    @Test("a sound spool has nothing to find, and a repair does nothing to it")
    func sound() throws {
        let (spool, _) = try spool()
        let disk = spool.fileSystem.afterKill()
        let check = try check(disk, spool.state)
        #expect(check.findings.isEmpty)
        #expect(check.segments.map(\.path) == spool.segmentPaths)
        #expect(check.segments.reduce(0) { $0 + $1.soundRecords } == 120)
        #expect(check.segments.last?.records.upperBound == RecordNumber(120))
        #expect(try SpoolRepair.run(in: TestSpool.directory, fileSystem: disk, state: spool.state).isEmpty)
        #expect(disk.paths(below: Self.quarantine).isEmpty)
    }

    @Test("while a shipper has the spool open a check says so, and a repair refuses")
    func inUse() throws {
        let (spool, _) = try spool()
        #expect(try check(spool.fileSystem, spool.state).isInUse)
        #expect(try !check(spool.fileSystem.afterKill(), spool.state).isInUse)
        let error = #expect(throws: SpoolError.self) {
            try SpoolRepair.run(in: TestSpool.directory, fileSystem: spool.fileSystem, state: spool.state)
        }
        #expect(error?.code == .locked)
    }

    @Test("every sound record is there after a repair, no byte is thrown away, and only the gap is left to find", arguments: 0..<60)
    func anyDamage(seed: Int) throws {
        let (spool, workload) = try spool()
        var random = SeededRandom(seed: UInt64(seed))
        let disk = spool.fileSystem.afterKill()
        for path in spool.segmentPaths where random.chance(0.6) {
            disk.corrupt(path) { content in
                switch random.number(in: 0..<4) {
                case 0: content = random.bytes(random.number(in: 0..<3000))
                case 1: content.removeLast(random.number(in: 0..<content.count))
                default: for _ in 0..<random.number(in: 1..<8) { content[random.number(in: 0..<content.count)] ^= 0x40 }
                }
            }
        }
        _ = try disk.open("/spool/segments/notes.txt", .create)
        try disk.synchronizeDirectory(TestSpool.segments)
        let bytesBefore = disk.paths(below: TestSpool.segments).reduce(0) { $0 + (disk.content(of: $1)?.count ?? 0) }
        let before = try readAll(disk, spool.state)
        let actions = try SpoolRepair.run(in: TestSpool.directory, fileSystem: disk, state: spool.state)
        let survivor = disk.afterPowerLoss(seed: UInt64(seed))

        let after = try readAll(survivor, spool.state)
        #expect(before.records.allSatisfy { after.records[$0.key] == $0.value })
        #expect(after.records.allSatisfy { workload.records[Int($0.key.value)].bytes == $0.value })
        let bytes = [TestSpool.segments, Self.quarantine].flatMap(survivor.paths).reduce(0) { $0 + (survivor.content(of: $1)?.count ?? 0) }
        #expect(bytes == bytesBefore)
        #expect(survivor.content(of: Self.quarantine + "/notes.txt") != nil)
        for action in actions {
            guard case .setAside(let copy) = action.kind else { continue }
            #expect(survivor.content(of: copy)?.count == Int(action.bytes))
        }
        #expect(try check(survivor, spool.state).findings.allSatisfy { $0.kind == .missing })
        #expect(try SpoolRepair.run(in: TestSpool.directory, fileSystem: survivor, state: spool.state).isEmpty)
    }

    @Test("what a failed sync left behind in an older segment is set aside by the next one, and no damage")
    func supersededTail() throws {
        var (spool, workload) = try spool(segments: .kibibytes(64))
        for _ in 0..<3 { try spool.write(workload.slab(records: 3)) }
        spool.fileSystem.arrange { $0.fail(.synchronize, code: SystemError.inputOutput) }
        #expect(try spool.writer.synchronize().notices.count == 1)
        try spool.writeDurably(workload.slab(records: 3))
        #expect(spool.segmentPaths.count == 2)
        let disk = spool.fileSystem.afterKill()
        #expect(try check(disk, spool.state).findings.isEmpty)
        #expect(try SpoolRepair.run(in: TestSpool.directory, fileSystem: disk, state: spool.state).isEmpty)
        #expect(try readAll(disk, spool.state).records.count == 132)
    }

    @Test("a torn end is kept aside with the whole frames behind it, and its records are read again by their source")
    func tornEnd() throws {
        var (spool, workload) = try spool(segments: .kibibytes(64))
        let torn = Int(spool.writer.usedBytes.bytes)
        try spool.write(workload.slab(records: 3))
        try spool.write(workload.slab(records: 4))
        let disk = spool.fileSystem.afterKill()
        disk.corrupt(spool.segmentPaths[0]) { $0[torn + 100] ^= 1 }
        let finding = try #require(try check(disk, spool.state).findings.first)
        #expect(finding.kind == .torn(.checksum))
        #expect(finding.offset == UInt64(torn))
        #expect(finding.records == RecordNumber(123)..<RecordNumber(127))
        #expect(finding.lostRecords(wantedFrom: .first) == 0)
        let actions = try SpoolRepair.run(in: TestSpool.directory, fileSystem: disk, state: spool.state)
        #expect(actions.map(\.bytes) == [finding.bytes])
        #expect(disk.content(of: spool.segmentPaths[0])?.count == torn)
    }

    @Test("a repair that the disk interrupts leaves every record where it was or where it belongs", arguments: 1..<25)
    func interrupted(change: Int) throws {
        let (spool, _) = try spool()
        let disk = spool.fileSystem.afterKill()
        for path in spool.segmentPaths { disk.corrupt(path) { $0[$0.count / 2] ^= 1 } }
        let before = try readAll(disk, spool.state)
        disk.arrange(seed: UInt64(change)) { $0.crashAt = $0.changes + change }
        _ = try? SpoolRepair.run(in: TestSpool.directory, fileSystem: disk, state: spool.state)
        let after = try readAll(disk.afterPowerLoss(seed: UInt64(change)), spool.state)
        #expect(after.records == before.records)
        #expect(after.lost == before.lost)
    }
}
