import Foundation
import Testing
import WeirRecords

@testable import WeirShipping

/// Who writes a log chooses its keys; what a shipper says of a record is not for him to choose.
@Suite("A record's own _weir")
struct ForgedEnvelopeTests {
    private static let forged = #"{"id":"00000000000000000000000000000001","host":"trusted","source":"audit"}"#

    @Test(
        "stands in no object next to ours, however it is spelled, so that no reader takes it for ours",
        arguments: [
            #"{"_weir":\#(forged),"message":"x"}"#, #"{"message":"x","_weir":\#(forged)}"#, #"{"m":1, "_we\u0069r" : \#(forged)}"#,
            #"{"\u005f\u0077\u0065\u0069\u0072":\#(forged)}"#, #"{"a":1,"_weir":1,"_weir":\#(forged)}"#, #"{"_weir":null}"#,
        ])
    func wrapped(line: String) throws {
        let record = try #require(indexed([line, line]).last)
        var encoder = NDJSONEncoder()
        let text = EncodedRecord(line, flags: record.flags).text(with: &encoder)
        let object = try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
        #expect(object.keys.sorted() == ["_weir", "message"])
        #expect(object["message"] as? String == line)
        #expect(text.components(separatedBy: #""_weir":"#).count == 2)
        #expect((object["_weir"] as? [String: String])?["host"] == "web-app-1")
    }

    @Test("deeper ones and longer names are the record's own, and it stays an object")
    func others() {
        let lines = [#"{"a":{"_weir":1}}"#, #"{"_weird":1}"#, #"{"_WEIR":1}"#, #"{"weir":"_weir"}"#, #"{"_we\u0069":1}"#]
        #expect(indexed(lines).allSatisfy { $0.flags.contains(.json) })
    }

    /// As a source reads them, one behind the other: what a line's keys mean is remembered for the next.
    private func indexed(_ lines: [String]) -> [RecordEntry] {
        let bytes = Array(lines.joined(separator: "\n").utf8) + [0x0A]
        let slab = Slab(capacity: bytes.count)
        bytes.withUnsafeBytes { slab.freePayload.copyMemory(from: $0) }
        var indexer = RecordIndexer(source: "kasm", host: "web-app-1", format: .otherJSON)
        slab.payloadCount = indexer.appendLines(
            in: 0..<bytes.count, streamOffset: 0, stream: 0, arrival: Timestamp(microseconds: 0), to: slab)
        return slab.entries
    }
}
