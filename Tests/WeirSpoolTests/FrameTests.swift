import TestSupport
import Testing
import WeirRecords
import WeirSystem

@testable import WeirSpool

@Suite("Frames")
struct FrameTests {
    @Test("a frame decodes to what was encoded", arguments: 0..<200)
    func roundTrip(seed: Int) throws {
        let slab = Self.slab(seed: UInt64(seed))
        let bytes = Self.encode(slab, first: RecordNumber(UInt64(seed) << 33))
        let frame = try bytes.withUnsafeBytes { bytes throws(FrameError) in try Frame(copying: bytes) }
        #expect(frame.header.frameBytes == bytes.count)
        #expect(frame.firstRecord == RecordNumber(UInt64(seed) << 33))
        #expect(frame.header.mark == min(frame.firstRecord, RecordNumber(3)))
        #expect(frame.streams == slab.streams)
        #expect(Array(frame.entries) == slab.entries)
        #expect(frame.meter == slab.meter)
        #expect(frame.redactions == slab.redactions)
        #expect(frame.recordBytes == slab.entries.map { [UInt8](slab.bytes(of: $0)) })
    }

    @Test("the measure is never less than the frame, and at most 8 bytes more", arguments: 0..<50)
    func measure(seed: Int) {
        let slab = Self.slab(seed: UInt64(seed))
        let excess = Int(FrameEncoder.measure(slab)) - Self.encode(slab).count
        #expect((0...8).contains(excess))
    }

    @Test("every single bit that flips is noticed")
    func bitFlips() {
        let slab = Slab(capacity: 256)
        slab.append(Array("a record".utf8))
        slab.streams = [Workload.state(of: 0, offset: 1)]
        slab.redactions = Redactions(rules: ["a"], records: [RedactedRecord(entry: 0, rules: 1, digest: .zero)])
        var bytes = Self.encode(slab)
        for bit in 0..<(bytes.count * 8) {
            bytes[bit / 8] ^= 1 << (bit % 8)
            #expect(Self.decodes(bytes) == false, "bit \(bit)")
            bytes[bit / 8] ^= 1 << (bit % 8)
        }
        #expect(Self.decodes(bytes))
    }

    @Test("a frame cut at any byte is none")
    func cuts() {
        let bytes = Self.encode(Self.slab(seed: 4))
        for count in 0..<bytes.count { #expect(Self.decodes(Array(bytes[..<count])) == false, "cut at \(count)") }
    }

    @Test("blocks of anything under right checksums are refused or stay inside the frame", arguments: 0..<400)
    func hostileBlocks(seed: Int) {
        var random = SeededRandom(seed: UInt64(seed))
        var bytes = Self.encode(Self.slab(seed: UInt64(seed)))
        for _ in 0..<random.number(in: 1..<12) {
            let place = random.number(in: 32..<(bytes.count - 4))
            bytes[place] = random.chance(0.3) ? 0xFF : UInt8.random(in: 0...255, using: &random)
        }
        Self.repairChecksums(&bytes)
        guard let frame = try? bytes.withUnsafeBytes({ bytes throws(FrameError) in try Frame(copying: bytes) }) else { return }
        #expect(frame.recordBytes.allSatisfy { $0.count <= frame.payload.count })
        #expect(frame.entries.allSatisfy { Int($0.stream) < frame.streams.count && Int($0.meterKey) < frame.meter.keys.count })
    }

    @Test("a header that promises more than a frame may be is not believed")
    func headerLimits() {
        var bytes = Self.encode(Self.slab(seed: 1))
        for offset in [32, 36, 40, 44, 48, 56] {
            var broken = bytes
            for place in offset..<(offset + 4) { broken[place] = 0xFF }
            Self.repairChecksums(&broken)
            #expect(Self.decodes(broken) == false)
        }
        bytes[4] = 2
        Self.repairChecksums(&bytes)
        #expect(throws: FrameError.unknownVersion(2)) {
            try bytes.withUnsafeBytes { bytes throws(FrameError) in try FrameHeader(decoding: bytes) }
        }
    }

    @Test("texts longer than their length can say are cut at a whole character")
    func longTexts() throws {
        let slab = Slab(capacity: 256)
        slab.append([1], application: String(repeating: "€", count: 30_000))
        slab.streams = [Workload.state(of: 0, offset: 1)]
        let bytes = Self.encode(slab)
        let frame = try bytes.withUnsafeBytes { bytes throws(FrameError) in try Frame(copying: bytes) }
        #expect(frame.meter.keys[0].application == String(repeating: "€", count: 65_535 / 3))
    }

    @Test("redactions of a part are those of its records, and a letter keeps its own")
    func partRedactions() throws {
        let slab = Self.slab(seed: 6)
        let changed = [1, 3, 4].map { RedactedRecord(entry: $0, rules: UInt64($0), digest: Digest128(low: UInt64($0), high: 0)) }
        slab.redactions = Redactions(rules: ["a", "b", "c"], records: changed)
        let bytes = Self.encode(slab)
        let frame = try bytes.withUnsafeBytes { bytes throws(FrameError) in try Frame(copying: bytes) }
        #expect(frame.redactions(of: 0..<1).isEmpty)
        #expect(frame.redactions(of: 1..<4).map(\.place.rules) == [["a"], ["a", "b"]])
        #expect(frame.redactions(of: 0..<frame.count).map(\.place.rules) == [["a"], ["a", "b"], ["c"]])
        let row = try #require(frame.redactions(of: 4..<5).first)
        #expect(row.shift &+ slab.entries[4].digest == Digest128(low: 4, high: 0))
        let letter = DeadLetter(
            record: frame.recordNumber(at: 3), eventID: .zero, source: "", origin: "", bytes: frame.recordBytes[3], reason: "", answer: "",
            time: Timestamp(microseconds: 0), envelope: frame.envelope(of: 3))
        #expect(try letter.frame().redactions(of: 0..<1) == frame.redactions(of: 3..<4))
    }

