import WeirConfiguration
import WeirRecords
import WeirShipping
import WeirSpool
import WeirSystem

/// What stands in a source's logs behind the positions that the spool keeps: no sink can have it.
struct UnreadRecords {
    /// What is read of one source to count them.
    private static let examinedBytes = 256 << 20
    /// Steps in a row that may give nothing: holes are long.
    private static let emptySteps = 256

    let source: String
    private(set) var records: UInt64 = 0
    private(set) var areMore = false

    /// Looks at each source's logs as a shipper that starts now would; nothing is changed.
    ///
    /// - Returns: of sources that have some.
    static func find(
        _ configuration: ShipperConfiguration, _ directory: String, _ fileSystem: any FileSystem, _ window: ReconcileWindow?,
        now: Timestamp
    ) throws -> [UnreadRecords] {
        let positions = try SpoolView.open(directory, fileSystem: fileSystem).streams
        return try configuration.sources.compactMap { plan in
            let settings = try FilesSettings(plan, in: configuration, own: [directory])
            var source = FilesSource(settings, fileSystem: fileSystem, resume: positions, random: HostRandom(), once: true)
            let unread = UnreadRecords(&source, window?.minutes ?? .all, now)
            return unread.records > 0 ? unread : nil
        }
    }

    private init(_ source: inout FilesSource, _ minutes: ClosedRange<Int64>, _ now: Timestamp) {
        self.source = source.name
        let slab = Slab()
        var (examined, empty) = (0, 0)
        while empty < Self.emptySteps {
            guard examined < Self.examinedBytes else { break }
            slab.reset()
            let step = source.step(into: slab, now: now)
            for row in slab.meter.rows where minutes.contains(row.minute) { records = records.addingSaturated(UInt64(row.count.records)) }
            examined += slab.payloadCount
            empty = step == .filled ? 0 : empty + 1
            if step == .exhausted { return }
        }
        areMore = true
    }

    var obstacle: String {
        let number = (areMore ? "at least " : "") + records.counted("record")
        return "the logs of the source \(source) hold \(number) more, not read yet: let the shipper run until it has read them"
    }
}
