import RealModule

/// The files of one table, or of one partition: heap, TOAST, indexes, and what autovacuum knows of them.
struct ReducedFiles: Sendable {
    private(set) var heap: ReducedHeap
    private(set) var toast: ReducedHeap
    private let hasToast: Bool
    private(set) var toastIndex: ReducedIndex
    private(set) var indexes: [ReducedIndex]
    private var statistics = ReducedStatistics()
    private var toastStatistics = ReducedStatistics()
    /// Up to where deleted rows' room is free, by class.
    private(set) var freed: PerClass<RowMark>
    private var freedChunks: PerClass<RowMark>
    private var hasVacuumed = false
    private let isInOneOrder: Bool
    private var holes = HeapHoles(rows: 1, filled: 0)
    /// Rows inserted so far, by class.
    private var mix = PerClass<Double>.zero
    private var hasVacuumedToast = false

    /// - Parameter inOneOrder: whether rows go in the order in which they came, whatever their class.
    init(_ coefficients: TableCoefficients, from start: RowMark = RowMark(), inOneOrder: Bool) {
        (heap, toast) = (ReducedHeap(inOneOrder: inOneOrder), ReducedHeap(inOneOrder: inOneOrder))
        isInOneOrder = inOneOrder
        indexes = coefficients.indexes.map { ReducedIndex($0, from: start) }
        hasToast = coefficients.hasToast
        toastIndex = ReducedIndex(coefficients.toastIndex, from: Self.chunkMark(start, coefficients))
        freed = PerClass(standard: start, debug: start)
        freedChunks = freed
    }

    // MARK: Rows

    mutating func insert(_ rows: PerClass<Double>, _ end: RowMark, _ coefficients: TableCoefficients, loss: Double, _ wal: inout ReducedWAL)
    {
        let held = Self.rows(from: freed, to: end)
        let from = end.position - rows.standard - rows.debug
        heap.insert(
            Self.weighted(rows, coefficients.heapBytes), occupied: Self.weighted(held, coefficients.heapBytes), from: from,
            position: end.position, loss: loss)
        let present = held.standard + held.debug
        var splits = 0.0
        for index in indexes.indices { splits += indexes[index].insert(rows, present: present) }
        wal.insert(rows, indexes, coefficients, splits: splits, holes: holes)
        mix.standard += rows.standard
        mix.debug += rows.debug
        statistics.inserted(rows.standard + rows.debug)
        let chunks = Self.weighted(rows, coefficients.chunks)
        guard chunks > 0 else { return }
        let heldChunks = Self.rows(from: freedChunks, to: end)
        toast.insert(
            Self.weighted(rows, coefficients.toastBytes), occupied: Self.weighted(heldChunks, coefficients.toastBytes), from: from,
            position: end.position, loss: coefficients.loss.toast)
        _ = toastIndex.insert(
            PerClass(standard: rows.standard * coefficients.chunks.standard, debug: rows.debug * coefficients.chunks.debug),
            present: Self.weighted(heldChunks, coefficients.chunks))
        toastStatistics.inserted(chunks)
    }

    mutating func delete(_ rows: PerClass<Double>, _ coefficients: TableCoefficients) {
        statistics.deleted(rows.standard + rows.debug)
        toastStatistics.deleted(Self.weighted(rows, coefficients.chunks))
    }

    /// Heap pages that so many rows lie on: where two classes share pages, those of one hour lie among others.
    func pages(of rows: PerClass<Double>, _ coefficients: TableCoefficients) -> Double {
        guard !isInOneOrder, holes.filled > 0 else {
            return Self.weighted(rows, coefficients.heapBytes) / Double(PageGeometry.pageBytes)
        }
        let sum = mix.standard + mix.debug
        func one(_ rows: Double, _ share: Double) -> Double { sum > 0 ? rows / max(1, holes.rows * share / sum) : rows }
        return one(rows.standard, mix.standard) + one(rows.debug, mix.debug)
    }

    static func weighted(_ rows: PerClass<Double>, _ each: PerClass<Double>) -> Double {
        rows.standard * each.standard + rows.debug * each.debug
    }

    static func rows(from: PerClass<RowMark>, to end: RowMark) -> PerClass<Double> {
        PerClass(standard: end.rows.standard - from.standard.rows.standard, debug: end.rows.debug - from.debug.rows.debug)
    }

    // MARK: Vacuum

    /// What a look at the table needs to know of its rows.
    struct Rows: Sendable {
        var end: RowMark
        var deleted: PerClass<RowMark>
        /// Deleted, and seen by nobody any more.
        var removable: PerClass<RowMark>

        var live: PerClass<Double> { ReducedFiles.rows(from: deleted, to: end) }
    }

    /// Whether a look at the statistics finds anything to do.
    func isAnythingDue(_ settings: VacuumSettings) -> Bool {
        statistics.isAnalyzeDue || statistics.isVacuumDue(settings) || (hasToast && toastStatistics.isVacuumDue(settings))
    }

