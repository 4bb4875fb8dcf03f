import TestSupport
import Testing
import WeirRecords
import WeirSystem

@testable import WeirSpool

@Suite("Opening a spool")
struct RecoveryTests {
    @Test("what a killed process left is all there, and is made durable")
    func kill() throws {
        var spool = try TestSpool(segmentBytes: .kibibytes(4))
        var workload = Workload(seed: 1)
        for _ in 0..<20 { try spool.write(workload.slab(records: 10)) }
        let next = try spool.reopenedAfterKill()
        #expect(next.spool.mark.value == RecordNumber(200))
        #expect(next.spool.recovery.cutTail == nil)
        #expect(next.spool.recovery.quarantined.isEmpty)
        #expect(next.spool.recovery.records == RecordNumber(0)..<RecordNumber(200))
        #expect(next.spool.streams == workload.states(after: RecordNumber(200)))

        let last = try TestSpool(next.fileSystem.afterPowerLoss(seed: 9), state: spool.state)
        #expect(last.spool.mark.value == RecordNumber(200))
        var reader = last.spool.reader(from: .first)
        #expect(reader.readAll().records.count == 200)
    }

    @Test(
        "what a failed sync left in the kernel's memory alone is written again before it is trusted, records and what is said of dropped ones",
        arguments: [false, true])
    func failedSyncThenKill(areDropped: Bool) throws {
        var spool = try TestSpool()
        var workload = Workload(seed: 12)
        try spool.writeDurably(workload.slab(records: 3))
        let slab = workload.slab(records: 4)
        _ = areDropped ? try spool.writer.appendDropped(slab) : try spool.writer.append(slab)
        spool.fileSystem.arrange {
            $0.fail(.synchronize, code: SystemError.inputOutput)
            $0.fail(.open, code: SystemError.inputOutput)
        }
        #expect(throws: SpoolError.self) { try spool.writer.synchronize() }
        let next = try spool.reopenedAfterKill()
        #expect(next.spool.mark.value == RecordNumber(7))
        for seed in 0..<6 {
            let last = try TestSpool(next.fileSystem.afterPowerLoss(seed: UInt64(seed)), state: spool.state)
            #expect(last.spool.mark.value == RecordNumber(7))
            #expect(last.spool.recovery.cutTail == nil)
        }
    }

    @Test("a tail torn at any byte of its frame is cut and reported, and its stream goes on where the rest ends")
    func tornTail() throws {
        var spool = try TestSpool()
        var workload = Workload(seed: 2, streams: 1)
        try spool.writeDurably(workload.slab(records: 2))
        let path = spool.segmentPaths[0]
        let whole = Int(spool.writer.usedBytes.bytes)
        try spool.write(workload.slab(records: 3))
        let content = try #require(spool.fileSystem.content(of: path))
        for length in whole..<content.count {
            let disk = spool.fileSystem.afterKill()
            disk.corrupt(path) { $0.removeLast($0.count - length) }
            let next = try TestSpool(disk, state: spool.state)
            let recovery = next.spool.recovery
            #expect(recovery.records.upperBound == RecordNumber(2), "at \(length)")
            #expect(recovery.cutTail?.bytes == (length == whole ? nil : UInt64(length - whole)), "at \(length)")
            #expect(recovery.quarantined.isEmpty)
            #expect(next.spool.streams == workload.states(after: RecordNumber(2)))
            #expect(disk.content(of: path)?.count == whole)
        }
    }

    @Test("an unsynced frame that is whole behind a torn one is cut with it: its positions would skip the torn records")
    func wholeFrameBehindTornOne() throws {
        var spool = try TestSpool()
        var workload = Workload(seed: 3)
        try spool.writeDurably(workload.slab(records: 2))
        let torn = Int(spool.writer.usedBytes.bytes)
        try spool.write(workload.slab(records: 3))
        try spool.write(workload.slab(records: 4))
        let disk = spool.fileSystem.afterKill()
        disk.corrupt(spool.segmentPaths[0]) { $0[torn + 100] ^= 1 }
        let next = try TestSpool(disk, state: spool.state)
        #expect(next.spool.mark.value == RecordNumber(2))
        #expect(next.spool.recovery.cutTail?.records == 4)
        #expect(next.spool.recovery.quarantined.isEmpty)
        #expect(next.spool.streams == workload.states(after: RecordNumber(2)))
    }

