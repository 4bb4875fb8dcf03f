import Testing
import WeirRecords

@testable import WeirRedaction

@Suite("Secrets longer than a part of a line")
struct LongSecretsTests {
    private static let value = (0..<4_000).map { String($0 * 7_919 % 9_973, radix: 36) }.joined()

    private func parts(of line: String, _ ends: [Int]) -> Slab {
        var indexer = RecordIndexer(source: "files", host: "h", format: .plain)
        let bytes = Array(line.utf8)
        let slab = Slab(capacity: bytes.count)
        bytes.withUnsafeBytes { slab.freePayload.copyMemory(from: $0) }
        slab.payloadCount = bytes.count
        slab.streams = [RedactionBench.stream(.plain)]
        for (start, end) in zip([0] + ends, ends + [bytes.count]) {
            indexer.append(
                lineAt: start, length: end - start, streamOffset: UInt64(start), stream: 0, flags: start > 0 ? .cut : [],
                arrival: Timestamp(microseconds: 0), to: slab)
        }
        return slab
    }

    @Test(
        "what goes on behind a masked end of a part stays masked to the end of the line",
        arguments: [#"x password="§" y"#, "x password=§ y", #"{"m": 1, "password": "§", "z": 2}"#, #"{"msg": "y {\"password\": \"§\"}"}"#])
    func rest(form: String) throws {
        #expect(Self.value.count > 9_000)
        let slab = parts(of: form.replacing("§", with: Self.value), [5_000, 7_000])
        try RedactionBench().redact(slab)
        let left = slab.entries.map { String(decoding: slab.bytes(of: $0), as: UTF8.self) }
        #expect(left.count == 3 && left[1] == "***" && left[2] == "***")
        #expect(left[0].hasPrefix(String(form.prefix { $0 != "§" })) && !left[0].contains(Self.value.prefix(20)))
    }

    @Test("a part that comes with the next slab is read with the one before, whether or not its file can be looked at")
    func nextSlab() throws {
        let bench = try RedactionBench()
        for (first, second, left) in [
            ("it said hello and ", "serial=12345678", "serial=12345678"), ("x password=\"Maple7k", "Qz3Wd9\" y", "***\" y"),
        ] {
            var indexer = RecordIndexer(source: "files", host: "h", format: .plain)
            var offset: UInt64 = 0
            var texts: [String] = []
            let rest: RecordFlags = [.cut, .rest]
            for (part, flags) in [(first, RecordFlags.cut), (second, rest)] {
                let bytes = Array(part.utf8)
                let slab = Slab(capacity: bytes.count)
                bytes.withUnsafeBytes { slab.freePayload.copyMemory(from: $0) }
                slab.payloadCount = bytes.count
                slab.streams = [RedactionBench.stream(.plain)]
                indexer.append(
                    lineAt: 0, length: bytes.count, streamOffset: offset, stream: 0, flags: flags, arrival: Timestamp(microseconds: 0),
                    to: slab)
                offset += UInt64(bytes.count)
                bench.redact(slab)
                texts += slab.entries.map { String(decoding: slab.bytes(of: $0), as: UTF8.self) }
            }
            #expect(texts.last == left)
        }
    }

    @Test("a part behind one whose secret ended in it is as it was, and so is another line")
    func ended() throws {
        let slab = parts(of: "x password=" + Self.value + " y\nand so on", [Self.value.count + 13])
        try RedactionBench().redact(slab)
        let left = slab.entries.map { String(decoding: slab.bytes(of: $0), as: UTF8.self) }
        #expect(left == ["x password=*** y", "\nand so on"])
    }
}
