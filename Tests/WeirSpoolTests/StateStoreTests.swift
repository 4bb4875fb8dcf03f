import TestSupport
import Testing
import WeirRecords
import WeirSystem

@testable import WeirSpool

@Suite("The spool's state")
struct StateStoreTests {
    @Test("cursor and ledger move together, and every committed record is somewhere after each change", arguments: 0..<10)
    func conservation(seed: Int) throws {
        var random = SeededRandom(seed: UInt64(seed))
        let store = try Self.store(sinks: ["a", "b"])
        var folded: UInt64 = 0
        var cursors: [String: UInt64] = ["a": 0, "b": 0]
        for _ in 0..<60 {
            let more = random.next() % 20
            var change = StateChange()
            if more > 0 {
                for sink in ["a", "b"] { change.folds.append(fold(sink, folded..<(folded + more))) }
                folded += more
            }
            for sink in ["a", "b"] {
                let cursor = try #require(cursors[sink])
                let count = folded > cursor ? random.next() % (folded - cursor + 1) : 0
                guard count > 0 else { continue }
                let outcome: LedgerOutcome = [.delivered(.accepted), .deadLettered, .filtered, .dropped][Int(random.next() % 4)]
                change.receipts.append(receipt(sink, cursor..<(cursor + count), outcome))
                cursors[sink] = cursor + count
            }
            try store.commit(change)
            for books in try store.conservation() {
                #expect(books.isConserved)
                #expect(books.committed == folded)
                #expect(books.waiting == folded - (try #require(cursors[books.sink])))
            }
        }
        #expect(try store.cursors() == cursors.mapValues { RecordNumber($0) })
    }

    @Test("a receipt counted twice, out of order or ahead of what was committed is a contradiction and changes nothing")
    func contradictions() throws {
        let store = try Self.store(sinks: ["a"])
        try store.commit(StateChange(folds: [fold("a", 0..<10)], receipts: [receipt("a", 0..<4, .delivered(.sent))]))
        let before = try store.conservation()
        for wrong in [0..<4, 5..<6, 4..<11] as [Range<UInt64>] {
            let error = #expect(throws: StateError.self) {
                try store.commit(StateChange(receipts: [receipt("a", wrong, .delivered(.sent))]))
            }
            #expect(error?.code == .contradiction)
        }
        let again = #expect(throws: StateError.self) { try store.commit(StateChange(folds: [fold("a", 0..<10)])) }
        #expect(again?.code == .contradiction)
        #expect(try store.conservation() == before)
        #expect(try store.cursor(of: "a") == RecordNumber(4))
    }

    @Test("names that senders choose are bounded: beyond the limit they count as other, and nothing is uncounted")
    func boundedKeys() throws {
        let store = try StateStore.inMemory(random: SeededRandom(seed: 1), limits: LedgerLimits(keys: 5))
        _ = try store.configure(sinks: ["a"], oldest: .first)
        for number in 0..<40 as Range<UInt64> {
            let records = RecordNumber(number)..<RecordNumber(number + 1)
            let row = LedgerRow.sample(.committed, 1, host: "host-\(number)")
            let settled = LedgerRow.sample(.delivered(.sent), 1, host: "host-\(number)")
            try store.commit(
                StateChange(
                    folds: [LedgerFold(sink: "a", records: records, rows: [row])],
                    receipts: [Receipt(sink: "a", records: records, rows: [settled])]))
        }
        let ledger = try store.ledger()
        #expect(Set(ledger.keys.map(\.host)).count <= 6)
        #expect(ledger.values.reduce(0) { $0 + $1.committed.records } == 40)
        #expect(ledger.values.allSatisfy { $0.committed.records == $0.delivered(atLeast: .sent).records })
    }

    @Test("names that differ behind a NUL alone are counted apart, also when the state is opened again")
    func namesWithNUL() throws {
        let directory = try TemporaryDirectory()
        let names = ["web", "web\0", "web\0one", "web\0two", "\0", "web\u{1A}0one", "web\u{1A}\u{1A}", "\u{1A}"]
        for round in 0..<2 as Range<UInt64> {
            let store = try Self.open(directory)
            _ = try store.configure(sinks: ["a"], oldest: .first)
            let count = UInt64(names.count)
            let records = RecordNumber(round * count)..<RecordNumber((round + 1) * count)
            let rows = names.map { LedgerRow.sample(.committed, 1, host: $0) }
            try store.commit(StateChange(folds: [LedgerFold(sink: "a", records: records, rows: rows)]))
            let ledger = try store.ledger()
            #expect(Set(ledger.keys.map(\.host)) == Set(names))
            #expect(ledger.values.allSatisfy { $0.committed.records == round + 1 })
        }
    }

    @Test("what was stored is there when the state is opened again, under the same installation id")
    func reopening() throws {
        let directory = try TemporaryDirectory()
        let first = try Self.open(directory)
        _ = try first.configure(sinks: ["a"], oldest: .first)
        try first.commit(StateChange(folds: [fold("a", 0..<3)], receipts: [receipt("a", 0..<2, .delivered(.accepted))]))
        let second = try Self.open(directory, seed: 2)
        #expect(try second.installation() == first.installation())
        #expect(try second.cursor(of: "a") == RecordNumber(2))
        #expect(try second.ledger() == first.ledger())
    }

    @Test("a state that is no database is moved aside by name, and a new one is begun")
    func damaged() throws {
        let directory = try TemporaryDirectory()
        let files = HostFileSystem()
        let file = try files.open(FilePath.join(directory.path, StateStore.fileName), .create)
        let noise = [UInt8](repeating: 0x5A, count: 8192)
        try noise.withUnsafeBytes { try file.write([$0], at: 0) }
        file.close()
        let store = try Self.open(directory)
        let aside = try #require(store.replaced)
        #expect(try files.status(of: aside)?.size == 8192)
        #expect(try store.cursors().isEmpty)
    }

    @Test("a sink that leaves the configuration pins nothing, and goes on at its cursor when it comes back")
    func leavingSinks() throws {
        let store = try Self.store(sinks: ["a", "b"])
        try store.commit(StateChange(folds: [fold("a", 0..<9), fold("b", 0..<9)], receipts: [receipt("b", 0..<2, .delivered(.sent))]))
        _ = try store.configure(sinks: ["a"], oldest: .first)
        #expect(try store.cursors().keys.sorted() == ["a"])
        #expect(
            try store.configure(sinks: ["a", "b"], oldest: .first).last
                == SinkStart(sink: "b", cursor: RecordNumber(2), folded: RecordNumber(2)))
        #expect(try store.configure(sinks: ["a"], oldest: .first).count == 1)
        let late = try #require(try store.configure(sinks: ["a", "b"], oldest: RecordNumber(7)).last)
        #expect(late.cursor == RecordNumber(7) && late.passedOver == RecordNumber(2)..<RecordNumber(7))
        #expect(try store.conservation().allSatisfy(\.isConserved))
    }

    private static func store(sinks: [String]) throws -> StateStore {
        let store = try StateStore.inMemory(random: SeededRandom(seed: 1))
        _ = try store.configure(sinks: sinks, oldest: .first)
        return store
    }

    private static func open(_ directory: TemporaryDirectory, seed: UInt64 = 1) throws -> StateStore {
        try StateStore.open(
            directory: directory.path, fileSystem: HostFileSystem(), clock: HostClock(), random: SeededRandom(seed: seed))
    }
}
