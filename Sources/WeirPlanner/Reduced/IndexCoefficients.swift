import WeirRecords

/// How one index takes pages: what of its layout doesn't change while it lives.
struct IndexCoefficients: Equatable, Sendable {
    enum Kind: Equatable, Sendable {
        /// Entries come at the growing ends of the index's groups, and pages go at their old ends.
        case growing
        /// A random key.
        case random
        /// Few values, each with the list of its rows.
        case lists
    }

    var kind: Kind
    /// Leaf pages a row in groups that only one class has rows in: they serve again when that class's rows are gone.
    var own = PerClass<Double>.zero
    /// Leaf pages a row in groups with rows of both.
    var common = PerClass<Double>.zero
    /// Rows of one leaf of a common group.
    var rowsPerLeaf = 1.0
    /// Leaf pages a row in an index that was built anew.
    var built: PerClass<Double>
    /// For random keys.
    var leaves: RandomLeaves
    /// By group: leaf pages a row of each class.
    var ends: [PerClass<Double>] = []
    /// Images of the pages at its growing ends.
    var images = IndexImages(shares: [], rowsPerLeaf: 1)

    static let usable = Double(PageGeometry.indexUsableBytes)
    static let pointer = Double(PageGeometry.linePointerBytes)
    private static let builtFill = 0.9
    /// A row in the list of an entry that it shares; with its value's own entry, in leaves filled to 96 %: measured.
    private static let listBytes = (row: 6.0, grown: 6.65)

    init(_ index: IndexLayout) {
        let entry = index.itemBytes.map { $0 + Self.pointer }
        leaves = RandomLeaves(entryBytes: max(entry.standard, entry.debug))
        built = entry.map { $0 / (Self.usable * Self.builtFill) }
        switch index.kind {
        case .monotone, .composite: kind = .growing
        case .random: kind = .random
        case .deduplicated:
            kind = .lists
            built = PerClass { _ in Self.listBytes.row / (Self.usable * Self.builtFill) }
            own = PerClass { _ in Self.listBytes.grown / Self.usable }
        }
        guard kind == .growing else { return }
        addGroups(index.groups, isDescending: index.isDescending)
        // By the mean of both classes: how many ends grow depends little on the mix.
        images = IndexImages(shares: index.groups.map { $0.share.sum / 2 }, rowsPerLeaf: 1 / max(1e-9, (own + common).sum / 2))
    }

    /// Entries of one width and at most 28 bytes are taken for a run that only grows: their pages are cut nine to one like the
    /// rightmost one, others in halves.
    private static let widestRunEntry = 28.0
    private static let runFill = 0.9

    private mutating func addGroups(_ groups: [IndexLayout.Group], isDescending: Bool) {
        for (number, group) in groups.enumerated() {
            let rows = Self.rowsPerLeaf(group, isLast: number == groups.count - 1 && !isDescending, isDescending)
            let leaves = group.share * (1 / max(1, rows))
            ends.append(leaves)
            if group.share.standard > 0, group.share.debug > 0 {
                common = common + leaves
            } else {
                own = own + leaves
            }
            rowsPerLeaf = max(rowsPerLeaf, rows)
        }
    }

    private static func rowsPerLeaf(_ group: IndexLayout.Group, isLast: Bool, _ isDescending: Bool) -> Double {
        let entry = group.itemBytes + pointer
        if isLast || entry <= widestRunEntry && !isDescending { return (usable * runFill / entry).rounded(.down) }
        // One entry's room is the page's high key; the entry too many stays left or right.
        return (((usable - entry) / entry).rounded(.down) + 1) / 2
    }

    /// Groups that have pages of their own with so many rows in the index; those with few share one.
    func groups(_ present: PerClass<Double>) -> Double {
        var groups = 0.0
        for end in ends { groups += min(1, (present.standard * end.standard + present.debug * end.debug) / Self.leavesOfItsOwn) }
        return groups
    }

    private static let leavesOfItsOwn = 2.5

    /// Leaves a row, of rows in a mix of classes.
    func leavesPerRow(_ mix: PerClass<Double>) -> Double {
        let rows = mix.standard + mix.debug
        guard rows > 0 else { return 0 }
        return (mix.standard * (own.standard + common.standard) + mix.debug * (own.debug + common.debug)) / rows
    }

    /// The TOAST table's own: by value and chunk number, so that new entries are the last.
    static let toast = IndexCoefficients(
        IndexLayout(name: "toast", kind: .monotone, itemBytes: Double(Toast.indexEntryBytes - PageGeometry.linePointerBytes)))
}
