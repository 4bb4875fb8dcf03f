import WeirCompression
import WeirConfiguration
import WeirConsole
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
    /// The spool's own directory.
    let directory: String
    private let spool: Spool
    private let fileSystem = HostFileSystem()
    private let clock = HostClock()
    private let descriptors: DescriptorBudget

    init(_ configuration: ShipperConfiguration, settings: ShipperSettings, log: ShipLog) throws(CommandFailure) {
        let (fileSystem, clock) = (fileSystem, clock)
        let descriptors = DescriptorBudget(OpenFileLimit.raise() - configuration.descriptorsOfOthers)
        self.descriptors = descriptors
        do {
            let folder = try SpoolFolder.prepare(configuration.spool.directory, fileSystem: fileSystem)
            directory = folder.path
            folder.notices.forEach { log.tell($0) }
            Ballast.giveWayIfFull(directory: directory, capacity: configuration.spool.size, fileSystem: fileSystem)
            let store = try StateStore.open(
                directory: directory, fileSystem: fileSystem, clock: clock, random: HostRandom(),
                limits: LedgerLimits(days: configuration.spool.ledgerDays))
            if let path = store.replaced { log.tell(Self.replaced(path)) }
            let spool = try Spool.open(
                SpoolSettings(configuration.spool, in: directory), fileSystem: fileSystem, clock: clock, random: HostRandom(), state: store)
            let redaction = try RedactionRules(configuration.redaction.rules)
            let own = [folder.path]
            let sources = try configuration.sources.map { plan in
                let files = FilesSource(
                    try FilesSettings(plan, in: configuration, own: own), fileSystem: fileSystem, resume: spool.streams,
                    random: HostRandom(), once: settings.once,
                    descriptors: descriptors, watch: { opener throws(SystemError) in try HostFileWatch(opener) })
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
        } catch { throw CommandFailure(error) }
    }

    /// What takes the shipper to another configuration, with all made that could fail to be.
    func change(by plan: ReloadPlan, to new: ShipperConfiguration) throws -> ShipperChange {
        let (fileSystem, clock, descriptors, own) = (fileSystem, clock, descriptors, [directory])
        let redaction = try RedactionRules(new.redaction.rules)
        let answerRules = try RedactionRules(new.redaction.answerRules)
        return ShipperChange(
            sources: try new.sources.map { source in
                guard !plan.sources.kept.contains(source.name) else { return .keep(source.name) }
                let settings = try FilesSettings(source, in: new, own: own)
                return .make(source.name) {
                    let files = FilesSource(
                        settings, fileSystem: fileSystem, resume: $0, random: HostRandom(), descriptors: descriptors,
                        watch: { opener throws(SystemError) in try HostFileWatch(opener) })
                    return RedactingSource(files, redaction)
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
}

extension ShipperConfiguration {
    /// What all but the sources may have open at once: they come first.
    var descriptorsOfOthers: Int {
        let connections = sinks.reduce(0) { sum, sink in
            switch sink.kind {
            case .http(let http): sum + http.inFlight + Self.descriptorsOfSink
            case .syslog: sum + 1 + Self.descriptorsOfSink
            }
        }
        let servers = (console == nil ? 0 : 1) + (probes == nil ? 0 : 1)
        // Each source has watches of its own: on names, and on the growth of files where they are many.
        return Self.descriptorsOfShipper + 2 * sources.count + connections + servers * Self.descriptorsOfServer
    }

    /// Standard streams, spool, state with its log, locks, event loops, control socket with some clients, replays.
    private static let descriptorsOfShipper = 36
    /// The segment that it reads, a connection being made, a look at a certificate.
    private static let descriptorsOfSink = 3
    /// Its connections, the socket that listens, and one that is being taken in.
    private static let descriptorsOfServer = ConsoleServer.maximumConnections + 2
}

extension SpoolSettings {
    /// - Parameter directory: the spool's own, in that of the plan or the same.
    init(_ plan: SpoolPlan, in directory: String) {
        let synchronization: Synchronization = plan.synchronization == .strict ? .strict : .group(Self.defaultGroupDelay)
        self.init(
            directory: directory, capacity: plan.size, synchronization: synchronization,
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
    /// - Parameter own: the shipper's own directories.
    init(_ plan: SourcePlan, in configuration: ShipperConfiguration, own: [String]) throws(GlobError) {
        let files =
            switch plan.kind {
            case .files(let files): files
            }
        self.init(
            name: plan.name, host: files.host ?? Environment.hostname, include: try Self.globs(files.include),
            exclude: try Self.globs(files.exclude), format: files.format, from: files.start == .end ? .end : .beginning,
            links: files.followLinks == .all ? .all : .trusted)
        self.own = own.map(PathText.canonical)
        configured = Set(configuration.sources.map(\.name))
    }

    private static func globs(_ patterns: [String]) throws(GlobError) -> [Glob] {
        var globs: [Glob] = []
        for pattern in patterns { globs.append(try Glob(PathText.canonical(pattern))) }
        return globs
    }
}
