import WeirRecords

extension Slab {
    /// Lines `record 0`, `record 1`, … of one file.
    static func plainLines(_ count: Int) -> Slab {
        let slab = Slab(capacity: 1 << 16)
        slab.addPlainLines(count)
        return slab
    }

    func addPlainLines(_ count: Int) {
        var indexer = RecordIndexer(source: "log", host: "h", format: .plain)
        for number in 0..<count {
            let line = Array("record \(number)".utf8)
            let offset = payloadCount
            freePayload.copyBytes(from: line)
            payloadCount += line.count
            indexer.append(
                lineAt: offset, length: line.count, streamOffset: UInt64(offset), stream: 0, arrival: Timestamp(microseconds: 60), to: self)
        }
        let stream = StreamDescriptor(
            kind: .file, source: "log", host: "h", origin: "/log/a.log", generation: Digest128(low: 3, high: 4), format: .plain)
        streams = [StreamState(descriptor: stream, position: StreamPosition(bytes: [1]))]
    }
}
