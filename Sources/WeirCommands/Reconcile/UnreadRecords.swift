import WeirConfiguration
import WeirRecords
import WeirShipping
import WeirSpool
import WeirSystem

/// What stands in a source's logs after the positions that the spool keeps: no sink can have it.
struct UnreadRecords {
    /// What is read of one source to count them.
    private static let examinedBytes = 256 << 20
    /// Steps in a row that may give nothing: holes are long.
    private static let emptySteps = 256

    private let source: String
    private var records: UInt64 = 0
    /// Not all that is unread was looked at.
    private var isPartial = false
    private var losses: [Loss] = []

    /// Looks at each source's logs as a shipper that starts now would; nothing is changed.
    ///
    /// - Parameter positions: how far each stream was read before the books were.
    /// - Returns: why the books can't show everything, in words.
    static func obstacles(
        _ configuration: ShipperConfiguration, after positions: [StreamState], _ directory: String, _ fileSystem: any FileSystem,
        _ window: ReconcileWindow?, now: Timestamp
    ) throws -> [String] {
        try configuration.sources.flatMap { plan in
            let settings = try FilesSettings(plan, in: configuration, own: [directory])
            var source = FilesSource(settings, fileSystem: fileSystem, resume: positions, random: HostRandom(), once: true)
            return UnreadRecords(&source, window?.minutes ?? .all, now).obstacles
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
            guard step != .exhausted else { break }
        }
        isPartial = examined >= Self.examinedBytes || empty >= Self.emptySteps
        source.finish(now: now)
        losses = source.takeLosses().filter { $0.minutes.map(minutes.overlaps) ?? true }
    }

    private var obstacles: [String] {
        var obstacles: [String] = []
        let logs = "the logs of the source \(source)"
        if records > 0 || isPartial {
            let number = isPartial ? "more than can be looked at here" : "\(records.counted("record")) more"
            obstacles.append(
                "\(logs) hold \(number), not read yet: let the shipper run until it has read them, or end the window before them (--until)")
        }
        let reasons = LossReasons(losses)
        return obstacles + reasons.known + reasons.unknown
    }
}
