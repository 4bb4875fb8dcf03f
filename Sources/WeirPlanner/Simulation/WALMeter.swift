/// Counts WAL, record by record: each is rounded up to eight bytes, and the first change of a page after a checkpoint carries
/// the page's image without the hole in its middle. Sizes of records: PostgreSQL 15's structures.
struct WALMeter: Equatable, Sendable {
    private var bytes = 0.0
    /// Of these, images of pages at a growing end of an index: as many at any number of rows.
    private var hotBytes = 0.0
    private var fixedBytes = 0.0
    /// Counts checkpoints; 0 while there was none, when no image is due.
    private(set) var checkpoint: UInt32 = 0

    /// WAL pages have headers of 24 bytes each 8,192.
    private static let pageHeaders = 8192.0 / (8192 - 24)

    mutating func record(_ length: Int) { bytes += Double(PageGeometry.aligned(length)) * Self.pageHeaders }

    mutating func raw(_ length: Double) { bytes += length }

    /// WAL that doesn't depend on the table's size.
    mutating func fixed(_ length: Double) { fixedBytes += length }

    mutating func startCheckpoint() { checkpoint += 1 }

    /// A record that changes one page.
    ///
    /// - Parameters:
    ///   - length: of the whole record where the page needs no image.
    ///   - pageData: the part of it that an image makes unnecessary.
    ///   - touched: checkpoint after which the page was last imaged.
    ///   - used: bytes of the page that are not its hole.
    ///   - isHot: whether the page is at a growing end of an index.
    mutating func change(_ length: Int, pageData: Int = 0, touched: inout UInt32, used: Int, isHot: Bool = false) {
        guard needsImage(&touched) else { return record(length) }
        let before = bytes
        record(length - pageData + Self.imageHeader + min(used, PageGeometry.pageBytes))
        if isHot { hotBytes += bytes - before }
    }

    /// A further page of the same record.
    mutating func image(touched: inout UInt32, used: Int) {
        guard needsImage(&touched) else { return }
        record(Self.imageHeader + min(used, PageGeometry.pageBytes))
    }

    private func needsImage(_ touched: inout UInt32) -> Bool {
        guard touched < checkpoint else { return false }
        touched = checkpoint
        return true
    }

    /// Takes what was counted since the last time.
    ///
    /// - Parameters:
    ///   - rows: by which what grows with them is multiplied.
    ///   - ends: by which images at growing ends are.
    mutating func taken(rows: Double, ends: Double) -> Double {
        defer { (bytes, hotBytes, fixedBytes) = (0, 0, 0) }
        return (bytes - hotBytes) * rows + hotBytes * ends + fixedBytes
    }

    private static let imageHeader = 5
}

/// Lengths of WAL records before rounding, in bytes.
enum WALLength {
    /// Without the tuple; its header's first 23 bytes are not logged.
    static let heapInsert = 54 - PageGeometry.tupleHeaderBytes
    static let delete = 54
    static let commit = 40
    static let indexInsert = 48
    static let prune = 54
    static let vacuum = 50
    static let visible = 64
    static let indexVacuum = 52
    static let halfDead = 100
    static let unlink = 150
    static let split = 110
    static let offset = 2
}
