import RealModule
import WeirRecords

/// What all files of a table have in common: how rows are stored, indexed and vacuumed.
struct TableShape: Equatable, Sendable {
    let columns: Int
    /// By row of the sample.
    let stored: [StoredRow]
    let indexes: [SimulatedIndex]
    let hasToast: Bool
    let vacuum: VacuumSettings
    let storage: TableCase.Storage
    /// Sessions that insert at once.
    let inserters: Int
    /// Whether rows come in the order of their times.
    let isInOrder: Bool
    /// Indexes that an update leaves as they are where the new version finds room on its page.
    let updatesIndexes: Bool
    /// Real rows for each simulated one: fixed thresholds shrink by it.
    let scale: Double

    /// - Throws: where a row doesn't fit on a page.
    init(_ plan: TableCase, scale: Double) throws(PlanError) {
        let layout = TupleLayout(columns: plan.columns)
        columns = plan.columns.count
        stored = plan.sample.rows.map(layout.stored)
        if let row = stored.firstIndex(where: { $0.pageCost > PageGeometry.usableBytes }) {
            throw .rowTooLong(row, bytes: stored[row].tupleBytes)
        }
        let hasVersions = plan.load.updates != nil
        indexes = plan.indexes.map { SimulatedIndex($0, columns: plan.columns, rows: plan.sample.rows, hasVersions: hasVersions) }
        for (index, simulated) in zip(plan.indexes, indexes) {
            let widest = simulated.keys.itemBytes.max() ?? 0
            guard widest <= BTreeFile.widestItem else { throw .indexEntryTooLong(index.columns.joined(separator: ", "), bytes: widest) }
        }
        hasToast = plan.columns.contains { $0.type.isExtended }
        vacuum = plan.vacuum
        (storage, inserters) = (plan.storage, plan.load.inserters)
        isInOrder = plan.load.lateRows == 0 && plan.load.late == nil && plan.load.inserters == 1
        let updated = Set(plan.load.updates?.columns ?? [])
        updatesIndexes = indexes.contains { $0.method == .btree && !$0.columns.isDisjoint(with: updated) }
        self.scale = scale
    }

    /// How many more pages at growing ends this many rows touch than a scaled part of them.
    func growingEnds(rows: Double, scale: Double) -> Double {
        let shares = indexes.filter { $0.keys.order == .grouped }.flatMap(\.shares)
        func touched(_ rows: Double) -> Double { shares.reduce(0) { $0 - Double.expMinusOne(-rows * $1) } }
        let part = touched(rows / scale)
        return part > 0 ? touched(rows) / part : scale
    }

    static let toastKeys = BTreeKeys(
        order: .grouped, itemBytes: [Toast.indexEntryBytes - PageGeometry.linePointerBytes], leading: [[]], columns: 2, sharesEntries: false
    )
}

/// One table, or one partition, with its TOAST table and its indexes.
struct SimulatedTable: Sendable {
    let shape: TableShape
    var heap: HeapFile
    var toast = HeapFile()
    var toastIndex = BTreeFile(TableShape.toastKeys)
    var indexes: [BTreeFile]
    var statistics = TableStatistics()
    var toastStatistics = TableStatistics()
    /// Deleted rows whose line pointers are not free yet.
    var deadInHeap = 0
    var deadInToast = 0
    /// Pages that the last clean-up deleted from, which the next one's scan prunes.
    private var pagesToPrune: Set<Int> = []
    private var pagesDeletedFrom: Set<Int> = []
    private var chunks: UInt64 = 0
    /// Where autovacuum goes by the clock.
    var clock: AutovacuumClock?
    var vacuumInHand: (scan: HeapFile.VacuumScan, horizon: Int32)?
    var analyzedAtCheckpoint: UInt32 = 0

    init(_ shape: TableShape) {
        self.shape = shape
        heap = HeapFile(fillfactor: shape.storage.fillfactor)
        indexes = shape.indexes.map { BTreeFile($0.keys) }
        if shape.vacuum.isEnabled, let naptime = shape.vacuum.naptimeSeconds, naptime > 0 {
            clock = AutovacuumClock(shape.vacuum, naptime: naptime)
        }
    }

