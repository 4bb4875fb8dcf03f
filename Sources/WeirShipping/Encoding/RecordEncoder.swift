package import WeirRecords

/// A record on its way out. The bytes belong to a frame and are valid only while it is held.
package struct OutgoingRecord {
    package var bytes: UnsafeRawBufferPointer
    package var entry: RecordEntry
    /// The same over retries, restarts and sinks.
    package var id: Digest128

    package init(bytes: UnsafeRawBufferPointer, entry: RecordEntry, id: Digest128) {
        self.bytes = bytes
        self.entry = entry
        self.id = id
    }
}

/// Writes records in one wire format, straight into a buffer that is used again: nothing is allocated per record.
package protocol RecordEncoder {
    /// Bytes that a record gains at most on its way out, escapes left aside: what a batch is measured with.
    var overhead: Int { get }
    /// The streams and meter keys that the entries of the records to come point into, and never past: frames are checked.
    mutating func begin(streams: [StreamState], keys: [MeterKey])
    mutating func append(_ record: OutgoingRecord, to output: inout OutputBuffer)
}

/// What is written again and again for one stream or key, kept by its description; bounded, since peers can make up streams.
struct EnvelopeCache<Key: Hashable, Envelope> {
    /// A shipper follows some tens of files; beyond this the cache starts anew.
    static var limit: Int { 4_096 }

    private var envelopes: [Key: Envelope] = [:]

    mutating func envelope(of key: Key, make: (Key) -> Envelope) -> Envelope {
        if let known = envelopes[key] { return known }
        if envelopes.count >= Self.limit { envelopes.removeAll(keepingCapacity: true) }
        let made = make(key)
        envelopes[key] = made
        return made
    }
}
