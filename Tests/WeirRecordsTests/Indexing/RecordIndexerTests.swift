import Testing
import WeirRecords

@Suite("record indexer")
struct RecordIndexerTests {
    private let arrival = Timestamp(microseconds: 1_700_000_000_000_000)

    private func indexer(_ format: RecordFormat) -> RecordIndexer { RecordIndexer(source: "kasm", host: "web-1", format: format) }

    /// Every whole line of the text in a slab of its own.
    private func indexed(_ text: String, as format: RecordFormat) -> Slab {
        let slab = Slab(text: text)
        var indexer = indexer(format)
        _ = indexer.appendLines(in: 0..<slab.payloadCount, streamOffset: 1_000, stream: 3, arrival: arrival, to: slab)
        return slab
    }

    @Test("bulk append equals line by line, whatever the format", arguments: 1...6 as ClosedRange<UInt64>, RecordFormat.allCases)
    func bulkEqualsSingle(seed: UInt64, format: RecordFormat) {
        var maker = LogMaker(seed: seed)
        let text = maker.log(lines: 200)
        let bulk = Slab(text: text)
        var bulkIndexer = indexer(format)
        let consumed = bulkIndexer.appendLines(in: 0..<text.count, streamOffset: 77, stream: 2, arrival: arrival, to: bulk)
        #expect(consumed == text.count)
        let single = Slab(text: text)
        var singleIndexer = indexer(format)
        var start = 0
        while let end = text[start...].firstIndex(of: 0x0A) {
            let length = end - start - (end > start && text[end - 1] == 0x0D ? 1 : 0)
            if length > 0 {
                singleIndexer.append(
                    lineAt: start, length: length, streamOffset: 77 + UInt64(start), stream: 2, arrival: arrival, to: single)
            }
            start = end + 1
        }
        #expect(bulk.entries == single.entries)
        #expect(bulk.meter == single.meter)
        #expect(bulk.entries.count > 100)
    }

    @Test("the meter holds what the entries hold, key by key and minute by minute", arguments: 11...14 as ClosedRange<UInt64>)
    func meterMatchesEntries(seed: UInt64) {
        var maker = LogMaker(seed: seed)
        let slab = indexed(String(decoding: maker.log(lines: 300), as: UTF8.self), as: .kasmJSON)
        var expected: [MeterBlock.Counted: MeterCount] = [:]
        for entry in slab.entries {
            let counted = MeterBlock.Counted(key: slab.meter.keys[Int(entry.meterKey)], minute: entry.eventTime.minute)
            expected[counted, default: .zero].add(MeterCount(records: 1, bytes: UInt64(entry.length), digest: entry.digest))
        }
        #expect(slab.meter.counts == expected)
        #expect(slab.meter.rows.count == expected.count)
        #expect(Set(slab.meter.keys).count == slab.meter.keys.count)
    }

    @Test("a line without its LF is not consumed, and goes on from there")
    func tornLine() {
        let text = "one\r\n\ntwo\nthr"
        let slab = indexed(text, as: .plain)
        #expect(slab.entries.map(slab.text(of:)) == ["one", "two"])
        #expect(slab.entries.map(\.streamOffset) == [1_000, 1_006])
        #expect(slab.entries.map(\.payloadOffset) == [0, 6])
        #expect(slab.entries.allSatisfy { $0.stream == 3 && $0.flags == .arrivalTime && $0.eventTime == arrival })
        var again = indexer(.plain)
        #expect(again.appendLines(in: 0..<text.utf8.count, streamOffset: 0, stream: 0, arrival: arrival, to: Slab(text: text)) == 10)
        #expect(again.appendLines(in: 0..<3, streamOffset: 0, stream: 0, arrival: arrival, to: Slab(text: "thr")) == 0)
    }

    @Test("a stack trace's lines take time, level and application from the line before")
    func stackTrace() throws {
        let slab = indexed(try Fixture.stackTrace.text(), as: .kasmText)
        #expect(slab.entries.count == 6)
        let trace = slab.entries[1...4]
        #expect(trace.allSatisfy { $0.flags == .continuation && $0.eventTime == slab.entries[0].eventTime })
        #expect(Set(slab.entries[0...4].map(\.meterKey)).count == 1)
        let key = slab.meter.keys[Int(slab.entries[1].meterKey)]
        #expect(key.application == "client_api_server" && key.level == .error && key.source == "kasm" && key.host == "web-1")
        #expect(slab.meter.keys[Int(slab.entries[5].meterKey)].application == "cherrypy.access")
        let expected = ContentDigest.of(
            host: "web-1", application: "client_api_server", level: .error, time: slab.entries[0].eventTime,
            message: "ValueError: bad token")
        #expect(slab.entries[4].digest == expected)
    }

