/// A BRIN index: one small summary for every 128 heap pages.
enum BlockRangeIndex {
    /// `pages_per_range`.
    private static let heapPagesPerRange = 128.0
    /// Ranges that one page of the range map covers.
    private static let rangesPerMapPage = 1360.0

    /// - Parameter entryBytes: of a B-tree's entry over the same columns: a summary holds the least and the greatest value.
    static func bytes(heapPages: Double, entryBytes: Int) -> Double {
        let ranges = (heapPages / heapPagesPerRange).rounded(.up)
        let values = 2 * (entryBytes - PageGeometry.indexTupleHeaderBytes)
        let summary = PageGeometry.aligned(PageGeometry.indexTupleHeaderBytes + values) + PageGeometry.linePointerBytes
        let perPage = (PageGeometry.usableBytes / summary)
        let pages = 1 + max(1, (ranges / rangesPerMapPage).rounded(.up)) + (ranges / Double(perPage)).rounded(.up)
        return PageGeometry.bytes(ofPages: pages)
    }
}
