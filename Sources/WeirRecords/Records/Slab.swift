/// The unit of flow between a source and the spool: raw bytes, an index of the records in them, the streams that they
/// came from and what they weigh. A source reads straight into `payload`; the writer writes it as one frame.
///
/// A slab has one owner at a time: it is filled by a source's thread, handed over through a queue, and given back to the
/// pool once its frame is synced. That hand-over is what makes `@unchecked Sendable` true.
package final class Slab: @unchecked Sendable {
    package static let defaultCapacity = 1 << 20
    package static let maximumStreams = Int(UInt16.max)
    /// A slab with this many records is full, whatever room its payload has: their entries take 768 KiB. Lines of 64 bytes fill
    /// entries and payload at once.
    package static let fullEntries = 16_384
    /// Streams, meter keys and meter rows that make a slab full: each is a text or a number that senders choose, kept in memory
    /// and in the frame. A step or a single line may go a little beyond.
    package static let fullStreams = 1_024
    package static let fullKeys = 1_024
    package static let fullRows = 4_096

    /// Bytes that `payload` can hold.
    package let capacity: Int
    package let payload: UnsafeMutableRawPointer
    /// Bytes of `payload` in use; bytes between records (line ends) are allowed and ignored.
    package var payloadCount = 0
    package var streams: [StreamState] = []
    /// Which records were changed since they were read.
    package var redactions = Redactions()
    /// Where it could have ended, see ``markCut()``.
    package internal(set) var cuts: [SlabCut] = []
    /// Entries and meter, and what finds keys in it.
    var fill = SlabFill()

    package init(capacity: Int = Slab.defaultCapacity) {
        precondition(capacity > 0 && capacity <= Int(UInt32.max))
        self.capacity = capacity
        payload = .allocate(byteCount: capacity, alignment: 64)
        fill.use = SlabFill.Use()
    }

    deinit { payload.deallocate() }

    package var entries: [RecordEntry] {
        get { fill.entries }
        _modify { yield &fill.entries }
    }

    /// Complete after every record that an indexer appended.
    package var meter: MeterBlock {
        get { fill.meter }
        set {
            fill.replace(newValue)
        }
    }

    package var isEmpty: Bool { entries.isEmpty && streams.isEmpty }
    /// Nothing more is to be added, though the payload may have room: the next slab takes it.
    package var isFull: Bool { !fill.hasRoom || streams.count >= Self.fullStreams }
    package var freeBytes: Int { capacity - payloadCount }

    package var usedPayload: UnsafeRawBufferPointer { UnsafeRawBufferPointer(start: payload, count: payloadCount) }
    package var freePayload: UnsafeMutableRawBufferPointer {
        UnsafeMutableRawBufferPointer(start: payload + payloadCount, count: freeBytes)
    }

    package func bytes(of entry: RecordEntry) -> UnsafeRawBufferPointer {
        UnsafeRawBufferPointer(start: payload + Int(entry.payloadOffset), count: Int(entry.length))
    }

    package func reset() {
        payloadCount = 0
        streams.removeAll(keepingCapacity: true)
        redactions.removeAll()
        cuts.removeAll(keepingCapacity: true)
        fill.reset()
    }
}