    @Test("a continuation goes on over slabs, and is on its own where nothing came before")
    func continuationAcrossSlabs() {
        var indexer = indexer(.kasmText)
        let first = Slab(text: "  lost\n2024-10-29 23:35:31,324 [ERROR] a: b\n")
        _ = indexer.appendLines(in: 0..<first.payloadCount, streamOffset: 0, stream: 0, arrival: arrival, to: first)
        #expect(first.entries[0].flags == [.continuation, .arrivalTime])
        let second = Slab(text: "  found\n")
        _ = indexer.appendLines(in: 0..<second.payloadCount, streamOffset: 0, stream: 0, arrival: arrival, to: second)
        #expect(second.entries[0].eventTime == first.entries[1].eventTime)
        #expect(second.meter.keys == [first.meter.keys[1]])
    }

    @Test("one indexer serves slabs in turn, emptied ones and ones that others filled")
    func slabsInTurn() {
        var mine = indexer(.kasmText)
        var other = RecordIndexer(source: "other", host: "web-2", format: .kasmText)
        let text = "2024-10-29 23:35:31,324 [INFO] a: b\n2024-10-29 23:36:31,324 [INFO] c: d\n"
        let slabs = [Slab(text: text), Slab(text: text)]
        for round in 0..<6 {
            let slab = slabs[round % 2]
            if round == 3 { slab.reset() }
            if round % 3 == 0 {
                _ = other.appendLines(in: 0..<text.utf8.count, streamOffset: 0, stream: 0, arrival: arrival, to: slab)
            }
            _ = mine.appendLines(in: 0..<text.utf8.count, streamOffset: 0, stream: 1, arrival: arrival, to: slab)
            let counted = slab.meter.rows.reduce(0) { $0 + $1.count.records }
            #expect(counted == UInt64(slab.entries.count))
            for entry in slab.entries {
                #expect(slab.meter.keys[Int(entry.meterKey)].source == (entry.stream == 1 ? "kasm" : "other"))
            }
        }
    }

    @Test("the digest is of the text that the platform stores: escapes resolved")
    func digestOfEscapes() {
        let head = #"{"timestamp":"2023-01-31T15:05:01.896185+00:00","name":"a\u0070p","levelname":"INFO","#
        let slab = indexed(head + #""message":"caf\u00e9\n\ud83d\ude00"}"# + "\n", as: .kasmJSON)
        let entry = slab.entries[0]
        #expect(slab.meter.keys[0].application == "app")
        #expect(entry.flags == .json)
        let expected = ContentDigest.of(
            host: "web-1", application: "app", level: .info, time: entry.eventTime, message: "café\n😀")
        #expect(entry.digest == expected)
    }

    @Test("a session's records count under the host that they name")
    func sessionHost() throws {
        let slab = indexed(try Fixture.session.text(), as: .kasmSessionJSON)
        #expect(Set(slab.meter.keys.map(\.host)) == ["898fb9fcc06b"])
        #expect(Set(slab.meter.keys.map(\.application)) == ["Session"])
    }

    @Test("flags say what a record is")
    func flags() {
        let slab = Slab(text: [0xFF] + Array(#"{"a":"\ud800"}{"a":1}"#.utf8))
        var indexer = indexer(.otherJSON)
        for (offset, length, flags) in [(0, 1, []), (1, 14, .cut), (15, 7, []), (15, 0, [])] as [(Int, Int, RecordFlags)] {
            indexer.append(
                lineAt: offset, length: length, streamOffset: 0, stream: 0, flags: flags, arrival: arrival, to: slab)
        }
        let expected: [RecordFlags] = [[.invalidUTF8, .arrivalTime], [.cut, .arrivalTime], [.json, .arrivalTime], [.arrivalTime]]
        #expect(slab.entries.map(\.flags) == expected)
        let last = slab.entries[3]
        let empty = ContentDigest.of(host: "web-1", application: "", level: .unknown, time: arrival, message: "")
        #expect(last.length == 0 && last.digest == empty)
    }

    @Test("an overlong name counts as other, and its digest is still of the whole of it")
    func overlongNames() {
        let name = String(repeating: "n", count: 300)
        let line = #"{"timestamp":"2023-01-31T15:05:01Z","name":"\#(name)","message":"m"}"#
        let slab = indexed(line + "\n" + line.replacing("nnn\"", with: "nno\"") + "\n", as: .kasmJSON)
        #expect(slab.meter.keys.map(\.application) == [MeterKey.otherName])
        #expect(slab.meter.keys.map(\.host) == ["web-1"])
        #expect(slab.entries[0].digest != slab.entries[1].digest)
        let expected = ContentDigest.of(
            host: "web-1", application: name, level: .unknown, time: slab.entries[0].eventTime, message: "m")
        #expect(slab.entries[0].digest == expected)
    }

    @Test("more names than an indexer remembers are still told apart")
    func manyNames() {
        let lines = (0..<1_800).map { #"{"name":"app\#($0 % 900)","message":"m"}"# }
        let slab = indexed(lines.joined(separator: "\n") + "\n", as: .kasmJSON)
        #expect(slab.meter.keys.count == 900)
        #expect(slab.meter.rows.allSatisfy { $0.count.records == 2 })
    }
}