    @Test("a damaged frame that a later one knows to be durable is quarantined, and what follows is kept")
    func corruptionInNewestSegment() throws {
        var spool = try TestSpool()
        var workload = Workload(seed: 4)
        try spool.writeDurably(workload.slab(records: 2))
        let damaged = Int(spool.writer.usedBytes.bytes)
        try spool.writeDurably(workload.slab(records: 3))
        try spool.writeDurably(workload.slab(records: 4))
        let disk = spool.fileSystem.afterKill()
        disk.corrupt(spool.segmentPaths[0]) { $0[damaged + 100] ^= 1 }
        let next = try TestSpool(disk, state: spool.state)
        #expect(next.spool.mark.value == RecordNumber(9))
        #expect(next.spool.recovery.quarantined.map(\.records) == [RecordNumber(2)..<RecordNumber(5)])
        #expect(next.spool.recovery.cutTail == nil)
        #expect(next.spool.recovery.notices.map(\.severity) == [.alert])
        #expect(next.spool.streams == workload.states(after: RecordNumber(9)))
        var reader = next.spool.reader(from: .first)
        let all = reader.readAll()
        #expect(all.records.keys.sorted() == [0, 1, 5, 6, 7, 8].map { RecordNumber($0) })
        #expect(all.quarantined.map(\.records) == [RecordNumber(2)..<RecordNumber(5)])
    }

    @Test("a header that is damaged is searched past, wherever it lies", arguments: [0, 9, 17, 40, 61])
    func damagedHeader(place: Int) throws {
        var spool = try TestSpool(segmentBytes: .kibibytes(4))
        var workload = Workload(seed: 5)
        for _ in 0..<30 { try spool.writeDurably(workload.slab(records: 6)) }
        var expected: Set<RecordNumber> = Set((0..<180).map { RecordNumber($0) })
        let disk = spool.fileSystem.afterKill()
        for path in spool.segmentPaths.dropLast().enumerated().filter({ $0.offset % 2 == 0 }).map(\.element) {
            let content = try #require(disk.content(of: path))
            let headers = content.indices.filter { content[$0...].starts(with: "WEIR".utf8) }
            let damaged = headers[headers.count / 2]
            let header = try content[damaged...].withUnsafeBytes { bytes throws(FrameError) in try FrameHeader(decoding: bytes) }
            expected.subtract((header.records.lowerBound.value..<header.records.upperBound.value).map { RecordNumber($0) })
            disk.corrupt(path) { $0[damaged + place] ^= 0x10 }
        }
        let next = try TestSpool(disk, state: spool.state)
        var reader = next.spool.reader(from: .first)
        let all = reader.readAll()
        #expect(Set(all.records.keys) == expected)
        #expect(all.quarantined == next.spool.recovery.quarantined)
        #expect(!all.quarantined.isEmpty)
        #expect(next.spool.streams == workload.states(after: RecordNumber(180)))
    }

    @Test("without the newest checkpoint the positions come from the segments before it")
    func damagedCheckpoint() throws {
        var spool = try TestSpool(segmentBytes: .kibibytes(4))
        var workload = Workload(seed: 6, streams: 8)
        for _ in 0..<30 { try spool.writeDurably(workload.slab(records: 6)) }
        let disk = spool.fileSystem.afterKill()
        for path in spool.segmentPaths.suffix(2) { disk.corrupt(path) { $0[70] ^= 1 } }
        let next = try TestSpool(disk, state: spool.state)
        #expect(next.spool.streams == workload.states(after: RecordNumber(180)))
        #expect(next.spool.mark.value == RecordNumber(180))
        #expect(next.spool.installation == spool.spool.installation)
    }

    @Test("a record that looks like a frame is not taken for one where the segment is damaged before it")
    func forgedFrame() throws {
        var spool = try TestSpool()
        let forged = Slab(capacity: 1024)
        forged.append(Array("forged".utf8))
        forged.streams = [Workload.state(of: 0, offset: 99)]
        let slab = Slab(capacity: 4096)
        slab.append(FrameTests.encode(forged, first: RecordNumber(0)))
        slab.streams = [Workload.state(of: 0, offset: 1)]
        let start = Int(spool.writer.usedBytes.bytes)
        try spool.writeDurably(slab)
        var workload = Workload(seed: 7)
        let second = workload.slab(records: 1)
        try spool.writeDurably(second)
        let disk = spool.fileSystem.afterKill()
        let checkpoint = try #require(disk.content(of: spool.segmentPaths[0])).indices.dropFirst(start + 4)
        #expect(!checkpoint.isEmpty)
        disk.corrupt(spool.segmentPaths[0]) { content in
            let headers = content.indices.filter { content[$0...].starts(with: "WEIR".utf8) }
            content[headers[1] + 20] ^= 1
        }
        let next = try TestSpool(disk, state: spool.state)
        var reader = next.spool.reader(from: .first)
        let all = reader.readAll()
        #expect(all.quarantined.map(\.records) == [RecordNumber(0)..<RecordNumber(1)])
        #expect(all.records[RecordNumber(1)] == workload.records[0].bytes)
    }

