import Testing
import WeirRecords

@Suite("A slab in parts")
struct SlabPartsTests {
    /// Records of two streams by turns, with a cut after each; one record in each turn was redacted.
    private static func slab(turns: Int, linesPerTurn: Int) -> Slab {
        let slab = Slab(capacity: 1 << 20)
        var indexers = (0..<2).map { RecordIndexer(source: "files", host: "host-\($0)", format: .plain) }
        var offsets: [UInt64] = [0, 0]
        for turn in 0..<turns {
            let stream = turn % 2
            for line in 0..<linesPerTurn {
                let text = Array("turn \(turn) line \(line)".utf8)
                slab.freePayload.copyBytes(from: text)
                indexers[stream].append(
                    lineAt: slab.payloadCount, length: text.count, streamOffset: offsets[stream], stream: UInt16(stream),
                    arrival: Timestamp(microseconds: Int64(turn) * 60_000_000), to: slab)
                slab.payloadCount += text.count
                offsets[stream] += UInt64(text.count)
            }
            _ = slab.redacted(recordAt: slab.entries.count - 1, length: 4, byRules: 1, named: ["rule"])
            let state = state(of: stream, at: offsets[stream])
            if slab.streams.count <= stream { slab.streams.append(state) } else { slab.streams[stream] = state }
            slab.markCut()
        }
        return slab
    }

    private static func state(of stream: Int, at offset: UInt64) -> StreamState {
        let descriptor = StreamDescriptor(
            kind: .file, source: "files", host: "host-\(stream)", origin: "/\(stream)", generation: Digest128(low: UInt64(stream), high: 0),
            format: .plain)
        return StreamState(descriptor: descriptor, position: StreamPosition(bytes: withUnsafeBytes(of: offset.littleEndian, Array.init)))
    }

    @Test("the parts together are the whole, in its order, and weigh what it weighs")
    func whole() {
        let slab = Self.slab(turns: 9, linesPerTurn: 1_500)
        #expect(slab.canBeParted)
        let parts = slab.parts()
        #expect(parts.count > 2)
        let lines = { (slab: Slab) in slab.entries.map { [UInt8](slab.bytes(of: $0)) } }
        #expect(parts.flatMap(lines) == lines(slab))
        let digests = { (slab: Slab) in slab.entries.map { ($0.digest, $0.streamOffset, $0.eventTime) } }
        #expect(zip(parts.flatMap(digests), digests(slab)).allSatisfy { $0 == $1 })
        #expect(parts.reduce(0) { $0 + $1.redactions.records.count } == 9)
        #expect(parts.reduce(UInt64(0)) { $0 + Self.bytes($1) } == Self.bytes(slab))
        for part in parts {
            #expect(part.redactions.records.allSatisfy { part.entries[Int($0.entry)].length == 4 })
            let keys = part.entries.map { part.meter.keys[Int($0.meterKey)].host }
            #expect(zip(part.entries, keys).allSatisfy { part.streams[Int($0.stream)].descriptor.host == $1 })
        }
    }

    @Test("a stream's position never runs ahead of the records in the parts so far")
    func positions() {
        let slab = Self.slab(turns: 9, linesPerTurn: 1_500)
        var ends: [String: UInt64] = [:]
        for part in slab.parts() {
            for entry in part.entries {
                // What was redacted is shorter now than what was read, but only at a turn's end.
                ends[part.streams[Int(entry.stream)].descriptor.origin] = entry.streamOffset
            }
            for stream in part.streams {
                let position = stream.position.bytes.withUnsafeBytes { UInt64(littleEndian: $0.loadUnaligned(as: UInt64.self)) }
                let last = ends[stream.descriptor.origin] ?? 0
                #expect(position > last && position - last < 30, "\(stream.descriptor.origin)")
            }
        }
        #expect(ends.count == 2)
    }

    @Test("a slab without a cut stays whole")
    func uncut() {
        let slab = Self.slab(turns: 1, linesPerTurn: 10)
        #expect(!slab.canBeParted)
        #expect(slab.parts().map(\.entries.count) == [10])
    }

    private static func bytes(_ slab: Slab) -> UInt64 { slab.meter.rows.reduce(0) { $0 + $1.count.bytes } }
}
