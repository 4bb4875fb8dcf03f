import Foundation
import TestSupport
import Testing
import WeirRecords
import WeirSystem

@testable import WeirSpool

/// Frames with right checksums and wrong contents: none ends a start, a check says what the start does, and what is sound before and
/// behind them is delivered.
@Suite("Forged frames")
struct ForgedFrameTests {
    private struct Whole {
        var spool: TestSpool
        var workload: Workload
    }

    private static let sink = "a"
    private static let highNumbers: [UInt64] = [.max, .max - 1, 1 << 63, 1 << 62]

    /// Several segments of frames of two records each.
    private static func make(frames: Int = 12) throws -> Whole {
        var spool = try TestSpool(capacity: .mebibytes(1), segmentBytes: ByteCount(1_600))
        var workload = Workload(seed: 77, streams: 2, payloadBytes: 1..<12)
        _ = try spool.state.configure(sinks: [sink], oldest: .first)
        for _ in 0..<frames { try spool.writeDurably(workload.slab(records: 2)) }
        return Whole(spool: spool, workload: workload)
    }

    /// What a start and a sink make of a disk. Every record up to the mark is delivered as it was written, or is counted as unreadable.
    private static func examine(_ disk: MemoryFileSystem, _ whole: Whole, claimed: [Range<RecordNumber>], _ what: Comment) throws {
        let state = try StateStore.inMemory(random: SeededRandom(seed: 3))
        _ = try state.configure(sinks: [sink], oldest: .first)
        let check = try SpoolInspection.check(in: TestSpool.directory, fileSystem: disk, state: state)
        let opened = try TestSpool(disk, state: state, capacity: .mebibytes(1), segmentBytes: ByteCount(1_600))
        var reader = opened.spool.reader(from: .first)
        let all = reader.readAll()
        let lost = all.quarantined.filter { !$0.isDropped }.reduce(UInt64(0)) { $0 + $1.records.recordCount }
        #expect(check.lostRecords == lost, what)
        for number in 0..<min(UInt64(whole.workload.records.count), opened.spool.mark.value.value) {
            let record = RecordNumber(number)
            guard !claimed.contains(where: { $0.contains(record) }) else { continue }
            #expect(all.records[record] == whole.workload.records[Int(number)].bytes, "\(what): record \(number)")
        }
        try settle(opened, what)
        var next = opened
        try next.writer.release(before: next.spool.mark.value)
        let slab = Slab(capacity: 64)
        slab.append([1])
        slab.streams = [Workload.state(of: 9, offset: 1)]
        try next.writeDurably(slab)
        #expect(next.spool.mark.value == opened.spool.recovery.records.upperBound.advanced(by: 1), what)
    }