    @Test("redactions that name no record of the frame, or no rule, are refused")
    func foreignRedactions() {
        let records: [[RedactedRecord]] = [
            [RedactedRecord(entry: 90, rules: 1, digest: .zero)], [RedactedRecord(entry: 0, rules: 2, digest: .zero)],
            [RedactedRecord(entry: 1, rules: 1, digest: .zero), RedactedRecord(entry: 0, rules: 1, digest: .zero)],
        ]
        for records in records {
            let slab = Self.slab(seed: 6)
            slab.redactions = Redactions(rules: ["a"], records: records)
            #expect(Self.decodes(Self.encode(slab)) == false)
            #expect(throws: SpoolError.self) { try SlabCheck.check(slab) }
        }
    }

    @Test("a record's entry is 48 bytes without holes")
    func entryLayout() {
        #expect(MemoryLayout<RecordEntry>.stride == FrameLimits.entryBytes)
        #expect(MemoryLayout<RecordEntry>.size == FrameLimits.entryBytes)
        #expect(MemoryLayout<RecordEntry>.alignment == 8)
        #expect(MemoryLayout<RecordEntry>.offset(of: \.eventTime) == 8)
        #expect(MemoryLayout<RecordEntry>.offset(of: \.digest) == 16)
        #expect(MemoryLayout<RecordEntry>.offset(of: \.payloadOffset) == 32)
        #expect(MemoryLayout<RecordEntry>.offset(of: \.stream) == 40)
    }

    @Test("a part of a frame weighs what its records weigh")
    func partMeters() throws {
        var workload = Workload(seed: 9)
        let bytes = Self.encode(workload.slab(records: 120))
        let frame = try bytes.withUnsafeBytes { bytes throws(FrameError) in try Frame(copying: bytes) }
        #expect(frame.meter(of: 0..<120) == frame.meter)
        let parts = [frame.meter(of: 0..<30), frame.meter(of: 30..<120)]
        #expect(Self.sums(parts) == Self.sums([frame.meter]))
    }

    // MARK: -

    private struct Place: Hashable {
        var key: MeterKey
        var minute: Int64
    }

    private static func sums(_ blocks: [MeterBlock]) -> [Place: MeterCount] {
        var sums: [Place: MeterCount] = [:]
        for block in blocks {
            for row in block.rows { sums[Place(key: block.keys[Int(row.key)], minute: row.minute), default: .zero].add(row.count) }
        }
        return sums
    }

    static func encode(_ slab: Slab, first: RecordNumber = .first) -> [UInt8] {
        var encoder = FrameEncoder()
        var bytes: [UInt8] = []
        let context = FrameEncoder.Context(salt: 0x5A17, firstRecord: first, mark: min(first, RecordNumber(3)))
        _ = try? encoder.encode(slab, context) { (buffers) throws(SystemError) in for buffer in buffers { bytes.append(contentsOf: buffer) }
        }
        return bytes
    }

    private static func decodes(_ bytes: [UInt8]) -> Bool {
        bytes.withUnsafeBytes { bytes in (try? Frame(copying: bytes)) != nil }
    }

    private static func repairChecksums(_ bytes: inout [UInt8]) {
        func checksum(_ range: Range<Int>) -> [UInt8] {
            let sum = bytes.withUnsafeBytes { CRC32C.checksum(UnsafeRawBufferPointer(rebasing: $0[range])) }
            return withUnsafeBytes(of: sum.littleEndian, Array.init)
        }
        bytes.replaceSubrange(60..<64, with: checksum(0..<60))
        bytes.replaceSubrange((bytes.count - 4)..., with: checksum(0..<(bytes.count - 4)))
    }

    static func slab(seed: UInt64) -> Slab {
        var random = SeededRandom(seed: seed)
        let slab = Slab(capacity: 1 << 16)
        let streams = random.number(in: 1..<5)
        slab.streams = (0..<streams).map { _ in
            let descriptor = StreamDescriptor(
                kind: [.file, .network, .table][random.number(in: 0..<3)], source: random.text(upTo: 12), host: random.text(upTo: 12),
                origin: random.text(upTo: 40), generation: Digest128(low: random.next(), high: random.next()),
                format: RecordFormat.allCases[random.number(in: 0..<RecordFormat.allCases.count)])
            let position = StreamPosition(bytes: random.bytes(random.number(in: 0..<40)))
            return StreamState(descriptor: descriptor, position: position, isClosed: random.chance(0.2))
        }
        for _ in 0..<random.number(in: 0..<40) {
            slab.append(
                random.bytes(random.number(in: 0..<200)), stream: random.number(in: 0..<streams), offset: random.next(),
                minute: Int64(random.number(in: 0..<4)) - 2, host: random.text(upTo: 3), application: random.text(upTo: 3))
        }
        if random.chance(0.5) { slab.redactions = redactions(of: slab.entries.count, &random) }
        return slab
    }

    private static func redactions(of entries: Int, _ random: inout SeededRandom) -> Redactions {
        let rules = (0..<random.number(in: 1..<65)).map { "rule-\($0)" }
        let records = (0..<entries).filter { _ in random.chance(0.3) }.map { entry in
            RedactedRecord(
                entry: UInt32(entry), rules: random.next() >> UInt64(64 - rules.count),
                digest: Digest128(low: random.next(), high: random.next()))
        }
        return records.isEmpty ? Redactions() : Redactions(rules: rules, records: records)
    }
}
