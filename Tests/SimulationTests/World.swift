import TestSupport
import WeirRecords
import WeirShipping
import WeirSpool
import WeirSystem

/// Everything around the shipper, and what of it outlives a loss of power: the application's files, the peers, and the disk as far
/// as it was synced. SQLite keeps its own file.
final class World {
    /// Steps after which a run that is not done is taken to hang.
    static let patience = 400_000

    var random: SeededRandom
    let clock = ManualClock()
    let stateDirectory: TemporaryDirectory
    var disk = MemoryFileSystem()
    let application: LogApplication
    let http: HTTPPeer
    let syslog: SyslogPeer
    var synchronization = SpoolSettings.Synchronization.group(.milliseconds(100))
    private let end: End

    /// How a life ends.
    enum End {
        /// What was not synced may be gone, or half there.
        case powerLoss
        /// The kernel keeps what was written.
        case kill
    }

    init(seed: UInt64, records: Int, end: End) throws {
        self.end = end
        random = SeededRandom(seed: seed)
        stateDirectory = try TemporaryDirectory()
        application = try LogApplication(MemoryFileSystem(), total: records)
        http = HTTPPeer(seed: random.next())
        syslog = SyslogPeer(seed: random.next())
        if random.chance(0.2) { synchronization = .strict }
    }

    func sinks() throws -> [SinkAssembly] {
        let clock = clock
        let now: @Sendable () -> Moment = { Moment(nanoseconds: clock.monotonicNanoseconds()) }
        var stage = SinkStageSettings()
        stage.batch = BatchSettings(bytes: .kibibytes(8), records: 100, age: .milliseconds(500))
        var httpSettings = HTTPSinkSettings(url: "https://siem.example.com/")
        httpSettings.compression = .none
        var syslogSettings = SyslogSinkSettings(peer: StreamPeer(host: "siem.example.com", port: 514))
        syslogSettings.window = ReplayWindow.Settings(bytes: ByteCount(Int64(SyslogPeer.receiveBuffer)), age: .seconds(5))
        return [
            SinkAssembly(
                name: "http", sink: try HTTPSink(httpSettings, transport: PeerHTTPTransport(peer: http), now: now), stage: stage),
            SinkAssembly(
                name: "syslog", sink: SyslogSink(syslogSettings, transport: PeerStreamTransport(peer: syslog), now: now), stage: stage),
        ]
    }

    func filesSettings() throws -> FilesSettings {
        FilesSettings(name: "kasm", host: "web-app-1", include: [try Glob("/log/*.log")])
    }

    /// One life of the shipper, from its start to its sudden end.
    func liveUntilItEnds() throws {
        let changes = random.number(in: 1..<250)
        let disk = disk
        disk.arrange(seed: random.next()) { $0.crashAt = $0.changes + changes }
        defer { endSuddenly() }
        guard let shipper = try start() else { return }
        for _ in 0..<Self.patience {
            if disk.hasCrashed { return }
            do { try step(shipper) } catch let error as SpoolError where disk.hasCrashed {
                _ = error
                return
            }
            if application.isDone, isDelivered(shipper) { return }
        }
    }

    /// The last life: everything is delivered, and the sinks come to their ends.
    func liveToTheEnd() throws -> (shipper: SimulatedShipper, isDone: Bool) {
        (http.faults, syslog.faults) = (random.chance(0.5), random.chance(0.5))
        let shipper = try SimulatedShipper(self)
        var isEnding = false
        for _ in 0..<Self.patience {
            try step(shipper)
            guard application.isDone, shipper.spool.mark.value.value >= UInt64(application.lines.count) else { continue }
            if !isEnding { for sink in shipper.sinks { sink.control.order(.exhaust(patience: .seconds(600))) } }
            isEnding = true
            guard shipper.sinks.allSatisfy({ $0.control.progress.end != nil }) else { continue }
            try shipper.state.finish()
            return (shipper, true)
        }
        return (shipper, false)
    }

    private func isDelivered(_ shipper: SimulatedShipper) -> Bool { http.arrivals.lines.count == application.lines.count }

    private func start() throws -> SimulatedShipper? {
        do { return try SimulatedShipper(self) } catch let error as SpoolError {
            if disk.hasCrashed { return nil }
            throw error
        }
    }

    private func step(_ shipper: SimulatedShipper) throws {
        if !application.isDone, random.chance(0.05) { try application.step(&random) }
        if random.chance(0.2) { syslog.step() }
        let didWork = try shipper.step(&random)
        if !didWork { clock.advance(by: .milliseconds(random.number(in: 0..<40))) }
    }

    private func endSuddenly() {
        disk =
            switch end {
            case .powerLoss: disk.afterPowerLoss(seed: random.next())
            case .kill: disk.afterKill()
            }
        syslog.loseShipper()
    }
}
