internal import WeirRecords

/// What a slab must hold true before it becomes a frame: a reader would refuse the frame otherwise, when it is too late.
enum SlabCheck {
    static func check(_ slab: Slab) throws(SpoolError) {
        guard slab.streams.count <= Slab.maximumStreams else { throw .invalidSlab("\(slab.streams.count) streams") }
        guard slab.meter.keys.count <= Int(UInt16.max) else { throw .invalidSlab("\(slab.meter.keys.count) meter keys") }
        for stream in slab.streams where stream.position.bytes.count > StreamPosition.maximumBytes {
            throw .invalidSlab("a position of \(stream.position.bytes.count) bytes for \(stream.descriptor.origin)")
        }
        let limits = EntryLimits(streams: slab.streams.count, keys: slab.meter.keys.count, payload: slab.payloadCount)
        guard slab.entries.withUnsafeBufferPointer(limits.allow) else {
            throw .invalidSlab("a record names a stream, a meter key or bytes that are not there")
        }
        guard slab.meter.rows.allSatisfy({ Int($0.key) < slab.meter.keys.count }) else {
            throw .invalidSlab("a meter row names a key that is not there")
        }
        guard slab.redactions.fit(entries: slab.entries.count) else {
            throw .invalidSlab("a redaction names a record or a rule that is not there")
        }
        let metered = slab.meter.recordCount
        guard metered == UInt64(slab.entries.count), slab.meter.byteCount <= UInt64(slab.payloadCount) else {
            throw .invalidSlab("its meter counts \(metered) records of \(slab.entries.count), or more bytes than there are")
        }
    }
}
