import Foundation
import TestSupport
import Testing
import WeirRecords
import WeirSystem

@testable import WeirSpool

@Suite("The ledger, its limits and its sinks")
struct LedgerTests {
    private static func key(host: String = "h", application: String = "p") -> MeterKey {
        MeterKey(source: "s", host: host, application: application, level: .info, category: .session)
    }

    private static func row(_ records: UInt64, _ key: MeterKey = key(), minute: Int64 = 0, outcome: LedgerOutcome) -> LedgerRow {
        let count = MeterCount(records: records, bytes: records * 10, digest: Digest128(low: .max, high: records))
        return LedgerRow(key: key, minute: minute, outcome: outcome, count: count)
    }

    private static func fold(_ range: Range<UInt64>, sink: String = "a", _ rows: [LedgerRow]? = nil) -> LedgerFold {
        let records = RecordNumber(range.lowerBound)..<RecordNumber(range.upperBound)
        return LedgerFold(sink: sink, records: records, rows: rows ?? [row(UInt64(range.count), outcome: .committed)])
    }

    private static func receipt(_ range: Range<UInt64>, sink: String = "a", _ rows: [LedgerRow]? = nil) -> Receipt {
        let records = RecordNumber(range.lowerBound)..<RecordNumber(range.upperBound)
        return Receipt(sink: sink, records: records, rows: rows ?? [row(UInt64(range.count), outcome: .delivered(.accepted))])
    }

    private static func store(sinks: [String] = ["a"], limits: LedgerLimits = LedgerLimits()) throws -> StateStore {
        let store = try StateStore.inMemory(random: SeededRandom(seed: 1), limits: limits)
        _ = try store.configure(sinks: sinks, oldest: .first)
        return store
    }

    @Test("a sum of the ledger that no honest spool has is a contradiction, and no crash")
    func absurdSums() {
        var line = Conservation(
            sink: "a", committed: .max, delivered: .max, filtered: 1, deadLettered: .max, dropped: 2, quarantined: 3, waiting: .max)
        #expect(line.isConserved)
        line.committed = 7
        #expect(!line.isConserved)
    }

    @Test("a change is whole or not at all")
    func atomic() throws {
        let store = try Self.store()
        try store.commit(StateChange(folds: [Self.fold(0..<5)]))
        let bad = StateChange(folds: [Self.fold(5..<9)], receipts: [Self.receipt(0..<3), Self.receipt(4..<5)])
        let error = #expect(throws: StateError.self) { try store.commit(bad) }
        #expect(error?.code == .contradiction)
        let line = try #require(try store.conservation().first)
        #expect([line.committed, line.delivered, line.waiting] == [5, 0, 5])
        #expect(try store.ledger().values.map(\.committed.records) == [5])
    }

    @Test("rows that a command changed where they stand are counted on from there, also after a change that was refused")
    func changedBetween() throws {
        let store = try Self.store()
        var refused = Self.receipt(0..<4, [Self.row(4, outcome: .deadLettered)])
        refused.deadLetters = [
            DeadLetter(
                record: RecordNumber(0), eventID: .zero, source: "s", origin: "o", bytes: [], reason: "", answer: "",
                time: Timestamp(microseconds: 0))
        ]
        try store.commit(StateChange(folds: [Self.fold(0..<6)], receipts: [refused]))
        _ = try store.dropLetters(.all, by: 1, at: Timestamp(microseconds: 1))
        let next = Self.receipt(4..<6, [Self.row(2, outcome: .deadLettered)])
        #expect(throws: StateError.self) { try store.commit(StateChange(folds: [Self.fold(6..<7)], receipts: [next, next])) }
        try store.commit(StateChange(folds: [Self.fold(6..<9)], receipts: [next]))
        let line = try #require(try store.conservation().first)
        #expect([line.committed, line.deadLettered, line.dropped, line.waiting] == [9, 5, 1, 3])
        let entry = try #require(try store.ledger().values.first)
        #expect(try store.ledger().count == 1 && entry.committed.records == 9)
        #expect(entry.deadLettered.records == 5 && entry.dropped.records == 1)
    }

    @Test("digests are summed modulo 2¹²⁸")
    func digests() throws {
        let store = try Self.store()
        try store.commit(StateChange(folds: [Self.fold(0..<5), Self.fold(5..<8)]))
        let sum = Digest128(low: .max, high: 5) &+ Digest128(low: .max, high: 3)
        #expect(try store.ledger().values.first?.committed == MeterCount(records: 8, bytes: 80, digest: sum))
    }

