/// One heap file, page by page: the table's own, or its TOAST table's. Tuples are placed as PostgreSQL places them.
struct HeapFile: Equatable, Sendable {
    /// Where a tuple lies.
    struct Place: Comparable, Sendable {
        var page: Int32
        var slot: Int16

        static func < (left: Place, right: Place) -> Bool { (left.page, left.slot) < (right.page, right.slot) }
    }

    fileprivate enum Slot: UInt8 {
        case unused
        case live
        /// Deleted, its bytes still there.
        case dead
        /// Its bytes are gone, its line pointer stays until the indexes have forgotten it.
        case pointer
    }

    struct Page: Equatable, Sendable {
        /// Bytes of tuples, without line pointers.
        fileprivate var tupleBytes = 0
        fileprivate var slots: [Slot] = []
        fileprivate var costs: [Int16] = []
        fileprivate var owners: [UInt32] = []
        fileprivate(set) var isAllVisible = false
        fileprivate(set) var touched: UInt32 = 0
        fileprivate var hasUnused = false
        /// Whether a reader has yet to note on some row that its transaction has ended.
        fileprivate var hasNewRows = false
        fileprivate var isTruncated = false

        /// Room between line pointers and tuples.
        var gap: Int { PageGeometry.usableBytes - tupleBytes - slots.count * PageGeometry.linePointerBytes }
        /// Bytes that an image of the page holds.
        var used: Int { PageGeometry.pageBytes - max(0, gap) }
        /// Room for a tuple without its line pointer, as the free space map is told.
        var room: Int {
            if slots.count >= HeapFile.maximumSlots, !hasUnused { return 0 }
            return max(0, gap - PageGeometry.linePointerBytes)
        }
    }

    /// Line pointers of a page (PostgreSQL's MaxHeapTuplesPerPage at 8 KiB).
    static let maximumSlots = 291
    /// A page with more room than this share is left alone by the pruning that a scan does.
    private static let pruneRoom = PageGeometry.pageBytes / 10
    private var pruneRoom: Int { max(keptFree, Self.pruneRoom) }
    /// Vacuum passes over at least this many pages at once that are visible to all.
    static let skippedRun = 32

    private(set) var pages: [Page] = []
    private(set) var freeSpace = FreeSpaceMap()
    private(set) var hasVisibilityMap = false
    /// The page that each inserter is at.
    private var targets: [Int?] = [nil]
    /// Room on a page that insertions leave to updates.
    private let keptFree: Int
    /// Checkpoint after which the visibility map was last imaged.
    private var visibilityTouched: UInt32 = 0

    init(fillfactor: Int = 100) { keptFree = PageGeometry.pageBytes * (100 - fillfactor) / 100 }

    var pageCount: Int { pages.count }
    private(set) var liveTuples = 0
    var bytes: Double { Double(pages.count) * Double(PageGeometry.pageBytes) }
    var mapBytes: Double {
        let visibility = hasVisibilityMap ? (pages.count + Self.visibilityEntries - 1) / Self.visibilityEntries : 0
        return Double((freeSpace.filePages + visibility) * PageGeometry.pageBytes)
    }

    /// Heap pages that one page of the visibility map covers.
    private static let visibilityEntries = 32_672

    func touchedUsed(_ page: Int32) -> Int { pages[Int(page)].used }

    // MARK: Inserting

    /// - Parameters:
    ///   - bytes: of the tuple, rounded up to eight, at most a page's.
    ///   - owner: the row that it belongs to.
    ///   - inserter: of those that insert at once.
    mutating func insert(bytes: Int, length: Int, owner: UInt32, inserter: Int = 0, wal: inout WALMeter) -> Place {
        let page = pageWithRoom(for: bytes, inserter, wal: &wal)
        return store(bytes, on: page, owner: owner, record: WALLength.heapInsert + length, length: length, wal: &wal)
    }

    private mutating func store(
        _ bytes: Int, on page: Int, owner: UInt32, record: Int, length: Int, wal: inout WALMeter
    ) -> Place {
        liveTuples += 1
        let slot = pages[page].place(bytes: bytes, owner: owner)
        pages[page].isAllVisible = false
        pages[page].hasNewRows = true
        let used = pages[page].used
        wal.change(record, pageData: length - PageGeometry.tupleHeaderBytes, touched: &pages[page].touched, used: used)
        return Place(page: Int32(page), slot: Int16(slot))
    }

    private mutating func pageWithRoom(for bytes: Int, _ inserter: Int, wal: inout WALMeter) -> Int {
        while targets.count <= inserter { targets.append(nil) }
        let wanted = min(bytes + keptFree, max(bytes, Self.emptyRoom))
        var candidate = targets[inserter] ?? freeSpace.find(needed: wanted) ?? pages.indices.last
        while let page = candidate {
            let room = pages[page].room
            if room >= wanted {
                targets[inserter] = page
                return page
            }
            candidate = freeSpace.recordAndFind(page, free: room, needed: wanted)
            freeSpace.logHint(page, &wal)
            if let found = candidate, found >= pages.count {
                freeSpace.record(found, free: 0)
                candidate = freeSpace.find(needed: wanted)
            }
        }
        pages.append(Page())
        targets[inserter] = pages.count - 1
        return pages.count - 1
    }

