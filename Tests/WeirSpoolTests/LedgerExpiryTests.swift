import GRDB
import TestSupport
import Testing
import WeirRecords
import WeirSystem

@testable import WeirSpool

@Suite("The ledger expires by age")
struct LedgerExpiryTests {
    private static let minutesPerDay: Int64 = 1440

    private static func store(days: Int = 3, keys: Int = 10_000, rows: Int = 4_000_000) throws -> StateStore {
        let store = try StateStore.inMemory(random: SeededRandom(seed: 1), limits: LedgerLimits(keys: keys, rows: rows, days: days))
        _ = try store.configure(sinks: ["a"], oldest: .first)
        try store.live(in: 0)
        return store
    }

    private static func row(_ minute: Int64, _ outcome: LedgerOutcome, application: String = "p") -> LedgerRow {
        let key = MeterKey(source: "s", host: "h", application: application, level: .info, category: .session)
        return LedgerRow(
            key: key, minute: minute, outcome: outcome, count: MeterCount(records: 1, bytes: 10, digest: Digest128(low: 1, high: 2)))
    }

    private static func records(_ range: Range<UInt64>) -> Range<RecordNumber> {
        RecordNumber(range.lowerBound)..<RecordNumber(range.upperBound)
    }

    /// A record in each of these minutes, settled so or waiting.
    private static func commit(
        _ minutes: [Int64], from first: UInt64, of application: String = "p", as outcome: LedgerOutcome? = .delivered(.accepted),
        to store: StateStore
    ) throws {
        let numbers = records(first..<(first + UInt64(minutes.count)))
        var change = StateChange(folds: [
            LedgerFold(sink: "a", records: numbers, rows: minutes.map { row($0, .committed, application: application) })
        ])
        if let outcome {
            change.receipts = [Receipt(sink: "a", records: numbers, rows: minutes.map { row($0, outcome, application: application) })]
        }
        try store.commit(change)
    }

    private static func live(_ days: Range<Int64>, _ store: StateStore) throws {
        for day in days { try store.live(in: day * minutesPerDay) }
    }

    private static func expire(_ store: StateStore) throws -> UInt64 {
        var pass = ExpiryPass()
        while !pass.isDone { try store.expire(&pass) }
        return pass.forgotten
    }

    @Test("settled minutes go after as many days as it keeps, whatever their own time; totals stay, and what was forgotten is known")
    func age() throws {
        let store = try Self.store()
        // Far in the past, and in the future: senders choose their times.
        let minutes: [Int64] = [5, 6, 4_000_000_000, -7]
        try Self.commit(minutes, from: 0, to: store)
        try Self.live(1..<4, store)
        #expect(try Self.expire(store) == 0)
        try Self.commit([4 * Self.minutesPerDay], from: 4, to: store)
        try Self.live(4..<5, store)
        #expect(try Self.expire(store) == 4)
        #expect(try store.ledger().keys.map(\.minute) == [4 * Self.minutesPerDay])
        let line = try #require(try store.conservation().first)
        #expect(line.isConserved && line.committed == 5 && line.delivered == 5)
        #expect(try store.forgotten(minutes: 0...1439).map(\.records) == [2])
        #expect(try store.forgotten(minutes: 1440...2880).isEmpty)
        #expect(try store.forgotten(minutes: -100 ... -1).map(\.records) == [1])
        #expect(try store.forgotten().map(\.records).reduce(0, +) == 4)
    }

    @Test("a clock that is set years ahead makes nothing older than a day")
    func clock() throws {
        let store = try Self.store()
        try Self.commit([5], from: 0, to: store)
        try store.live(in: 40 * 365 * Self.minutesPerDay)
        try store.live(in: 1)
        #expect(try Self.expire(store) == 0)
        #expect(try store.ledger().count == 1)
    }

    @Test("records that wait, and such as have dead letters, are never forgotten")
    func waiting() throws {
        let store = try Self.store()
        try Self.commit([5], from: 0, as: .deadLettered, to: store)
        try Self.commit([6], from: 1, to: store)
        try Self.live(1..<2, store)
        try Self.commit([7], from: 2, as: nil, to: store)
        try Self.live(2..<400, store)
        #expect(try Self.expire(store) == 1)
        #expect(Set(try store.ledger().keys.map(\.minute)) == [5, 7])
        // What waited is delivered: from then on it is as old as that.
        try store.commit(
            StateChange(receipts: [Receipt(sink: "a", records: Self.records(2..<3), rows: [Self.row(7, .delivered(.durable))])]))
        #expect(try Self.expire(store) == 0)
        try Self.live(400..<404, store)
        #expect(try Self.expire(store) == 1)
        #expect(try store.conservation().allSatisfy(\.isConserved))
    }

    /// Two records of the same minute wait, the first since before there was room for it; it is settled, and the second waits on.
    private static func settleFirst(of store: StateStore, from first: UInt64, application: String = "p") throws {
        try live(2..<5, store)
        #expect(try expire(store) == 2, "there is room again")
        try commit([3], from: first + 1, of: application, as: nil, to: store)
        let delivered = [row(3, .delivered(.accepted), application: application)]
        try store.commit(StateChange(receipts: [Receipt(sink: "a", records: records(first..<(first + 1)), rows: delivered)]))
        try live(5..<400, store)
        #expect(try expire(store) == 1, "the first one")
        #expect(try store.ledger().keys.map { [$0.application, "\($0.minute)"] } == [[application, "3"]], "the second one waits")
        try store.commit(StateChange(receipts: [Receipt(sink: "a", records: records((first + 1)..<(first + 2)), rows: delivered)]))
        try live(400..<405, store)
        #expect(try expire(store) == 1)
        #expect(try store.ledger().isEmpty)
        #expect(try store.conservation().allSatisfy { $0.isConserved && $0.committed == 4 })
    }