    /// Maps have three pages at least, whatever the scale, and then one for so many of their file's.
    func mapBytes(scale: Double) -> Double {
        let simulated = heap.mapBytes + toast.mapBytes + toastIndex.mapBytes + indexes.reduce(0) { $0 + $1.mapBytes }
        guard scale > 1 else { return simulated + initialBytes }
        let pages = Double(heap.pageCount + toast.pageCount + indexes.reduce(0) { $0 + $1.pageCount })
        return simulated + initialBytes + (scale - 1) * pages / Double(FreeSpaceMap.slotsPerPage) * Double(PageGeometry.pageBytes)
    }

    /// What an unlogged table's files are made anew from after a crash: a page for each index.
    private var initialBytes: Double {
        guard shape.storage.isUnlogged else { return 0 }
        return Double((indexes.count + (shape.hasToast ? 1 : 0)) * PageGeometry.pageBytes)
    }

    func indexBytes(_ index: Int) -> Double {
        guard shape.indexes[index].method == .brin else { return indexes[index].bytes(scale: shape.scale) }
        return BlockRangeIndex.bytes(heapPages: Double(heap.pageCount) * shape.scale, entryBytes: shape.indexes[index].keys.itemBytes[0])
    }

    func toastIndexBytes(scale: Double) -> Double { shape.hasToast ? toastIndex.bytes(scale: scale) : 0 }

    // MARK: Inserting

    /// Stores one row in heap, TOAST and every index.
    mutating func insert(_ new: RowPopulation.New, inserter: Int = 0, _ rows: inout RowPopulation, _ wal: inout WALMeter) {
        let row = UInt32(rows.count)
        let stored = shape.stored[new.kind]
        var chunkPlaces: [HeapFile.Place] = []
        for bytes in stored.chunks { chunkPlaces.append(insertChunk(bytes, row: row, &wal)) }
        let place = heap.insert(bytes: stored.tupleBytes, length: stored.length, owner: row, inserter: inserter, wal: &wal)
        rows.append(new, place: place, chunks: chunkPlaces)
        addEntries(row, rows, &wal)
        statistics.inserted(1)
    }

    private mutating func addEntries(_ row: UInt32, _ rows: RowPopulation, _ wal: inout WALMeter) {
        let (kind, place) = (Int(rows.kinds[Int(row)]), rows.places[Int(row)])
        let ordinal = ordinal(row, rows)
        for index in indexes.indices where shape.indexes[index].method == .btree && shape.indexes[index].holds[kind] {
            let key = shape.indexes[index].key(row: kind, ordinal, place: place)
            guard let overflow = indexes[index].insert(key, row: row, wal: &wal) else { continue }
            let follows = overflow.rowBefore.map { rows.places[Int($0)].isRightBefore(place) } ?? false
            indexes[index].split(overflow, followsNeighbour: follows, wal: &wal)
        }
    }

    private func ordinal(_ row: UInt32, _ rows: RowPopulation) -> RowOrdinal {
        let number = UInt64(rows.numbers.isEmpty ? row : rows.numbers[Int(row)])
        return shape.isInOrder ? RowOrdinal(number: number) : RowOrdinal(number: number, hours: rows.times[Int(row)])
    }

    // MARK: Updating

    /// Puts a new version in a row's place; entries are new unless it found room on the same page and no index covers what changed.
    mutating func update(_ row: UInt32, at hour: Int, _ rows: inout RowPopulation, _ wal: inout WALMeter) {
        let (old, kind) = (rows.places[Int(row)], Int(rows.kinds[Int(row)]))
        let stored = shape.stored[kind]
        let version = UInt32(rows.count)
        let (place, isOnPage) = heap.update(old, bytes: stored.tupleBytes, length: stored.length, owner: version, wal: &wal)
        statistics.updated(1)
        deadInHeap += 1
        if isOnPage, !shape.updatesIndexes {
            // The entries lead on to the new version: the old one's owner is one that is gone.
            rows.appendGhost(of: row, at: hour)
            heap.exchangeOwners(old, place)
            rows.move(row, to: place, chunks: Array(rows.chunks(of: row)))
        } else {
            rows.appendVersion(of: row, place: place, at: hour)
            addEntries(version, rows, &wal)
        }
    }

