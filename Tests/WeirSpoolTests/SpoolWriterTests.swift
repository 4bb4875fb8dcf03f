import TestSupport
import Testing
import WeirRecords
import WeirSystem

@testable import WeirSpool

@Suite("Writing to the spool")
struct SpoolWriterTests {
    @Test("nothing is read that is not synced, and everything is once it is")
    func mark() throws {
        var spool = try TestSpool()
        var workload = Workload(seed: 1)
        #expect(try spool.writer.append(workload.slab(records: 5)) == .written(RecordNumber(0)..<RecordNumber(5)))
        var reader = spool.spool.reader(from: .first)
        #expect(reader.readAll().records.isEmpty)
        #expect(spool.spool.mark.value == .first)

        let outcome = try spool.writer.synchronize()
        #expect(outcome.mark == RecordNumber(5))
        #expect(outcome.slabs.count == 1)
        #expect(outcome.notices.isEmpty)
        #expect(reader.readAll().records.count == 5)
        #expect(spool.writer.unsynchronizedSince == nil)
        #expect(spool.writer.unsynchronizedBytes == .zero)
    }

    @Test("all slabs come back exactly once, also those that a roll synced")
    func slabsComeBack() throws {
        var spool = try TestSpool(segmentBytes: .kibibytes(4))
        var workload = Workload(seed: 2)
        let slabs = (0..<40).map { _ in workload.slab(records: 10) }
        for slab in slabs { try spool.write(slab) }
        let back = try spool.writer.synchronize().slabs
        #expect(back.map(ObjectIdentifier.init) == slabs.map(ObjectIdentifier.init))
        #expect(try spool.writer.synchronize().slabs.isEmpty)
        #expect(spool.segmentPaths.count > 5)
    }

    @Test("records cross segments in order, and any of them can be sought")
    func segments() throws {
        var spool = try TestSpool(segmentBytes: .kibibytes(4))
        var workload = Workload(seed: 3)
        for _ in 0..<60 { try spool.writeDurably(workload.slab(records: 7)) }
        var reader = spool.spool.reader(from: .first)
        let all = reader.readAll()
        #expect(all.quarantined.isEmpty)
        #expect(all.records.count == 420)
        #expect(all.records.allSatisfy { workload.records[Int($0.key.value)].bytes == $0.value })
        for _ in 0..<100 {
            let number = RecordNumber(UInt64(workload.random.number(in: 0..<420)))
            reader.seek(to: number)
            guard case .frame(let frame) = reader.next() else {
                Issue.record("no frame for \(number)")
                return
            }
            let index = frame.index(of: number)
            #expect(frame.recordBytes[index] == workload.records[Int(number.value)].bytes)
        }
    }

    @Test("a sync that fails costs nothing: the slabs go to a new segment, the old tail is not read again")
    func failedSync() throws {
        var spool = try TestSpool()
        var workload = Workload(seed: 4)
        try spool.writeDurably(workload.slab(records: 3))
        for _ in 0..<4 { try spool.write(workload.slab(records: 3)) }
        spool.fileSystem.arrange { $0.fail(.synchronize, code: SystemError.inputOutput) }
        let outcome = try spool.writer.synchronize()
        #expect(outcome.mark == RecordNumber(15))
        #expect(outcome.slabs.count == 4)
        #expect(outcome.notices.map(\.severity) == [.alert])
        #expect(spool.segmentPaths.map { $0.suffix(25) } == ["00000000000000000000.weir", "00000000000000000003.weir"])

        var reader = spool.spool.reader(from: .first)
        #expect(reader.readAll().records.values.count == 15)
        // What the old file holds after the mark is lost with the power; nobody may miss it.
        let survivor = try TestSpool(spool.fileSystem.afterPowerLoss(seed: 3), state: spool.state)
        #expect(survivor.spool.recovery.quarantined.isEmpty)
        var again = survivor.spool.reader(from: .first)
        let all = again.readAll()
        #expect(all.quarantined.isEmpty)
        #expect(all.records.count == 15)
        #expect(survivor.spool.streams == workload.states(after: RecordNumber(15)))
    }

    @Test("a segment without durable records whose sync fails is replaced by one of the same name")
    func failedSyncOfFirstSegment() throws {
        var spool = try TestSpool()
        var workload = Workload(seed: 5)
        var reader = spool.spool.reader(from: .first)
        try spool.write(workload.slab(records: 3))
        #expect(reader.readAll().records.isEmpty)
        spool.fileSystem.arrange { $0.fail(.synchronize, code: SystemError.inputOutput) }
        _ = try spool.writer.synchronize()
        #expect(spool.segmentPaths.count == 1)
        #expect(reader.readAll().records.count == 3)
    }

