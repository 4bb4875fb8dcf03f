import TestSupport
import WeirRecords
import WeirShipping
import WeirSpool
import WeirSystem

/// Everything around the shipper, and what of it outlives a sudden end: the application's files, the peers, and the disk as far as
/// it was synced. Spool and state lie on that one disk; nothing touches the machine's.
final class World {
    /// How a life ends.
    enum End { case powerLoss, kill }

    /// Sizes of things, drawn from the seed so that borders are met in many ways.
    struct Sizes {
        var records: Int
        var slab: Int
        var segment: ByteCount
        var capacity: ByteCount
        var unsynchronized: ByteCount
        var batch: BatchSettings
        var synchronization: SpoolSettings.Synchronization
        /// Batches under way at once.
        var inFlight: Int
        /// Whether requests and answers take their time, instead of a call.
        var isPatient: Bool
        /// Mostly sources wait; else the spool is small, so that records are given up.
        var whenFull: SpoolSettings.WhenFull
        /// Of a disk that the spool alone fills, long before it is full itself; nil for one with room.
        var disk: Int?

        init(_ random: inout SeededRandom, whenFull policy: SpoolSettings.WhenFull? = nil) {
            whenFull = policy ?? (random.chance(0.2) ? [.dropOldest, .dropNewest][random.number(in: 0..<2)] : .wait)
            let drops = whenFull != .wait
            records = random.number(in: drops ? 150..<400 : 60..<240)
            slab = [2, 4, 8][random.number(in: 0..<3)] << 10
            segment = .kibibytes([8, 16, 32][random.number(in: 0..<3)])
            capacity = .kibibytes((drops ? [64, 80] : [64, 96, 256])[random.number(in: 0..<(drops ? 2 : 3))])
            unsynchronized = .kibibytes([4, 16][random.number(in: 0..<2)])
            batch = BatchSettings(
                bytes: .kibibytes(Int64([2, 4, 8][random.number(in: 0..<3)])), records: [10, 30, 100][random.number(in: 0..<3)],
                age: .milliseconds([0, 100, 500][random.number(in: 0..<3)]))
            inFlight = [1, 1, 2, 5][random.number(in: 0..<4)]
            isPatient = inFlight > 1 || random.chance(0.5)
            synchronization = random.chance(0.2) ? .strict : .group(.milliseconds(100))
            // The reserve thrice, a frame and a checkpoint: with less nothing could ever be written.
            if whenFull == .wait, random.chance(0.2) { disk = Int(capacity.bytes) / 8 * 3 + 24 << 10 }
        }
    }

    let seed: UInt64
    var random: SeededRandom
    let sizes: Sizes
    let clock = ManualClock()
    let root = MemorySQLite.makeRoot()
    var disk = MemoryFileSystem() { didSet { MemorySQLite.mount(disk, at: root) } }
    let application: LogApplication
    let books: Books
    private(set) lazy var http = HTTPPeer(self, poison: poison)
    private(set) lazy var syslog = SyslogPeer(self)
    private let poison: Int?
    /// What goes to the syslog peer: everything, or the records of one source.
    let syslogRoute: Route
    private(set) var weather = Weather()
    var counts = FaultCounts()
    var phases = PhaseCounts()
    private(set) var phase = LifePhase.start
    private var smallHits = 0
    private var injected: [MemoryFaults.Operation: Int] = [:]
    /// What lies in the spool's directory, where it was moved to, and what stands in its place.
    private var moved: (files: [String: [UInt8]], planted: [String])?
    /// What was done, step by step.
    var trace = TraceDigest()
    let passes = PointPasses()
    /// What operators get to read.
    let heard = HeardTexts()
    var steps = 0
    var lives = 0
    var shipper: SimulatedShipper?
    /// Why a stage failed last.
    var failure = ""
    /// A sink ended held after the last storm.
    var wasHeldLate = false
    /// The sinks were asked to come to an end.
    var isEnding = false

