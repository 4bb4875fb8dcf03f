internal import WeirRecords
internal import WeirSystem

/// Makes frames out of slabs and checkpoints. Its own bytes are kept from frame to frame; a payload is never copied.
struct FrameEncoder: Sendable {
    /// What is the same for all frames of a segment, or differs only by time.
    struct Context {
        var salt: UInt64
        var firstRecord: RecordNumber
        var mark: RecordNumber
    }

    /// Which of the buffers that `write` is given holds the payload.
    static let payloadPart = 3

    /// Header and streams block.
    private var head: [UInt8] = []
    private var meter: [UInt8] = []
    private var redactions: [UInt8] = []

    /// What the slab's frame takes, at most.
    static func measure(_ slab: Slab) -> UInt64 {
        let streams = slab.streams.reduce(StreamsBlock.fixedBytes + StreamsBlock.alignment) { $0 + StreamsBlock.bytes(of: $1) }
        let fixed = FrameHeader.byteCount + FrameHeader.checksumBytes
        return UInt64(fixed + streams + slab.entries.count * FrameLimits.entryBytes + MeterCoding.bytes(of: slab.meter) + slab.payloadCount)
            + UInt64(RedactionsBlock.bytes(of: slab.redactions))
    }

    /// Gives the slab's frame to `write` as the buffers that it consists of, in order. Bytes of the frame.
    mutating func encode(
        _ slab: Slab, _ context: Context, write: ([UnsafeRawBufferPointer]) throws(SystemError) -> Void
    ) throws(SystemError) -> Int {
        try slab.entries.withRawBytes { (entries) throws(SystemError) in
            try encode(
                .data, context, slab.streams, entries, slab.meter, slab.usedPayload, slab.redactions,
                records: UInt32(slab.entries.count), write: write)
        }
    }

    /// The same for a checkpoint of some live positions.
    mutating func encodeCheckpoint(
        _ streams: [StreamState], installation: Digest128, _ context: Context,
        write: ([UnsafeRawBufferPointer]) throws(SystemError) -> Void
    ) throws(SystemError) -> Int {
        var payload: [UInt8] = []
        payload.appendInteger(installation.low)
        payload.appendInteger(installation.high)
        let none = UnsafeRawBufferPointer(start: nil, count: 0)
        return try payload.withRawBytes { (payload) throws(SystemError) in
            try encode(.checkpoint, context, streams, none, MeterBlock(), payload, records: 0, write: write)
        }
    }

    /// The same for records of which only their streams' positions and their weight are kept.
    ///
    /// - Precondition: the meter counts no more records than 32 bits say.
    mutating func encodeDropped(
        _ streams: [StreamState], _ meter: MeterBlock, _ context: Context, write: ([UnsafeRawBufferPointer]) throws(SystemError) -> Void
    ) throws(SystemError) -> Int {
        let none = UnsafeRawBufferPointer(start: nil, count: 0)
        let records = UInt32(clamping: meter.recordCount)
        return try encode(.dropped, context, streams, none, meter, none, records: records, write: write)
    }

    private mutating func encode(
        _ kind: FrameHeader.Kind, _ context: Context, _ streams: [StreamState], _ entries: UnsafeRawBufferPointer, _ block: MeterBlock,
        _ payload: UnsafeRawBufferPointer, _ redacted: Redactions = Redactions(), records: UInt32,
        write: ([UnsafeRawBufferPointer]) throws(SystemError) -> Void
    ) throws(SystemError) -> Int {
        redactions.removeAll(keepingCapacity: true)
        RedactionsBlock.encode(redacted, into: &redactions)
        meter.removeAll(keepingCapacity: true)
        MeterCoding.encode(block, into: &meter)
        var streamsBlock: [UInt8] = []
        StreamsBlock.encode(streams, into: &streamsBlock)
        let header = FrameHeader(
            kind: kind, salt: context.salt, firstRecord: context.firstRecord, mark: context.mark,
            recordCount: records, streamsBytes: UInt32(streamsBlock.count),
            meterBytes: UInt32(meter.count), payloadBytes: UInt32(payload.count),
            meterChecksum: meter.withUnsafeBytes { CRC32C.checksum($0) }, redactionsBytes: UInt32(redactions.count))
        head.removeAll(keepingCapacity: true)
        header.encode(into: &head)
        head.append(contentsOf: streamsBlock)
        try hand(over: entries, payload, to: write)
        return header.frameBytes
    }

    private mutating func hand(
        over entries: UnsafeRawBufferPointer, _ payload: UnsafeRawBufferPointer,
        to write: ([UnsafeRawBufferPointer]) throws(SystemError) -> Void
    ) throws(SystemError) {
        try head.withRawBytes { (head) throws(SystemError) in
            try meter.withRawBytes { (meter) throws(SystemError) in
                try redactions.withRawBytes { (redactions) throws(SystemError) in
                    var sum = CRC32C()
                    for part in [head, entries, meter, payload, redactions] { sum.update(part) }
                    try withUnsafeBytes(of: sum.value.littleEndian) { (sum) throws(SystemError) in
                        try write([head, entries, meter, payload, redactions, sum])
                    }
                }
            }
        }
    }
}

extension Array {
    /// `withUnsafeBytes` with the error's type, which the standard library's own does not carry.
    func withRawBytes<Result, Failure: Error>(_ body: (UnsafeRawBufferPointer) throws(Failure) -> Result) throws(Failure) -> Result {
        try withUnsafeBufferPointer { (buffer) throws(Failure) in try body(UnsafeRawBufferPointer(buffer)) }
    }
}