    @Test("two syncs that fail are an error, and the next one makes up for both")
    func failedSyncTwice() throws {
        var spool = try TestSpool()
        var workload = Workload(seed: 6)
        try spool.write(workload.slab(records: 3))
        spool.fileSystem.arrange { $0.fail(.synchronize, code: SystemError.inputOutput, times: 2) }
        #expect(throws: SpoolError.self) { try spool.writer.synchronize() }
        #expect(spool.spool.mark.value == .first)
        #expect(spool.writer.unsynchronizedSince != nil)
        let outcome = try spool.writer.synchronize()
        #expect(outcome.mark == RecordNumber(3))
        #expect(outcome.slabs.count == 1)
        var reader = spool.spool.reader(from: .first)
        #expect(reader.readAll().records.count == 3)
    }

    @Test("a write that fails moves everything unsynced to a new segment")
    func failedWrite() throws {
        var spool = try TestSpool()
        var workload = Workload(seed: 7)
        try spool.writeDurably(workload.slab(records: 2))
        try spool.write(workload.slab(records: 2))
        spool.fileSystem.arrange(seed: 1) { $0.fail(.write, code: SystemError.inputOutput) }
        #expect(try spool.writer.append(workload.slab(records: 2)) == .written(RecordNumber(4)..<RecordNumber(6)))
        let outcome = try spool.writer.synchronize()
        #expect(outcome.slabs.count == 2)
        #expect(outcome.notices.count == 1)
        var reader = spool.spool.reader(from: .first)
        let all = reader.readAll()
        #expect(all.quarantined.isEmpty)
        #expect(all.records.count == 6)
    }

    @Test("a write that fails twice leaves the slab to its owner and takes it the next time")
    func failedWriteTwice() throws {
        var spool = try TestSpool()
        var workload = Workload(seed: 8)
        try spool.writeDurably(workload.slab(records: 2))
        let slab = workload.slab(records: 2)
        spool.fileSystem.arrange { $0.fail(.write, code: SystemError.inputOutput, times: 2) }
        #expect(throws: SpoolError.self) { try spool.writer.append(slab) }
        #expect(try spool.writer.append(slab) == .written(RecordNumber(2)..<RecordNumber(4)))
        _ = try spool.writer.synchronize()
        var reader = spool.spool.reader(from: .first)
        #expect(reader.readAll().records.count == 4)
    }

    @Test("a full spool takes nothing, loses nothing, and takes again after a release")
    func full() throws {
        var spool = try TestSpool(capacity: .kibibytes(64), segmentBytes: .kibibytes(16))
        var workload = Workload(seed: 9)
        var slab = workload.slab(records: 20)
        while case .written = try spool.writer.append(slab) { slab = workload.slab(records: 20) }
        _ = try spool.writer.synchronize()
        #expect(spool.writer.usedBytes <= .kibibytes(64))
        #expect(try spool.writer.append(slab) == .full(.spoolFull))
        var reader = spool.spool.reader(from: .first)
        #expect(reader.readAll().records.count == workload.records.count - 20)

        try spool.writer.release(before: spool.spool.mark.value)
        #expect(spool.segmentPaths.count == 1)
        guard case .written = try spool.writer.append(slab) else {
            Issue.record("still full after everything was released")
            return
        }
    }

    @Test("a full disk is a full spool; the half-written frame is taken away again")
    func fullDisk() throws {
        var spool = try TestSpool()
        var workload = Workload(seed: 10)
        try spool.writeDurably(workload.slab(records: 2))
        spool.fileSystem.setCapacity(Int(spool.writer.usedBytes.bytes) + 100)
        let slab = workload.slab(records: 20)
        #expect(try spool.writer.append(slab) == .full(.diskFull))
        spool.fileSystem.setCapacity(1 << 20)
        #expect(try spool.writer.append(slab) == .written(RecordNumber(2)..<RecordNumber(22)))
        _ = try spool.writer.synchronize()
        let survivor = try TestSpool(spool.fileSystem.afterPowerLoss(seed: 1), state: spool.state)
        #expect(survivor.spool.recovery.cutTail == nil)
        #expect(survivor.spool.mark.value == RecordNumber(22))
    }

