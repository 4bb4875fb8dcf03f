import TestSupport
import Testing
import WeirRecords
import WeirSystem

@testable import WeirSpool

/// A small spool of several segments, broken in every way that a single place can be: each time the start succeeds, what is delivered
/// is what was written, what is not delivered is quarantined with its count, and a check of every byte finds the place.
@Suite("A damaged spool", .serialized)
struct BitFlipTests {
    private struct Whole {
        let spool: TestSpool
        let workload: Workload
        /// Everything before it was known to be durable by the state.
        let records: RecordNumber
    }

    private static let segmentBytes = ByteCount(800)

    private static func make(frames: Int = 9) throws -> Whole {
        var spool = try TestSpool(capacity: .mebibytes(1), segmentBytes: segmentBytes)
        var workload = Workload(seed: 41, streams: 1, payloadBytes: 1..<8)
        _ = try spool.state.configure(sinks: ["a"], oldest: .first)
        for _ in 0..<frames { try spool.writeDurably(workload.slab(records: 2)) }
        var keeper = try StateKeeper(store: spool.state, spool: spool.spool)
        try keeper.flush(now: 0)
        return Whole(spool: spool, workload: workload, records: spool.spool.mark.value)
    }

    /// What a start, its readers and a check make of a disk.
    private func examine(_ disk: MemoryFileSystem, _ whole: Whole, _ what: Comment) throws -> (quarantined: UInt64, check: SpoolCheck) {
        let check = try SpoolInspection.check(in: TestSpool.directory, fileSystem: disk, state: whole.spool.state)
        let next = try TestSpool(disk, state: whole.spool.state, capacity: .mebibytes(1), segmentBytes: Self.segmentBytes)
        var reader = next.spool.reader(from: .first)
        let all = reader.readAll()
        for (number, bytes) in all.records { #expect(whole.workload.records[Int(number.value)].bytes == bytes, what) }
        let quarantined = all.quarantined.reduce(UInt64(0)) { $0 + $1.records.recordCount }
        #expect(UInt64(all.records.count) + quarantined == whole.records.value, what)
        #expect(next.spool.mark.value == whole.records, what)
        #expect(check.lostRecords == quarantined, what)
        return (quarantined, check)
    }

    @Test("any bit that flips in an older or the newest segment is found, and costs no more than its own frame", arguments: [false, true])
    func everyBit(isNewest: Bool) throws {
        let whole = try Self.make(frames: 3)
        let paths = whole.spool.segmentPaths
        #expect(paths.count == 2)
        for path in isNewest ? paths.suffix(1) : paths.prefix(1) {
            let content = try #require(whole.spool.fileSystem.content(of: path))
            for bit in 0..<(content.count * 8) {
                let disk = whole.spool.fileSystem.afterKill()
                disk.corrupt(path) { $0[bit / 8] ^= 1 << (bit % 8) }
                let found = try examine(disk, whole, "\(path), bit \(bit)")
                #expect(found.quarantined <= 2, "\(path), bit \(bit): more than one frame's records are gone")
                let finding = try #require(found.check.findings.first, "\(path), bit \(bit) is not found")
                #expect(finding.path == path && finding.offset <= bit / 8 && UInt64(bit / 8) < finding.offset + finding.bytes)
                #expect(found.check.findings.count == 1)
            }
        }
    }

    @Test("a segment that ends at any byte loses the records behind it and no others")
    func everyCut() throws {
        let whole = try Self.make()
        for path in whole.spool.segmentPaths {
            let content = try #require(whole.spool.fileSystem.content(of: path))
            for length in 0..<content.count {
                let disk = whole.spool.fileSystem.afterKill()
                disk.corrupt(path) { $0.removeLast($0.count - length) }
                let found = try examine(disk, whole, "\(path) cut at \(length)")
                #expect(found.quarantined > 0 && !found.check.findings.isEmpty, "\(path) cut at \(length)")
            }
        }
    }

    @Test("files that are gone, any of them or all, cost their own records alone")
    func everyFile() throws {
        let whole = try Self.make()
        let paths = whole.spool.segmentPaths
        for gone in 1..<(1 << paths.count) {
            let disk = whole.spool.fileSystem.afterKill()
            for (index, path) in paths.enumerated() where gone & (1 << index) != 0 { try disk.remove(path) }
            let next = try TestSpool(disk, state: whole.spool.state)
            var reader = next.spool.reader(from: .first)
            let all = reader.readAll()
            let quarantined = all.quarantined.reduce(UInt64(0)) { $0 + $1.records.recordCount }
            #expect(next.spool.mark.value == whole.records)
            #expect(UInt64(all.records.count) + quarantined == whole.records.value)
            for (number, bytes) in all.records { #expect(whole.workload.records[Int(number.value)].bytes == bytes) }
        }
    }

    @Test("a segment that the disk does not give any more does not keep the spool from opening", arguments: 0..<3)
    func unreadable(index: Int) throws {
        let whole = try Self.make()
        let path = whole.spool.segmentPaths[index]
        let disk = UnreadableFile(path: path, whole.spool.fileSystem.afterKill())
        let settings = SpoolSettings(directory: TestSpool.directory, capacity: .mebibytes(1), segmentBytes: Self.segmentBytes)
        let spool = try Spool.open(
            settings, fileSystem: disk, clock: ManualClock(), random: SeededRandom(seed: 1), state: whole.spool.state)
        #expect(spool.mark.value == whole.records)
        #expect(spool.recovery.quarantined.map(\.segment) == [path])
        var reader = spool.reader(from: .first)
        let all = reader.readAll()
        #expect(UInt64(all.records.count) == whole.records.value - all.quarantined.reduce(0) { $0 + $1.records.recordCount })
        #expect(!all.records.isEmpty)
    }
}

/// A disk of which one file can't be read, whatever else works.
private struct UnreadableFile: FileSystem {
    private final class Unreadable: File {
        let file: any File
        init(_ file: any File) { self.file = file }
        func read(into buffer: UnsafeMutableRawBufferPointer, at offset: UInt64) throws(SystemError) -> Int {
            throw SystemError("read", "a bad sector", code: SystemError.inputOutput)
        }
        func write(_ buffers: [UnsafeRawBufferPointer], at offset: UInt64) throws(SystemError) { try file.write(buffers, at: offset) }
        func startWriteBack(of range: Range<UInt64>) {}
        func synchronize() throws(SystemError) { try file.synchronize() }
        func truncate(to length: UInt64) throws(SystemError) { try file.truncate(to: length) }
        func reserve(_ length: UInt64) throws(SystemError) { try file.reserve(length) }
        func status() throws(SystemError) -> FileStatus { try file.status() }
        func lock() throws(SystemError) -> Bool { try file.lock() }
        func isLocked() throws(SystemError) -> Bool { try file.isLocked() }
        func close() { file.close() }
    }

    let path: String
    let disk: MemoryFileSystem

    init(path: String, _ disk: MemoryFileSystem) {
        self.path = path
        self.disk = disk
    }

    func open(_ path: String, _ mode: FileOpenMode) throws(SystemError) -> any File {
        let file = try disk.open(path, mode)
        return path == self.path ? Unreadable(file) : file
    }
    func names(in directory: String) throws(SystemError) -> [String] { try disk.names(in: directory) }
    func status(of path: String) throws(SystemError) -> FileStatus? { try disk.status(of: path) }
    func rename(_ path: String, to newPath: String) throws(SystemError) { try disk.rename(path, to: newPath) }
    func remove(_ path: String) throws(SystemError) { try disk.remove(path) }
    func createDirectory(_ path: String) throws(SystemError) { try disk.createDirectory(path) }
    func synchronizeDirectory(_ path: String) throws(SystemError) { try disk.synchronizeDirectory(path) }
    func freeSpace(at path: String) throws(SystemError) -> UInt64 { try disk.freeSpace(at: path) }
}
