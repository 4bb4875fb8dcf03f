/// What is known of one record without reading it again: 48 bytes, laid out in memory as in a frame (little endian).
@frozen
package struct RecordEntry: Equatable, Sendable, BitwiseCopyable {
    /// Where the record begins in its stream: for a file, its offset in bytes.
    package var streamOffset: UInt64
    /// Event time; the time of arrival where the record names none (see ``RecordFlags/arrivalTime``).
    package var eventTime: Timestamp
    /// Content digest, see ``ContentDigest``.
    package var digest: Digest128
    /// Where the record's bytes begin in the payload.
    package var payloadOffset: UInt32
    /// Bytes of the record, without its line end.
    package var length: UInt32
    /// Index into the slab's or the frame's streams.
    package var stream: UInt16
    /// Index into the slab's or the frame's meter keys.
    package var meterKey: UInt16
    package var flags: RecordFlags
    package var reserved: UInt16

    @inlinable
    package init(
        streamOffset: UInt64, eventTime: Timestamp, digest: Digest128, payloadOffset: UInt32, length: UInt32,
        stream: UInt16, meterKey: UInt16, flags: RecordFlags
    ) {
        self.streamOffset = streamOffset
        self.eventTime = eventTime
        self.digest = digest
        self.payloadOffset = payloadOffset
        self.length = length
        self.stream = stream
        self.meterKey = meterKey
        self.flags = flags
        self.reserved = 0
    }
}

@frozen
package struct RecordFlags: OptionSet, Sendable, BitwiseCopyable {
    package var rawValue: UInt16
    @inlinable
    package init(rawValue: UInt16) { self.rawValue = rawValue }

    /// The record is one valid JSON object and may be passed on as JSON.
    package static let json = RecordFlags(rawValue: 1 << 0)
    /// The record holds only a part of its line, which was over the limit, or was taken before it was whole.
    package static let cut = RecordFlags(rawValue: 1 << 1)
    /// The line named no time: `eventTime` is the time of arrival.
    package static let arrivalTime = RecordFlags(rawValue: 1 << 2)
    /// The bytes are not valid UTF-8.
    package static let invalidUTF8 = RecordFlags(rawValue: 1 << 3)
    /// A line of a text log without a head of its own: time, level and application are those of the line before it.
    package static let continuation = RecordFlags(rawValue: 1 << 4)
    /// Of a line that was cut, a part behind the first: it goes on where the stream's record before it ended.
    package static let rest = RecordFlags(rawValue: 1 << 5)
}