    @Test("segments are removed only behind the settled mark and never the one being written")
    func release() throws {
        var spool = try TestSpool(segmentBytes: .kibibytes(4))
        var workload = Workload(seed: 11)
        for _ in 0..<30 { try spool.writeDurably(workload.slab(records: 10)) }
        let before = spool.segmentPaths
        try spool.writer.release(before: RecordNumber(100))
        let firsts = spool.segmentPaths.compactMap { SegmentName.firstRecord(of: String($0.dropFirst(TestSpool.segments.count + 1))) }
        #expect(spool.segmentPaths.count < before.count)
        #expect(firsts[0] <= RecordNumber(100))
        #expect(firsts[1] > RecordNumber(100))
        #expect(spool.spool.oldest == firsts[0])
        try spool.writer.release(before: spool.spool.mark.value)
        #expect(spool.segmentPaths.count == 1)
        let survivor = try TestSpool(spool.fileSystem.afterPowerLoss(seed: 0), state: spool.state)
        #expect(survivor.spool.streams == workload.states(after: RecordNumber(300)))
    }

    @Test("after a restart a delivered old segment is released, and its positions live on")
    func releaseAfterRestart() throws {
        var spool = try TestSpool()
        var workload = Workload(seed: 12)
        try spool.writeDurably(workload.slab(records: 10))
        var next = try spool.reopenedAfterKill()
        try next.writer.release(before: RecordNumber(10))
        #expect(next.segmentPaths == ["/spool/segments/00000000000000000010.weir"])
        let last = try next.reopenedAfterKill()
        #expect(last.spool.streams == workload.states(after: RecordNumber(10)))
        #expect(last.spool.mark.value == RecordNumber(10))
    }

    @Test("a closed stream leaves the checkpoint, a quiet one stays in it")
    func checkpoints() throws {
        var spool = try TestSpool(segmentBytes: .kibibytes(4))
        var workload = Workload(seed: 13, streams: 4)
        try spool.writeDurably(workload.slab(records: 60))
        let quiet = workload.states(after: RecordNumber(60))
        let closing = Slab(capacity: 64)
        closing.streams = [StreamState(descriptor: quiet[0].descriptor, position: quiet[0].position, isClosed: true)]
        try spool.writeDurably(closing)
        var other = Workload(seed: 14, streams: 1)
        for _ in 0..<20 {
            let slab = other.slab(records: 10)
            slab.streams = [Workload.state(of: 9, offset: 1)]
            try spool.writeDurably(slab)
        }
        try spool.writer.release(before: spool.spool.mark.value)
        let reopened = try spool.reopenedAfterKill()
        #expect(Set(reopened.spool.streams) == Set(quiet.dropFirst() + [Workload.state(of: 9, offset: 1)]))
    }

    @Test("a slab that contradicts itself is refused")
    func invalidSlab() throws {
        var spool = try TestSpool()
        var workload = Workload(seed: 15)
        let slab = workload.slab(records: 3)
        slab.entries[1].length = 1 << 20
        #expect(throws: SpoolError.self) { try spool.writer.append(slab) }
        let unmetered = workload.slab(records: 3)
        unmetered.meter.rows[0].count.records += 1
        #expect(throws: SpoolError.self) { try spool.writer.append(unmetered) }
    }

    @Test("a spool that can't hold a frame and the positions is told to be too small, with the size that would do")
    func tooSmall() throws {
        var spool = try TestSpool(capacity: .kibibytes(16), segmentBytes: .kibibytes(4))
        var workload = Workload(seed: 16)
        let slab = workload.slab(records: 300)
        guard case .full(.tooSmall(let least)) = try spool.writer.append(slab) else {
            Issue.record("a frame of 300 records went into 16 KiB")
            return
        }
        // A check before the start says the same.
        let frame = ByteCount(Int64(FrameEncoder.measure(slab)))
        #expect(SpoolSettings.leastCapacity(streams: slab.streams, frame: frame) == least)
        var larger = try TestSpool(capacity: least, segmentBytes: .kibibytes(4))
        #expect(try larger.writer.append(slab) == .written(.first..<RecordNumber(300)))
        // The spool goes on with what fits.
        #expect(try spool.writer.append(workload.slab(records: 10)) == .written(.first..<RecordNumber(10)))
    }