    /// Room of an empty page.
    private static let emptyRoom = PageGeometry.usableBytes - PageGeometry.linePointerBytes

    /// A new statement's first insertion asks the map anew once vacuum or analyze touched the table.
    mutating func forgetTargets() { targets = targets.map { _ in nil } }

    // MARK: Updating

    /// Stores a row's new version, on its own page where there is room, and leaves the old one as dead.
    ///
    /// - Returns: where it lies, and whether indexes need no new entry as long as their columns are the same.
    mutating func update(_ old: Place, bytes: Int, length: Int, owner: UInt32, wal: inout WALMeter) -> (place: Place, isOnPage: Bool) {
        let page = Int(old.page)
        liveTuples -= 1
        pages[page].slots[Int(old.slot)] = .dead
        pages[page].isAllVisible = false
        pages[page].hasNewRows = true
        let isOnPage = pages[page].room >= bytes
        let record = WALLength.heapUpdate + length
        guard !isOnPage else { return (store(bytes, on: page, owner: owner, record: record, length: length, wal: &wal), true) }
        let other = pageWithRoom(for: bytes, 0, wal: &wal)
        let used = pages[page].used
        wal.image(touched: &pages[page].touched, used: used)
        return (store(bytes, on: other, owner: owner, record: record, length: length, wal: &wal), false)
    }

    /// A rewrite packs tuples one after the other and looks for no room on earlier pages.
    mutating func append(bytes: Int, owner: UInt32) -> Place {
        if pages.last.map({ $0.room < bytes }) ?? true { pages.append(Page()) }
        let page = pages.count - 1
        liveTuples += 1
        return Place(page: Int32(page), slot: Int16(pages[page].place(bytes: bytes, owner: owner)))
    }

    // MARK: Deleting

    /// The older of two tuples of one row belongs to what the newer one did.
    mutating func exchangeOwners(_ one: Place, _ other: Place) {
        let owner = pages[Int(one.page)].owners[Int(one.slot)]
        pages[Int(one.page)].owners[Int(one.slot)] = pages[Int(other.page)].owners[Int(other.slot)]
        pages[Int(other.page)].owners[Int(other.slot)] = owner
    }

    mutating func delete(_ place: Place, wal: inout WALMeter) {
        let page = Int(place.page)
        liveTuples -= 1
        pages[page].slots[Int(place.slot)] = .dead
        pages[page].isAllVisible = false
        pages[page].hasNewRows = true
        let used = pages[page].used
        wal.change(WALLength.delete, touched: &pages[page].touched, used: used)
    }

    /// What a scan does to a full page with removable tuples that it comes by.
    mutating func pruneWhereFull(_ page: Int, isRemovable: (UInt32) -> Bool, wal: inout WALMeter) {
        guard page < pages.count, pages[page].gap < pruneRoom else { return }
        prune(page, isRemovable: isRemovable, wal: &wal)
    }

    private mutating func prune(_ page: Int, isRemovable: (UInt32) -> Bool, wal: inout WALMeter) {
        noteEnds(page, wal: &wal)
        let pruned = pages[page].prune(isRemovable)
        guard pruned > 0 else { return }
        let used = pages[page].used
        wal.change(WALLength.prune + pruned * WALLength.offset, touched: &pages[page].touched, used: used)
    }

    /// What a reader writes on a page of rows whose transactions have ended.
    private mutating func noteEnds(_ page: Int, wal: inout WALMeter) {
        guard pages[page].hasNewRows else { return }
        pages[page].hasNewRows = false
        let used = pages[page].used
        wal.hint(touched: &pages[page].touched, used: used)
    }

    /// What a scan of the whole file does, such as analyze's of a table that its sample takes in.
    mutating func noteAllEnds(share: Double, wal: inout WALMeter) {
        guard wal.logsHints else { return }
        for page in pages.indices where Double(page % 97) < 97 * share { noteEnds(page, wal: &wal) }
    }

    // MARK: Vacuum

    struct VacuumScan: Equatable, Sendable {
        var pages = 0
        var liveTuples = 0
        var deadPointers = 0
        /// Pages that hold dead line pointers.
        var deadPages: [Int] = []
        /// Deleted tuples that an open transaction may still see.
        var recentlyDead = 0
        /// Pages up to the last one scanned with a row that somebody may see: those that were passed over don't count.
        var nonEmptyPages = 0
    }

