internal import WeirRecords
internal import WeirSystem

/// A dead letter as a frame of one record, in two parts: the record's bytes, which people look at, and its envelope, which is all of
/// the frame but them. The frame's checksum, at the envelope's end, is over both.
extension Frame {
    /// What to keep beside the bytes of one of its records, so that it can be sent again as it was, under the same id.
    package func envelope(of index: Int) -> [UInt8] {
        let entry = entries[index]
        let slab = Slab(capacity: max(1, Int(entry.length)))
        slab.freePayload.copyMemory(from: bytes(of: entry))
        slab.payloadCount = Int(entry.length)
        // Where the stream goes on is of no use to a letter.
        slab.streams = [StreamState(descriptor: streams[Int(entry.stream)].descriptor, position: StreamPosition(bytes: []))]
        slab.entries = [entry.alone]
        let weight = MeterCount(records: 1, bytes: UInt64(entry.length), digest: entry.digest)
        slab.meter = MeterBlock(
            keys: [meter.keys[Int(entry.meterKey)]], rows: [.init(key: 0, minute: entry.eventTime.minute, count: weight)])
        slab.redactions = Redactions(
            rules: redactions.rules,
            records: redactions.records(in: index..<(index + 1)).map { RedactedRecord(entry: 0, rules: $0.rules, digest: $0.digest) })
        return Self.envelope(of: slab, recordNumber(at: index))
    }

    private static func envelope(of slab: Slab, _ number: RecordNumber) -> [UInt8] {
        var encoder = FrameEncoder()
        var envelope: [UInt8] = []
        let context = FrameEncoder.Context(salt: 0, firstRecord: number, mark: number)
        // Nothing is written, so nothing throws.
        _ = try? encoder.encode(slab, context) { (parts) throws(SystemError) in
            for (index, part) in parts.enumerated() where index != FrameEncoder.payloadPart { envelope.append(contentsOf: part) }
        }
        return envelope
    }
}

extension RecordEntry {
    /// The same in a frame that holds nothing else.
    fileprivate var alone: RecordEntry {
        RecordEntry(
            streamOffset: streamOffset, eventTime: eventTime, digest: digest, payloadOffset: 0, length: length, stream: 0, meterKey: 0,
            flags: flags)
    }
}

extension DeadLetter {
    /// The record as it was in the spool.
    ///
    /// - Throws: what is wrong with it: a letter is checked like any frame.
    package func frame() throws(FrameError) -> Frame {
        let header = try envelope.withRawBytes { (bytes) throws(FrameError) in try FrameHeader(decoding: bytes) }
        let payload = header.payloadRange
        guard header.firstRecord == record, header.recordCount == 1, payload.count == bytes.count,
            envelope.count == header.frameBytes - payload.count
        else { throw .lengths }
        let whole = envelope[..<payload.lowerBound] + bytes + envelope[payload.lowerBound...]
        return try Array(whole).withRawBytes { (bytes) throws(FrameError) in try Frame(copying: bytes) }
    }

    /// What the record weighs in the ledger; `nil` where its envelope can't be read.
    func weight() -> LedgerRow? {
        guard !envelope.isEmpty, let meter = try? frame().meter, let row = meter.rows.first, let key = meter.keys.first else { return nil }
        return LedgerRow(key: key, minute: row.minute, outcome: .deadLettered, count: row.count)
    }
}