    @Test(
        "a slab whose frame is too long is written in parts, and a loss of power between them leaves each stream at its records' end",
        arguments: 0..<30)
    func parts(seed: UInt64) throws {
        var spool = try TestSpool(capacity: .mebibytes(4), segmentBytes: .kibibytes(64))
        let slab = Self.slabOfTurns(20)
        #expect(try spool.writer.append(slab) == .tooLong)
        let parts = slab.parts()
        #expect(parts.count > 2)
        let synced = Int(seed) % parts.count
        for part in parts[..<synced] { try spool.writeDurably(part) }
        for part in parts[synced...] {
            guard case .written = try spool.writer.append(part) else { break }
        }
        let found = try TestSpool(
            spool.fileSystem.afterPowerLoss(seed: seed), state: spool.state, capacity: .mebibytes(4), segmentBytes: .kibibytes(64))
        var reader = found.spool.reader(from: .first)
        let records = reader.readAll().records.sorted { $0.key < $1.key }.map(\.value)
        #expect(records.count >= parts[..<synced].reduce(0) { $0 + $1.entries.count })
        #expect(records == slab.entries.prefix(records.count).map { [UInt8](slab.bytes(of: $0)) })
        // What is not there is read again from these positions, and nothing else is.
        for stream in found.spool.streams {
            let kept = slab.entries.prefix(records.count).count { slab.streams[Int($0.stream)].descriptor == stream.descriptor }
            #expect(stream == Workload.state(of: stream.descriptor.host == "host-0" ? 0 : 1, offset: UInt64(kept)))
        }
    }

    /// Turns of 2,100 records of two streams, with a cut behind each.
    private static func slabOfTurns(_ turns: Int) -> Slab {
        let slab = Slab(capacity: 1 << 20)
        var offsets: [UInt64] = [0, 0]
        for turn in 0..<turns {
            let stream = turn % 2
            if slab.streams.count <= stream { slab.streams.append(Workload.state(of: stream, offset: 0)) }
            for _ in 0..<2_100 {
                slab.append(Array("\(stream):\(offsets[stream])".utf8), stream: stream, offset: offsets[stream])
                offsets[stream] += 1
            }
            slab.streams[stream] = Workload.state(of: stream, offset: offsets[stream])
            slab.markCut()
        }
        return slab
    }

    @Test("a spool of 16 MiB holds 20,000 streams, goes on taking records, and gives its room back once they are delivered")
    func manyStreams() throws {
        var spool = try TestSpool(capacity: .mebibytes(16), segmentBytes: .mebibytes(64))
        for first in stride(from: 0, to: 20_000, by: Slab.fullStreams) {
            let slab = Slab(capacity: 64)
            slab.streams = (first..<min(20_000, first + Slab.fullStreams)).map { Workload.state(of: $0, offset: 1) }
            try spool.write(slab)
        }
        _ = try spool.writer.synchronize()
        for round in 0..<60 {
            let slab = Slab(capacity: 1 << 20)
            slab.append([UInt8](repeating: 1, count: 900_000))
            slab.streams = [Workload.state(of: 0, offset: UInt64(round + 2))]
            if case .full(let cause) = try spool.writer.append(slab) {
                #expect(cause == .spoolFull)
                try spool.writer.release(before: spool.writer.next)
                guard case .written = try spool.writer.append(slab) else {
                    Issue.record("no room in round \(round) though all is delivered")
                    return
                }
            }
            _ = try spool.writer.synchronize()
        }
        #expect(try spool.reopenedAfterKill().spool.streams.count == 20_000)
    }

    @Test("a second process is kept out until the first lets go")
    func lock() throws {
        let first = try TestSpool()
        let error = #expect(throws: SpoolError.self) { try TestSpool(first.fileSystem) }
        #expect(error?.code == .locked)
        first.spool.close()
        _ = try TestSpool(first.fileSystem)
    }

    @Test("more live positions than one checkpoint frame may hold go into several")
    func manyPositions() throws {
        var spool = try TestSpool(capacity: .mebibytes(256), segmentBytes: .mebibytes(64))
        let states = (0..<200).map { number in
            var state = Workload.state(of: number, offset: 1)
            state.position = StreamPosition(bytes: [UInt8](repeating: UInt8(number), count: StreamPosition.maximumBytes))
            return state
        }
        for state in states {
            let slab = Slab(capacity: 64)
            slab.streams = [state]
            try spool.write(slab)
        }
        _ = try spool.writer.synchronize()
        var next = try spool.reopenedAfterKill()
        try next.writer.release(before: next.spool.mark.value)
        let slab = Slab(capacity: 64)
        slab.streams = [Workload.state(of: 1000, offset: 1)]
        try next.writeDurably(slab)
        let last = try next.reopenedAfterKill()
        #expect(Set(last.spool.streams) == Set(states + slab.streams))
    }
}