    /// The ledger counts them all, and conserves.
    private static func settle(_ spool: TestSpool, _ what: Comment) throws {
        var keeper = try StateKeeper(store: spool.state, spool: spool.spool)
        try keeper.flush(now: 0)
        var sink = TestSink(name: sink, reader: spool.spool.reader(from: .first))
        for receipt in sink.deliver(upTo: 5) { #expect(keeper.accept(receipt, now: 0) == .ready, what) }
        try keeper.flush(now: 0)
        let line = try #require(try spool.state.conservation().first)
        #expect(line.isConserved && line.waiting == 0, what)
        #expect(line.committed == spool.spool.mark.value.value, what)
    }

    /// Records that the forged frame or the one that it was may stand for.
    private static func claims(_ place: FrameForge.Place, _ frame: ArraySlice<UInt8>) -> [Range<RecordNumber>] {
        let forged = try? Array(frame).withUnsafeBytes { bytes throws(FrameError) in try FrameHeader(decoding: bytes) }
        return [place.header.records] + (forged.map { [$0.records] } ?? [])
    }

    private static func forge(_ whole: Whole, path: String, frame index: Int, _ what: Comment, _ body: (inout [UInt8]) -> Void) throws {
        let disk = whole.spool.fileSystem.afterKill()
        var claimed: [Range<RecordNumber>] = []
        disk.corrupt(path) { bytes in
            let place = FrameForge.frames(of: bytes)[index]
            FrameForge.change(place, in: &bytes, body)
            claimed = claims(place, bytes[place.offset..<(place.offset + place.header.frameBytes)])
        }
        try examine(disk, whole, claimed: claimed, what)
    }

    @Test("a mark, a record number or a count as high as can be costs its own frame", arguments: highNumbers)
    func extremes(number: UInt64) throws {
        let whole = try Self.make()
        for path in [whole.spool.segmentPaths[0], whole.spool.segmentPaths.last ?? ""] {
            for (name, field) in [("mark", FrameForge.Field.mark), ("first record", FrameForge.Field.firstRecord)] {
                try Self.forge(whole, path: path, frame: 1, "\(name) of \(number) in \(path)") { FrameForge.set(&$0, field, number) }
            }
            let frames = FrameForge.frames(of: try #require(whole.spool.fileSystem.content(of: path)))
            let row = frames[1].header.meterRange.upperBound - MeterCoding.rowBytes
            for (name, field) in [("records", 10), ("bytes", 18), ("minute", 2)] {
                try Self.forge(whole, path: path, frame: 1, "a row's \(name) of \(number) in \(path)") {
                    FrameForge.set(&$0, row + field, number)
                }
            }
        }
    }

    @Test("meter rows that only agree with the header once they wrap are damage")
    func wrapped() throws {
        let slab = Slab(capacity: 256)
        for _ in 0..<2 { slab.append([1, 2], minute: 1) }
        slab.append([3], minute: 2)
        slab.streams = [Workload.state(of: 0, offset: 3)]
        var bytes = FrameTests.encode(slab)
        let header = FrameForge.frames(of: bytes)[0].header
        let rows = header.meterRange.upperBound - 2 * MeterCoding.rowBytes
        FrameForge.set(&bytes, rows + 10, UInt64(1) << 63 + 2)
        FrameForge.set(&bytes, rows + MeterCoding.rowBytes + 10, UInt64(1) << 63 + 1)
        FrameForge.repair(&bytes, header)
        #expect(throws: FrameError.block(.meter)) {
            try bytes.withUnsafeBytes { bytes throws(FrameError) in try Frame(copying: bytes) }
        }
    }

    @Test("records that share bytes are damage: one frame could else send its payload a million times")
    func sharedBytes() throws {
        let slab = Slab(capacity: 256)
        for _ in 0..<2 { slab.append([1, 2, 3, 4]) }
        slab.streams = [Workload.state(of: 0, offset: 3)]
        var bytes = FrameTests.encode(slab)
        let header = FrameForge.frames(of: bytes)[0].header
        FrameForge.set(&bytes, header.entriesRange.lowerBound + 32, UInt32(0))
        FrameForge.set(&bytes, header.entriesRange.lowerBound + 36, UInt32(8))
        FrameForge.repair(&bytes, header)
        #expect(throws: FrameError.block(.entries)) {
            try bytes.withUnsafeBytes { bytes throws(FrameError) in try Frame(copying: bytes) }
        }
    }

    @Test("whatever one or two frames are made into, a start, a check and a sink agree", arguments: 0..<150)
    func anything(seed: Int) throws { try Self.fuzz(seed: UInt64(seed), try Self.make()) }

    /// `WEIR_FRAME_FUZZ_SECONDS=600 swift test --filter ForgedFrameTests`: as long as one likes, from a seed that is printed.
    @Test("the same for as long as was asked for", .enabled(if: ProcessInfo.processInfo.environment["WEIR_FRAME_FUZZ_SECONDS"] != nil))
    func longFuzz() throws {
        let seconds = Double(ProcessInfo.processInfo.environment["WEIR_FRAME_FUZZ_SECONDS"] ?? "") ?? 60
        let (first, end) = (UInt64.random(in: 1 << 20...1 << 40), Date(timeIntervalSinceNow: seconds))
        print("frames: seeds from \(first)")
        let whole = try Self.make()
        var seed = first
        while Date() < end {
            try Self.fuzz(seed: seed, whole)
            seed += 1
        }
        print("frames: \(seed - first) seeds")
    }

    private static func fuzz(seed: UInt64, _ whole: Whole) throws {
        var random = SeededRandom(seed: seed)
        let disk = whole.spool.fileSystem.afterKill()
        var claimed: [Range<RecordNumber>] = []
        for _ in 0..<random.number(in: 1..<3) {
            let paths = whole.spool.segmentPaths
            disk.corrupt(paths[random.number(in: 0..<paths.count)]) { bytes in
                let places = FrameForge.frames(of: bytes)
                guard !places.isEmpty else { return }
                let place = places[random.number(in: 0..<places.count)]
                FrameForge.change(place, in: &bytes) { FrameForge.spoil(&$0, place.header, &random) }
                claimed += claims(place, bytes[place.offset..<(place.offset + place.header.frameBytes)])
            }
        }
        try examine(disk, whole, claimed: claimed, "seed \(seed)")
    }
}