    /// - Parameter policy: what the spool does when it is full, if the seed is not to decide it.
    init(seed: UInt64, whenFull policy: SpoolSettings.WhenFull? = nil) throws {
        self.seed = seed
        random = SeededRandom(seed: seed)
        sizes = Sizes(&random, whenFull: policy)
        application = try LogApplication(
            MemoryFileSystem(), total: sizes.records, habits: LogApplication.Habits(&random, slab: sizes.slab))
        books = Books(application)
        poison = random.chance(0.3) ? random.number(in: 7..<40) : nil
        syslogRoute = random.chance(0.3) ? Route(from: [LogApplication.sources[random.number(in: 0..<2)]]) : .everything
        MemorySQLite.mount(disk, at: root)
        // The directory above the spool's was there before Weir was.
        try disk.createDirectory(root)
        try disk.synchronizeDirectory("/")
        application.files.arrange(seed: random.next()) { _ in }
        disk.setRoom(sizes.disk, ofSpool: spoolDirectory)
    }

    deinit { MemorySQLite.mount(nil, at: root) }

    var spoolDirectory: String { root + "/spool" }

    var violations: [String] { books.violations + http.arrivals.violations + syslog.arrivals.violations + heard.violations }

    func sinks() throws -> [SinkAssembly] {
        let clock = clock
        let now: @Sendable () -> Moment = { Moment(nanoseconds: clock.monotonicNanoseconds()) }
        var stage = SinkStageSettings()
        stage.batch = sizes.batch
        var httpSettings = HTTPSinkSettings(url: "https://siem.example.com/")
        httpSettings.compression = .none
        httpSettings.token = BearerToken(heard.secret)
        var syslogSettings = SyslogSinkSettings(peer: StreamPeer(host: "siem.example.com", port: 514))
        syslogSettings.window = ReplayWindow.Settings(bytes: ByteCount(Int64(SyslogPeer.receiveBuffer)), age: .seconds(5))
        var lake = SinkAssembly(
            name: "http", sink: try HTTPSink(httpSettings, transport: PeerHTTPTransport(peer: http), now: now), stage: stage)
        lake.delivery.inFlight = sizes.inFlight
        var soc = stage
        soc.route = syslogRoute
        return [
            lake,
            SinkAssembly(
                name: "syslog", sink: SyslogSink(syslogSettings, transport: PeerStreamTransport(peer: syslog), now: now), stage: soc),
        ]
    }

    func filesSettings() throws -> [FilesSettings] {
        try LogApplication.sources.map { FilesSettings(name: $0, host: "web-app-1", include: [try Glob("/log/\($0)*.log")]) }
    }

    // MARK: - Faults

    func strikes(_ kind: FaultKind) -> Bool {
        guard weather.strikes(kind, &random) else { return false }
        note(kind)
        return true
    }

    private func note(_ kind: FaultKind) {
        counts.add(kind.rawValue)
        phases.add(kind.rawValue, in: phase)
    }

    /// From here on what strikes is of another phase.
    func enter(_ next: LifePhase) {
        for (operation, count) in disk.injected {
            phases.add("disk \(operation.rawValue)", in: phase, count - (injected[operation] ?? 0))
        }
        injected = disk.injected
        phase = next
    }

    // MARK: - The spool's directory

    private var awayDirectory: String { root + "/away" }

    /// Nothing may be written to what was moved away, and nothing to what took its place.
    private func moveSpool(away isAway: Bool) {
        guard isAway != (moved != nil) else { return }
        if isAway {
            note(.spoolMoved)
            disk.relocate(spoolDirectory, to: awayDirectory)
            if random.chance(0.5) { _ = try? disk.withoutFaults { try disk.createDirectory(spoolDirectory + "/segments") } }
            moved = (contents(below: awayDirectory), disk.paths(below: spoolDirectory))
        } else if let before = moved {
            if contents(below: awayDirectory) != before.files { books.fail("a spool was written while it was moved away") }
            if disk.paths(below: spoolDirectory) != before.planted { books.fail("something was written in place of the spool") }
            disk.erase(spoolDirectory)
            disk.relocate(awayDirectory, to: spoolDirectory)
            moved = nil
        }
    }

    private func contents(below directory: String) -> [String: [UInt8]] {
        disk.paths(below: directory).reduce(into: [:]) { $0[$1] = disk.content(of: $1) }
    }