    /// What deleting and vacuuming rows of files that are no longer written to takes, in WAL.
    func clear(_ rows: PerClass<Double>, _ coefficients: TableCoefficients, _ wal: inout ReducedWAL) {
        let sum = rows.standard + rows.debug
        wal.vacuumHeap(pages: pages(of: rows, coefficients), rows: sum, filled: holes.filled)
        for index in indexes.indices {
            wal.vacuumIndex(indexes[index].cleared(rows, coefficients.indexes[index]), rows: sum)
        }
    }

    /// What the statistics ask for.
    mutating func vacuumWhereDue(
        _ settings: VacuumSettings, _ rows: Rows, _ coefficients: TableCoefficients, loss: Double, _ wal: inout ReducedWAL
    ) {
        let isAnalyzeDue = statistics.isAnalyzeDue
        if statistics.isVacuumDue(settings) { vacuum(rows, coefficients, loss: loss, &wal) }
        if isAnalyzeDue {
            let dead = Self.rows(from: freed, to: rows.end).sum - rows.live.sum
            statistics.analyzed(live: rows.live.sum, dead: dead)
            wal.analyze(coefficients)
        }
        if hasToast, toastStatistics.isVacuumDue(settings) { vacuumToast(rows, coefficients) }
    }

    private mutating func vacuum(_ rows: Rows, _ coefficients: TableCoefficients, loss: Double, _ wal: inout ReducedWAL) {
        hasVacuumed = true
        let removed = Self.between(freed, rows.removable)
        let live = rows.live
        let all = Self.rows(from: freed, to: rows.end)
        if bypasses(removed, coefficients) {
            for index in indexes.indices { indexes[index].cleanUp() }
        } else {
            remove(removed, all, rows, coefficients, loss: loss, &wal)
        }
        statistics.vacuumed(live: live.sum, stillDead: max(0, all.sum - live.sum - removed.sum), isEven: isInOneOrder)
    }

    private mutating func remove(
        _ removed: PerClass<Double>, _ present: PerClass<Double>, _ rows: Rows, _ coefficients: TableCoefficients, loss: Double,
        _ wal: inout ReducedWAL
    ) {
        freed = rows.removable
        let oldest = Self.oldest(freed, rows.end)
        for index in indexes.indices {
            let vacuum = indexes[index].vacuum(
                freed, oldest, present: present, rows: removed.sum, reusedAtOnce: Self.reusedAtOnce(removed.sum, index),
                coefficients.indexes[index])
            wal.vacuumIndex(vacuum, rows: removed.sum)
        }
        noteHoles(removed, coefficients)
        wal.vacuumHeap(pages: pages(of: removed, coefficients), rows: removed.sum, filled: holes.filled)
        let held = Self.rows(from: freed, to: rows.end)
        heap.vacuumed(
            occupied: Self.weighted(held, coefficients.heapBytes), position: rows.end.position, oldest: oldest.position, loss: loss)
    }

    /// Rows of one class free whole pages; where two share them, what each vacuum frees lies scattered over the file.
    private mutating func noteHoles(_ removed: PerClass<Double>, _ coefficients: TableCoefficients) {
        let bytes = Self.weighted(removed, coefficients.heapBytes)
        guard !isInOneOrder, bytes > 0, heap.bytes > 0 else { return }
        let perPage = Double(PageGeometry.pageBytes) * removed.sum / bytes
        let pages = heap.bytes / Double(PageGeometry.pageBytes)
        let turns = (mix.standard + mix.debug) / (pages * perPage)
        let scattered = max(Self.holes.least, Self.holes.crowding * removed.sum / pages)
        let found = min(perPage, max(scattered, perPage * Double.exp(1 - turns)))
        holes = HeapHoles(rows: found, filled: 1 - found / perPage)
    }

    /// Rows that a page with holes has room for: so many times those of the mean page, and no fewer than these; rows lie in the order
    /// of their time until the file has been filled anew. Seen in the simulation.
    private static let holes = (crowding: 1.8, least: 4.0)

    private static func between(_ from: PerClass<RowMark>, _ to: PerClass<RowMark>) -> PerClass<Double> {
        PerClass(
            standard: to.standard.rows.standard - from.standard.rows.standard, debug: to.debug.rows.debug - from.debug.rows.debug)
    }

    /// Nothing to remove, or too few pages with dead rows to go through the indexes for.
    private func bypasses(_ removed: PerClass<Double>, _ coefficients: TableCoefficients) -> Bool {
        guard removed.sum > Self.fewRows else { return true }
        return Self.weighted(removed, coefficients.heapBytes) < VacuumSettings.indexBypassShare * heap.bytes && !indexes.isEmpty
    }

    private static let fewRows = 1e-6

