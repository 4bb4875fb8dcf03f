internal import WeirRecords
internal import WeirSystem

/// Takes segments out of the spool that nobody wants any more: their files are removed, or kept as spares to be written again.
struct SegmentRetirement: Sendable {
    private let settings: SpoolSettings
    private let catalog: SegmentCatalog
    private let fileSystem: any FileSystem
    private var spares = SpareSegments()

    init(settings: SpoolSettings, catalog: SegmentCatalog, fileSystem: any FileSystem) {
        (self.settings, self.catalog, self.fileSystem) = (settings, catalog, fileSystem)
    }

    /// All segments of which every record is before the number. The one that follows them must be durable with its checkpoint.
    mutating func retire(before number: RecordNumber, keepsSpares: Bool) throws(SystemError) {
        guard catalog.oldest(before: number) != nil || spares.areNamesOwed else { return }
        while let oldest = catalog.oldest(before: number) {
            spares.oweNames()
            try putAway(oldest, keepsSpares: keepsSpares)
            catalog.remove(oldest)
            FaultPoint.segmentRemoved.pass()
        }
        try fileSystem.synchronizeDirectory(SegmentName.folder(in: settings.directory))
        FaultPoint.removalSynced.pass()
        spares.namesAreDurable()
        if !keepsSpares { discardSpares() }
    }

    /// A file to be written again, under a durable name.
    mutating func takeSpare() -> String? { spares.take() }

    mutating func discardSpares() { spares.discard(fileSystem) }

    /// Under a spare's name, even where it is not to stay: once that name is durable the file can be emptied, and then its room is the
    /// disk's again though a reader has it open.
    private mutating func putAway(_ segment: Segment, keepsSpares: Bool) throws(SystemError) {
        if keepsSpares, !mayKeep(segment) { return try fileSystem.remove(segment.path) }
        do throws(SystemError) { try spares.keep(segment, fileSystem) } catch { try fileSystem.remove(segment.path) }
    }

    /// Whether the spool stays within its capacity with one more spare: a full one has none.
    private func mayKeep(_ segment: Segment) -> Bool {
        spares.hasRoom && catalog.usedBytes + spares.bytes + settings.segmentLimit <= settings.capacityLimit
    }
}
