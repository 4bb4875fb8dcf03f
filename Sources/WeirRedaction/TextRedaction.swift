import WeirRecords

extension Redactor {
    /// A text without what the rules take out of a record that says the same.
    package func redacted(_ text: String) -> String {
        var text = text
        return text.withUTF8 { bytes in
            guard let base = bytes.baseAddress, !bytes.isEmpty else { return "" }
            let slab = Slab(capacity: bytes.count)
            slab.payload.copyMemory(from: base, byteCount: bytes.count)
            slab.payloadCount = bytes.count
            let now = Timestamp(microseconds: 0)
            slab.streams = [StreamState(descriptor: Self.descriptor, position: StreamPosition(bytes: []))]
            slab.meter = MeterBlock(
                keys: [MeterKey(source: "", host: "", application: "", level: .info, category: .infrastructure)],
                rows: [MeterBlock.Row(key: 0, minute: 0, count: MeterCount(records: 1, bytes: UInt64(bytes.count), digest: .zero))])
            slab.entries = [
                RecordEntry(
                    streamOffset: 0, eventTime: now, digest: .zero, payloadOffset: 0, length: UInt32(bytes.count), stream: 0,
                    meterKey: 0, flags: [])
            ]
            redact(slab)
            return slab.entries.first.map { String(decoding: slab.bytes(of: $0), as: UTF8.self) } ?? ""
        }
    }

    private static let descriptor = StreamDescriptor(
        kind: .file, source: "", host: "", origin: "", generation: .zero, format: .plain)
}
