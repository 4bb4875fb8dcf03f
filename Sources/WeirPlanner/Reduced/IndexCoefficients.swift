import WeirRecords

/// How one index takes pages: what of its layout doesn't change while it lives.
struct IndexCoefficients: Equatable, Sendable {
    enum Kind: Equatable, Sendable {
        /// Entries come at the growing ends of the index's groups, and pages go at their old ends.
        case growing(Growing)
        /// A random key.
        case random(RandomLeaves)
        /// Few values, each with the list of its rows: bytes a row while the index grows.
        case lists(bytesPerRow: Double)
    }

    /// Leaf pages a row, by what has to be gone before they serve again.
    struct Growing: Equatable, Sendable {
        /// Of groups that only one class has rows in.
        var own = PerClass<Double>.zero
        /// Of groups with rows of both.
        var common = PerClass<Double>.zero
        /// Leaves a row of each group: a page at its old end is kept as long as one of its rows lives.
        var ends: [PerClass<Double>] = []
        /// Rows of one leaf, for the common groups.
        var rowsPerLeaf = 1.0
    }

    var kind: Kind
    /// Bytes of an entry without its line pointer.
    var itemBytes: PerClass<Double>
    /// Leaf pages a row in an index that was built anew.
    var builtLeaves: PerClass<Double>
    /// Share of each group's rows, by class, for the pages that grow at the same time.
    var groups: [IndexLayout.Group]

    static let builtFill = 0.9
    static let usable = Double(PageGeometry.indexUsableBytes)
    static let pointer = Double(PageGeometry.linePointerBytes)
    /// A row in the list of an entry that it shares.
    private static let listBytes = 6.0

    init(_ index: IndexLayout) {
        itemBytes = index.itemBytes
        groups = index.groups
        builtLeaves = index.itemBytes.map { ($0 + Self.pointer) / (Self.usable * Self.builtFill) }
        switch index.kind {
        case .monotone, .composite: kind = .growing(Growing(index.groups))
        case .random: kind = .random(RandomLeaves(entryBytes: max(index.itemBytes.standard, index.itemBytes.debug) + Self.pointer))
        case .deduplicated:
            kind = .lists(bytesPerRow: Self.grownListBytes)
            builtLeaves = PerClass { _ in Self.listBytes / (Self.usable * Self.builtFill) }
        }
    }

    /// Six bytes a row and the value's own entry, in leaves filled to 96 %: measured.
    private static let grownListBytes = 6.65
}

extension IndexCoefficients.Growing {
    /// Groups that have their own pages with so many rows in the index; those with less than a leaf's rows share one.
    func groups(_ present: PerClass<Double>) -> Double {
        var groups = 0.0
        for end in ends { groups += min(1, present.standard * end.standard + present.debug * end.debug) }
        return groups
    }

    /// Entries of one width and at most 28 bytes are taken for a run that only grows: their pages are cut nine to one like the
    /// rightmost one, others in halves.
    private static let widestRunEntry = 28.0
    private static let runFill = 0.9

    init(_ groups: [IndexLayout.Group]) {
        for (number, group) in groups.enumerated() {
            let entry = group.itemBytes + IndexCoefficients.pointer
            let isRun = number == groups.count - 1 || entry <= Self.widestRunEntry
            let highKey = number == groups.count - 1 ? 0 : entry
            let room = IndexCoefficients.usable - highKey
            let rows = isRun ? (IndexCoefficients.usable * Self.runFill / entry).rounded(.down) : ((room / entry).rounded(.down) + 1) / 2
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
}
