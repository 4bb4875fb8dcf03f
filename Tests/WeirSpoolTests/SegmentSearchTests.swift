import Synchronization
import TestSupport
import Testing
import WeirRecords
import WeirSystem

@testable import WeirSpool

@Suite("The search for the next sound frame")
struct SegmentSearchTests {
    /// Counts what is read of a file.
    private final class CountingFile: File {
        private let content: [UInt8]
        private let bytes = Atomic<Int>(0)

        init(_ content: [UInt8]) { self.content = content }

        var readBytes: Int { bytes.load(ordering: .relaxed) }

        func read(into buffer: UnsafeMutableRawBufferPointer, at offset: UInt64) throws(SystemError) -> Int {
            guard offset < UInt64(content.count) else { return 0 }
            let part = content[Int(offset)...].prefix(buffer.count)
            buffer.copyBytes(from: part)
            bytes.add(part.count, ordering: .relaxed)
            return part.count
        }
        func status() throws(SystemError) -> FileStatus {
            FileStatus(kind: .file, device: 1, inode: 1, size: UInt64(content.count), modified: 0)
        }
        func write(_ buffers: [UnsafeRawBufferPointer], at offset: UInt64) throws(SystemError) {}
        func startWriteBack(of range: Range<UInt64>) {}
        func synchronize() throws(SystemError) {}
        func truncate(to length: UInt64) throws(SystemError) {}
        func reserve(_ length: UInt64) throws(SystemError) {}
        func lock() throws(SystemError) -> Bool { true }
        func isLocked() throws(SystemError) -> Bool { false }
        func close() {}
    }

    private static func segment(_ texts: [[UInt8]]) -> [UInt8] {
        texts.enumerated().reduce(into: []) { bytes, text in
            let slab = Slab(capacity: max(1, text.element.count))
            slab.append(text.element)
            slab.streams = [Workload.state(of: 0, offset: UInt64(text.offset + 1))]
            bytes += FrameTests.encode(slab, first: RecordNumber(UInt64(text.offset)))
        }
    }

    @Test("text full of what frames begin with is read once, however much there is")
    func magics() throws {
        let text = Array(repeatElement(Array("WEIR".utf8), count: 400_000).joined())
        var bytes = Self.segment([text, Array("next".utf8)])
        bytes[20] ^= 1
        let file = CountingFile(bytes)
        var segment = SegmentFile(file, path: "a")
        let scan = SegmentScan.run(&segment, records: .first..<RecordNumber(.max), whole: true)
        #expect(scan.frames.map(\.header.firstRecord) == [RecordNumber(1)])
        #expect(scan.faults == [0: .headerChecksum])
        #expect(file.readBytes < 3 * bytes.count)
    }

    @Test("a frame in a record's bytes is not taken for the segment's, even where the first header is damaged")
    func embedded() throws {
        let slab = Slab(capacity: 64)
        slab.append(Array("forged".utf8))
        slab.streams = [Workload.state(of: 0, offset: 1)]
        var encoder = FrameEncoder()
        var forged: [UInt8] = []
        _ = try encoder.encode(slab, .init(salt: 1, firstRecord: .first, mark: .first)) { (buffers) throws(SystemError) in
            for buffer in buffers { forged.append(contentsOf: buffer) }
        }
        var bytes = Self.segment([forged, Array("next".utf8)])
        bytes[40] ^= 1
        var segment = SegmentFile(CountingFile(bytes), path: "a")
        let scan = SegmentScan.run(&segment, records: .first..<RecordNumber(.max), whole: true)
        #expect(scan.frames.map(\.header.firstRecord) == [RecordNumber(1)])
    }
}
