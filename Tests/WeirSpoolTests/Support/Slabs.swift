import TestSupport
import WeirRecords
import WeirSpool
import WeirSystem

/// Records of some streams, each of which says where it stands: position and payload both tell how many came before.
struct Workload {
    struct Record: Equatable {
        var stream: Int
        var offset: UInt64
        var bytes: [UInt8]
    }

    var random: SeededRandom
    /// Records given out so far, by stream.
    var offsets: [UInt64]
    /// Everything given out, in order: the record with this number.
    var records: [Record] = []
    var payloadBytes: Range<Int>

    init(seed: UInt64, streams: Int = 3, payloadBytes: Range<Int> = 1..<60) {
        random = SeededRandom(seed: seed)
        offsets = Array(repeating: 0, count: streams)
        self.payloadBytes = payloadBytes
    }

    /// Forgets what did not survive: the source reads it again.
    mutating func rewind(to next: RecordNumber) {
        records.removeLast(records.count - Int(next.value))
        for stream in offsets.indices { offsets[stream] = UInt64(records.count { $0.stream == stream }) }
    }

    mutating func slab(records count: Int) -> Slab {
        let slab = Slab(capacity: 1 << 16)
        var used: [Int] = []
        for _ in 0..<count {
            let stream = random.number(in: 0..<offsets.count)
            if !used.contains(stream) { used.append(stream) }
            let bytes = Array("\(stream):\(offsets[stream]):".utf8) + random.bytes(random.number(in: payloadBytes))
            slab.append(bytes, stream: used.firstIndex(of: stream) ?? 0, offset: offsets[stream], minute: Int64(records.count / 50))
            records.append(Record(stream: stream, offset: offsets[stream], bytes: bytes))
            offsets[stream] += 1
        }
        slab.streams = used.map { Self.state(of: $0, offset: offsets[$0]) }
        return slab
    }

    static func state(of stream: Int, offset: UInt64) -> StreamState {
        let descriptor = StreamDescriptor(
            kind: .file, source: "files", host: "host-\(stream)", origin: "/log/\(stream).log",
            generation: Digest128(low: UInt64(stream), high: 7), format: .plain)
        return StreamState(
            descriptor: descriptor, position: StreamPosition(bytes: [1] + withUnsafeBytes(of: offset.littleEndian, Array.init)))
    }

    /// Where the streams should stand once these many records survived; streams that never had one are not there.
    func states(after next: RecordNumber) -> [StreamState] {
        offsets.indices.compactMap { stream in
            let count = records[..<Int(next.value)].count { $0.stream == stream }
            return count == 0 ? nil : Self.state(of: stream, offset: UInt64(count))
        }
    }
}

extension Slab {
    /// One record with its meter.
    func append(
        _ bytes: [UInt8], stream: Int = 0, offset: UInt64 = 0, minute: Int64 = 0, host: String = "host", application: String = "app"
    ) {
        let key = MeterKey(source: "files", host: host, application: application, level: .info, category: .session)
        let number = meter.keys.firstIndex(of: key) ?? meter.keys.count
        if number == meter.keys.count { meter.keys.append(key) }
        let digest = Digest128(low: UInt64.max - UInt64(bytes.count), high: offset)
        entries.append(
            RecordEntry(
                streamOffset: offset, eventTime: Timestamp(microseconds: minute * 60_000_000), digest: digest,
                payloadOffset: UInt32(payloadCount), length: UInt32(bytes.count), stream: UInt16(stream), meterKey: UInt16(number),
                flags: [.json]))
        freePayload.copyBytes(from: bytes)
        payloadCount += bytes.count
        let count = MeterCount(records: 1, bytes: UInt64(bytes.count), digest: digest)
        if let row = meter.rows.firstIndex(where: { Int($0.key) == number && $0.minute == minute }) {
            meter.rows[row].count.add(count)
        } else {
            meter.rows.append(MeterBlock.Row(key: UInt16(number), minute: minute, count: count))
        }
    }
}

extension Frame {
    /// The bytes of all records.
    var recordBytes: [[UInt8]] { entries.map { [UInt8](bytes(of: $0)) } }
}

extension SpoolReader {
    /// Everything up to the mark.
    mutating func readAll() -> (records: [RecordNumber: [UInt8]], quarantined: [QuarantinedRange]) {
        var records: [RecordNumber: [UInt8]] = [:]
        var quarantined: [QuarantinedRange] = []
        while true {
            switch next() {
            case .caughtUp: return (records, quarantined)
            case .quarantined(let range): quarantined.append(range)
            case .frame(let frame):
                for (index, bytes) in frame.recordBytes.enumerated() { records[frame.recordNumber(at: index)] = bytes }
            }
        }
    }
}
