import TestSupport
import Testing
import WeirRecords

/// A reader recognises the keys of the line before; a line must read the same whatever came before it.
@Suite("keys that the line before had")
struct RepeatedKeysTests {
    private let arrival = Timestamp(microseconds: 1_700_000_000_000_000)

    private struct Found: Equatable {
        var entry: RecordEntry
        var key: MeterKey
    }

    private func index(_ lines: [String], with indexer: inout RecordIndexer) -> [Found] {
        let slab = Slab(text: lines.map { $0 + "\n" }.joined())
        _ = indexer.appendLines(in: 0..<slab.payloadCount, streamOffset: 0, stream: 0, arrival: arrival, to: slab)
        return slab.entries.map { entry in
            var entry = entry
            let key = slab.meter.keys[Int(entry.meterKey)]
            (entry.streamOffset, entry.payloadOffset, entry.meterKey) = (0, 0, 0)
            return Found(entry: entry, key: key)
        }
    }

    private func expectSameAlone(_ lines: [String], _ format: RecordFormat) {
        var together = RecordIndexer(source: "kasm", host: "web-1", format: format)
        let found = index(lines, with: &together)
        #expect(found.count == lines.count)
        for (line, inRow) in zip(lines, found) {
            var alone = RecordIndexer(source: "kasm", host: "web-1", format: format)
            #expect(index([line], with: &alone) == [inRow], "\(line)")
        }
    }

    @Test(
        "another key, another order, another separator, a value of another kind, a line cut short",
        arguments: [
            #"{"levelname": "ERROR", "name": "b", "message": "m"}"#, #"{"name": "b", "levelname": "ERROR", "message": "m"}"#,
            #"{"name":"b","levelname":"ERROR","message":"m"}"#, #"{"name": 7, "levelname": "ERROR", "message": [1]}"#,
            #"{"namé": "b", "levelname": "ERROR"}"#, #"{"n\u0061me": "b", "levelname": "ERROR"}"#, #"{"name": "#, #"{"name": "b"}"#,
            #"{"name": "b", "levelname": "ERROR", "levelname": "DEBUG"}"#, #"{}"#, "{", "text", #"{"name" : "b"}"#,
            #"{"names": "b", "name": "c"}"#, #"{"nam": "b", "e": "c", "message": "é"}"#,
        ])
    func odd(line: String) {
        let usual = #"{"name": "a", "levelname": "INFO", "message": "hello", "timestamp": "2024-10-29 23:35:31"}"#
        expectSameAlone([usual, line, usual, line, line, usual], .kasmJSON)
    }

    @Test("a key that comes after many others in its place is still read for what it is")
    func replaced() {
        let first = #"{"name": "a", "levelname": "INFO", "upstream_connect_time": "0.1"}"#
        let second = #"{"levelname": "ERROR", "upstream_connect_times": "0.1", "name": "b"}"#
        expectSameAlone([first] + Array(repeating: second, count: 20) + [first, second, first], .kasmJSON)
    }

    @Test("lines of any members in any order", arguments: 1...20 as ClosedRange<UInt64>, [RecordFormat.kasmJSON, .otherJSON])
    func shuffled(seed: UInt64, format: RecordFormat) {
        var generator = SeededGenerator(seed: seed)
        let members = [
            #""name": "a""#, #""name":"b""#, #""levelname": "ERROR""#, #""level": "debug""#, #""message": "x \n y""#, #""message": 12"#,
            #""timestamp": "2024-10-29 23:35:31""#, #""naïve": "ü""#, #""lineno": 17"#, #""a key of more than sixteen bytes": null"#,
            #""exactly thirty-two with quotes": "z""#, #""one byte more than what is kept": true"#, #""upstream_response_length": "512""#,
            #""upstream_response_lengtḧ": "512""#, #""zero": 0"#, #""wrong": 01"#, #""large": 18446744073709551616"#, #""part": 1.5e3"#,
        ]
        let lines = (0..<200).map { _ in
            let count = Int.random(in: 0...members.count, using: &generator)
            let separator = generator.pick([", ", ",", " , "])
            return "{" + members.shuffled(using: &generator).prefix(count).joined(separator: separator) + "}"
        }
        expectSameAlone(lines, format)
    }
}
