import TestSupport
import Testing
import WeirRecords
import WeirSystem

@testable import WeirSpool

/// A spool too small for its load, one sink that keeps up and one that does not, and a policy that gives records up. The power may go
/// at any change of the disk. At each step the ledger conserves; in the end every record was delivered or counted as dropped.
@Suite("Dropping by policy")
struct DroppingTests {
    enum Policy: CaseIterable { case oldest, newest }

    @Test("every record is delivered as it was written or counted as dropped, whatever happens", arguments: Policy.allCases, 0..<12)
    func conserves(policy: Policy, seed: Int) throws {
        var run = try Run(policy, seed: UInt64(seed))
        var random = SeededRandom(seed: UInt64(seed) &+ 77)
        for _ in 0..<6 { try run.live(crashAfter: random.chance(0.7) ? random.number(in: 1..<200) : nil) }
        try run.finish()
        #expect(run.dropped > 0, "nothing was ever dropped")
    }

    @Test("a sink's part of a segment that goes is counted under its own keys, from its own cursor on")
    func exactKeys() throws {
        var spool = try TestSpool(capacity: .kibibytes(64), segmentBytes: .kibibytes(4))
        var workload = Workload(seed: 5)
        _ = try spool.state.configure(sinks: ["a", "b"], oldest: .first)
        for _ in 0..<12 { try spool.writeDurably(workload.slab(records: 10)) }
        var keeper = try StateKeeper(store: spool.state, spool: spool.spool)
        // One stands inside the first frame, one inside the second.
        for (name, limit) in [("a", 4), ("b", 13)] {
            var sink = TestSink(name: name, reader: spool.spool.reader(from: .first))
            let receipt = try #require(sink.deliver(upTo: limit).first)
            #expect(keeper.accept(receipt, now: 0) == .ready)
        }
        try keeper.flush(now: 0)
        let before = spool.writer.usedBytes
        let dropped = try #require(try spool.writer.dropOldest(cursors: spool.spool.cursors.values))
        #expect(dropped.lowerBound == RecordNumber(4))
        #expect(spool.writer.usedBytes < before)
        for (name, first) in [("a", UInt64(4)), ("b", 13)] {
            var sink = TestSink(name: name, reader: spool.spool.reader(from: RecordNumber(first)))
            for receipt in sink.deliver(upTo: 1000) { #expect(keeper.accept(receipt, now: 0) == .ready) }
        }
        try keeper.flush(now: 0)
        for sink in try spool.state.conservation() {
            #expect(sink.isConserved && sink.waiting == 0 && sink.quarantined == 0)
            #expect(sink.dropped == dropped.upperBound.value - (sink.sink == "a" ? 4 : 13))
        }
        for (key, counts) in try spool.state.ledger() {
            #expect(key.host != LedgerKey.other)
            var settled = counts.delivered(atLeast: .sent)
            settled.add(counts.dropped)
            #expect(settled == counts.committed, "\(key)")
        }
    }

    @Test("what was dropped and no cursor has passed is seen from outside, from any record on")
    func seenFromOutside() throws {
        var spool = try TestSpool(capacity: .kibibytes(64), segmentBytes: .kibibytes(4))
        var workload = Workload(seed: 8)
        for _ in 0..<12 { try spool.writeDurably(workload.slab(records: 10)) }
        let view = { try SpoolView.open(TestSpool.directory, fileSystem: spool.fileSystem) }
        #expect(try view().givenUp(from: .first).isEmpty)
        let dropped = try #require(try spool.writer.dropOldest(cursors: [.first]))
        func records(from first: UInt64) throws -> UInt64 {
            try view().givenUp(from: RecordNumber(first)).reduce(0) { $0 + $1.count.records }
        }
        #expect(try records(from: 0) == dropped.recordCount)
        #expect(try records(from: 7) == dropped.recordCount - 7)
        #expect(try records(from: dropped.upperBound.value) == 0)
        #expect(try view().givenUp(from: .first).allSatisfy { $0.outcome == .dropped })
    }

    @Test("a reader that stands inside what was dropped, at no cursor that was known, still counts every record")
    func insideDropped() throws {
        var spool = try TestSpool(capacity: .kibibytes(64), segmentBytes: .kibibytes(4))
        var workload = Workload(seed: 6)
        for _ in 0..<12 { try spool.writeDurably(workload.slab(records: 10)) }
        let dropped = try #require(try spool.writer.dropOldest(cursors: [.first]))
        var reader = spool.spool.reader(from: RecordNumber(7))
        guard case .quarantined(let range) = reader.next() else {
            Issue.record("nothing was dropped")
            return
        }
        #expect(range.isDropped)
        #expect(range.records == RecordNumber(7)..<dropped.upperBound)
        #expect(range.rows.reduce(0) { $0 + $1.count.records } == range.records.recordCount)
        #expect(range.rows.allSatisfy { $0.outcome == .dropped })
        guard case .frame(let frame) = reader.next() else {
            Issue.record("nothing follows what was dropped")
            return
        }
        #expect(frame.firstRecord == dropped.upperBound)
    }

    @Test("what is dropped once is not dropped again, and the present segment never is")
    func bounds() throws {
        var spool = try TestSpool(capacity: .kibibytes(64), segmentBytes: .kibibytes(4))
        var workload = Workload(seed: 7)
        for _ in 0..<20 { try spool.writeDurably(workload.slab(records: 10)) }
        var ranges: [Range<RecordNumber>] = []
        while let range = try spool.writer.dropOldest(cursors: [.first]) { ranges.append(range) }
        #expect(ranges.count == spool.segmentPaths.count - 1)
        #expect(zip(ranges, ranges.dropFirst()).allSatisfy { $0.upperBound == $1.lowerBound })
        var reader = spool.spool.reader(from: .first)
        #expect(!reader.readAll().records.isEmpty)
        let survivor = try spool.reopenedAfterKill()
        #expect(survivor.spool.recovery.quarantined.isEmpty)
        #expect(survivor.spool.streams == workload.states(after: RecordNumber(200)))
        let check = try SpoolInspection.check(in: TestSpool.directory, fileSystem: survivor.fileSystem, state: spool.state)
        #expect(check.findings.isEmpty)
        #expect(check.segments.reduce(0) { $0 + $1.droppedRecords } == ranges.reduce(0) { $0 + $1.recordCount })
    }

    @Test("new records that are dropped take little room, and even that has an end")
    func newestIsBounded() throws {
        var spool = try TestSpool(capacity: .kibibytes(64), segmentBytes: .kibibytes(16))
        var workload = Workload(seed: 8)
        while case .written = try spool.writer.append(workload.slab(records: 20)) {}
        var dropped = 0
        while case .written = try spool.writer.appendDropped(workload.slab(records: 20)) { dropped += 1 }
        #expect(dropped > 3)
        #expect(spool.writer.usedBytes.bytes <= (64 << 10) * 17 / 16)
        _ = try spool.writer.synchronize()
        #expect(try spool.reopenedAfterKill().spool.recovery.quarantined.isEmpty)
    }

    /// Several lives of one spool.
    private struct Run {
        private static let sinks = ["fast", "slow"]

        private let policy: Policy
        private var disk = MemoryFileSystem()
        private let state: StateStore
        private var workload: Workload
        private var random: SeededRandom
        private(set) var dropped: UInt64 = 0

        init(_ policy: Policy, seed: UInt64) throws {
            self.policy = policy
            random = SeededRandom(seed: seed)
            workload = Workload(seed: seed, payloadBytes: 1..<300)
            state = try StateStore.inMemory(random: SeededRandom(seed: seed))
        }

        private func open() throws -> TestSpool {
            try TestSpool(disk, state: state, capacity: .kibibytes(48), segmentBytes: .kibibytes(8))
        }

        mutating func live(crashAfter changes: Int?) throws {
            disk.arrange(seed: random.next()) { faults in faults.crashAt = changes.map { faults.changes + $0 } }
            do {
                try work()
            } catch let error as SpoolError where disk.hasCrashed {
                _ = error
            }
            disk = random.chance(0.5) ? disk.afterPowerLoss(seed: random.next()) : disk.afterKill()
        }

        private mutating func work() throws {
            var spool = try open()
            workload.rewind(to: spool.spool.mark.value)
            let starts = try state.configure(sinks: Self.sinks, oldest: spool.spool.oldest)
            var keeper = try StateKeeper(store: state, spool: spool.spool)
            var sinks = starts.map { TestSink(name: $0.sink, reader: spool.spool.reader(from: $0.cursor)) }
            for _ in 0..<80 {
                try append(to: &spool)
                if random.chance(0.5) { _ = try spool.writer.synchronize() }
                for index in sinks.indices where random.chance(index == 0 ? 0.5 : 0.05) {
                    for receipt in sinks[index].deliver(upTo: random.number(in: 1..<60)).prefix(index == 0 ? 100 : 1) {
                        #expect(keeper.accept(receipt, now: 0) == .ready)
                    }
                    // Only what was handed in is behind it.
                    let cursor = try flush(&keeper)[sinks[index].name] ?? .first
                    sinks[index] = TestSink(name: sinks[index].name, reader: spool.spool.reader(from: cursor))
                }
                if random.chance(0.3) { try spool.writer.release(before: spool.spool.settled.value) }
            }
        }

        private mutating func append(to spool: inout TestSpool) throws {
            let slab = workload.slab(records: random.number(in: 1..<12))
            for _ in 0..<8 {
                if case .written = try spool.writer.append(slab) { return }
                _ = try spool.writer.synchronize()
                switch policy {
                case .oldest:
                    guard try spool.writer.dropOldest(cursors: spool.spool.cursors.values) != nil else { break }
                    continue
                case .newest: if case .written = try spool.writer.appendDropped(slab) { return }
                }
            }
            workload.rewind(to: spool.writer.next)
        }

        private func flush(_ keeper: inout StateKeeper) throws -> [String: RecordNumber] {
            try keeper.flush(now: 0)
            for sink in try state.conservation() { #expect(sink.isConserved && sink.quarantined == 0, "\(sink)") }
            return try state.cursors()
        }

        mutating func finish() throws {
            let spool = try open()
            let starts = try state.configure(sinks: Self.sinks, oldest: spool.spool.oldest)
            var keeper = try StateKeeper(store: state, spool: spool.spool)
            for start in starts {
                var reader = spool.spool.reader(from: start.cursor)
                for (number, bytes) in reader.readAll().records { #expect(workload.records[Int(number.value)].bytes == bytes) }
                var sink = TestSink(name: start.sink, reader: spool.spool.reader(from: start.cursor))
                for receipt in sink.deliver(upTo: 100) { #expect(keeper.accept(receipt, now: 0) == .ready) }
            }
            _ = try flush(&keeper)
            let mark = spool.spool.mark.value.value
            for sink in try state.conservation() {
                #expect(sink.waiting == 0)
                #expect(sink.committed == mark)
                #expect(sink.delivered + sink.dropped == mark)
                dropped += sink.dropped
            }
        }
    }
}
