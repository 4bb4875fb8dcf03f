import WeirCompression
import WeirConfiguration
import WeirRecords
import WeirRedaction
import WeirShipping
import WeirSpool
import WeirSystem

/// A shipper put together from a checked configuration, on this machine.
struct ShipperAssembly {
    let shipper: Shipper
    /// Sends dead letters again that were asked for.
    let replays: ReplayService
    let replaySinks: ReplaySinks
    private let spool: Spool
    private let fileSystem = HostFileSystem()
    private let clock = HostClock()

    init(_ configuration: ShipperConfiguration, settings: ShipperSettings, log: ShipLog) throws(CommandFailure) {
        let (fileSystem, clock) = (fileSystem, clock)
        Ballast.giveWayIfFull(directory: configuration.spool.directory, capacity: configuration.spool.size, fileSystem: fileSystem)
        do {
            let store = try StateStore.open(
                directory: configuration.spool.directory, fileSystem: fileSystem, clock: clock, random: HostRandom())
            if let path = store.replaced { log.tell(Self.replaced(path)) }
            let spool = try Spool.open(
                SpoolSettings(configuration.spool), fileSystem: fileSystem, clock: clock, random: HostRandom(), state: store)
            let redaction = try RedactionRules(configuration.redaction.rules)
            let sources = try configuration.sources.map { plan in
                let files = FilesSource(
                    try FilesSettings(plan), fileSystem: fileSystem, resume: spool.streams, random: HostRandom(), once: settings.once)
                return RedactingSource(files, redaction)
            }
            let answerRules = try RedactionRules(configuration.redaction.answerRules)
            let sinks = try configuration.sinks.map { try SinkAssembly($0, answerRules: answerRules, clock: clock) }
            shipper = try Shipper(
                settings, spool: spool, state: store, sources: sources, sinks: sinks, clock: clock, random: { HostRandom() },
                tell: { log.tell($0) })
            self.spool = spool
            replaySinks = ReplaySinks(configuration)
            replays = try ReplayService(
                Replays(replaySinks, store: store, installation: spool.installation, tell: { log.tell($0) }))
        } catch { throw Self.failure(error) }
    }

    /// What takes the shipper to another configuration, with all made that could fail to be.
    func change(by plan: ReloadPlan, to new: ShipperConfiguration) throws -> ShipperChange {
        let (fileSystem, clock) = (fileSystem, clock)
        let redaction = try RedactionRules(new.redaction.rules)
        let answerRules = try RedactionRules(new.redaction.answerRules)
        return ShipperChange(
            sources: try new.sources.map { source in
                guard !plan.sources.kept.contains(source.name) else { return .keep(source.name) }
                let settings = try FilesSettings(source)
                return .make(source.name) {
                    RedactingSource(FilesSource(settings, fileSystem: fileSystem, resume: $0, random: HostRandom()), redaction)
                }
            },
            sinks: try new.sinks.map { sink in
                plan.sinks.kept.contains(sink.name)
                    ? .keep(sink.name) : .make(try SinkAssembly(sink, answerRules: answerRules, clock: clock))
            })
    }

    /// Lets another shipper have the spool.
    func close() {
        replays.end()
        spool.close()
    }

    private static func replaced(_ path: String) -> Notice {
        Notice(.alert, "the spool's state was no database; it was moved aside, and everything kept is sent again", ["path": path])
    }

    private static func failure(_ error: any Error) -> CommandFailure {
        switch error {
        case let error as CommandFailure: error
        case let error as StateError: CommandFailure(.inputOutput, error.message, wayOut: error.wayOut)
        case let error as SpoolError: CommandFailure(.inputOutput, error.message, wayOut: error.wayOut)
        case let error as ShippingFailure: CommandFailure(.configuration, "\(error.stage): \(error.message)", wayOut: error.wayOut)
        case let error as RedactionError: CommandFailure(.configuration, "redact: \(error)")
        case let error as GlobError: CommandFailure(.configuration, error.message)
        default: CommandFailure(.inputOutput, "\(error)")
        }
    }
}

extension SpoolSettings {
    init(_ plan: SpoolPlan) {
        let synchronization: Synchronization = plan.synchronization == .strict ? .strict : .group(Self.defaultGroupDelay)
        self.init(
            directory: plan.directory, capacity: plan.size, synchronization: synchronization,
            unsynchronizedBytes: ShipperSettings.unsynchronizedBytes)
        whenFull =
            switch plan.whenFull {
            case .wait: .wait
            case .dropOldest: .dropOldest
            case .dropNewest: .dropNewest
            }
    }
}

extension FilesSettings {
    init(_ plan: SourcePlan) throws(GlobError) {
        let files =
            switch plan.kind {
            case .files(let files): files
            }
        self.init(
            name: plan.name, host: files.host ?? Environment.hostname, include: try Self.globs(files.include),
            exclude: try Self.globs(files.exclude), format: files.format, from: files.start == .end ? .end : .beginning)
    }

    private static func globs(_ patterns: [String]) throws(GlobError) -> [Glob] {
        var globs: [Glob] = []
        for pattern in patterns { globs.append(try Glob(pattern)) }
        return globs
    }
}