    /// The first row that is left, of either class; a class without rows doesn't count.
    private static func oldest(_ freed: PerClass<RowMark>, _ end: RowMark) -> RowMark {
        let held = rows(from: freed, to: end)
        switch (held.standard > fewRows, held.debug > fewRows) {
        case (true, true): return freed.standard.time < freed.debug.time ? freed.standard : freed.debug
        case (true, false): return freed.standard
        case (false, true): return freed.debug
        case (false, false): return end
        }
    }

    /// A page that vacuum emptied serves again at once where another transaction came in between, else after the next vacuum: as
    /// in the simulation.
    private static func reusedAtOnce(_ dead: Double, _ index: Int) -> Double {
        PageReuse.atOnce(dead: dead, index: index)
    }

    private mutating func vacuumToast(_ rows: Rows, _ coefficients: TableCoefficients) {
        hasVacuumedToast = true
        let removed = Self.weighted(Self.between(freedChunks, rows.removable), coefficients.chunks)
        let bytes = Self.weighted(Self.between(freedChunks, rows.removable), coefficients.toastBytes)
        let deleted = Self.weighted(Self.between(freedChunks, rows.deleted), coefficients.chunks)
        if removed <= Self.fewRows || bytes < VacuumSettings.indexBypassShare * toast.bytes {
            toastIndex.cleanUp()
        } else {
            freedChunks = rows.removable
            let oldest = Self.oldest(freedChunks, rows.end)
            _ = toastIndex.vacuum(
                Self.chunkMarks(freedChunks, coefficients), Self.chunkMark(oldest, coefficients), present: .zero, rows: removed,
                reusedAtOnce: 0, coefficients.toastIndex)
            let held = Self.rows(from: freedChunks, to: rows.end)
            toast.vacuumed(
                occupied: Self.weighted(held, coefficients.toastBytes), position: rows.end.position, oldest: oldest.position,
                loss: coefficients.loss.toast)
        }
        toastStatistics.vacuumed(live: Self.weighted(rows.live, coefficients.chunks), stillDead: max(0, deleted - removed), isEven: true)
    }

    /// The TOAST index counts chunks where the others count rows.
    private static func chunkMark(_ mark: RowMark, _ coefficients: TableCoefficients) -> RowMark {
        RowMark(
            time: mark.time,
            rows: PerClass(
                standard: mark.rows.standard * coefficients.chunks.standard, debug: mark.rows.debug * coefficients.chunks.debug))
    }

    private static func chunkMarks(_ marks: PerClass<RowMark>, _ coefficients: TableCoefficients) -> PerClass<RowMark> {
        PerClass(standard: chunkMark(marks.standard, coefficients), debug: chunkMark(marks.debug, coefficients))
    }

    // MARK: Rewriting

    /// `VACUUM FULL`.
    mutating func rewrite(_ rows: Rows, _ coefficients: TableCoefficients, _ wal: inout ReducedWAL) {
        freed = rows.deleted
        freedChunks = rows.deleted
        let live = rows.live
        let oldest = Self.oldest(freed, rows.end).position
        heap.rewrite(occupied: Self.weighted(live, coefficients.heapBytes), from: oldest, position: rows.end.position)
        toast.rewrite(occupied: Self.weighted(live, coefficients.toastBytes), from: oldest, position: rows.end.position)
        (hasVacuumed, hasVacuumedToast) = (false, false)
        holes = HeapHoles(rows: 1, filled: 0)
        wal.write(heap.bytes + toast.bytes)
        reindex(rows, coefficients, &wal)
    }

    /// `REINDEX`.
    mutating func reindex(_ rows: Rows, _ coefficients: TableCoefficients, _ wal: inout ReducedWAL) {
        let from = PerClass(standard: rows.deleted.standard.rows.standard, debug: rows.deleted.debug.rows.debug)
        for index in indexes.indices {
            indexes[index].rebuild(IndexBuild(from: from, to: rows.end.rows), coefficients.indexes[index])
        }
        let chunks = coefficients.chunks
        toastIndex.rebuild(
            IndexBuild(
                from: PerClass(standard: from.standard * chunks.standard, debug: from.debug * chunks.debug),
                to: Self.chunkMark(rows.end, coefficients).rows),
            coefficients.toastIndex)
        wal.write(indexBytes + toastIndex.bytes)
    }

    // MARK: Sizes

    var indexBytes: Double {
        var bytes = 0.0
        for index in indexes.indices { bytes += indexes[index].bytes }
        return bytes
    }

    var toastTotal: Double { hasToast ? toast.bytes + toastIndex.bytes : 0 }

    var mapBytes: Double {
        var pages = heap.mapPages + (hasVacuumed ? heap.visibilityPages : 0)
        if toast.bytes > 0 { pages += toast.mapPages + toastIndex.mapPages + (hasVacuumedToast ? toast.visibilityPages : 0) }
        for index in indexes.indices { pages += indexes[index].mapPages }
        return pages * Double(PageGeometry.pageBytes)
    }
}