    /// The first pass: prunes every page that isn't visible to all, and leaves dead line pointers.
    ///
    /// - Parameters:
    ///   - hasIndexes: without any, dead line pointers are freed at once.
    ///   - isRemovable: whether nobody can see the deleted row any more.
    ///   - isVisible: whether the live row is visible to all.
    mutating func vacuumScan(
        hasIndexes: Bool, isRemovable: (UInt32) -> Bool, isVisible: (UInt32) -> Bool, wal: inout WALMeter
    ) -> VacuumScan {
        var scan = VacuumScan()
        hasVisibilityMap = hasVisibilityMap || !pages.isEmpty
        for page in pagesToScan() {
            scan.pages += 1
            prune(page, isRemovable: isRemovable, wal: &wal)
            let counts = pages[page].counts(isVisible)
            scan.liveTuples += counts.live
            scan.recentlyDead += counts.dead
            if counts.live + counts.dead > 0 { scan.nonEmptyPages = page + 1 }
            if counts.pointers > 0, hasIndexes {
                scan.deadPointers += counts.pointers
                scan.deadPages.append(page)
            } else {
                if counts.pointers > 0 { free(page, wal: &wal) }
                freeSpace.record(page, free: pages[page].room)
                freeSpace.logHint(page, &wal)
                if counts.dead == 0, counts.allVisible { setVisible(page, wal: &wal) }
            }
        }
        return scan
    }

    /// The second pass, after the indexes: dead line pointers become free, and the room is told to the map.
    mutating func vacuumFree(_ deadPages: [Int], isVisible: (UInt32) -> Bool, wal: inout WALMeter) {
        for page in deadPages {
            free(page, wal: &wal)
            freeSpace.record(page, free: pages[page].room)
            freeSpace.logHint(page, &wal)
            let counts = pages[page].counts(isVisible)
            if counts.dead == 0, counts.allVisible { setVisible(page, wal: &wal) }
        }
    }

    private mutating func free(_ page: Int, wal: inout WALMeter) {
        let freed = pages[page].freePointers()
        let used = pages[page].used
        wal.change(WALLength.vacuum + freed * WALLength.offset, touched: &pages[page].touched, used: used)
    }

    private mutating func setVisible(_ page: Int, wal: inout WALMeter) {
        guard !pages[page].isAllVisible else { return }
        pages[page].isAllVisible = true
        wal.change(WALLength.visible, touched: &visibilityTouched, used: PageGeometry.pageBytes, content: .map)
        guard wal.logsHints else { return }
        let used = pages[page].used
        wal.image(touched: &pages[page].touched, used: used)
    }

    /// All but long runs of pages that are visible to all; the last one always.
    private func pagesToScan() -> [Int] {
        var wanted: [Int] = []
        var run: [Int] = []
        for page in pages.indices {
            if pages[page].isAllVisible, page < pages.count - 1 {
                run.append(page)
                continue
            }
            if run.count < Self.skippedRun { wanted += run }
            run.removeAll(keepingCapacity: true)
            wanted.append(page)
        }
        return wanted
    }

    /// Ends a vacuum: the map's upper level, and the empty pages at the file's end where what was scanned makes them seem worth the lock.
    mutating func finishVacuum(_ scan: VacuumScan, truncationPages: Double, wal: inout WALMeter) {
        freeSpace.bringUpToDate()
        freeSpace.logUpperHints(&wal)
        let seeming = pages.count - scan.nonEmptyPages
        if seeming > 0, Double(seeming) >= truncationPages || seeming >= pages.count / Self.truncationShare {
            let kept = (pages.lastIndex { $0.holdsTuples } ?? -1) + 1
            pages.removeLast(pages.count - kept)
            freeSpace.truncate(to: kept)
            wal.commit()
        }
        forgetTargets()
    }

    /// Or this part of the file's pages (PostgreSQL's REL_TRUNCATE_FRACTION).
    private static let truncationShare = 16
}

extension HeapFile.Page {
    var holdsTuples: Bool { slots.contains { $0 != .unused } }

    fileprivate mutating func place(bytes: Int, owner: UInt32) -> Int {
        tupleBytes += bytes
        if hasUnused, let slot = slots.firstIndex(of: .unused) {
            slots[slot] = .live
            costs[slot] = Int16(bytes)
            owners[slot] = owner
            return slot
        }
        hasUnused = false
        slots.append(.live)
        costs.append(Int16(bytes))
        owners.append(owner)
        return slots.count - 1
    }

    fileprivate mutating func prune(_ isRemovable: (UInt32) -> Bool) -> Int {
        var pruned = 0
        for slot in slots.indices where slots[slot] == .dead && isRemovable(owners[slot]) {
            slots[slot] = .pointer
            tupleBytes -= Int(costs[slot])
            pruned += 1
        }
        return pruned
    }

    fileprivate mutating func freePointers() -> Int {
        var freed = 0
        for slot in slots.indices where slots[slot] == .pointer {
            slots[slot] = .unused
            freed += 1
        }
        while slots.last == .unused {
            slots.removeLast()
            costs.removeLast()
            owners.removeLast()
        }
        hasUnused = slots.contains(.unused)
        return freed
    }

    fileprivate func counts(_ isVisible: (UInt32) -> Bool) -> (live: Int, dead: Int, pointers: Int, allVisible: Bool) {
        var (live, dead, pointers, allVisible) = (0, 0, 0, true)
        for slot in slots.indices {
            switch slots[slot] {
            case .unused: break
            case .live:
                live += 1
                if !isVisible(owners[slot]) { allVisible = false }
            case .dead: dead += 1
            case .pointer: pointers += 1
            }
        }
        return (live, dead, pointers, allVisible)
    }
}