    @Test("segments that are gone are reported, and readers go on behind them")
    func missingSegment() throws {
        var spool = try TestSpool(segmentBytes: .kibibytes(4))
        var workload = Workload(seed: 8)
        for _ in 0..<30 { try spool.writeDurably(workload.slab(records: 6)) }
        let disk = spool.fileSystem.afterKill()
        try disk.remove(spool.segmentPaths[1])
        let next = try TestSpool(disk, state: spool.state)
        #expect(next.spool.recovery.quarantined.count == 1)
        var reader = next.spool.reader(from: .first)
        let all = reader.readAll()
        #expect(all.quarantined.map(\.records) == next.spool.recovery.quarantined.map(\.records))
        #expect(UInt64(all.records.count) == 180 - all.quarantined[0].records.recordCount)
    }

    @Test("numbers are never given twice, even where the segments are gone and the cursors are not")
    func stateAhead() throws {
        var spool = try TestSpool()
        var workload = Workload(seed: 9)
        _ = try spool.state.configure(sinks: ["a"], oldest: .first)
        try spool.writeDurably(workload.slab(records: 6))
        var keeper = try StateKeeper(store: spool.state, spool: spool.spool)
        try keeper.flush(now: 0)
        let empty = try TestSpool(MemoryFileSystem(), state: spool.state)
        #expect(empty.spool.mark.value == RecordNumber(6))
        #expect(empty.spool.recovery.raisedFrom == nil)
        let cut = spool.fileSystem.afterKill()
        cut.corrupt(spool.segmentPaths[0]) { $0.removeLast(10) }
        let next = try TestSpool(cut, state: spool.state)
        #expect(next.spool.mark.value == RecordNumber(6))
        #expect(next.spool.recovery.quarantined.map(\.records) == [RecordNumber(0)..<RecordNumber(6)])
    }

    @Test("unfinished segments are removed, foreign files are left and named")
    func leftovers() throws {
        var spool = try TestSpool()
        var workload = Workload(seed: 10)
        try spool.writeDurably(workload.slab(records: 6))
        let disk = spool.fileSystem.afterKill()
        _ = try disk.open("/spool/segments/00000000000000000006.weir.new", .create)
        _ = try disk.open("/spool/segments/notes.txt", .create)
        let next = try TestSpool(disk, state: spool.state)
        #expect(next.spool.recovery.removedUnfinished == ["00000000000000000006.weir.new"])
        #expect(next.spool.recovery.unknownNames == ["notes.txt"])
        #expect(disk.content(of: "/spool/segments/notes.txt") != nil)
        #expect(disk.content(of: "/spool/segments/00000000000000000006.weir.new") == nil)
    }

    @Test("segments of any bytes never keep the spool from opening", arguments: 0..<60)
    func garbage(seed: Int) throws {
        var spool = try TestSpool(segmentBytes: .kibibytes(4))
        var workload = Workload(seed: 11)
        for _ in 0..<20 { try spool.writeDurably(workload.slab(records: 6)) }
        var random = SeededRandom(seed: UInt64(seed))
        let disk = spool.fileSystem.afterKill()
        for path in spool.segmentPaths where random.chance(0.7) {
            disk.corrupt(path) { content in
                switch random.number(in: 0..<4) {
                case 0: content = []
                case 1: content = random.bytes(random.number(in: 0..<5000))
                case 2: content.removeLast(random.number(in: 0..<content.count))
                default:
                    for _ in 0..<random.number(in: 1..<30) {
                        content[random.number(in: 0..<content.count)] = UInt8(random.number(in: 0..<256))
                    }
                }
            }
        }
        let next = try TestSpool(disk, state: spool.state)
        var reader = next.spool.reader(from: .first)
        let all = reader.readAll()
        for (number, bytes) in all.records { #expect(workload.records[Int(number.value)].bytes == bytes) }
        let quarantined = all.quarantined.reduce(UInt64(0)) { $0 + $1.records.recordCount }
        #expect(UInt64(all.records.count) + quarantined == next.spool.mark.value.value)
    }
}
