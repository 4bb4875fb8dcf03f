import Foundation
import TestSupport
import Testing
import WeirRecords

@testable import WeirSpool

/// Frames as earlier versions wrote them, kept so that every later version shows that it still reads them.
@Suite("Frames of each version")
struct FrameFixtureTests {
    @Test("the frame of version 1 that was kept decodes to what was written, and is written the same today")
    func versionOne() throws {
        let kept = [UInt8](try Data(contentsOf: URL(filePath: Repository.path("Tests/WeirSpoolTests/Fixtures/frame-v1.weir"))))
        let slab = Self.slab
        #expect(FrameTests.encode(slab, first: RecordNumber(1_000)) == kept)

        let frame = try kept.withUnsafeBytes { bytes throws(FrameError) in try Frame(copying: bytes) }
        #expect(frame.firstRecord == RecordNumber(1_000))
        #expect(frame.streams == slab.streams)
        #expect(Array(frame.entries) == slab.entries)
        #expect(frame.meter == slab.meter)
        #expect(frame.recordBytes.map { String(decoding: $0, as: UTF8.self) } == ["first line", #"{"a": 1}"#, "tränen"])
    }

    private static var slab: Slab {
        let slab = Slab(capacity: 256)
        slab.append(Array("first line".utf8), stream: 0, offset: 10, minute: 29_000_000)
        slab.append(Array(#"{"a": 1}"#.utf8), stream: 1, offset: 0, minute: 29_000_001, application: "client_api_server")
        slab.append(Array("tränen".utf8), stream: 0, offset: 21, minute: 29_000_001, host: "agent-1")
        slab.streams = [Workload.state(of: 0, offset: 29), Workload.state(of: 1, offset: 9)]
        return slab
    }
}
