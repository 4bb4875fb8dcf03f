import Testing
import WeirRecords

@Suite("How full a slab gets")
struct SlabBoundsTests {
    private static let arrival = Timestamp(microseconds: 1_700_000_000_000_000)

    /// Fills slab after slab from the text, as a source does, until nothing is left of it.
    private static func slabs(of text: [UInt8], format: RecordFormat = .plain) -> [Slab] {
        var indexer = RecordIndexer(source: "files", host: "web", format: format)
        var slabs: [Slab] = []
        var offset = 0
        while offset < text.count {
            let slab = Slab(capacity: 1 << 20)
            let count = min(text.count - offset, slab.capacity)
            slab.freePayload.copyBytes(from: text[offset..<(offset + count)])
            let consumed = indexer.appendLines(in: 0..<count, streamOffset: UInt64(offset), stream: 0, arrival: arrival, to: slab)
            guard consumed > 0 else { return slabs }
            slab.payloadCount = consumed
            offset += consumed
            slabs.append(slab)
        }
        return slabs
    }

    private static func expectWhole(_ slabs: [Slab], lines: Int) {
        #expect(slabs.reduce(0) { $0 + $1.entries.count } == lines)
        let offsets = slabs.flatMap { $0.entries.map(\.streamOffset) }
        #expect(zip(offsets, offsets.dropFirst()).allSatisfy { $0 < $1 })
        for slab in slabs {
            #expect(slab.meter.rows.reduce(0) { $0 + $1.count.records } == UInt64(slab.entries.count))
            #expect(slab.meter.keys.count <= Slab.fullKeys && slab.meter.rows.count <= Slab.fullRows)
        }
    }

    @Test("half a million lines of one byte take slabs of 16,384 records, one behind the other")
    func oneByteLines() {
        let lines = 524_288
        let slabs = Self.slabs(of: Array(repeatElement(Array("x\n".utf8), count: lines).joined()))
        #expect(slabs.count == lines / Slab.fullEntries)
        #expect(slabs.allSatisfy { $0.isFull && $0.entries.count == Slab.fullEntries })
        Self.expectWhole(slabs, lines: lines)
    }

    @Test("names that are made up for each line end a slab, and every line keeps its own")
    func madeUpNames() {
        let lines = 5_000
        let text = (0..<lines).map {
            #"{"asctime": "2026-11-21 07:00:00,000", "name": "app-\#($0)", "levelname": "INFO", "message": "m"}"# + "\n"
        }
        let slabs = Self.slabs(of: Array(text.joined().utf8), format: .kasmJSON)
        #expect(slabs.count == (lines + Slab.fullKeys - 1) / Slab.fullKeys)
        Self.expectWhole(slabs, lines: lines)
        #expect(Set(slabs.flatMap { $0.meter.keys.map(\.application) }).count == lines)
    }

    @Test("minutes that are made up for each line end a slab")
    func madeUpMinutes() {
        let lines = 10_000
        let text = (0..<lines).map { number in
            let time = Timestamp(microseconds: Self.arrival.microseconds + Int64(number) * 60_000_000).description
            let text = String(time.prefix(19).map { $0 == "T" ? " " : $0 })
            return #"{"asctime": "\#(text),000", "name": "app", "levelname": "INFO", "message": "m"}"# + "\n"
        }
        let slabs = Self.slabs(of: Array(text.joined().utf8), format: .kasmJSON)
        #expect(slabs.count == (lines + Slab.fullRows - 1) / Slab.fullRows)
        Self.expectWhole(slabs, lines: lines)
    }

    @Test("a slab that is used again is not full, and one of too many streams is")
    func reset() {
        let slab = Slab(capacity: 1 << 16)
        var indexer = RecordIndexer(source: "files", host: "web", format: .plain)
        for _ in 0..<Slab.fullEntries {
            indexer.append(lineAt: 0, length: 1, streamOffset: 0, stream: 0, arrival: Self.arrival, to: slab)
        }
        #expect(slab.isFull)
        slab.reset()
        #expect(!slab.isFull && slab.isEmpty)
        let descriptor = StreamDescriptor(kind: .file, source: "f", host: "h", origin: "/a", generation: .zero, format: .plain)
        slab.streams = Array(
            repeating: StreamState(descriptor: descriptor, position: StreamPosition(bytes: [1])), count: Slab.fullStreams)
        #expect(slab.isFull)
    }

    @Test("an indexer that gave back its names goes on as before, and so does a line without a head")
    func shrunk() {
        let lines = [
            "2026-11-21 07:00:00,000 [INFO] app: one", "Traceback (most recent call last):", "2026-11-21 07:00:01,000 [ERROR] other: two",
        ]
        func keys(shrinking: Bool) -> [[MeterKey]] {
            var indexer = RecordIndexer(source: "files", host: "web", format: .kasmText)
            return lines.map { line in
                let slab = Slab(capacity: 1 << 10)
                slab.freePayload.copyBytes(from: line.utf8)
                slab.payloadCount = line.utf8.count
                indexer.append(lineAt: 0, length: line.utf8.count, streamOffset: 0, stream: 0, arrival: Self.arrival, to: slab)
                if shrinking { indexer.shrink() }
                return slab.entries.map { slab.meter.keys[Int($0.meterKey)] }
            }
        }
        #expect(keys(shrinking: true) == keys(shrinking: false))
    }
}
