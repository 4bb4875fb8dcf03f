import RealModule

/// One index as numbers of pages: taken as rows come, freed as vacuum empties leaves, never given back.
struct ReducedIndex: Equatable, Sendable {
    private let shape: IndexCoefficients
    /// All pages but the meta page.
    private(set) var pages = 0.0
    /// Pages that serve again at once, and those that do after the next vacuum.
    private var free = 0.0
    private var emptied = 0.0
    private var hasFreed = false
    /// Leaves that vacuum has emptied since the index was built.
    private var released = 0.0
    /// Where a rebuild found the rows, and which leaves it gave them.
    private var builtFrom = PerClass<Double>.zero
    private var built = PerClass<Double>.zero
    private var builtRows = 0.0
    private var insertedSinceBuilt = 0.0
    private var largestLoad = 0.0
    /// Pages that groups save by sharing them as long as they are few rows.
    private var unopened = 0.0

    /// - Parameter start: rows that came before the index was made.
    init(_ shape: IndexCoefficients, from start: RowMark = RowMark()) {
        self.shape = shape
        (builtFrom, built) = (start.rows, start.rows)
        if case .growing(let leaves) = shape.kind, leaves.ends.count > 1 { unopened = Double(leaves.ends.count) * Self.sharedEnds }
    }

    private static let sharedEnds = 0.2
    private static let savedAtFirst = 0.15
    /// Pages above the leaves of one that grows.
    private static let inner = 1.005

    var bytes: Double { (pages > 0 ? pages + 1 : 1) * Double(PageGeometry.pageBytes) }
    var mapPages: Double { hasFreed ? 2 + ((pages + 1) / Double(FreeSpaceMap.slotsPerPage)).rounded(.up) : 0 }

    // MARK: Inserting

    /// - Parameter present: rows with entries in the index, the new ones included.
    mutating func insert(_ rows: PerClass<Double>, present: Double) {
        let sum = rows.standard + rows.debug
        insertedSinceBuilt += sum
        switch shape.kind {
        case .growing(let leaves):
            var new =
                rows.standard * (leaves.own.standard + leaves.common.standard) + rows.debug * (leaves.own.debug + leaves.common.debug)
            if unopened > 0 {
                let saved = min(unopened, new * Self.savedAtFirst)
                unopened -= saved
                new -= saved
            }
            take(new * Self.inner)
            if sum > 0 { pages = max(pages, 1) }
        case .random(let leaves): grow(leaves, present)
        case .lists(let bytes): growLists(bytes, present)
        }
    }

    private mutating func take(_ leaves: Double) {
        let reused = min(free, leaves)
        free -= reused
        pages += leaves - reused
    }

    private var turns: Double { max(0, insertedSinceBuilt - builtRows) }

    private mutating func grow(_ leaves: RandomLeaves, _ present: Double) {
        guard present > 0 else { return }
        let turns = builtRows > 0 ? insertedSinceBuilt / present : insertedSinceBuilt / present - 1
        let load = present / leaves.rowsWhenCut(turns: turns)
        guard load > largestLoad * Self.noticed else { return }
        largestLoad = load
        let needed = builtRows > 0
            ? leaves.pages(builtLeaves: builtRows * shape.builtLeaves.standard, load: load) : leaves.pages(load: load)
        pages = max(pages, needed)
    }

    /// Growth that is worth working out anew.
    private static let noticed = 1.0005

    private mutating func growLists(_ bytes: Double, _ present: Double) {
        guard present > 0 else { return }
        let turns = max(0, insertedSinceBuilt / present - 1)
        pages = max(pages, max(1, present * bytes / IndexCoefficients.usable * (1 - Self.listChurn.share * Double.expMinusOne(-turns / Self.listChurn.turns))))
    }

    /// Rows come to the places of others that are gone, anywhere in the lists: how much emptier leaves get, and how soon.
    private static let listChurn = (share: 0.68, turns: 1.25)

    // MARK: Vacuum