    @Test("a record that waits is not forgotten where an earlier one of its minute found the ledger full")
    func waitingWithoutMinute() throws {
        let store = try Self.store(rows: 2)
        try Self.commit([1, 2], from: 0, to: store)
        try Self.live(1..<2, store)
        try Self.commit([3], from: 2, as: nil, to: store)
        #expect(store.takeOverflow()?.minutes == 1)
        try Self.settleFirst(of: store, from: 2)
    }

    @Test("nor where an earlier one of its names found it full")
    func waitingWithoutNames() throws {
        let store = try Self.store(keys: 2)
        try Self.commit([1], from: 0, of: "p", to: store)
        try Self.commit([2], from: 1, of: "q", to: store)
        try Self.live(1..<2, store)
        try Self.commit([3], from: 2, of: "r", as: nil, to: store)
        #expect(store.takeOverflow()?.names == 1)
        try Self.settleFirst(of: store, from: 2, application: "r")
    }

    @Test("a pass goes in steps that are bounded, and makes room for minutes and names again")
    func steps() throws {
        let store = try Self.store(rows: 1_200)
        try Self.commit((0..<1_200).map { Int64($0) }, from: 0, to: store)
        try Self.commit([2_000], from: 1_200, to: store)
        #expect(store.takeOverflow()?.minutes == 1)
        try Self.live(1..<5, store)
        var pass = ExpiryPass()
        try store.expire(&pass)
        #expect(pass.forgotten == UInt64(ExpiryPass.rowsPerStep) && !pass.isDone)
        while !pass.isDone { try store.expire(&pass) }
        #expect(pass.forgotten == 1_201)
        #expect(try store.ledger().isEmpty)
        try Self.commit([9_000], from: 1_201, to: store)
        #expect(try store.ledger().keys.map(\.minute) == [9_000])
        #expect(store.takeOverflow() == nil)
    }

    @Test("what was forgotten is told once a day, with how much and from when on everything is there")
    func told() throws {
        let store = try Self.store()
        try Self.commit([5, 6], from: 0, to: store)
        try Self.live(1..<5, store)
        _ = try Self.expire(store)
        let told = try #require(try store.takeForgotten(today: 4 * Self.minutesPerDay))
        #expect(told == Forgetting(records: 2, before: Timestamp(microseconds: Self.minutesPerDay * 60_000_000)))
        #expect(try store.takeForgotten(today: 4 * Self.minutesPerDay) == nil)
    }

    @Test("of more days than are kept one by one the others are kept as one sum")
    func manyDays() throws {
        let store = try Self.store()
        let days = ExpiryPass.daysKept + 700
        for (index, half) in [0..<days / 2, days / 2..<days].enumerated() {
            try Self.commit(half.map { Int64($0) * Self.minutesPerDay }, from: UInt64(half.lowerBound), to: store)
            try Self.live(Int64(index * 10 + 1)..<Int64(index * 10 + 6), store)
            _ = try Self.expire(store)
        }
        let forgotten = try store.forgotten()
        #expect(forgotten.count <= ExpiryPass.daysKept + 1)
        #expect(forgotten.map(\.records).reduce(0, +) == UInt64(days))
    }

    @Test("losses expire with it")
    func losses() throws {
        let store = try Self.store()
        try store.record([Loss(source: "s", host: "h", since: 1, noticed: 2, cause: .replaced, subject: "/a", bytes: nil)])
        try Self.live(1..<4, store)
        _ = try Self.expire(store)
        #expect(try store.losses().count == 1)
        try Self.live(4..<5, store)
        _ = try Self.expire(store)
        #expect(try store.losses().isEmpty)
    }

    @Test("only a window's minutes are read, and its rows are those of the whole ledger")
    func window() throws {
        let store = try Self.store()
        try Self.commit((0..<100).map { Int64($0) }, from: 0, to: store)
        #expect(Set(try store.ledger(minutes: 40...49).keys.map(\.minute)) == Set(40...49))
        #expect(try store.ledger().count == 100)
    }

    @Test("a new file gives pages back that no row uses")
    func shrinks() throws {
        let directory = try TemporaryDirectory()
        let store = try StateStore.open(
            directory: directory.path, fileSystem: HostFileSystem(), clock: ManualClock(), random: SeededRandom(seed: 1))
        let mode = try store.readingAsItIs { db in try Int.fetchOne(db, sql: "PRAGMA auto_vacuum") }
        #expect(mode == 2)
        let writer = try DatabaseQueue(path: FilePath.join(directory.path, StateStore.fileName))
        try writer.write { db in
            try db.execute(sql: "CREATE TABLE bulk (content BLOB)")
            for _ in 0..<40 { try db.execute(sql: "INSERT INTO bulk VALUES (zeroblob(1 << 20))") }
        }
        func pages() throws -> Int { try store.readingAsItIs { try Int.fetchOne($0, sql: "PRAGMA page_count") } ?? 0 }
        let full = try pages()
        try store.shrink()
        #expect(try pages() == full, "every page is used")
        try writer.write { try $0.execute(sql: "DROP TABLE bulk") }
        try store.shrink()
        let once = try pages()
        #expect(once < full)
        try store.shrink()
        #expect(try pages() < once, "a bounded number at a time")
    }
}
