package import WeirRecords
internal import WeirSystem

/// A whole frame that was read and checked: records with their streams and their meter.
///
/// Everything in it was checked against its own lengths, so that `entries` and `bytes(of:)` stay inside. What they point
/// to lives as long as the frame. Immutable, hence `@unchecked Sendable`.
package final class Frame: @unchecked Sendable {
    package let header: FrameHeader
    package let streams: [StreamState]
    package let meter: MeterBlock
    package let redactions: Redactions
    private let bytes: UnsafeMutableRawBufferPointer
    private let room: FrameBuffers.Room
    private let buffers: FrameBuffers

    package var firstRecord: RecordNumber { header.firstRecord }
    package var records: Range<RecordNumber> { header.records }
    /// Records of a data frame; a dropped one has none of those it stands for.
    package var count: Int { entries.count }

    package var entries: UnsafeBufferPointer<RecordEntry> {
        UnsafeRawBufferPointer(rebasing: bytes[header.entriesRange]).assumingMemoryBound(to: RecordEntry.self)
    }

    package var payload: UnsafeRawBufferPointer { UnsafeRawBufferPointer(rebasing: bytes[header.payloadRange]) }

    /// The record's bytes, without its line end; the entry must be one of this frame.
    package func bytes(of entry: RecordEntry) -> UnsafeRawBufferPointer {
        UnsafeRawBufferPointer(rebasing: payload[Int(entry.payloadOffset)..<Int(entry.payloadOffset) + Int(entry.length)])
    }

    package func recordNumber(at index: Int) -> RecordNumber { firstRecord.advanced(by: UInt64(index)) }

    /// Index of the record, 0 for what is before the frame and `count` for what is behind it: where a reader goes on.
    package func index(of number: RecordNumber) -> Int { Int(min(number.records(since: firstRecord), UInt64(count))) }

    /// Takes the room over, at whose beginning the frame is: it is given back with the frame, or at once where it holds none.
    init(taking room: FrameBuffers.Room, of buffers: FrameBuffers, header: FrameHeader) throws(FrameError) {
        let bytes = UnsafeMutableRawBufferPointer(rebasing: room.bytes[..<header.frameBytes])
        do throws(FrameError) {
            let whole = UnsafeRawBufferPointer(bytes)
            try Self.checkSum(whole, header)
            streams = try StreamsBlock.decode(UnsafeRawBufferPointer(rebasing: whole[header.streamsRange]))
            meter = try MeterCoding.decode(UnsafeRawBufferPointer(rebasing: whole[header.meterRange]))
            redactions = try RedactionsBlock.decode(
                UnsafeRawBufferPointer(rebasing: whole[header.redactionsRange]), entries: Int(header.recordCount))
            let entries = UnsafeRawBufferPointer(rebasing: whole[header.entriesRange]).assumingMemoryBound(to: RecordEntry.self)
            let limits = EntryLimits(streams: streams.count, keys: meter.keys.count, payload: Int(header.payloadBytes))
            guard limits.allow(entries) else { throw .block(.entries) }
            guard meter.fits(header) else { throw .block(.meter) }
        } catch {
            buffers.giveBack(room)
            throw error
        }
        self.header = header
        self.bytes = bytes
        self.room = room
        self.buffers = buffers
    }

    /// Decodes a copy of the bytes, which must be one whole frame and nothing else.
    package convenience init(copying bytes: UnsafeRawBufferPointer) throws(FrameError) {
        let header = try FrameHeader(decoding: bytes)
        guard bytes.count == header.frameBytes else { throw bytes.count < header.frameBytes ? .cutShort : .lengths }
        let buffers = FrameBuffers()
        let room = buffers.take(header.frameBytes)
        room.bytes.copyMemory(from: bytes)
        try self.init(taking: room, of: buffers, header: header)
    }

    deinit { buffers.giveBack(room) }

    private static func checkSum(_ bytes: UnsafeRawBufferPointer, _ header: FrameHeader) throws(FrameError) {
        let end = header.redactionsRange.upperBound
        guard bytes.count == end + FrameHeader.checksumBytes else { throw .cutShort }
        let found = UInt32(littleEndian: bytes.loadUnaligned(fromByteOffset: end, as: UInt32.self))
        guard CRC32C.checksum(UnsafeRawBufferPointer(rebasing: bytes[..<end])) == found else { throw .checksum }
        // The ledger reads the meter alone and goes by this one.
        guard CRC32C.checksum(UnsafeRawBufferPointer(rebasing: bytes[header.meterRange])) == header.meterChecksum
        else { throw .block(.meter) }
    }
}

extension MeterBlock {
    var recordCount: UInt64 { rows.reduce(0) { $0.addingSaturated($1.count.records) } }
    var byteCount: UInt64 { rows.reduce(0) { $0.addingSaturated($1.count.bytes) } }

    /// Whether it counts exactly the frame's records, and no more bytes than they can have.
    func fits(_ header: FrameHeader) -> Bool {
        let maximumBytes =
            switch header.kind {
            case .data: UInt64(header.payloadBytes)
            case .checkpoint: UInt64(0)
            case .dropped: UInt64(header.recordCount) * UInt64(FrameLimits.maximumFrameBytes)
            }
        return recordCount == UInt64(header.recordCount) && byteCount <= maximumBytes
    }
}

/// What a frame's entries may refer to.
struct EntryLimits {
    var streams: Int
    var keys: Int
    var payload: Int

    /// Records may not share bytes: together they are no longer than the payload.
    func allow(_ entries: UnsafeBufferPointer<RecordEntry>) -> Bool {
        var length = 0
        for entry in entries {
            guard Int(entry.stream) < streams, Int(entry.meterKey) < keys, Int(entry.payloadOffset) + Int(entry.length) <= payload
            else { return false }
            length += Int(entry.length)
        }
        return length <= payload
    }
}
