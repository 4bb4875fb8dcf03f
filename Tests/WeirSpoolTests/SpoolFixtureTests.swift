import Foundation
import TestSupport
import Testing
import WeirRecords
import WeirSystem

@testable import WeirSpool

/// Whole spools as earlier versions left them, kept so that every later version shows that it still reads and settles them.
///
/// To keep one of a new format: `WEIR_WRITE_FIXTURES=FOLDER swift test --filter SpoolFixtureTests` writes it there.
@Suite("Spools of each version")
struct SpoolFixtureTests {
    private static let fixture = Repository.path("Tests/WeirSpoolTests/Fixtures/spool-v1")
    private static let lakeCursor: UInt64 = 30
    private static let socCursor: UInt64 = 12

    @Test("the spool of version 1 opens, every record comes byte for byte, and the ledger conserves to the end")
    func versionOne() throws {
        let directory = try TemporaryDirectory()
        let path = directory.path + "/spool"
        try FileManager.default.copyItem(atPath: Self.fixture, toPath: path)
        let lines = try String(contentsOfFile: path + "/records.txt", encoding: .utf8).split(separator: "\n").map { [UInt8]($0.utf8) }
        try FileManager.default.removeItem(atPath: path + "/records.txt")

        let (spool, store) = try Self.open(path)
        #expect(store.replaced == nil)
        #expect(spool.recovery.quarantined.isEmpty && spool.recovery.cutTail == nil && spool.recovery.unknownNames.isEmpty)
        #expect(spool.mark.value.value == UInt64(lines.count))
        #expect(spool.streams.map(\.descriptor.origin).sorted() == ["/log/0.log", "/log/1.log"])
        #expect(try store.cursors().mapValues(\.value) == ["lake": Self.lakeCursor, "soc": Self.socCursor])
        #expect(try store.deadLetters(of: "lake", limit: 10).map(\.reason) == ["refused"])

        let starts = try store.configure(sinks: ["lake", "soc"], oldest: spool.oldest)
        var keeper = try StateKeeper(store: store, spool: spool)
        for start in starts {
            var reader = spool.reader(from: start.cursor)
            let all = reader.readAll()
            for (number, bytes) in all.records { #expect(lines[Int(number.value)] == bytes, "\(number)") }
            #expect(all.quarantined.filter { !$0.isDropped }.isEmpty)
            let wanted = Set(start.cursor.value..<UInt64(lines.count))
            let found = Set(all.records.keys.map(\.value)).union(all.quarantined.flatMap { $0.records.numbers })
            #expect(wanted.isSubset(of: found))
            var sink = TestSink(name: start.sink, reader: spool.reader(from: start.cursor))
            for receipt in sink.deliver(upTo: 7) { #expect(keeper.accept(receipt, now: 0) == .ready) }
        }
        try keeper.flush(now: 0)
        for sink in try store.conservation() {
            #expect(sink.isConserved && sink.waiting == 0 && sink.quarantined == 0)
            #expect(sink.committed == UInt64(lines.count))
            #expect(sink.deadLettered == (sink.sink == "lake" ? 1 : 0))
        }
        #expect(try store.conservation().contains { $0.dropped > 0 })
        spool.close()
    }

    @Test("what is written today is what was kept: a difference is a new version and needs a fixture of its own")
    func sameToday() throws {
        let directory = try TemporaryDirectory()
        try Self.write(to: directory.path + "/spool")
        if let folder = ProcessInfo.processInfo.environment["WEIR_WRITE_FIXTURES"] {
            try FileManager.default.copyItem(atPath: directory.path + "/spool", toPath: folder + "/spool")
        }
        let kept = try Self.segments(Self.fixture)
        let today = try Self.segments(directory.path + "/spool")
        #expect(kept.keys.sorted() == today.keys.sorted())
        #expect(kept == today)
    }

    // MARK: -

    private static func segments(_ path: String) throws -> [String: Data] {
        let folder = path + "/segments"
        let names = try FileManager.default.contentsOfDirectory(atPath: folder)
        return try Dictionary(uniqueKeysWithValues: names.map { ($0, try Data(contentsOf: URL(filePath: folder + "/" + $0))) })
    }

    private static func open(_ path: String) throws -> (Spool, StateStore) {
        let store = try StateStore.open(
            directory: path, fileSystem: HostFileSystem(), clock: ManualClock(), random: SeededRandom(seed: 21))
        let settings = SpoolSettings(directory: path, capacity: .kibibytes(256), segmentBytes: .kibibytes(3))
        let spool = try Spool.open(
            settings, fileSystem: HostFileSystem(), clock: ManualClock(), random: SeededRandom(seed: 22), state: store)
        return (spool, store)
    }

    /// Three segments and some of two streams, one of them dropped; two sinks on the way, one dead letter.
    private static func write(to path: String) throws {
        let (spool, store) = try open(path)
        _ = try store.configure(sinks: ["lake", "soc"], oldest: .first)
        var writer = spool.writer
        var (numbers, offsets) = (0, [UInt64](repeating: 0, count: 2))
        var lines: [String] = []
        for frame in 0..<10 {
            let slab = Slab(capacity: 4096)
            for _ in 0..<(4 + frame % 3) {
                let (stream, line) = (numbers % 2, "record \(numbers): " + String(repeating: "träne ", count: numbers % 7))
                slab.append(Array(line.utf8), stream: stream, offset: offsets[stream], minute: 29_000_000 + Int64(numbers / 9))
                lines.append(line)
                (numbers, offsets[stream]) = (numbers + 1, offsets[stream] + UInt64(line.utf8.count) + 1)
            }
            slab.streams = [0, 1].map { Workload.state(of: $0, offset: offsets[$0]) }
            _ = try writer.append(slab)
            _ = try writer.synchronize()
        }
        try settle(spool, store)
        _ = try writer.dropOldest(cursors: spool.cursors.values)
        try lines.joined(separator: "\n").write(toFile: path + "/records.txt", atomically: true, encoding: .utf8)
        spool.close()
        try FileManager.default.removeItem(atPath: path + "/lock")
    }

    private static func settle(_ spool: Spool, _ store: StateStore) throws {
        var keeper = try StateKeeper(store: store, spool: spool)
        for (name, cursor) in [("lake", lakeCursor), ("soc", socCursor)] {
            var sink = TestSink(name: name, reader: spool.reader(from: .first))
            let refused = name == "lake" ? RecordNumber(3) : RecordNumber(.max)
            let receipts = sink.deliver(upTo: Int(cursor)) { $0 == refused ? .deadLettered : .delivered(.accepted) }
            guard var receipt = receipts.first else { continue }
            if name == "lake" { receipt.deadLetters = [letter] }
            #expect(keeper.accept(receipt, now: 0) == .ready)
        }
        try keeper.flush(now: 0)
    }

    private static var letter: DeadLetter {
        DeadLetter(
            record: RecordNumber(3), eventID: Digest128(low: 3, high: 4), source: "files", origin: "/log/1.log",
            bytes: Array("record 3: träne träne träne ".utf8), reason: "refused", answer: "400 no such index",
            time: Timestamp(microseconds: ManualClock.start))
    }
}

extension Range<RecordNumber> {
    fileprivate var numbers: Range<UInt64> { lowerBound.value..<upperBound.value }
}
