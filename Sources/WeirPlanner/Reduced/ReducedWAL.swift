import RealModule

/// WAL of the hour at hand, in bytes.
struct ReducedWAL: Sendable {
    private(set) var bytes = 0.0
    private var lastHour = 0.0
    /// Checkpoints an hour; none: no images.
    private(set) var checkpoints = 0.0

    private let settings: CheckpointSettings
    private static let page = Double(PageGeometry.pageBytes)

    init(_ settings: CheckpointSettings) { self.settings = settings }

    /// - Returns: what the hour that ends wrote.
    mutating func taken() -> Double {
        lastHour = bytes
        bytes = 0
        return lastHour
    }

    /// WAL that comes faster than the settings allow brings checkpoints on early.
    mutating func begin() {
        let timed = settings.everyHours > 0 && settings.everyHours.isFinite ? 1 / settings.everyHours : 0
        checkpoints = settings.walBytes > 0 ? max(timed, min(lastHour / settings.walBytes, Self.mostCheckpoints)) : timed
    }

    /// One a second.
    private static let mostCheckpoints = 3600.0

    private mutating func record(_ length: Double) { bytes += length * WALCoefficients.pageHeaders }

    // MARK: Insertions

    /// - Parameters:
    ///   - splits: leaves that indexes with random keys got, each with half a page's record.
    ///   - holes: what of the heap's pages new rows come to.
    mutating func insert(
        _ rows: PerClass<Double>, _ indexes: [ReducedIndex], _ coefficients: TableCoefficients, splits: Double, holes: HeapHoles
    ) {
        let sum = rows.standard + rows.debug
        guard sum > 0 else { return }
        let commits = max(1, sum / max(1, settings.rowsPerCommit))
        record(
            ReducedFiles.weighted(rows, coefficients.wal.insert) + commits * Double(WALLength.commit) + splits * Self.page / 2)
        guard checkpoints > 0 else { return }
        let between = max(1, sum / checkpoints)
        let doublings = Double.log2(between)
        var images = Self.halfPage + (holes.filled > 0 ? between / holes.rows * holes.filled : 0)
        for index in indexes.indices {
            images += indexes[index].images(rows: between, doublings: doublings, coefficients.indexes[index])
        }
        record(images * Self.page * min(checkpoints, sum))
    }

    private static let halfPage = 0.5

    // MARK: Deletions

    /// - Parameter pages: heap pages that the rows lie on.
    mutating func delete(_ rows: PerClass<Double>, pages: Double, _ coefficients: TableCoefficients) {
        let sum = rows.standard + rows.debug
        guard sum > 0 else { return }
        let chunks = ReducedFiles.weighted(rows, coefficients.chunks)
        record((sum + chunks) * Self.deleteBytes + pages * Self.prunedShare * Self.pruneBytes + Double(WALLength.commit))
        guard checkpoints > 0 else { return }
        record(pages * Self.page * Self.imageShare + ReducedFiles.weighted(rows, coefficients.toastBytes))
    }

    private static let deleteBytes = Double(PageGeometry.aligned(WALLength.delete))
    /// The next clean-up's scan prunes the pages that this one deleted from, those that are full.
    private static let prunedShare = 0.8
    private static let pruneBytes = Double(PageGeometry.aligned(WALLength.prune)) + 32
    private static let imageShare = 0.98

    // MARK: Vacuum

    /// - Parameters:
    ///   - pages: heap pages with dead rows.
    ///   - filled: share of such a page that other rows take.
    mutating func vacuumHeap(pages: Double, rows: Double, filled: Double) {
        record(pages * Double(WALLength.vacuum + WALLength.visible) + rows * Double(WALLength.offset))
        if checkpoints > 0 { record(pages * Self.page * filled) }
    }

    mutating func vacuumIndex(_ vacuum: ReducedIndex.Vacuum, rows: Double) {
        record(
            vacuum.leaves * Double(WALLength.indexVacuum) + rows * Double(WALLength.offset)
                + vacuum.emptied * Double(WALLength.halfDead + WALLength.unlink))
        if checkpoints > 0 { record(vacuum.images * Self.page) }
    }

    mutating func analyze(_ coefficients: TableCoefficients) {
        bytes += coefficients.wal.analyze.plain + (checkpoints > 0 ? coefficients.wal.analyze.images : 0)
    }

    /// What a rewrite writes: every page.
    mutating func write(_ length: Double) { bytes += length }
}

/// What new rows find on a heap page that they come to.
struct HeapHoles: Equatable, Sendable {
    /// Rows that find room there.
    var rows: Double
    /// Share of the page that other rows take; 0 where whole pages are free.
    var filled: Double
}