    /// Someone asks for letters to be sent again, and they are refused again, while the disk does what it does.
    func askForLetters(_ store: StateStore) throws {
        guard strikes(.replayBeside) else { return }
        _ = try? store.askReplay(.all, by: 0, at: Timestamp(microseconds: 1))
        if let id = (try? store.letterIDs(.all))?.first {
            try? store.refuseReplay(id, reason: "HTTP 400", answer: "no", at: Timestamp(microseconds: 2))
        }
        guard !disk.hasCrashed else { return }
        try disk.withoutFaults {
            let (counted, found) = (store.deadLetterUse.used, try store.letterCount().bytes)
            if counted > .zero, counted != found { books.fail("\(counted) of dead letters are counted, and \(found) are there") }
        }
    }

    func changeWeather() {
        if weather.step(&random) { applyWeather() }
    }

    func clearWeather() {
        weather.end()
        applyWeather()
    }

    /// Gives the disks what the weather says of them.
    func applyWeather() {
        for (kinds, files) in [(FaultKind.disk, disk), (FaultKind.logs, application.files)] {
            files.arrange { faults in
                faults.clear()
                for kind in kinds where weather.active.contains(kind) {
                    for operation in kind.operations { faults.fail(operation, share: weather.rate) }
                }
            }
        }
        moveSpool(away: weather.active.contains(.spoolMoved) && shipper != nil && phase != .start)
        let isFull = weather.active.contains(.diskFull)
        if isFull { note(.diskFull) }
        disk.setCapacity(isFull ? disk.usedBytes + random.number(in: 0..<8_192) : .max)
    }

    /// Share of the steps in which a clock may go wrong.
    private static let timeFaults = 0.02

    /// What happens to the clocks.
    func passTime(idle: Int) {
        if random.chance(Self.timeFaults), strikes(.pause) { clock.advance(by: .seconds(random.number(in: 1..<7_200))) }
        if random.chance(Self.timeFaults), strikes(.clockForward) { clock.setWall(by: Int64(random.number(in: 1..<10_000)) * 1_000_000) }
        if random.chance(Self.timeFaults), strikes(.clockBack) { clock.setWall(by: -Int64(random.number(in: 1..<10_000)) * 1_000_000) }
        guard idle > 0 else { return }
        // The longer nothing was to be done, the longer the next step takes: a hold of half a minute is not stepped by milliseconds.
        clock.advance(by: .milliseconds(random.number(in: 0..<40) << min(7, idle / 16)))
    }

    /// The disk as the next life finds it.
    func end(_ end: End) {
        counts.add("\(end)")
        moveSpool(away: false)
        enter(.start)
        injected = [:]
        noteDiskFaults()
        http.loseShipper()
        syslog.loseShipper()
        let left =
            switch end {
            case .powerLoss: disk.afterPowerLoss(seed: random.next())
            case .kill: disk.afterKill()
            }
        // What the old one still does when it is let go of, such as closing its database, it does to a disk that is gone.
        shipper = nil
        isEnding = false
        disk = left
        disk.arrange(seed: random.next()) { _ in }
        applyWeather()
    }

    /// Their counts end with the life of the disk; those of the log files are counted once, at the very end.
    func noteDiskFaults() {
        phases.add(FaultKind.diskSmall.rawValue, in: .work, disk.spoolRoomHits - smallHits)
        counts.add(FaultKind.diskSmall.rawValue, disk.spoolRoomHits - smallHits)
        smallHits = disk.spoolRoomHits
        for operation in MemoryFaults.Operation.allCases {
            if let count = disk.injected[operation] { counts.add("disk \(operation.rawValue)", count) }
        }
    }

    /// What the application just did to its files, and under which faults.
    func noteHabits() {
        for habit in application.takeDone() {
            phases.add(habit.rawValue, in: phase)
            let phases = weather.active.isEmpty ? ["calm"] : weather.active.map(\.rawValue).sorted()
            for phase in phases { counts.add("\(habit.rawValue) while \(phase)") }
        }
    }

    func noteLogFaults() {
        for operation in MemoryFaults.Operation.allCases {
            if let count = application.files.injected[operation] { counts.add("logs \(operation.rawValue)", count) }
        }
    }
}
