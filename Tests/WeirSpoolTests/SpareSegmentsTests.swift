import TestSupport
import Testing
import WeirRecords
import WeirSystem

@testable import WeirSpool

@Suite("Segments that are written in the place of old ones")
struct SpareSegmentsTests {
    /// A spool of which every segment but the present one is delivered, and a file of the old ones is written anew.
    private struct Scene {
        var spool: TestSpool
        var workload: Workload

        init(seed: UInt64) throws {
            spool = try TestSpool(segmentBytes: .kibibytes(16))
            workload = Workload(seed: seed)
            try write { $0.segmentPaths.count < 4 }
            try spool.writer.release(before: spool.spool.mark.value)
            let spares = spool.sparePaths.count
            try #require(spares > 0)
            try write { $0.sparePaths.count == spares }
        }

        mutating func write(while isDue: (TestSpool) -> Bool) throws {
            while isDue(spool) { try spool.writeDurably(workload.slab(records: 12)) }
        }

        /// Everything that is kept reads as it was written.
        func expectRecords(_ found: TestSpool, sourceLocation: SourceLocation = #_sourceLocation) {
            var reader = found.spool.reader(from: found.spool.oldest)
            let read = reader.readAll()
            #expect(read.quarantined.isEmpty, sourceLocation: sourceLocation)
            let kept = found.spool.oldest.value..<found.spool.mark.value.value
            #expect(read.records.count == kept.count, sourceLocation: sourceLocation)
            #expect(kept.allSatisfy { read.records[RecordNumber($0)] == workload.records[Int($0)].bytes }, sourceLocation: sourceLocation)
        }
    }

    @Test("a delivered segment's file becomes the next segment, and no room is asked for")
    func written() throws {
        let scene = try Scene(seed: 1)
        scene.expectRecords(scene.spool)
        #expect(scene.spool.writer.usedBytes == scene.spool.spool.usedBytes)
    }

    @Test("a folder that could not be synced when a segment went is synced the next time, and the file is used then")
    func owedNames() throws {
        var scene = try Scene(seed: 7)
        scene.spool.writer.discardSpares()
        try scene.write { $0.segmentPaths.count < 4 }
        let mark = scene.spool.spool.mark.value
        scene.spool.fileSystem.arrange { $0.fail(.synchronizeDirectory, code: SystemError.inputOutput) }
        #expect(throws: SpoolError.self) { try scene.spool.writer.release(before: mark) }
        let spares = scene.spool.sparePaths.count
        try #require(spares > 0)
        try scene.spool.writer.release(before: mark)
        try scene.write { $0.segmentPaths.count < 6 }
        #expect(scene.spool.sparePaths.isEmpty)
        scene.expectRecords(scene.spool)
    }

    @Test("a segment that goes on a disk without room is emptied, so that a reader that has it open keeps nothing")
    func openElsewhere() throws {
        var scene = try Scene(seed: 9)
        let path = try #require(scene.spool.segmentPaths.last)
        let reader = try scene.spool.fileSystem.open(path, .read)
        try #require(try reader.status().size > 0)
        try scene.spool.writer.restart(before: scene.spool.spool.mark.value)
        #expect(!scene.spool.segmentPaths.contains(path))
        #expect(scene.spool.sparePaths.isEmpty)
        #expect(try reader.status().size == 0)
    }

    @Test("a kept file that can't become a segment does not stay behind")
    func unusedSpare() throws {
        var scene = try Scene(seed: 8)
        scene.spool.writer.discardSpares()
        try scene.write { $0.segmentPaths.count < 4 }
        try scene.spool.writer.release(before: scene.spool.spool.mark.value)
        try #require(!scene.spool.sparePaths.isEmpty)
        scene.spool.fileSystem.arrange { $0.fail(.rename, code: SystemError.inputOutput) }
        try scene.write { $0.segmentPaths.count < 6 }
        #expect(scene.spool.sparePaths.isEmpty)
        scene.expectRecords(scene.spool)
    }

