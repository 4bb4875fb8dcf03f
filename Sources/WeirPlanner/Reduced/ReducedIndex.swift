import RealModule

/// One index as numbers of pages: taken as rows come, freed as vacuum empties leaves, never given back.
struct ReducedIndex: Equatable, Sendable {
    private let kind: IndexCoefficients.Kind
    private let own: PerClass<Double>
    private let common: PerClass<Double>
    private let leaves: RandomLeaves
    /// All pages but the meta page.
    private var pages = 0.0
    /// Pages that serve again at once, and those that do after the next vacuum.
    private var free = 0.0
    private var emptied = 0.0
    private var hasFreed = false
    /// Pages that groups save by sharing them as long as they are few rows.
    private var unopened = 0.0
    /// Leaves that vacuum has emptied since the index was built.
    private var released = 0.0
    private var build: IndexBuild
    private var insertedSinceBuilt = 0.0
    private var largestLoad = 0.0

    private(set) var bytes = Double(PageGeometry.pageBytes)
    /// Of its free space map, which the first page that serves again brings.
    private(set) var mapPages = 0.0

    /// - Parameter start: rows that came before the index was made.
    init(_ coefficients: IndexCoefficients, from start: RowMark = RowMark()) {
        (kind, own, common, leaves) = (coefficients.kind, coefficients.own, coefficients.common, coefficients.leaves)
        build = IndexBuild(from: start.rows, to: start.rows)
        if coefficients.ends.count > 1 { unopened = Double(coefficients.ends.count) * Self.shared.pages }
    }

    /// Pages a group that are saved in the end, and the part of the first pages that this is.
    private static let shared = (pages: 0.23, part: 0.15)
    /// Pages above the leaves of one that grows.
    private static let inner = 1.005

    private mutating func note() {
        // A root comes with the second leaf; that of random keys is among its pages.
        let root = kind == .random ? 0 : min(1, max(0, pages - 1))
        let now = (pages + 1 + root) * Double(PageGeometry.pageBytes)
        guard now != bytes else { return }
        bytes = now
        if hasFreed { mapPages = 2 + ((pages + 1) / Double(FreeSpaceMap.slotsPerPage)).rounded(.up) }
    }

    // MARK: Inserting

    /// - Parameter present: rows with entries in the index, the new ones included.
    /// - Returns: leaves that were cut in two, other than those that a row's own WAL counts.
    mutating func insert(_ rows: PerClass<Double>, present: Double) -> Double {
        let sum = rows.standard + rows.debug
        guard sum > 0 else { return 0 }
        insertedSinceBuilt += sum
        let before = pages
        switch kind {
        case .growing: append(rows)
        case .random: grow(present)
        case .lists: pages = max(pages, max(1, present * own.standard * emptier(present)))
        }
        note()
        return kind == .growing ? 0 : pages - before
    }

    // MARK: WAL

    /// Pages' worth of images that the rows of one checkpoint cause.
    func images(rows: Double, doublings: Double, _ coefficients: IndexCoefficients) -> Double {
        if kind == .growing {
            // Groups of few rows share leaves.
            let ends = coefficients.images.pages(doublings)
            return pages > Self.fewLeaves * ends ? ends : -pages * Double.expMinusOne(-ends / max(1, pages))
        }
        return -pages * Double.expMinusOne(-rows / max(1, pages)) * Self.meanFill
    }

    private static let meanFill = 0.65
    private static let fewLeaves = 20.0

    /// What one vacuum changed: leaves with entries to remove, those of them that got empty, and pages' worth of images.
    struct Vacuum: Equatable, Sendable {
        var leaves = 0.0
        var emptied = 0.0
        var images = 0.0
    }

    private mutating func append(_ rows: PerClass<Double>) {
        var new = rows.standard * (own.standard + common.standard) + rows.debug * (own.debug + common.debug)
        if unopened > 0 {
            let saved = min(unopened, new * Self.shared.part)
            unopened -= saved
            new -= saved
        }
        let needed = new * Self.inner
        let reused = min(free, needed)
        free -= reused
        pages = max(1, pages + needed - reused)
    }

    private mutating func grow(_ present: Double) {
        let turns = insertedSinceBuilt / present - (build.rows > 0 ? 0 : 1)
        let load = present / leaves.rowsWhenCut(turns: turns)
        guard load > largestLoad * Self.noticed else { return }
        largestLoad = load
        pages = max(pages, build.rows > 0 ? leaves.pages(builtLeaves: build.leaves, load: load) : leaves.pages(load: load))
    }

    /// Growth that is worth working out anew.
    private static let noticed = 1.0005

    /// Rows come to the places of others that are gone, anywhere in the lists, so that leaves get emptier turn by turn.
    private func emptier(_ present: Double) -> Double {
        1 - Self.listChurn.share * Double.expMinusOne(-max(0, insertedSinceBuilt / present - 1) / Self.listChurn.turns)
    }

    private static let listChurn = (share: 0.68, turns: 1.25)

    // MARK: Vacuum

