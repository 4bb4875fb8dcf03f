import TestSupport
import Testing
import WeirRecords
import WeirSystem

@testable import WeirSpool

@Suite("Keeping the state")
struct StateKeeperTests {
    @Test("every record is counted as committed and as delivered, key by key and minute by minute", arguments: 0..<8)
    func ledger(seed: Int) throws {
        var spool = try TestSpool(segmentBytes: .kibibytes(8))
        var workload = Workload(seed: UInt64(seed))
        _ = try spool.state.configure(sinks: ["a", "b"], oldest: .first)
        var keeper = try StateKeeper(store: spool.state, spool: spool.spool)
        var sink = TestSink(name: "a", reader: spool.spool.reader(from: .first))
        for _ in 0..<30 {
            try spool.writeDurably(workload.slab(records: workload.random.number(in: 1..<20)))
            let receipts = sink.deliver(upTo: workload.random.number(in: 1..<9)).shuffled(using: &workload.random)
            for receipt in receipts { #expect(keeper.accept(receipt, now: 0) != .refused) }
            try keeper.flush(now: 0)
            for line in try spool.state.conservation() { #expect(line.isConserved) }
        }
        let total = UInt64(workload.records.count)
        let lines = try spool.state.conservation()
        #expect(lines.map(\.delivered) == [total, 0])
        #expect(lines.map(\.waiting) == [0, total])
        #expect(lines.map(\.committed) == [total, total])
        let ledger = try spool.state.ledger()
        for (key, counts) in ledger {
            #expect(counts.committed.records > 0)
            #expect(counts.delivered[.accepted] == (key.sink == "a" ? counts.committed : nil))
        }
        #expect(Set(ledger.keys.map(\.minute)) == Set(workload.records.indices.map { Int64($0 / 50) }))
    }

    @Test("all outcomes of one sink add up, and dead letters are kept")
    func outcomes() throws {
        var spool = try TestSpool()
        var workload = Workload(seed: 1)
        _ = try spool.state.configure(sinks: ["a"], oldest: .first)
        try spool.writeDurably(workload.slab(records: 10))
        var keeper = try StateKeeper(store: spool.state, spool: spool.spool)
        var reader = spool.spool.reader(from: .first)
        guard case .frame(let frame) = reader.next() else {
            Issue.record("no frame")
            return
        }
        var tally = ReceiptTally(sink: "a", from: .first)
        tally.add(0..<4, of: frame, .delivered(.durable))
        tally.add(4..<6, of: frame, .filtered)
        tally.add(Self.letter(6, of: frame), at: 6, of: frame)
        tally.add(7..<8, of: frame, .dropped)
        #expect(keeper.accept(tally.receipt(), now: 0) == .ready)
        try keeper.flush(now: 0)
        let line = try #require(try spool.state.conservation().first)
        #expect(line.isConserved)
        #expect([line.committed, line.delivered, line.filtered, line.deadLettered, line.dropped, line.waiting] == [10, 4, 2, 1, 1, 2])
        #expect(try spool.state.deadLetters(of: "a", limit: 10) == [Self.letter(6, of: frame)])
        #expect(try spool.state.deadLetterCount(of: "a") == 1)
        #expect(try spool.state.totals(of: "a").delivered(atLeast: .accepted).records == 4)
    }

    @Test("after a kill at any moment nothing is counted twice and nothing is left out")
    func crash() throws {
        var spool = try TestSpool()
        var workload = Workload(seed: 2)
        _ = try spool.state.configure(sinks: ["a"], oldest: .first)
        for round in 0..<10 {
            try spool.writeDurably(workload.slab(records: 7))
            var keeper = try StateKeeper(store: spool.state, spool: spool.spool)
            var sink = TestSink(name: "a", reader: spool.spool.reader(from: try spool.state.cursor(of: "a")))
            for receipt in sink.deliver(upTo: 3) { _ = keeper.accept(receipt, now: 0) }
            // Every other time the receipts are lost: what they were for is delivered again.
            if round % 2 == 0 { try keeper.flush(now: 0) }
            spool = try spool.reopenedAfterKill()
        }
        let line = try #require(try spool.state.conservation().first)
        #expect(line.isConserved)
        #expect(line.delivered == 63)
        #expect(line.committed == 63)
    }

    @Test("a step commits once a tenth of a second, and at once when asked to")
    func timing() throws {
        var spool = try TestSpool()
        var workload = Workload(seed: 3)
        _ = try spool.state.configure(sinks: ["a"], oldest: .first)
        try spool.writeDurably(workload.slab(records: 7))
        var keeper = try StateKeeper(store: spool.state, spool: spool.spool)
        #expect(try keeper.step(now: 0) == .wait(.milliseconds(100)))
        #expect(try spool.state.conservation().map(\.waiting) == [7])
        var sink = TestSink(name: "a", reader: spool.spool.reader(from: .first))
        for receipt in sink.deliver(upTo: 100) { _ = keeper.accept(receipt, now: 20_000_000) }
        #expect(try keeper.step(now: 40_000_000) == .wait(.milliseconds(80)))
        #expect(spool.spool.settled.value == .first)
        #expect(keeper.hasUnsaved)
        #expect(try keeper.step(now: 120_000_000) == .wait(.milliseconds(100)))
        #expect(spool.spool.settled.value == RecordNumber(7))
        #expect(!keeper.hasUnsaved)
    }

    @Test("what is unreadable is settled as quarantined, and the sum still holds")
    func quarantined() throws {
        var spool = try TestSpool(segmentBytes: .kibibytes(4))
        var workload = Workload(seed: 4)
        _ = try spool.state.configure(sinks: ["a"], oldest: .first)
        for _ in 0..<20 { try spool.writeDurably(workload.slab(records: 9)) }
        var before = try StateKeeper(store: spool.state, spool: spool.spool)
        try before.flush(now: 0)
        let disk = spool.fileSystem.afterKill()
        disk.corrupt(spool.segmentPaths[0]) { $0[$0.count / 2] ^= 1 }
        let next = try TestSpool(disk, state: spool.state)
        var keeper = try StateKeeper(store: next.state, spool: next.spool)
        var sink = TestSink(name: "a", reader: next.spool.reader(from: .first))
        for receipt in sink.deliver(upTo: 5) { #expect(keeper.accept(receipt, now: 0) == .ready) }
        try keeper.flush(now: 0)
        let line = try #require(try next.state.conservation().first)
        #expect(line.isConserved)
        #expect(line.quarantined == 9)
        #expect(line.waiting == 0)
        #expect(next.spool.settled.value == RecordNumber(180))
    }

    @Test("frames that are unreadable before they were ever counted are counted by their number")
    func quarantinedBeforeFold() throws {
        var spool = try TestSpool(segmentBytes: .kibibytes(4))
        var workload = Workload(seed: 5)
        _ = try spool.state.configure(sinks: ["a"], oldest: .first)
        for _ in 0..<20 { try spool.writeDurably(workload.slab(records: 9)) }
        let disk = spool.fileSystem.afterKill()
        disk.corrupt(spool.segmentPaths[0]) { content in
            for place in content.indices where place > 600 { content[place] = 0 }
        }
        let next = try TestSpool(disk, state: spool.state)
        var keeper = try StateKeeper(store: next.state, spool: next.spool)
        var sink = TestSink(name: "a", reader: next.spool.reader(from: .first))
        for receipt in sink.deliver(upTo: 5) { #expect(keeper.accept(receipt, now: 0) == .ready) }
        try keeper.flush(now: 0)
        let line = try #require(try next.state.conservation().first)
        #expect(line.isConserved)
        #expect(line.committed == 180)
        #expect(line.quarantined > 0)
    }

    @Test("a sink without room for its dead letters stands still; the others go on, and it does once there is room")
    func deadLettersFull() throws {
        let state = try StateStore.inMemory(random: SeededRandom(seed: 1), limits: LedgerLimits(deadLetterBytes: ByteCount(10)))
        var spool = try TestSpool(state: state)
        let slab = Slab(capacity: 256)
        for _ in 0..<4 { slab.append([UInt8](repeating: 65, count: 8)) }
        slab.streams = [Workload.state(of: 0, offset: 4)]
        _ = try state.configure(sinks: ["a", "b"], oldest: .first)
        try spool.writeDurably(slab)
        var keeper = try StateKeeper(store: state, spool: spool.spool)
        var reader = spool.spool.reader(from: .first)
        guard case .frame(let frame) = reader.next() else {
            Issue.record("no frame")
            return
        }
        for index in 0..<3 {
            var tally = ReceiptTally(sink: "a", from: frame.recordNumber(at: index))
            tally.add(Self.letter(index, of: frame), at: index, of: frame)
            #expect(keeper.accept(tally.receipt(), now: 0) == .ready)
            try keeper.flush(now: 0)
        }
        var other = TestSink(name: "b", reader: spool.spool.reader(from: .first))
        for receipt in other.deliver(upTo: 4) { _ = keeper.accept(receipt, now: 0) }
        try keeper.flush(now: 0)
        #expect(keeper.heldSinks == ["a"])
        #expect(try state.cursors() == ["a": RecordNumber(1), "b": RecordNumber(4)])
        #expect(spool.spool.settled.value == RecordNumber(1))
        for line in try state.conservation() { #expect(line.isConserved) }
    }

    private static func letter(_ index: Int, of frame: Frame) -> DeadLetter {
        let entry = frame.entries[index]
        return DeadLetter(
            record: frame.recordNumber(at: index), eventID: Digest128(low: 1, high: UInt64(index)), source: "files", origin: "/log",
            bytes: [UInt8](frame.bytes(of: entry)), reason: "refused", answer: "400 no", time: Timestamp(microseconds: 5))
    }
}
