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
    private let state: StateStore
    private let fileSystem = HostFileSystem()
    private let clock = HostClock()
    private let descriptors: DescriptorBudget

    /// - Parameter pause: while room for the spool is waited for; a run of `once` waits for none.
    init(
        _ configuration: ShipperConfiguration, settings: ShipperSettings, log: ShipLog, pause: SpoolStart.Pause? = nil
    ) throws(CommandFailure) {
        let (fileSystem, clock) = (fileSystem, clock)
        let descriptors = DescriptorBudget(OpenFileLimit.raise() - configuration.descriptorsOfOthers)
        self.descriptors = descriptors
        do {
            FileSizeLimit.raise()
            let start = SpoolStart(configuration.spool, fileSystem: fileSystem, clock: clock)
            let (folder, store, spool) = try start.open(pause: settings.once ? nil : pause) { log.tell($0) }
            directory = folder.path
            let redaction = try RedactionRules(configuration.redaction.rules)
            let make = SourceMaker(redaction, fileSystem: fileSystem, descriptors: descriptors)
            let sources = try configuration.sources.map { plan in
                make.source(try FilesSettings(plan, in: configuration, own: [folder.path]), resume: spool.streams, once: settings.once)
            }
            try Self.tellUnfollowed(configuration, spool.streams, own: folder.path, fileSystem) { log.tell($0) }
            let answerRules = try RedactionRules(configuration.redaction.answerRules)
            let sinks = try configuration.sinks.map { try SinkAssembly($0, answerRules: answerRules, clock: clock) }
            shipper = try Shipper(
                settings, spool: spool, state: store, sources: sources, sinks: sinks, clock: clock, random: { HostRandom() },
                tell: { log.tell($0) })
            (self.spool, state) = (spool, store)
            replaySinks = ReplaySinks(configuration)
            replays = try ReplayService(
                Replays(replaySinks, store: store, installation: spool.installation, tell: { log.tell($0) }))
        } catch { throw CommandFailure(error) }
    }

    /// At a start: what was followed before and is not any more, though not all of it was read.
    private static func tellUnfollowed(
        _ configuration: ShipperConfiguration, _ positions: [StreamState], own: String, _ fileSystem: HostFileSystem,
        _ tell: (Notice) -> Void
    ) throws {
        let settings = try configuration.sources.map { try FilesSettings($0, in: configuration, own: [own]) }
        let files = UnfollowedFile.find(positions, besides: settings, fileSystem)
        guard let first = files.first else { return }
        tell(
            Notice(
                .alert, "files that were followed are not any more, and were not read to their ends",
                [
                    "files": "\(files.count)", "bytes": "\(files.reduce(0) { $0 + $1.unread.bytes })", "first": first.path,
                    "source": first.source, "way_out": "put the source, or the pattern, back until they are read",
                ]))
    }

    /// What takes the shipper to another configuration, with all made that could fail to be.
    func change(by plan: ReloadPlan, to new: ShipperConfiguration) throws -> ShipperChange {
        let (clock, own) = (clock, [directory])
        let make = SourceMaker(try RedactionRules(new.redaction.rules), fileSystem: fileSystem, descriptors: descriptors)
        let answerRules = try RedactionRules(new.redaction.answerRules)
        return ShipperChange(
            sources: try new.sources.map { source in
                guard !plan.sources.kept.contains(source.name) else { return .keep(source.name) }
                let settings = try FilesSettings(source, in: new, own: own)
                return .make(source.name) { make.source(settings, resume: $0) }
            },
            sinks: try new.sinks.map { sink in
                plan.sinks.kept.contains(sink.name)
                    ? .keep(sink.name) : .make(try SinkAssembly(sink, answerRules: answerRules, clock: clock))
            })
    }

    /// Dead letters that each sink has now; none for a sink whose can't be read.
    var letters: [String: UInt64] {
        shipper.status().sinks.reduce(into: [:]) { letters, sink in
            letters[sink.name] = try? state.letterCount(LetterSelection(sink: sink.name)).letters
        }
    }

    /// Lets another shipper have the spool.
    func close() {
        replays.end()
        spool.close()
    }
}

/// Makes a source in the one way that holds at a start and at a reload.
private struct SourceMaker: Sendable {
    private let redaction: RedactionRules
    private let fileSystem: HostFileSystem
    private let descriptors: DescriptorBudget

    init(_ redaction: RedactionRules, fileSystem: HostFileSystem, descriptors: DescriptorBudget) {
        (self.redaction, self.fileSystem, self.descriptors) = (redaction, fileSystem, descriptors)
    }

    func source(_ settings: FilesSettings, resume: [StreamState], once: Bool = false) -> RedactingSource {
        let files = FilesSource(
            settings, fileSystem: fileSystem, resume: resume, random: HostRandom(), once: once, descriptors: descriptors,
            watch: { opener throws(SystemError) in try HostFileWatch(opener) })
        return RedactingSource(files, redaction)
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