    @Test("what was taken out of records is counted by rules, with what their digests changed by, as they are settled")
    func redactions() throws {
        let store = try Self.store(sinks: ["a", "b"])
        func row(_ rules: [String], minute: Int64 = 0, _ shift: UInt64) -> RedactionRow {
            let place = RedactionRow.Place(key: Self.key(), minute: minute, rules: rules)
            return RedactionRow(place, records: 1, shift: Digest128(low: shift, high: .max))
        }
        try store.commit(StateChange(folds: [Self.fold(0..<5), Self.fold(0..<5, sink: "b")]))
        #expect(try store.redactions().isEmpty)
        var (first, second) = (Self.receipt(0..<2), Self.receipt(2..<5))
        first.redactions = [row(["jwt"], 1), row(["jwt", "token"], 2), row(["jwt"], .max)]
        second.redactions = [row(["jwt"], 5), row(["jwt"], minute: 7, 1)]
        try store.commit(StateChange(receipts: [first]))
        try store.commit(StateChange(receipts: [second]))
        let rows = try store.redactions()
        #expect(rows.allSatisfy { $0.sink == "a" && $0.row.place.key == Self.key() })
        // Minute 7 was never committed, so it counts with those for which there is no room.
        #expect(rows.map(\.row.place.minute) == [LedgerLimits.overflowMinute, 0, 0])
        #expect(rows.map(\.row.place.rules) == [["jwt"], ["jwt"], ["jwt", "token"]])
        #expect(rows.map(\.row.records) == [1, 3, 1])
        #expect(rows[1].row.shift == Digest128(low: 5, high: .max &+ .max &+ .max &+ 1))
        #expect(try store.conservation().map(\.redacted) == [["jwt": 5, "token": 1], [:]])
    }

