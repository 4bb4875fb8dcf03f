import TestSupport
import Testing
import WeirRecords
import WeirSystem

@testable import WeirSpool

@Suite("A sync of the state's log that failed before the last end")
struct StateLogTests {
    /// A disk on which a change was refused because its sync failed: it reads well there, and is on no platter.
    private final class Scene {
        static let settled: UInt64 = 4
        static let refused: UInt64 = 8

        private let root = MemorySQLite.makeRoot()
        private(set) var disk = MemoryFileSystem()
        private var store: StateStore?

        init() throws {
            MemorySQLite.mount(disk, at: root)
            try disk.createDirectory(directory)
            for parent in ["/", root] { try disk.synchronizeDirectory(parent) }
            let store = try start()
            _ = try store.configure(sinks: ["a"], oldest: .first)
            try store.commit(StateChange(folds: [fold("a", 0..<10)], receipts: [receipt("a", 0..<Self.settled, .delivered(.sent))]))
            disk.arrange { $0.fail(.synchronize, code: SystemError.inputOutput) }
            #expect(throws: StateError.self) { try settle(Self.settled..<Self.refused) }
        }

        deinit { MemorySQLite.mount(nil, at: root) }

        private var directory: String { root + "/spool" }

        @discardableResult
        func start() throws -> StateStore {
            let store = try StateStore.open(
                directory: directory, fileSystem: disk, clock: ManualClock(), random: SeededRandom(seed: 1))
            self.store = store
            return store
        }

        func settle(_ records: Range<UInt64>) throws {
            try store?.commit(StateChange(receipts: [receipt("a", records, .delivered(.sent))]))
        }

        func settledRecords() throws -> UInt64? { try store?.cursor(of: "a").value }

        func findings() throws -> [StateFinding]? {
            try store.map { try StateInspection.check($0, oldest: .first, end: RecordNumber(10)) }
        }

        func kill() { find(disk.afterKill()) }
        func losePower(seed: UInt64) { find(disk.afterPowerLoss(seed: seed)) }

        private func find(_ found: MemoryFileSystem) {
            // What the old one does when it closes its database it does to a disk that is gone.
            store = nil
            disk = found
            MemorySQLite.mount(found, at: root)
        }
    }

    @Test("what the next start reads, and what is put behind it, outlives a loss of power", arguments: 0..<20)
    func isDurable(seed: UInt64) throws {
        let scene = try Scene()
        scene.kill()
        try scene.start()
        #expect(try scene.settledRecords() == Scene.refused)
        scene.losePower(seed: seed)
        try scene.start()
        #expect(try scene.settledRecords() == Scene.refused)
        try scene.settle(Scene.refused..<10)
        scene.losePower(seed: seed)
        try scene.start()
        #expect(try scene.settledRecords() == 10)
    }

    @Test("power that goes at any moment of the next start leaves a sound state with all that was settled")
    func startIsCutAnywhere() throws {
        var moment = 0
        var wasCut = true
        while wasCut {
            moment += 1
            let scene = try Scene()
            scene.kill()
            scene.disk.arrange(seed: UInt64(moment)) { $0.crashAt = $0.changes + moment }
            _ = try? scene.start()
            wasCut = scene.disk.hasCrashed
            scene.losePower(seed: UInt64(moment))
            try scene.start()
            #expect([Scene.settled, Scene.refused].contains(try scene.settledRecords()), "moment \(moment)")
            #expect(try scene.findings() == [], "moment \(moment)")
        }
        #expect(moment > 2)
    }
}
