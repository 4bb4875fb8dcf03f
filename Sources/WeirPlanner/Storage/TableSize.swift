/// Bytes of the table's files. `total` is what `pg_total_relation_size` says.
package struct TableSize: Equatable, Sendable {
    package var heap: Double
    package var toast: Double
    package var toastIndex: Double
    package var indexes: [Double]
    /// Free space and visibility maps.
    package var maps: Double

    package var indexTotal: Double { indexes.reduce(0, +) }
    package var total: Double { heap + toast + toastIndex + indexTotal + maps }
}

/// Filling of pages and the like, as measured on PostgreSQL 15.18 with default settings.
enum Measured {
    /// Free room that reuse leaves in the heap: with one class of retention, and with two, whose deletions leave holes.
    static let reuse = (oneClass: 1.01, twoClasses: 1.02)
    /// Free room that stays in TOAST pages.
    static let toastReuse = 1.02
    /// Leaf pages of an index in time order are filled to this share, those of a random key and of a composite keep this much.
    static let leafFill = (monotone: 0.90, random: 0.67, composite: 0.515)
    /// A deduplicated entry's share of its list.
    static let deduplicatedBytes = 7.0
    /// Pages above the leaves.
    static let innerPages = 1.005
    static let metaPages = 1.0
    /// The page at the old end of a composite's group whose rows are dead only in part, so that no vacuum frees it.
    static let edgePagesPerGroup = 1.0
    static let freeSpaceMapEntries = 4069.0
    static let visibilityMapEntries = 32_672.0
}

extension TableLayout {
    package func size(of holdings: TableHoldings) -> TableSize {
        let heapRows = holdings.live + holdings.slack
        let heap = heapPages(heapRows, holdings)
        let toast = toastPages(heapRows)
        let indexPages = indexes.map { pages(of: $0, holdings) }
        return TableSize(
            heap: PageGeometry.bytes(ofPages: heap), toast: PageGeometry.bytes(ofPages: toast),
            toastIndex: PageGeometry.bytes(ofPages: toastIndexPages(heapRows)),
            indexes: indexPages.map(PageGeometry.bytes(ofPages:)),
            maps: PageGeometry.bytes(ofPages: mapPages(heap: heap, toast: toast, hasDeleted: holdings.hasDeleted)))
    }

    private func heapPages(_ rows: PerClass<Double>, _ holdings: TableHoldings) -> Double {
        let packed = PerClass { rowsPerPage[$0] > 0 ? rows[$0] / rowsPerPage[$0] : 0 }.sum
        guard holdings.hasDeleted else { return packed }
        let twoClasses =
            holdings.live.standard > 0 && holdings.live.debug > 0 && holdings.historyHours.standard != holdings.historyHours.debug
        return packed * (twoClasses ? Measured.reuse.twoClasses : Measured.reuse.oneClass)
    }

    private func toastPages(_ rows: PerClass<Double>) -> Double {
        PerClass { chunksPerPage[$0] > 0 ? rows[$0] * toastChunks[$0] / chunksPerPage[$0] : 0 }.sum * Measured.toastReuse
    }

    private func toastIndexPages(_ rows: PerClass<Double>) -> Double {
        let entries = PerClass { rows[$0] * toastChunks[$0] }.sum
        return Measured.metaPages + entries / leafEntries(of: Toast.indexEntryBytes, fill: Measured.leafFill.monotone)
    }

    private func leafEntries(of bytes: Int, fill: Double) -> Double {
        (Double(PageGeometry.indexUsableBytes) * fill / Double(bytes)).rounded(.down)
    }

    private func pages(of index: IndexLayout, _ holdings: TableHoldings) -> Double {
        guard holdings.inserted > 0 else { return Measured.metaPages }
        return leaves(of: index, holdings) * Measured.innerPages + Measured.metaPages
    }

    private func leaves(of index: IndexLayout, _ holdings: TableHoldings) -> Double {
        let entry = index.itemBytes.map { $0 + Double(PageGeometry.linePointerBytes) }
        let usable = Double(PageGeometry.indexUsableBytes)
        switch index.kind {
        case .monotone:
            let perLeaf = leafEntries(of: Int(max(entry.standard, entry.debug).rounded()), fill: Measured.leafFill.monotone)
            return holdings.spanned / max(1, perLeaf)
        case .random:
            return bytes(holdings.live + holdings.slack, entry) / (usable * Measured.leafFill.random)
        case .composite:
            let edges = holdings.hasDeleted ? Measured.edgePagesPerGroup * Double(index.groups.count) : 0
            return bytes(holdings.live + holdings.indexSlack, entry) / (usable * Measured.leafFill.composite) + edges
        case .deduplicated:
            return (holdings.live + holdings.slack).sum * Measured.deduplicatedBytes / usable
        }
    }

    private func bytes(_ rows: PerClass<Double>, _ each: PerClass<Double>) -> Double { PerClass { rows[$0] * each[$0] }.sum }

    private func mapPages(heap: Double, toast: Double, hasDeleted: Bool) -> Double {
        let inUse = hasDeleted ? Double(indexes.count) * 3 : 0
        return maps(of: heap) + maps(of: toast) + inUse
    }

    private func maps(of pages: Double) -> Double {
        guard pages > 0 else { return 0 }
        return 2 + (pages / Measured.freeSpaceMapEntries).rounded(.up) + (pages / Measured.visibilityMapEntries).rounded(.up)
    }
}
