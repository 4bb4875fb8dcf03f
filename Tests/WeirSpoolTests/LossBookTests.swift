import TestSupport
import Testing
import WeirRecords
import WeirSystem

@testable import WeirSpool

@Suite("What sources lost")
struct LossBookTests {
    private static func loss(
        _ path: String = "/log/a", host: String = "h", since: Int64? = 90, noticed: Int64 = 100, _ cause: Loss.Cause = .rotatedAway,
        bytes: UInt64? = 10
    ) -> Loss {
        Loss(source: "s", host: host, since: since, noticed: noticed, cause: cause, subject: path, bytes: bytes)
    }

    @Test("losses of one minute and cause are added up, those of unknown size beside the others")
    func added() throws {
        let store = try StateStore.inMemory(random: SeededRandom(seed: 1))
        try store.record([Self.loss(), Self.loss("/log/b", since: 80, bytes: 5), Self.loss(bytes: nil), Self.loss(noticed: 101)])
        let kept = try store.losses()
        #expect(kept.map(\.bytes) == [15, nil, 10])
        #expect(kept.map(\.count) == [2, 1, 1])
        #expect(kept.map(\.minutes) == [80...100, 80...100, 90...101])
        #expect(kept[0].subject == "/log/a")
        #expect(try store.lossSums() == ["s": LossSum(losses: 4, ofUnknownSize: 1, bytes: 25)])
    }

    @Test("a loss is in every window that begins before it was noticed: what is gone may be older than the minutes that it is dated by")
    func window() throws {
        let store = try StateStore.inMemory(random: SeededRandom(seed: 1))
        try store.record([Self.loss(since: 10, noticed: 20), Self.loss(since: 30, noticed: 40)])
        #expect(try store.losses(minutes: 0...5).map(\.noticed) == [20, 40])
        #expect(try store.losses(minutes: 20...29).map(\.noticed) == [20, 40])
        #expect(try store.losses(minutes: 21...29).map(\.noticed) == [40])
        #expect(try store.losses(minutes: 41...50).isEmpty)
    }

    @Test("a table that is full adds up over minutes, and forgets nothing")
    func full() throws {
        let store = try StateStore.inMemory(random: SeededRandom(seed: 1), limits: LedgerLimits(losses: 3))
        for minute in 0..<20 { try store.record([Self.loss(since: Int64(minute), noticed: Int64(minute) + 1, bytes: 1)]) }
        try store.record([Self.loss(host: "other", bytes: nil)])
        let kept = try store.losses()
        #expect(kept.count == 4)
        #expect(try store.lossSums() == ["s": LossSum(losses: 21, ofUnknownSize: 1, bytes: 20)])
        #expect(kept.first { $0.noticed == 20 }?.minutes == 2...20)
    }

    @Test("what was lost while no shipper ran is lost since the last minute in which one did")
    func sinceTheLastRun() throws {
        let directory = try TemporaryDirectory()
        func open() throws -> StateStore {
            try StateStore.open(
                directory: directory.path, fileSystem: HostFileSystem(), clock: ManualClock(), random: SeededRandom(seed: 1))
        }
        try open().live(in: 70)
        let store = try open()
        try store.live(in: 99)
        try store.record([Self.loss(since: nil)])
        #expect(try store.losses().map(\.minutes) == [70...100])
    }

    @Test("a box that is full adds up, and the sums are what was raised")
    func box() {
        var box = LossBox()
        for minute in 0..<1000 {
            box.raise(Self.loss("/log/\(minute)", since: Int64(minute), noticed: Int64(minute), bytes: minute % 2 == 0 ? nil : 1))
        }
        let losses = box.take()
        #expect(losses.count <= LossBox.capacity)
        var sum = LossSum()
        for loss in losses { sum.add(LossSum(loss)) }
        #expect(sum == LossSum(losses: 1000, ofUnknownSize: 500, bytes: 500))
        #expect(losses.compactMap(\.minutes?.upperBound).max() == 999)
        #expect(box.isEmpty)
    }
}
