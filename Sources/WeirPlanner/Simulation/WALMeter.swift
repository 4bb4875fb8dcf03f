/// Counts WAL, record by record: each is rounded up to eight bytes, and the first change of a page after a checkpoint carries
/// the page's image without the hole in its middle. Sizes of records: PostgreSQL 15's structures.
struct WALMeter: Equatable, Sendable {
    private var bytes = 0.0
    /// Of these, images of pages at a growing end of an index: as many at any number of rows.
    private var hotBytes = 0.0
    private var fixedBytes = 0.0
    /// Counts checkpoints; 0 while there was none, when no image is due.
    private(set) var checkpoint: UInt32 = 0
    private let compression: ImageCompression
    /// With data checksums the first hint on a page after a checkpoint is logged with its image.
    let logsHints: Bool
    /// Of the table's own files nothing is logged.
    private let isUnlogged: Bool

    /// WAL pages have headers of 24 bytes each 8,192.
    private static let pageHeaders = 8192.0 / (8192 - 24)

    init(_ server: TableCase.Server = TableCase.Server(), isUnlogged: Bool = false) {
        compression = ImageCompression(server.walCompression)
        logsHints = server.dataChecksums && !isUnlogged
        self.isUnlogged = isUnlogged
    }

    mutating func record(_ length: Int) {
        guard !isUnlogged else { return }
        count(Double(PageGeometry.aligned(length)))
    }

    private mutating func count(_ length: Double) { bytes += length * Self.pageHeaders }

    mutating func raw(_ length: Double) { bytes += isUnlogged ? 0 : length }

    /// Logged whatever the table.
    mutating func commit() { count(Double(WALLength.commit)) }

    /// WAL of the catalogue, which doesn't depend on the table's size.
    mutating func fixed(_ length: Double) { fixedBytes += length }

    mutating func startCheckpoint() { checkpoint += 1 }

    /// A record that changes one page.
    ///
    /// - Parameters:
    ///   - length: of the whole record where the page needs no image.
    ///   - pageData: the part of it that an image makes unnecessary.
    ///   - touched: checkpoint after which the page was last imaged.
    ///   - used: bytes of the page that are not its hole.
    ///   - content: what is on the page.
    ///   - isHot: whether the page is at a growing end of an index.
    mutating func change(
        _ length: Int, pageData: Int = 0, touched: inout UInt32, used: Int, content: PageContent = .rows, isHot: Bool = false
    ) {
        guard needsImage(&touched) else { return record(length) }
        let before = bytes
        record(length - pageData + Self.imageHeader + compression.bytes(used, content))
        if isHot { hotBytes += bytes - before }
    }

    /// A further page of the same record.
    mutating func image(touched: inout UInt32, used: Int, content: PageContent = .rows) {
        guard needsImage(&touched) else { return }
        record(Self.imageHeader + compression.bytes(used, content))
    }

    /// What a reader notes on a page: a record of its own, and only where the page needs an image.
    mutating func hint(touched: inout UInt32, used: Int, content: PageContent = .rows) {
        guard logsHints, needsImage(&touched) else { return }
        record(WALLength.hint + compression.bytes(used, content))
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

/// What an image's bytes are like, which decides how far they compress.
enum PageContent: Equatable, Sendable {
    case rows
    /// Entries in the order of a growing key.
    case orderedEntries
    case randomEntries
    /// A map of free space or of visibility: nearly the same byte throughout.
    case map
}

/// `wal_compression`: what is left of a page's image. lz4's shares follow from what PostgreSQL 15
/// wrote with log rows of 300 bytes; pglz's are estimates.
struct ImageCompression: Equatable, Sendable {
    private let method: TableCase.Server.Compression

    init(_ method: TableCase.Server.Compression) { self.method = method }

    /// - Parameter used: bytes of the page that are not its hole.
    func bytes(_ used: Int, _ content: PageContent) -> Int {
        let bytes = min(used, PageGeometry.pageBytes)
        return Int(Double(bytes) * share(content))
    }

    private func share(_ content: PageContent) -> Double {
        switch (method, content) {
        case (.off, _): 1
        case (_, .map): 0.02
        case (.lz4, .rows): 0.63
        case (.lz4, .orderedEntries): 0.40
        case (.lz4, .randomEntries): 0.89
        case (.pglz, .rows): 0.57
        case (.pglz, .orderedEntries): 0.35
        case (.pglz, .randomEntries): 0.87
        }
    }
}

/// Lengths of WAL records before rounding, in bytes.
enum WALLength {
    /// Without the tuple; its header's first 23 bytes are not logged.
    static let heapInsert = 54 - PageGeometry.tupleHeaderBytes
    /// Of the new version, without the tuple; and what the old page needs where it is another.
    static let heapUpdate = 66 - PageGeometry.tupleHeaderBytes
    static let delete = 54
    static let commit = 40
    static let hint = 50
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
