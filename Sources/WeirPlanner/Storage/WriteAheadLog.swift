import RealModule

/// What of the server's settings decides how much WAL a row writes: PostgreSQL's defaults unless given.
package struct CheckpointSettings: Equatable, Sendable {
    /// `checkpoint_timeout`.
    package var everyHours: Double
    /// `max_wal_size` over 1 + `checkpoint_completion_target` (0.9): WAL that brings the next checkpoint on early; 0 for never.
    package var walBytes: Double
    /// Rows that the platform inserts in one transaction.
    package var rowsPerCommit: Double

    package init(everyHours: Double = 5 / 60, walBytes: Double = Double(1 << 30) / 1.9, rowsPerCommit: Double = 1) {
        self.everyHours = everyHours
        self.walBytes = walBytes
        self.rowsPerCommit = rowsPerCommit
    }
}

/// WAL that one row writes in its life, in bytes.
package struct WALPerRow: Equatable, Sendable {
    package var insert: Double
    package var pageImages: Double
    package var delete: Double
    package var vacuum: Double

    package var total: Double { insert + pageImages + delete + vacuum }
}

/// Bytes of WAL records, each rounded up to eight, measured with PostgreSQL 15.18.
private enum WALRecord {
    static let heapInsert = 54.0
    static let indexInsert = 48.0
    static let delete = 56.0
    static let commit = 40.0
    static let splitBytesPerRow = (monotone: 2.8, random: 29.0, composite: 42.0)
    static let vacuumPerRow = (monotone: 130.0, random: 260.0)
    /// Where no checkpoint asks for page images.
    static let vacuumWithoutImages = 42.0
    /// Share of a page that its image holds: the hole in the middle is left out.
    static let hotLeafShare = 0.75
    static let innerShare = 0.6
}

extension TableLayout {
    /// WAL of a row with this many rows a checkpoint, this many index rows on disk, and its share of classes.
    ///
    /// - Parameters:
    ///   - mix: share of each class, sum 1.
    ///   - checkpointRows: rows inserted between two checkpoints; infinite for none.
    ///   - size: of the table, for the number of leaf pages.
    ///   - deletes: whether rows are deleted at all.
    package func walPerRow(
        mix: PerClass<Double>, checkpointRows: Double, size: TableSize, deletes: Bool, rowsPerCommit: Double = 1
    ) -> WALPerRow {
        WALPerRow(
            insert: insertRecords(mix) + WALRecord.commit / max(1, rowsPerCommit),
            pageImages: checkpointRows.isFinite ? pageImages(mix, max(1, checkpointRows), size) / max(1, checkpointRows) : 0,
            delete: deletes ? deletion(mix, withImages: checkpointRows.isFinite) : 0,
            vacuum: deletes ? vacuum(withImages: checkpointRows.isFinite) : 0)
    }

    private func weighted(_ mix: PerClass<Double>, _ value: PerClass<Double>) -> Double { PerClass { mix[$0] * value[$0] }.sum }

    private func insertRecords(_ mix: PerClass<Double>) -> Double {
        let header = Double(PageGeometry.tupleHeaderBytes)
        let heap = WALRecord.heapInsert + weighted(mix, tupleBytes) - header
        let chunks = weighted(mix, toastChunks)
        let toast = weighted(mix, toastBytes) + chunks * (WALRecord.heapInsert - header + WALRecord.indexInsert + 16)
        return heap + toast + indexes.reduce(0) { $0 + indexInsert($1, mix) }
    }

    private func indexInsert(_ index: IndexLayout, _ mix: PerClass<Double>) -> Double {
        let item = weighted(mix, index.itemBytes)
        switch index.kind {
        case .monotone: return WALRecord.indexInsert + item + WALRecord.splitBytesPerRow.monotone
        case .random: return WALRecord.indexInsert + item + WALRecord.splitBytesPerRow.random
        case .composite: return WALRecord.indexInsert + item + WALRecord.splitBytesPerRow.composite
        case .deduplicated: return WALRecord.indexInsert + item
        }
    }

    /// Bytes of full-page images that the rows of one checkpoint cause.
    private func pageImages(_ mix: PerClass<Double>, _ rows: Double, _ size: TableSize) -> Double {
        let page = Double(PageGeometry.pageBytes)
        return zip(indexes, size.indexes).reduce(page / 2) { sum, pair in
            sum + images(of: pair.0, pages: max(1, pair.1 / page), mix, rows) * page
        }
    }

    /// Pages' worth of images of one index.
    private func images(of index: IndexLayout, pages: Double, _ mix: PerClass<Double>, _ rows: Double) -> Double {
        switch index.kind {
        case .monotone: WALRecord.hotLeafShare
        case .random: pages * -Double.expMinusOne(-rows / pages) * Measured.leafFill.random
        case .composite: compositeImages(index, pages: pages, mix, rows)
        case .deduplicated: min(rows, pages) * Measured.leafFill.random
        }
    }

    /// The hot leaf of each group that gets a row, the right sibling of each split, and the parents of the split leaves.
    private func compositeImages(_ index: IndexLayout, pages: Double, _ mix: PerClass<Double>, _ rows: Double) -> Double {
        let hot = index.groups.reduce(0) { $0 - Double.expMinusOne(-rows * weighted(mix, $1.share)) }
        let entry = weighted(mix, index.itemBytes) + Double(PageGeometry.linePointerBytes)
        let half = Double(PageGeometry.indexUsableBytes) * Measured.leafFill.composite / entry
        let splits = rows / max(1, half)
        let parents = max(1, pages * (Measured.innerPages - 1))
        let touchedParents = parents * -Double.expMinusOne(-splits / parents)
        let siblings = min(splits, Double(index.groups.count))
        return hot * WALRecord.hotLeafShare + siblings * Measured.leafFill.composite + touchedParents * WALRecord.innerShare
    }

    private func deletion(_ mix: PerClass<Double>, withImages: Bool) -> Double {
        let chunks = weighted(mix, toastChunks)
        let records = WALRecord.delete * (1 + chunks)
        guard withImages else { return records }
        return records + weighted(mix, heapBytesPerRow) + weighted(mix, toastBytes)
    }

    private func vacuum(withImages: Bool) -> Double {
        guard withImages else { return WALRecord.vacuumWithoutImages }
        return indexes.contains { $0.kind == .random } ? WALRecord.vacuumPerRow.random : WALRecord.vacuumPerRow.monotone
    }
}
