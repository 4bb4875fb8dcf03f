import TestSupport
import WeirRecords
import WeirSpool
import WeirSystem

/// A spool in memory with its state, and a writer that a test steps by hand.
struct TestSpool {
    static let directory = "/spool"
    static let segments = "/spool/segments"

    var fileSystem: MemoryFileSystem
    let clock: ManualClock
    let state: StateStore
    let spool: Spool
    var writer: SpoolWriter

    init(
        _ fileSystem: MemoryFileSystem = MemoryFileSystem(), state: StateStore? = nil, capacity: ByteCount = .mebibytes(8),
        segmentBytes: ByteCount = .kibibytes(64), seed: UInt64 = 1
    ) throws {
        self.fileSystem = fileSystem
        clock = ManualClock()
        self.state = try state ?? StateStore.inMemory(random: SeededRandom(seed: seed))
        let settings = SpoolSettings(directory: Self.directory, capacity: capacity, segmentBytes: segmentBytes)
        spool = try Spool.open(settings, fileSystem: fileSystem, clock: clock, random: SeededRandom(seed: seed), state: self.state)
        writer = spool.writer
    }

    /// The same spool after its process was killed.
    func reopenedAfterKill() throws -> TestSpool {
        let settings = spool.settings
        return try TestSpool(
            fileSystem.afterKill(), state: state, capacity: settings.capacity, segmentBytes: settings.segmentBytes)
    }

    var segmentPaths: [String] { fileSystem.paths(below: Self.segments).filter { $0.hasSuffix(".weir") } }
    var sparePaths: [String] { fileSystem.paths(below: Self.segments).filter { $0.hasSuffix(".old") } }

    mutating func write(_ slab: Slab) throws { _ = try writer.append(slab) }

    mutating func writeDurably(_ slab: Slab) throws {
        try write(slab)
        _ = try writer.synchronize()
    }
}
