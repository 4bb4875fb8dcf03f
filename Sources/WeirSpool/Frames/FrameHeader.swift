/// The first 64 bytes of a frame, and with them the layout of the whole, version 1. All numbers are little endian.
///
/// ```
/// offset bytes
///      0     4  magic: "WEIR"
///      4     2  version: 1
///      6     1  kind: 0 data, 1 checkpoint, 2 dropped
///      7     1  0
///      8     8  salt: the segment's own random number, the same in all of its frames
///     16     8  number of the first record
///     24     8  mark when the frame was written: records before it were durable then
///     32     4  bytes of the whole frame, from the magic to the checksum
///     36     4  records
///     40     4  bytes of the streams block, a multiple of 8
///     44     4  bytes of the meter block
///     48     4  bytes of the payload
///     52     4  CRC-32C of the meter block
///     56     4  bytes of the redactions block
///     60     4  CRC-32C of the 60 bytes before
///     64        streams block (see ``StreamsBlock``)
///               of data only, records × 48 bytes: ``RecordEntry`` as it lies in memory
///               meter block (see ``MeterCoding``)
///               payload: the records' bytes and what was between them; of a checkpoint the installation's 16 bytes; else nothing
///               of data only: redactions block (see ``RedactionsBlock``)
///             4  CRC-32C of everything before, from the magic on
/// ```
///
/// The salt keeps a record's bytes from passing for a frame where a damaged segment is searched for the next whole one.
package struct FrameHeader: Equatable, Sendable {
    package enum Kind: UInt8, Sendable {
        case data = 0
        case checkpoint = 1
        /// Records that were given up by policy: their weight is kept, they are not.
        case dropped = 2
    }

    package static let magic: UInt32 = 0x5249_4557
    package static let version: UInt16 = 1
    package static let byteCount = 64
    static let checksumBytes = 4

    package var kind: Kind
    package var salt: UInt64
    package var firstRecord: RecordNumber
    package var mark: RecordNumber
    package var recordCount: UInt32
    package var streamsBytes: UInt32
    package var meterBytes: UInt32
    package var payloadBytes: UInt32
    package var meterChecksum: UInt32
    package var redactionsBytes: UInt32 = 0

    package var records: Range<RecordNumber> { firstRecord..<firstRecord.advanced(by: UInt64(recordCount)) }

    var entriesBytes: Int { kind == .data ? Int(recordCount) * FrameLimits.entryBytes : 0 }
    /// Can't overflow: six numbers of 32 bits, one of them times 48.
    package var frameBytes: Int { redactionsRange.upperBound + Self.checksumBytes }

    var streamsRange: Range<Int> { Self.byteCount..<(Self.byteCount + Int(streamsBytes)) }
    var entriesRange: Range<Int> { streamsRange.upperBound..<(streamsRange.upperBound + entriesBytes) }
    var meterRange: Range<Int> { entriesRange.upperBound..<(entriesRange.upperBound + Int(meterBytes)) }
    var payloadRange: Range<Int> { meterRange.upperBound..<(meterRange.upperBound + Int(payloadBytes)) }
    var redactionsRange: Range<Int> { payloadRange.upperBound..<(payloadRange.upperBound + Int(redactionsBytes)) }
}

/// What a frame may be at most; a header over it is not believed.
package enum FrameLimits {
    package static let maximumFrameBytes = 64 << 20
    package static let entryBytes = 48
    /// No spool gets as far as this number in ten thousand years; a frame that claims to is not believed, and sums of records
    /// never overflow.
    static let lastRecord = RecordNumber(1 << 62)
    /// Records that may be missing between two frames of a segment: more than any damage can have taken.
    static let largestGap = UInt64(UInt32.max)
    /// Texts in blocks carry their length in 16 bits; longer ones are cut there, at a whole character.
    static let maximumTextBytes = Int(UInt16.max)
    /// Live positions of one checkpoint frame; more of them go into further checkpoint frames.
    static let checkpointStreamsBytes = 8 << 20
    /// Stands behind the last frame of a file that held another segment before, where the next frame will begin.
    static let endMark: [UInt8] = Array(repeating: 0, count: 8)
}
