package import WeirRecords
import WeirSystem

/// Writes slabs as frames. A value with one owner, the writer's thread, which steps it; it never waits but for the disk.
///
/// - A written frame is *held* until it is synced: its slab stays in memory.
/// - Where a write or a sync fails, nothing of that segment after the mark is trusted again: a new segment begins at the mark,
///   with the positions as of the mark, and the held slabs are written there once more.
/// - Without a segment (at the start, after a failure) the next call makes one.
package struct SpoolWriter: Sendable {
    struct Held: Sendable {
        var content: HeldContent
        var first: RecordNumber
        var bytes: UInt64
    }

    let settings: SpoolSettings
    let fileSystem: any FileSystem
    let clock: any SystemClock
    let installation: Digest128
    let catalog: SegmentCatalog
    let mark: SyncMark
    let place: SpoolPlace
    var random: any RandomSource
    var encoder = FrameEncoder()

    var segment: OpenSegment?
    /// Positions as of the mark: never ahead of what is durable.
    var positions: LivePositions
    var held: [Held] = []
    var recycled: [Slab] = []
    var notices: [Notice] = []
    /// Room for the day on which the disk is full.
    package internal(set) var ballast: Ballast
    var retirement: SegmentRetirement

    /// The number that the next record gets.
    package internal(set) var next: RecordNumber
    /// When the first frame was written that is not synced, in nanoseconds of the monotonic clock; `nil` where all are.
    package internal(set) var unsynchronizedSince: UInt64?

    init(
        settings: SpoolSettings, fileSystem: any FileSystem, clock: any SystemClock, random: any RandomSource, installation: Digest128,
        catalog: SegmentCatalog, mark: SyncMark, positions: LivePositions, place: SpoolPlace
    ) {
        self.settings = settings
        self.fileSystem = fileSystem
        self.clock = clock
        self.random = random
        self.installation = installation
        self.catalog = catalog
        self.mark = mark
        self.positions = positions
        self.place = place
        ballast = Ballast(directory: settings.directory, capacity: settings.capacity, fileSystem: fileSystem)
        retirement = SegmentRetirement(settings: settings, catalog: catalog, fileSystem: fileSystem)
        next = mark.value
    }

    /// Where each live stream goes on, durably.
    package var streams: [StreamState] { positions.streams }
    /// Bytes of all segments.
    package var usedBytes: ByteCount { ByteCount(Int64(clamping: catalog.usedBytes)) }
    /// Bytes written and not synced.
    package var unsynchronizedBytes: ByteCount { ByteCount(Int64(clamping: held.reduce(0) { $0 + $1.bytes })) }

    /// Writes the slab as one frame.
    ///
    /// - Throws: where the disk fails twice, or the slab can't be a frame. The slab stays the caller's then; slabs that are
    ///   held stay held, and the next call tries again.
    package mutating func append(_ slab: Slab) throws(SpoolError) -> AppendOutcome {
        try SlabCheck.check(slab)
        let bytes = FrameEncoder.measure(slab)
        if bytes > settings.frameLimit, slab.canBeParted { return .tooLong }
        let limit = UInt64(FrameLimits.maximumFrameBytes)
        guard bytes <= limit else { throw .frameTooLarge(bytes: bytes, limit: limit) }
        let least = leastCapacity(for: slab, bytes)
        guard least <= settings.capacityLimit else { return .full(.tooSmall(least: ByteCount(Int64(clamping: least)))) }
        return try append(.slab(slab), bytes, within: settings.capacityLimit)
    }

    /// The size with which this slab can be written when all before it is delivered.
    private func leastCapacity(for slab: Slab, _ bytes: UInt64) -> UInt64 {
        let streams = slab.streams.reduce(UInt64(0)) { $0 + UInt64(StreamsBlock.bytes(of: $1)) }
        return SpoolSettings.leastCapacity(checkpointBytes: positions.checkpointBytes + streams, frameBytes: bytes)
    }

    /// Writes what the slab weighs and where its streams stand, and none of its records: they are given up. The slab stays the caller's.
    package mutating func appendDropped(_ slab: Slab) throws(SpoolError) -> AppendOutcome {
        try SlabCheck.check(slab)
        let bytes = FrameEncoder.measure(slab) - UInt64(slab.entries.count * FrameLimits.entryBytes + slab.payloadCount)
        return try append(.dropped(slab.streams, slab.meter), bytes, within: settings.droppedLimit)
    }

    private mutating func append(_ content: HeldContent, _ bytes: UInt64, within limit: UInt64) throws(SpoolError) -> AppendOutcome {
        guard catalog.usedBytes + bytes + positions.checkpointBytes <= limit else { return .full(.spoolFull) }
        do throws(SystemError) {
            try write(content, bytes)
        } catch {
            guard error.isOutOfSpace else { throw .inputOutput(error) }
            retirement.discardSpares()
            return .full(SpoolHindrance(error))
        }
        let first = next
        next = first.advanced(by: content.recordCount)
        held.append(Held(content: content, first: first, bytes: bytes))
        unsynchronizedSince = unsynchronizedSince ?? clock.monotonicNanoseconds()
        return .written(first..<next)
    }

    /// Makes everything that was written durable, raises the mark and gives the slabs back.
    ///
    /// - Throws: where the disk failed twice: the mark stays, all slabs stay held, and the next call tries again.
    package mutating func synchronize() throws(SpoolError) -> SynchronizeOutcome {
        do throws(SystemError) { try makeDurable() } catch { throw .inputOutput(error) }
        defer {
            recycled = []
            notices = []
        }
        return SynchronizeOutcome(mark: mark.value, slabs: recycled, notices: notices)
    }

    /// Removes segments of which every record is before the number: all cursors must be durably at or past it. Their files may be
    /// written anew.
    ///
    /// The segment that follows a removed one was made with its checkpoint durable, so no position is lost with it.
    ///
    /// - Parameter keepsSpares: false where the disk has no room: then their files are of more use as room.
    package mutating func release(before number: RecordNumber, keepsSpares: Bool = true) throws(SpoolError) {
        do throws(SystemError) {
            // After a start the last segment is an old one, whose checkpoint may be damaged: before anything goes, and once it is
            // delivered itself, a new one must carry the positions on.
            let isDue = number >= next && catalog.oldest != nil || catalog.oldest(before: number) != nil
            if segment == nil, isDue { try openSegment() }
            try retirement.retire(before: number, keepsSpares: keepsSpares)
        } catch {
            throw .inputOutput(error)
        }
    }

    /// Begins a new segment where every record is before the number, so that the present one can go: on a disk that the spool itself
    /// has filled, its room may be all that is left to give.
    package mutating func restart(before number: RecordNumber) throws(SpoolError) {
        guard number >= next, held.isEmpty, segment?.hasFrames == true else { return }
        closeSegment()
        do throws(SystemError) { try openSegment() } catch { throw .inputOutput(error) }
        try release(before: number, keepsSpares: false)
    }

    /// Gives up the records of the oldest segment that still has some: of each, only its weight is kept.
    ///
    /// - Parameter cursors: where the sinks stand, so that what each of them has not got can be counted exactly.
    /// - Returns: the records that a sink may have wanted; nil where no segment but the present one holds any.
    package mutating func dropOldest(cursors: [RecordNumber]) throws(SpoolError) -> Range<RecordNumber>? {
        do throws(SystemError) {
            return try SegmentDropper.dropOldest(of: catalog, cursors: cursors, settings: settings, fileSystem, &encoder)
        } catch {
            throw .inputOutput(error)
        }
    }
}
