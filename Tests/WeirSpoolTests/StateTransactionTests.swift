import TestSupport
import Testing
import WeirRecords
import WeirSystem

@testable import WeirSpool

@Suite("A transaction that fails")
struct StateTransactionTests {
    private static func store(_ fileSystem: MemoryFileSystem, _ root: String) throws -> StateStore {
        MemorySQLite.mount(fileSystem, at: root)
        try fileSystem.createDirectory(root)
        let store = try StateStore.open(
            directory: root + "/spool", fileSystem: fileSystem, clock: ManualClock(), random: SeededRandom(seed: 1))
        _ = try LetterBox(state: store, records: 40)
        return store
    }

    private static func bytes(_ store: StateStore) throws -> ByteCount { try store.letterCount().bytes }

    @Test(
        "a COMMIT that fails, or of which nobody knows, beside one that takes letters away leaves no count ahead of the database",
        arguments: 0..<8)
    func failedCommit(seed: UInt64) throws {
        let (disk, root) = (MemoryFileSystem(), MemorySQLite.makeRoot())
        defer { MemorySQLite.mount(nil, at: root) }
        let store = try Self.store(disk, root)
        let ids = try store.letterIDs(.all)
        let replay = try WorkerThread(name: "replay") {
            for id in ids { try? store.settleReplay([id], of: "a", as: .durable) }
        }
        for round in 0..<ids.count {
            disk.arrange(seed: seed + UInt64(round)) { $0.fail(.synchronize, code: SystemError.inputOutput) }
            _ = try? store.dropLetters(LetterSelection(ids: [ids[ids.count - 1 - round]]), by: 1, at: Timestamp(microseconds: 1))
        }
        replay.join()
        disk.arrange { $0.clear() }
        try store.live(in: 1)
        #expect(try store.deadLetterUse.used == Self.bytes(store))
        #expect(try store.conservation().allSatisfy(\.isConserved))
    }

    @Test("nothing goes into a database whose file was moved, replaced or removed, and all goes on once it is back")
    func moved() throws {
        let (disk, root) = (MemoryFileSystem(), MemorySQLite.makeRoot())
        defer { MemorySQLite.mount(nil, at: root) }
        let store = try Self.store(disk, root)
        let path = root + "/spool/state.sqlite"
        disk.relocate(root + "/spool", to: root + "/away")
        let before = disk.content(of: root + "/away/state.sqlite-wal")
        let gone = #expect(throws: StateError.self) { try store.live(in: 5) }
        #expect(gone?.code == .gone)
        try disk.createDirectory(root + "/spool")
        try disk.open(path, .create).close()
        #expect(throws: StateError.self) { try store.live(in: 5) }
        #expect(disk.content(of: root + "/away/state.sqlite-wal") == before)
        disk.erase(root + "/spool")
        disk.relocate(root + "/away", to: root + "/spool")
        try store.live(in: 5)
    }
}