    /// Removes the entries of rows older than the marks.
    ///
    /// - Parameter present: rows with entries before.
    mutating func vacuum(_ removed: PerClass<RowMark>, _ oldest: RowMark, present: PerClass<Double>, reusedAtOnce: Double) {
        guard case .growing(let leaves) = shape.kind else { return }
        recycle()
        let kept = leaves.groups(present) * (builtRows > 0 ? Self.oldEnd.built : Self.oldEnd.grown)
        let gone = max(released, position(leaves, removed, oldest) - kept)
        emptied += (gone - released) * Self.inner
        released = gone
        let now = emptied * reusedAtOnce
        if now >= 1 { hasFreed = true }
        free += now
        emptied -= now
    }

    /// Part of a page at a group's old end that is kept though its rows are gone, on the mean.
    private static let oldEnd = (grown: 0.7, built: 0.25)

    /// What a vacuum that removed nothing does where many pages wait.
    mutating func cleanUp() { if emptied > pages * Self.cleanUpShare { recycle() } }

    private static let cleanUpShare = 0.05

    private mutating func recycle() {
        if emptied >= 1 { hasFreed = true }
        free += emptied
        emptied = 0
    }

    /// Leaves that held nothing but rows that are removed.
    private func position(_ leaves: IndexCoefficients.Growing, _ removed: PerClass<RowMark>, _ oldest: RowMark) -> Double {
        leavesBefore(PerClass(standard: removed.standard.rows.standard, debug: removed.debug.rows.debug), leaves.own)
            + leavesBefore(oldest.rows, leaves.common) + sparse(leaves, removed, oldest)
    }

    private func leavesBefore(_ rows: PerClass<Double>, _ leaves: PerClass<Double>) -> Double {
        func one(_ rows: Double, _ first: Double, _ end: Double, _ grown: Double, _ built: Double) -> Double {
            grown > 0 ? max(0, min(rows, end) - first) * built + max(0, rows - end) * grown : 0
        }
        return one(rows.standard, builtFrom.standard, built.standard, leaves.standard, builtShare(leaves.standard, \.standard))
            + one(rows.debug, builtFrom.debug, built.debug, leaves.debug, builtShare(leaves.debug, \.debug))
    }

    /// Leaves a row in a new index, in the same proportion among kinds of groups as in one that grew.
    private func builtShare(_ leaves: Double, _ each: KeyPath<PerClass<Double>, Double>) -> Double {
        guard case .growing(let growing) = shape.kind else { return 0 }
        let all = growing.own[keyPath: each] + growing.common[keyPath: each]
        return all > 0 ? shape.builtLeaves[keyPath: each] * leaves / all : 0
    }

    /// Between the oldest row of the one class and that of the other, some leaves hold none of the class that is left.
    private func sparse(_ leaves: IndexCoefficients.Growing, _ removed: PerClass<RowMark>, _ oldest: RowMark) -> Double {
        let isStandardOlder = removed.standard.time < removed.debug.time
        let younger = isStandardOlder ? removed.debug : removed.standard
        let left = isStandardOlder ? younger.rows.standard - oldest.rows.standard : younger.rows.debug - oldest.rows.debug
        let all = younger.position - oldest.position
        guard left > 0, all > left else { return 0 }
        let none = Double.exp(leaves.rowsPerLeaf * Double.log(onePlus: -left / all))
        return none * (leavesBefore(younger.rows, leaves.common) - leavesBefore(oldest.rows, leaves.common))
    }

    // MARK: Rebuilding

    /// `REINDEX`: live rows' entries packed anew.
    mutating func rebuild(live: PerClass<Double>, end: RowMark, removed: PerClass<RowMark>, oldest: RowMark) {
        let shape = self.shape
        self = ReducedIndex(shape)
        builtFrom = PerClass(standard: removed.standard.rows.standard, debug: removed.debug.rows.debug)
        built = end.rows
        builtRows = live.sum
        let leaves = live.standard * shape.builtLeaves.standard + live.debug * shape.builtLeaves.debug
        pages = leaves > 0 ? max(1, leaves * Self.inner) : 0
        if case .growing(let growing) = shape.kind { released = position(growing, removed, oldest) }
    }
}
