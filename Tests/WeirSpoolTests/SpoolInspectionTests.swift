import TestSupport
import Testing
import WeirRecords
import WeirSpool
import WeirSystem

@Suite("Looking at a spool from outside")
struct SpoolInspectionTests {
    private func uncounted(_ spool: TestSpool) throws -> [String: UInt64] {
        try SpoolInspection.uncounted(in: TestSpool.directory, fileSystem: spool.fileSystem, state: spool.state)
    }

    @Test("records that the state has not counted are told, over segments, and none once it has")
    func uncounted() throws {
        var spool = try TestSpool(segmentBytes: .kibibytes(4))
        _ = try spool.state.configure(sinks: ["a", "b"], oldest: .first)
        #expect(try uncounted(spool) == ["a": 0, "b": 0])
        var workload = Workload(seed: 5)
        for _ in 0..<30 { try spool.writeDurably(workload.slab(records: 9)) }
        #expect(spool.segmentPaths.count > 1)
        #expect(try uncounted(spool) == ["a": 270, "b": 270])

        var keeper = try StateKeeper(store: spool.state, spool: spool.spool)
        try keeper.flush(now: 0)
        #expect(try uncounted(spool) == ["a": 0, "b": 0])
    }

    @Test("a check sees whether a spool is in use, and is never in the way of a shipper that starts meanwhile")
    func inUse() throws {
        let directory = try TemporaryDirectory()
        let path = directory.path + "/lock"
        let (looking, owner) = (try HostFileSystem().open(path, .create), try HostFileSystem().open(path, .write))
        #expect(try !looking.isLocked())
        // While the other one looks, the lock is to be had.
        #expect(try owner.lock())
        #expect(try looking.isLocked())
        #expect(try !looking.lock())
        owner.close()
        #expect(try !looking.isLocked())
    }

    @Test("where there is no state, none is made")
    func absent() throws {
        let directory = try TemporaryDirectory()
        #expect(try StateStore.inspect(directory: directory.path, fileSystem: HostFileSystem()) == nil)
        #expect(try HostFileSystem().names(in: directory.path).isEmpty)
    }

    @Test("a state can be looked at beside its shipper, and not be changed")
    func beside() throws {
        let directory = try TemporaryDirectory()
        let store = try StateStore.open(
            directory: directory.path, fileSystem: HostFileSystem(), clock: ManualClock(), random: SeededRandom(seed: 1))
        _ = try store.configure(sinks: ["a"], oldest: .first)
        let looking = try #require(try StateStore.inspect(directory: directory.path, fileSystem: HostFileSystem()))
        #expect(try looking.conservation().map(\.sink) == ["a"])
        #expect(throws: StateError.self) { try looking.configure(sinks: ["b"], oldest: .first) }
        _ = try store.configure(sinks: ["a", "b"], oldest: .first)
        #expect(try looking.conservation().map(\.sink) == ["a", "b"])
    }
}