    @Test("minutes beyond the limit count together, and what became of them with them")
    func rowLimit() throws {
        let store = try Self.store(limits: LedgerLimits(keys: 10, rows: 4))
        let committed = (0..<9).map { Self.row(1, minute: Int64($0), outcome: .committed) }
        try store.commit(StateChange(folds: [Self.fold(0..<9, committed)]))
        let delivered = (0..<9).map { Self.row(1, minute: Int64($0), outcome: .delivered(.sent)) }
        try store.commit(StateChange(receipts: [Self.receipt(0..<9, delivered)]))
        let ledger = try store.ledger()
        #expect(ledger.count == 5)
        #expect(ledger.first { $0.key.minute == LedgerLimits.overflowMinute }?.value.committed.records == 5)
        for counts in ledger.values { #expect(counts.delivered[.sent] == counts.committed) }
    }

    @Test("a sink that was there all along goes on at its cursor though older segments are gone")
    func lostSegment() throws {
        let store = try Self.store()
        let starts = try store.configure(sinks: ["a"], oldest: RecordNumber(3))
        #expect(starts.map(\.cursor) == [.first] && starts.map(\.passedOver) == [nil])
    }

    @Test("a new sink begins at the oldest record kept, and counts from there, as one does that was away")
    func newSink() throws {
        let store = try Self.store()
        try store.commit(StateChange(folds: [Self.fold(0..<5)]))
        _ = try store.configure(sinks: [], oldest: .first)
        let starts = try store.configure(sinks: ["a", "new"], oldest: RecordNumber(3))
        #expect(starts.map(\.cursor) == [RecordNumber(3), RecordNumber(3)])
        #expect(starts.map(\.passedOver) == [RecordNumber(0)..<RecordNumber(3), nil])
        try store.commit(StateChange(folds: [Self.fold(3..<5, sink: "new")]))
        #expect(try store.conservation().map(\.committed) == [0, 2])
    }

    @Test("a sink that left no longer holds segments, keeps what it settled, and comes back where it stood")
    func removedSink() throws {
        let store = try Self.store(sinks: ["a", "b"])
        let folds = [Self.fold(0..<9), Self.fold(0..<9, sink: "b")]
        try store.commit(StateChange(folds: folds, receipts: [Self.receipt(0..<9), Self.receipt(0..<4, sink: "b")]))
        _ = try store.configure(sinks: ["a"], oldest: .first)
        #expect(try store.cursors() == ["a": RecordNumber(9)])
        #expect(try store.recoveryBounds().released == RecordNumber(9))
        #expect(try store.totals(of: "b").committed.records == 4)
        #expect(try store.ledger().first { $0.key.sink == "b" }?.value.committed == Self.row(4, outcome: .committed).count)

        let back = try store.configure(sinks: ["a", "b"], oldest: RecordNumber(2))
        #expect(back.last == SinkStart(sink: "b", cursor: RecordNumber(4), folded: RecordNumber(4)))
        try store.commit(StateChange(folds: [Self.fold(4..<9, sink: "b")]))
        for line in try store.conservation() { #expect(line.isConserved) }
        #expect(try store.conservation().last?.waiting == 5)
    }

    @Test("a sink that comes back after its records are gone begins at the oldest kept, and the gap is named")
    func returnedSink() throws {
        let store = try Self.store(sinks: ["a", "b"])
        let folds = [Self.fold(0..<9), Self.fold(0..<9, sink: "b")]
        try store.commit(StateChange(folds: folds, receipts: [Self.receipt(0..<9), Self.receipt(0..<4, sink: "b")]))
        _ = try store.configure(sinks: ["a"], oldest: .first)
        let back = try store.configure(sinks: ["a", "b"], oldest: RecordNumber(7))
        #expect(
            back.last
                == SinkStart(sink: "b", cursor: RecordNumber(7), folded: RecordNumber(7), passedOver: RecordNumber(4)..<RecordNumber(7)))
        try store.commit(StateChange(folds: [Self.fold(7..<9, sink: "b")]))
        for line in try store.conservation() { #expect(line.isConserved) }
    }

    @Test("the file is its user's alone, survives being opened again, and is moved aside where it is no database")
    func file() throws {
        let directory = try TemporaryDirectory()
        let spool = directory.path + "/spool"
        func open() throws -> StateStore {
            try StateStore.open(directory: spool, fileSystem: HostFileSystem(), clock: HostClock(), random: HostRandom())
        }
        let installation = try {
            let store = try open()
            _ = try store.configure(sinks: ["a"], oldest: .first)
            try store.commit(StateChange(folds: [Self.fold(0..<5)], receipts: [Self.receipt(0..<2)]))
            for name in try FileManager.default.contentsOfDirectory(atPath: spool) {
                #expect(try HostFileSystem().status(of: "\(spool)/\(name)")?.permissions == 0o600, "\(name)")
            }
            return try store.installation()
        }()
        #expect(try open().installation() == installation)
        #expect(try open().cursor(of: "a") == RecordNumber(2))

        for suffix in ["-wal", "-shm"] { try? FileManager.default.removeItem(atPath: spool + "/state.sqlite" + suffix) }
        try Data(repeating: 7, count: 9000).write(to: URL(filePath: spool + "/state.sqlite"))
        let replaced = try open()
        #expect(replaced.replaced.map { FileManager.default.fileExists(atPath: $0) } == true)
        #expect(try replaced.cursors().isEmpty)
    }

    @Test("a state that is newer than the segments takes their installation id, once")
    func installation() throws {
        var spool = try TestSpool()
        var workload = Workload(seed: 1)
        try spool.writeDurably(workload.slab(records: 3))
        let fresh = try StateStore.inMemory(random: SeededRandom(seed: 99))
        #expect(try fresh.installation() != spool.spool.installation)
        let next = try TestSpool(spool.fileSystem.afterKill(), state: fresh)
        #expect(next.spool.installation == spool.spool.installation && next.spool.recovery.isStateYounger)
        #expect(try fresh.losses().map(\.cause) == [.stateLost])
        #expect(try fresh.adopt(Digest128(low: 1, high: 1), at: Timestamp(microseconds: 0)).installation == spool.spool.installation)
    }

    @Test("a start that fails says at the next one that the state is younger, whatever failed")
    func youngerAfterAFailure() throws {
        var spool = try TestSpool()
        var workload = Workload(seed: 1)
        try spool.writeDurably(workload.slab(records: 3))
        var failed = 0
        for skip in 0..<50 {
            let disk = spool.fileSystem.afterKill()
            let fresh = try StateStore.inMemory(random: SeededRandom(seed: 99))
            disk.arrange { $0.fail(.status, code: SystemError.inputOutput, skip: skip) }
            guard (try? TestSpool(disk, state: fresh)) == nil else { continue }
            failed += 1
            #expect(try TestSpool(disk, state: fresh).spool.recovery.isStateYounger, "call \(skip)")
        }
        #expect(failed > 2)
    }
}