    private mutating func insertChunk(_ bytes: Int, row: UInt32, _ wal: inout WALMeter) -> HeapFile.Place {
        let length = bytes + Toast.chunkOverheadBytes
        let place = toast.insert(bytes: PageGeometry.aligned(length), length: length, owner: row, wal: &wal)
        if let overflow = toastIndex.insert(BTreeKeys.key(group: 0, ordinal: chunks), row: row, wal: &wal) {
            toastIndex.split(overflow, followsNeighbour: false, wal: &wal)
        }
        chunks += 1
        toastStatistics.inserted(1)
        return place
    }

    // MARK: Deleting

    mutating func delete(_ row: UInt32, _ rows: RowPopulation, _ wal: inout WALMeter) {
        let place = rows.places[Int(row)]
        heap.delete(place, wal: &wal)
        pagesDeletedFrom.insert(Int(place.page))
        for chunk in rows.chunks(of: row) {
            toast.delete(chunk, wal: &wal)
            deadInToast += 1
            toastStatistics.deleted(1)
        }
        deadInHeap += 1
        statistics.deleted(1)
    }

    /// What a clean-up's scan does to the pages that the one before it deleted from.
    mutating func pruneScanned(isRemovable: (UInt32) -> Bool, _ wal: inout WALMeter) {
        for page in pagesToPrune.sorted() { heap.pruneWhereFull(page, isRemovable: isRemovable, wal: &wal) }
    }

    mutating func cleanUpEnds() {
        pagesToPrune = pagesDeletedFrom
        pagesDeletedFrom = []
    }

    // MARK: Rewriting

    /// `VACUUM FULL`: live rows packed anew in the order in which they lie, and new indexes over them.
    mutating func rewrite(_ live: [UInt32], _ rows: inout RowPopulation, _ wal: inout WALMeter) {
        (heap, toast, deadInHeap, deadInToast) = (HeapFile(fillfactor: shape.storage.fillfactor), HeapFile(), 0, 0)
        for row in live.sorted(by: { rows.places[Int($0)] < rows.places[Int($1)] }) {
            let stored = shape.stored[Int(rows.kinds[Int(row)])]
            let chunks = stored.chunks.map { toast.append(bytes: PageGeometry.aligned($0 + Toast.chunkOverheadBytes), owner: row) }
            rows.move(row, to: heap.append(bytes: stored.tupleBytes, owner: row), chunks: chunks)
        }
        wal.raw(heap.bytes + toast.bytes)
        reindex(live, rows, &wal)
    }

    /// `REINDEX`: every index anew from the rows that are not removed yet.
    mutating func reindex(_ present: [UInt32], _ rows: RowPopulation, _ wal: inout WALMeter) {
        for index in indexes.indices {
            let held = present.filter { shape.indexes[index].holds[Int(rows.kinds[Int($0)])] }
            let keyed = held.map { row in
                (key: shape.indexes[index].key(row: Int(rows.kinds[Int(row)]), ordinal(row, rows), place: rows.places[Int(row)]), row: row)
            }
            indexes[index] = BTreeFile(shape.indexes[index].keys, sorted: keyed.sorted { $0.key < $1.key })
            wal.raw(indexes[index].bytes(scale: 1))
        }
        var entries: [(key: UInt64, row: UInt32)] = []
        for row in present {
            for _ in rows.chunks(of: row) { entries.append((key: BTreeKeys.key(group: 0, ordinal: UInt64(entries.count)), row: row)) }
        }
        toastIndex = BTreeFile(TableShape.toastKeys, sorted: entries)
        chunks = UInt64(entries.count)
        wal.raw(toastIndex.bytes(scale: 1))
    }
}

extension HeapFile.Place {
    /// Whether another row was stored right after this one, as far as places tell.
    fileprivate func isRightBefore(_ after: HeapFile.Place) -> Bool {
        page == after.page || (page + 1 == after.page && after.slot == 0)
    }
}