    @Test("what the file held before is no torn end, neither to a check nor to a start")
    func endMark() throws {
        var scene = try Scene(seed: 2)
        for _ in 0..<4 {
            try scene.spool.writeDurably(scene.workload.slab(records: 3))
            let check = try SpoolInspection.check(
                in: TestSpool.directory, fileSystem: scene.spool.fileSystem, state: scene.spool.state)
            #expect(check.findings.isEmpty)
            let found = try scene.spool.reopenedAfterKill()
            #expect(found.spool.recovery.cutTail == nil)
            #expect(found.spool.recovery.quarantined.isEmpty)
            #expect(found.spool.mark.value == scene.spool.spool.mark.value)
            #expect(found.sparePaths.isEmpty)
            scene.expectRecords(found)
        }
    }

    @Test("a loss of power takes what was not synced and shows nothing of what was there before", arguments: 0..<50)
    func losesPower(seed: UInt64) throws {
        var scene = try Scene(seed: seed)
        let mark = scene.spool.spool.mark.value
        try scene.spool.write(scene.workload.slab(records: 20))
        try scene.spool.write(scene.workload.slab(records: 5))
        let found = try TestSpool(scene.spool.fileSystem.afterPowerLoss(seed: seed), state: scene.spool.state)
        #expect(found.spool.mark.value >= mark)
        #expect(found.spool.recovery.quarantined.isEmpty)
        scene.expectRecords(found)
    }

    @Test("a damaged byte is found though older frames lie behind it, and what is behind the end mark is nobody's")
    func damaged() throws {
        let scene = try Scene(seed: 3)
        let newest = try #require(scene.spool.spool.catalog.segments.last)
        let size = try #require(scene.spool.fileSystem.content(of: newest.path)?.count)
        let end = Int(newest.bytes)
        try #require(end + FrameLimits.endMark.count < size)
        for byte in Array(stride(from: 0, to: end, by: 97)) + [end - 1] {
            #expect(try !findings(scene.spool, flipping: byte, of: newest.path).isEmpty, "byte \(byte)")
        }
        for byte in stride(from: end + FrameLimits.endMark.count, to: size, by: 97) {
            #expect(try findings(scene.spool, flipping: byte, of: newest.path).isEmpty, "byte \(byte)")
        }
    }

    private func findings(_ spool: TestSpool, flipping byte: Int, of path: String) throws -> [SpoolFinding] {
        let disk = spool.fileSystem.afterKill()
        disk.corrupt(path) { $0[byte] ^= 1 }
        return try SpoolInspection.check(in: TestSpool.directory, fileSystem: disk, state: spool.state).findings
    }

    @Test("what is kept for new segments goes where its room is wanted, and nothing else does")
    func discarded() throws {
        var scene = try Scene(seed: 4)
        scene.spool.writer.discardSpares()
        #expect(scene.spool.sparePaths.isEmpty)
        try scene.write { $0.segmentPaths.count < 4 }
        try scene.spool.writer.release(before: scene.spool.spool.mark.value)
        #expect(!scene.spool.sparePaths.isEmpty)
        scene.spool.fileSystem.setCapacity(scene.spool.fileSystem.usedBytes)
        while case .written = try scene.spool.writer.append(scene.workload.slab(records: 12)) {}
        #expect(scene.spool.sparePaths.isEmpty)
        scene.workload.rewind(to: scene.spool.writer.next)
        _ = try scene.spool.writer.synchronize()
        scene.expectRecords(scene.spool)
    }

    @Test("with them a spool takes no more than its capacity and the room that the present segment has reserved")
    func capacity() throws {
        var spool = try TestSpool(capacity: .kibibytes(64), segmentBytes: .kibibytes(16))
        var workload = Workload(seed: 5)
        var most = 0
        for _ in 0..<400 {
            let slab = workload.slab(records: 12)
            if try spool.writer.append(slab) == .full(.spoolFull) {
                _ = try spool.writer.synchronize()
                try spool.writer.release(before: RecordNumber(spool.spool.mark.value.value - 40))
                try #require(spool.writer.append(slab) != .full(.spoolFull))
            }
            _ = try spool.writer.synchronize()
            most = max(most, spool.fileSystem.usedBytes)
        }
        #expect(most <= (64 + 16) << 10)
    }
}