    /// Removes the entries of rows older than the marks.
    ///
    /// - Parameters:
    ///   - oldest: the first row that is left.
    ///   - present: rows with entries before.
    ///   - rows: that are removed.
    mutating func vacuum(
        _ removed: PerClass<RowMark>, _ oldest: RowMark, present: PerClass<Double>, rows: Double, reusedAtOnce: Double,
        _ coefficients: IndexCoefficients
    ) -> Vacuum {
        guard kind == .growing else {
            let leaves = -pages * Double.expMinusOne(-rows / max(1, pages))
            return Vacuum(leaves: leaves, emptied: 0, images: leaves * Self.meanFill)
        }
        recycle()
        let kept = coefficients.groups(present) * (build.rows > 0 ? Self.oldEnd.built : Self.oldEnd.grown)
        let gone = max(released, leavesBefore(removed, oldest, coefficients) - kept)
        emptied += (gone - released) * Self.inner
        let vacuum = touched(gone - released, rows, present, coefficients)
        released = gone
        serve(emptied * reusedAtOnce)
        return vacuum
    }

    /// A page that leaves the tree changes its right neighbour, which is full as yet; pages that keep some rows have an image of those.
    private func touched(
        _ emptied: Double, _ rows: Double, _ present: PerClass<Double>, _ coefficients: IndexCoefficients
    ) -> Vacuum {
        let leaves = max(emptied, min(rows, rows * coefficients.leavesPerRow(present)))
        let fill = coefficients.ends.count > 1 ? Self.fill.halved : Self.fill.whole
        return Vacuum(leaves: leaves, emptied: emptied, images: (emptied + max(0, leaves - emptied) / 2) * fill)
    }

    private static let fill = (whole: 0.9, halved: 0.515)

    /// The same for rows of an index like this one, of which no page is reused.
    func cleared(_ rows: PerClass<Double>, _ coefficients: IndexCoefficients) -> Vacuum {
        guard kind == .growing else { return Vacuum(leaves: 0, emptied: 0, images: 0) }
        let sum = rows.standard + rows.debug
        return touched(sum * coefficients.leavesPerRow(rows), sum, rows, coefficients)
    }

    /// Part of a page at a group's old end that is kept though its rows are gone, on the mean.
    private static let oldEnd = (grown: 0.7, built: 0.25)

    /// What a vacuum that removed nothing does where many pages wait.
    mutating func cleanUp() { if emptied > pages * Self.cleanUpShare { recycle() } }

    private static let cleanUpShare = 0.05

    private mutating func recycle() {
        serve(emptied)
    }

    private mutating func serve(_ leaves: Double) {
        free += leaves
        emptied -= leaves
        guard leaves >= 1 else { return }
        hasFreed = true
        mapPages = 2 + ((pages + 1) / Double(FreeSpaceMap.slotsPerPage)).rounded(.up)
    }

    /// Leaves that held nothing but rows that are removed.
    private func leavesBefore(_ removed: PerClass<RowMark>, _ oldest: RowMark, _ coefficients: IndexCoefficients) -> Double {
        let separate = PerClass(standard: removed.standard.rows.standard, debug: removed.debug.rows.debug)
        return build.leaves(before: separate, own, coefficients) + build.leaves(before: oldest.rows, common, coefficients)
            + sparse(removed, oldest, coefficients)
    }

    /// Between the oldest row of the one class and that of the other, some leaves hold none of the class that is left.
    private func sparse(_ removed: PerClass<RowMark>, _ oldest: RowMark, _ coefficients: IndexCoefficients) -> Double {
        let isStandardOlder = removed.standard.time < removed.debug.time
        let younger = isStandardOlder ? removed.debug : removed.standard
        let left = isStandardOlder ? younger.rows.standard - oldest.rows.standard : younger.rows.debug - oldest.rows.debug
        let all = younger.position - oldest.position
        guard left > 0, all > left else { return 0 }
        let none = Double.exp(coefficients.rowsPerLeaf * Double.log(onePlus: -left / all))
        return none * (build.leaves(before: younger.rows, common, coefficients) - build.leaves(before: oldest.rows, common, coefficients))
    }

    // MARK: Rebuilding

    /// `REINDEX`: live rows' entries packed anew.
    mutating func rebuild(_ rows: IndexBuild, _ coefficients: IndexCoefficients) {
        self = ReducedIndex(coefficients)
        build = rows
        build.pack(coefficients)
        unopened = 0
        pages = build.leaves > 0 ? max(1, build.leaves * Self.inner) : 0
        note()
    }
}

/// Which rows an index was built with; none for one that grew from nothing.
struct IndexBuild: Equatable, Sendable {
    /// Rows of each class before the first live one, and up to the build.
    var from: PerClass<Double>
    var to: PerClass<Double>
    private(set) var leaves = 0.0

    init(from: PerClass<Double>, to: PerClass<Double>) { (self.from, self.to) = (from, to) }

    var rows: Double { to.standard - from.standard + to.debug - from.debug }

    mutating func pack(_ coefficients: IndexCoefficients) {
        leaves = (to.standard - from.standard) * coefficients.built.standard + (to.debug - from.debug) * coefficients.built.debug
    }

    /// Leaves of rows before these, of groups of one kind: the built ones' and those that grew since.
    func leaves(before rows: PerClass<Double>, _ grown: PerClass<Double>, _ coefficients: IndexCoefficients) -> Double {
        func one(_ rows: Double, _ from: Double, _ to: Double, _ grown: Double, _ all: Double, _ built: Double) -> Double {
            guard grown > 0 else { return 0 }
            return max(0, min(rows, to) - from) * built * grown / all + max(0, rows - to) * grown
        }
        let (own, common, built) = (coefficients.own, coefficients.common, coefficients.built)
        return one(rows.standard, from.standard, to.standard, grown.standard, own.standard + common.standard, built.standard)
            + one(rows.debug, from.debug, to.debug, grown.debug, own.debug + common.debug, built.debug)
    }
}
