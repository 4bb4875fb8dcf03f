/// A heap file, or a TOAST table's, as bytes: rows fill what vacuum freed, then the file grows; it shrinks only at its end.
struct ReducedHeap: Equatable, Sendable {
    private(set) var bytes = 0.0 { didSet { if bytes != oldValue { noteMaps() } } }
    /// Of the free space map, and of the visibility map, which the first vacuum brings.
    private(set) var mapPages = 0.0
    private(set) var visibilityPages = 0.0
    /// Rows of one class lie in the order of their time; `nil` where two classes share pages.
    private var extents: HeapExtents?
    /// Bytes written into room that vacuum had freed.
    private var reused = 0.0
    private var hasFreed = false
    private var turn = Turn()
    /// The most that rows took since the last vacuum.
    private var cyclePeak = 0.0

    /// Rows inserted from this position on lie at the file's beginning as far as there was room; the most that rows took since.
    private struct Turn: Equatable, Sendable {
        var position = 0.0
        var peak = 0.0
    }

    /// Empty pages at the end are cut off where they are so many, or this part of the file (PostgreSQL's REL_TRUNCATE_MINIMUM,
    /// REL_TRUNCATE_FRACTION).
    private static let truncation = (bytes: 1000.0 * Double(PageGeometry.pageBytes), share: 1.0 / 16)

    init(inOneOrder: Bool) { extents = inOneOrder ? HeapExtents() : nil }

    /// - Parameters:
    ///   - inserted: bytes of new rows.
    ///   - occupied: bytes of all rows whose room is not free, the new ones included.
    ///   - from: rows inserted before.
    ///   - position: rows inserted so far, the new ones included.
    ///   - loss: room that reuse leaves, as a share.
    mutating func insert(_ inserted: Double, occupied: Double, from: Double, position: Double, loss: Double) {
        turn.peak = max(turn.peak, occupied)
        cyclePeak = max(cyclePeak, occupied)
        guard extents == nil else {
            extents?.write(inserted, from: from, to: position, loss: loss)
            bytes = max(bytes, extents?.end ?? 0)
            return
        }
        // Holes come as room is used again, not as the file grows.
        let needed = occupied + loss * reused
        let growth = max(0, needed - bytes)
        if hasFreed { reused = min(bytes, reused + max(0, inserted - growth)) }
        bytes += growth
    }

    /// - Parameters:
    ///   - position: rows inserted so far.
    ///   - oldest: rows inserted before the oldest one that lives.
    mutating func vacuumed(occupied: Double, position: Double, oldest: Double, loss: Double) {
        hasFreed = true
        let needed = min(cyclePeak * (1 + loss), occupied * Self.mostRegained)
        cyclePeak = occupied
        if occupied <= 0 {
            self.bytes = 0
            extents = extents == nil ? nil : HeapExtents()
        } else if let last = extents?.free(before: oldest) {
            if isWorthCutting(to: max(last, needed)) {
                bytes = last
                extents?.cut(to: last)
            }
        } else if oldest >= turn.position {
            // Rows of two classes lie strewn: no end falls empty but where they became fewer for good.
            if bytes - turn.peak * (1 + loss) >= bytes * Self.truncation.share { bytes = occupied * (1 + loss) }
        } else {
            return
        }
        turn = Turn(position: position, peak: occupied)
    }

    /// Rows that a file may get again before the next vacuum: in a steady state some lie strewn over its last pages, so that an
    /// end that falls empty in good order stays in truth.
    private static let mostRegained = 1.5

    private func isWorthCutting(to needed: Double) -> Bool {
        bytes - needed >= min(Self.truncation.bytes, bytes * Self.truncation.share) && bytes > needed
    }

    /// `VACUUM FULL`: live rows packed anew.
    mutating func rewrite(occupied: Double, from: Double, position: Double) {
        self = ReducedHeap(inOneOrder: extents != nil)
        bytes = occupied
        turn = Turn(position: position, peak: occupied)
        if occupied > 0 { extents?.fill(occupied, from: from, to: position) }
    }

    private mutating func noteMaps() {
        let pages = bytes / Double(PageGeometry.pageBytes)
        mapPages = Self.freeSpaceMapRoots + (pages / Double(FreeSpaceMap.slotsPerPage)).rounded(.up)
        visibilityPages = (pages / Self.visibilityEntries).rounded(.up)
    }

    private static let freeSpaceMapRoots = 2.0
    /// Heap pages that one page of the visibility map covers.
    private static let visibilityEntries = 32_672.0
}
