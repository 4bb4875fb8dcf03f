import TestSupport
import Testing
import WeirRecords
import WeirSystem

@testable import WeirSpool

@Suite("Looking into a spool beside its shipper")
struct SpoolViewTests {
    private func view(_ spool: TestSpool) throws -> SpoolView {
        try SpoolView.open(TestSpool.directory, fileSystem: spool.fileSystem)
    }

    private func read(_ view: SpoolView, from number: RecordNumber) -> (
        records: [FrameRecord], released: [Range<RecordNumber>], unreadable: [QuarantinedRange]
    ) {
        var (records, released, unreadable): ([FrameRecord], [Range<RecordNumber>], [QuarantinedRange]) = ([], [], [])
        var reader = view.reader(from: number)
        while true {
            switch reader.next() {
            case .end: return (records, released, unreadable)
            case .released(let range): released.append(range)
            case .quarantined(let range): unreadable.append(range)
            case .frame(let frame):
                records += (frame.index(of: number)..<frame.count).map { frame.record(at: $0, installation: .zero) }
            }
        }
    }

    @Test("it shows every segment, every record and where each stream stands, and changes nothing", arguments: 0..<5)
    func everything(seed: UInt64) throws {
        var spool = try TestSpool(segmentBytes: .kibibytes(4))
        var workload = Workload(seed: seed)
        for _ in 0..<20 { try spool.writeDurably(workload.slab(records: 9)) }
        let before = spool.fileSystem.paths(below: "/spool").map { spool.fileSystem.content(of: $0) }
        let view = try view(spool)
        #expect(view.segments.count == spool.segmentPaths.count && view.segments.count > 2)
        #expect((view.oldest, view.end) == (RecordNumber(0), RecordNumber(180)))
        for (segment, next) in zip(view.segments, view.segments.dropFirst()) {
            #expect(segment.records.upperBound == next.records.lowerBound)
        }
        #expect(view.segments.reduce(0) { $0 + $1.records.recordCount } == 180)
        #expect(view.streams == workload.states(after: RecordNumber(180)))
        let found = read(view, from: RecordNumber(40))
        #expect(found.records.map(\.bytes) == workload.records[40...].map(\.bytes))
        #expect(found.records.map(\.number.value) == Array(40..<180))
        #expect(view.payloadBytes(from: RecordNumber(40)) == UInt64(workload.records[40...].reduce(0) { $0 + $1.bytes.count }))
        #expect(spool.fileSystem.paths(below: "/spool").map { spool.fileSystem.content(of: $0) } == before)
    }

    @Test("segments that are delivered and removed under its eyes are told as such, and the rest is shown")
    func released() throws {
        var spool = try TestSpool(segmentBytes: .kibibytes(4))
        var workload = Workload(seed: 7)
        for _ in 0..<20 { try spool.writeDurably(workload.slab(records: 9)) }
        let view = try view(spool)
        let third = view.segments[2].records.lowerBound
        try spool.writer.release(before: third)
        #expect(spool.segmentPaths.count == view.segments.count - 2)
        let found = read(view, from: .first)
        #expect(found.released == view.segments[..<2].map(\.records))
        #expect(found.unreadable.isEmpty)
        #expect(found.records.map(\.number.value) == Array(third.value..<180))
    }

    @Test("a frame that is half written is not there yet")
    func torn() throws {
        var spool = try TestSpool()
        var workload = Workload(seed: 8)
        for _ in 0..<3 { try spool.writeDurably(workload.slab(records: 5)) }
        let path = spool.segmentPaths[0]
        let whole = try #require(spool.fileSystem.content(of: path)).count
        try spool.writeDurably(workload.slab(records: 5))
        let size = try #require(spool.fileSystem.content(of: path)).count
        for length in [whole + 1, whole + 70, size - 1] {
            let disk = spool.fileSystem.afterKill()
            disk.corrupt(path) { $0.removeLast(size - length) }
            let view = try SpoolView.open(TestSpool.directory, fileSystem: disk)
            #expect(view.end == RecordNumber(15))
            #expect(view.streams == workload.states(after: RecordNumber(15)))
        }
    }

    @Test("damage is told with its records, and what is around it is shown")
    func damaged() throws {
        var spool = try TestSpool(segmentBytes: .kibibytes(4))
        var workload = Workload(seed: 9)
        for _ in 0..<12 { try spool.writeDurably(workload.slab(records: 9)) }
        spool.fileSystem.corrupt(spool.segmentPaths[0]) { $0[$0.count / 2] ^= 0x10 }
        let found = read(try view(spool), from: .first)
        #expect(found.released.isEmpty)
        #expect(found.unreadable.map(\.records.recordCount) == [9])
        #expect(found.records.count == 99)
    }

    @Test("a spool that holds nothing yet is empty")
    func empty() throws {
        let view = try SpoolView.open("/nowhere", fileSystem: MemoryFileSystem())
        #expect(view.segments.isEmpty && view.streams.isEmpty && view.end == .first)
    }
}
