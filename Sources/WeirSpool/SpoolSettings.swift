package import WeirRecords

/// How a spool is laid out on the disk and how soon what was written counts as safe.
package struct SpoolSettings: Equatable, Sendable {
    /// When a written frame is made durable.
    package enum Synchronization: Equatable, Sendable {
        /// At the latest this long after it was written, together with all others.
        case group(Duration)
        /// Each frame by itself.
        case strict
    }

    /// What becomes of new records where there is no room for them.
    package enum WhenFull: String, CaseIterable, Sendable {
        /// Sources wait: files until they rotate away.
        case wait
        /// The oldest segment's records are given up at every sink that has not got them.
        case dropOldest = "drop_oldest"
        /// The new ones are given up at every sink.
        case dropNewest = "drop_newest"
    }

    /// One transaction of the disk at most ten times a second: about what a cheap one can do.
    package static let defaultGroupDelay: Duration = .milliseconds(100)
    package static let defaultSegmentBytes = ByteCount.mebibytes(64)
    /// Slabs stay in memory until they are synced: this bounds them whatever the delay.
    package static let defaultUnsynchronizedBytes = ByteCount.mebibytes(32)
    /// What is kept of dropped records may take this share of the capacity beyond it; then even dropping waits.
    static let droppedShare: UInt64 = 16
    /// A segment is at most this share of the capacity, so that a full spool always has one that can be freed.
    static let leastSegments: Int64 = 4

    package var directory: String
    /// What all segments together may take; the state beside them comes on top.
    package var capacity: ByteCount
    package var segmentBytes: ByteCount
    package var synchronization: Synchronization
    /// Written and not yet synced bytes from which on a sync is due at once.
    package var unsynchronizedBytes: ByteCount
    package var whenFull = WhenFull.wait

    package init(
        directory: String, capacity: ByteCount, segmentBytes: ByteCount = Self.defaultSegmentBytes,
        synchronization: Synchronization = .group(Self.defaultGroupDelay),
        unsynchronizedBytes: ByteCount = Self.defaultUnsynchronizedBytes
    ) {
        self.directory = directory
        self.capacity = capacity
        self.segmentBytes = segmentBytes
        self.synchronization = synchronization
        self.unsynchronizedBytes = unsynchronizedBytes
    }

    /// The segment size in force.
    var segmentLimit: UInt64 { UInt64(clamping: min(segmentBytes.bytes, capacity.bytes / Self.leastSegments)) }
    /// A slab whose frame is over this is written in parts, so that a small spool still has segments that can be freed one by one.
    var frameLimit: UInt64 { UInt64(clamping: capacity.bytes / Self.leastSegments) }
    /// What the largest file of the spool takes, the state's database apart, which grows with what it counts.
    package var largestFileBytes: UInt64 {
        max(segmentLimit, UInt64(clamping: Ballast.bytes(for: capacity, disk: .max).bytes))
    }
    var capacityLimit: UInt64 { UInt64(clamping: capacity.bytes) }
    /// With what dropping may add to it.
    var droppedLimit: UInt64 { capacityLimit + capacityLimit / Self.droppedShare }
}

extension SpoolSettings {
    /// The size with which a frame can be written beside these positions when all before it is delivered: the last segment stays, up to
    /// its limit (see ``OpenSegment/limit(_:)``), and the frame and the next segment's checkpoint must fit beside it.
    static func leastCapacity(checkpointBytes: UInt64, frameBytes: UInt64) -> UInt64 {
        1 + max((2 * checkpointBytes + frameBytes) / 7 * 8 + 8, (checkpointBytes + frameBytes) / 3 * 4 + 4)
    }

    /// The size from which on a shipper goes on that follows all of these streams.
    ///
    /// - Parameter frame: what a frame takes at most.
    package static func leastCapacity(streams: some Sequence<StreamState>, frame: ByteCount) -> ByteCount {
        var positions = LivePositions()
        positions.apply(streams)
        let least = leastCapacity(checkpointBytes: positions.checkpointBytes, frameBytes: UInt64(clamping: frame.bytes))
        return ByteCount(Int64(clamping: least))
    }
}
