package import WeirRecords
package import WeirSystem

/// A spool's segments by themselves: the writer and the reader of a spool, without the state that is kept beside them.
package struct SegmentRun {
    /// Small enough for a container's `/dev/shm`, of 64 MB: segments are given back as they fill.
    private static let capacity = ByteCount.mebibytes(64)
    private static let slabNeverFits = SpoolError(.inputOutput, "the benchmark's segments are full", wayOut: "give it a larger --folder")

    private let catalog = SegmentCatalog()
    private let mark = SyncMark()
    private let fileSystem: any FileSystem
    private var writer: SpoolWriter

    /// - Parameter directory: empty, and its own.
    package init(directory: String, fileSystem: any FileSystem, clock: any SystemClock) throws(SystemError) {
        self.fileSystem = fileSystem
        try fileSystem.createDirectory(SegmentName.folder(in: directory))
        let lock = try fileSystem.open(FilePath.join(directory, SpoolPlace.lockName), .create)
        writer = SpoolWriter(
            settings: SpoolSettings(directory: directory, capacity: Self.capacity), fileSystem: fileSystem, clock: clock,
            random: SeededRandom(seed: 1), installation: .zero, catalog: catalog, mark: mark, positions: LivePositions(),
            place: try SpoolPlace(directory, lock: lock, fileSystem))
    }

    /// Writes each slab as a frame, syncs, and gives up the segments before these slabs.
    ///
    /// - Returns: bytes of all segments.
    package mutating func write(_ slabs: [Slab]) throws(SpoolError) -> Int {
        let first = writer.next
        for slab in slabs {
            guard case .written = try writer.append(slab) else { throw Self.slabNeverFits }
        }
        _ = try writer.synchronize()
        try writer.release(before: first)
        return Int(writer.usedBytes.bytes)
    }

    /// Reads and checks all frames that are kept.
    ///
    /// - Returns: their records.
    package func read() -> Int {
        var reader = SpoolReader(
            SegmentCursor(catalog: catalog, mark: mark, fileSystem: fileSystem, position: catalog.oldest ?? .first))
        var records = 0
        while case .frame(let frame) = reader.next() { records += frame.count }
        return records
    }
}
