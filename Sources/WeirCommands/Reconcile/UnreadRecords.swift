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
    /// Of these: their lines have no time of their own, so that they may be of any window.
    private var untimed: UInt64 = 0
    private let window: ReconcileWindow?
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
        let all = try configuration.sources.map { try FilesSettings($0, in: configuration, own: [directory]) }
        let unfollowed = UnfollowedFile.find(positions, besides: all, fileSystem)
        return Self.sentences(of: unfollowed, window)
            + all.flatMap { settings in
                var source = FilesSource(settings, fileSystem: fileSystem, resume: positions, random: HostRandom(), once: true)
                return UnreadRecords(&source, window, now).obstacles
            }
    }

    /// What no source follows any more: how many records it is, and of which time, nobody has looked at.
    private static func sentences(of files: [UnfollowedFile], _ window: ReconcileWindow?) -> [String] {
        let first = window?.minutes.lowerBound ?? .min
        let files = files.filter { $0.modified.minute >= first }
        guard let file = files.first else { return [] }
        let bytes = files.reduce(0) { $0 + $1.unread.bytes }
        let others = files.count > 1 ? " and \((files.count - 1).grouped) more" : ""
        return [
            """
            \(file.path)\(others) \(files.count > 1 ? "are" : "is") no longer followed, and \(bytes.grouped) bytes stand there behind what was \
            read: put \(file.source) back as it was until the shipper has read them, or remove the file where they are not wanted
            """
        ]
    }

    private init(_ source: inout FilesSource, _ window: ReconcileWindow?, _ now: Timestamp) {
        self.source = source.name
        self.window = window
        let minutes = window?.minutes ?? .all
        let slab = Slab()
        var (examined, empty) = (0, 0)
        while empty < Self.emptySteps {
            guard examined < Self.examinedBytes else { break }
            slab.reset()
            let step = source.step(into: slab, now: now)
            for entry in slab.entries {
                let isUntimed = entry.flags.contains(.arrivalTime)
                if isUntimed { untimed += 1 }
                if isUntimed || minutes.contains(entry.eventTime.minute) { records += 1 }
            }
            examined += slab.payloadCount
            empty = step == .filled ? 0 : empty + 1
            guard step != .exhausted else { break }
        }
        isPartial = examined >= Self.examinedBytes || empty >= Self.emptySteps
        source.finish(now: now)
        losses = source.takeLosses().filter { $0.noticed >= minutes.lowerBound }
    }

    private var obstacles: [String] {
        var obstacles: [String] = []
        let logs = "the logs of the source \(source)"
        if records > 0 || isPartial {
            let number = isPartial ? "more than can be looked at here" : "\(records.counted("record")) more"
            obstacles.append("\(logs) hold \(number), not read yet\(untimedText): let the shipper run until it has read them\(otherWindow)")
        }
        let reasons = LossReasons(losses, window: window)
        return obstacles + reasons.known + reasons.unknown
    }

    private var untimedText: String {
        guard untimed > 0, window != nil else { return "" }
        return " (\(untimed.grouped) without a time of their own, so that no window is without them)"
    }

    private var otherWindow: String { untimed > 0 ? "" : ", or end the window before them (--until)" }
}
