import Synchronization
package import WeirSystem

/// The receiver as a whole: its inputs, and the watch over whether everything came.
package struct ReceiverService: Sendable {
    package struct Settings: Equatable, Sendable {
        package var http: ReceiverAddress?
        package var syslog: ReceiverAddress?
        /// Serials 1 to this many, at each input.
        package var expected: UInt64?
        package var timeout: Duration?
        package var faults: FaultPlan.Settings
        package var seed: UInt64
        /// Path of a file for the records as they came.
        package var output: String?

        package init(
            http: ReceiverAddress?, syslog: ReceiverAddress?, expected: UInt64? = nil, timeout: Duration? = nil,
            faults: FaultPlan.Settings = .init(), seed: UInt64 = 1, output: String? = nil
        ) {
            self.http = http
            self.syslog = syslog
            self.expected = expected
            self.timeout = timeout
            self.faults = faults
            self.seed = seed
            self.output = output
        }
    }

    /// Where it listens, with the ports that were given; the ready file's content.
    package struct Addresses: Equatable, Sendable, Codable {
        package var http: ReceiverAddress?
        package var syslog: ReceiverAddress?
    }

    package struct Outcome: Equatable, Sendable {
        package var report: ReceiverReport
        package var end: CompletionRule.End
    }

    /// What the one who runs it hears and says; called from the watch.
    package struct Hooks: Sendable {
        package var ready: @Sendable (Addresses) throws -> Void
        package var progress: @Sendable ([InputStanding]) -> Void
        package var isStopRequested: @Sendable () -> Bool

        package init(
            ready: @escaping @Sendable (Addresses) throws -> Void, progress: @escaping @Sendable ([InputStanding]) -> Void = { _ in },
            isStopRequested: @escaping @Sendable () -> Bool = { false }
        ) {
            self.ready = ready
            self.progress = progress
            self.isStopRequested = isStopRequested
        }
    }

    private let settings: Settings
    private let fileSystem: any FileSystem
    private let clock: any SystemClock

    package init(_ settings: Settings, fileSystem: any FileSystem, clock: any SystemClock) {
        self.settings = settings
        self.fileSystem = fileSystem
        self.clock = clock
    }

    /// Runs until everything came, the time is over or a stop is asked for.
    package func run(_ hooks: Hooks) async throws -> Outcome {
        let output = try settings.output.map { path throws(SystemError) in try RecordFile(path: path, fileSystem: fileSystem) }
        defer { output?.close() }
        let http = settings.http.map { _ in intake("http", salt: 1, output) }
        let syslog = settings.syslog.map { _ in intake("syslog", salt: 2, output) }
        let budget = MemoryBudget()
        let listening = Listening(awaits: [settings.http, settings.syslog].compactMap { $0 }.count)
        let end = try await withThrowingTaskGroup(of: CompletionRule.End?.self) { group in
            if let address = settings.http, let http {
                group.addTask {
                    try await Self.named("HTTP", address) {
                        try await HTTPInput(intake: http, budget: budget).run(on: address) { listening.http($0) }
                    }
                }
            }
            if let address = settings.syslog, let syslog {
                group.addTask {
                    try await Self.named("syslog", address) {
                        try await SyslogInput(intake: syslog, budget: budget).run(on: address) { listening.syslog($0) }
                    }
                }
            }
            let intakes = [http, syslog].compactMap { $0 }
            group.addTask { try await watch(intakes, listening, hooks) }
            defer { group.cancelAll() }
            return try await group.next().flatMap { $0 }
        }
        return Outcome(report: ReceiverReport(inputs: [http, syslog].compactMap { $0?.report }), end: end ?? .stopped)
    }

    /// Runs an input, and says of an error where it happened.
    private static func named(
        _ input: String, _ address: ReceiverAddress, _ body: () async throws -> Void
    ) async throws -> CompletionRule.End? {
        do { try await body() } catch { throw ReceiverError(address: address, input: input, reason: "\(error)") }
        return nil
    }

    private func intake(_ name: String, salt: UInt64, _ output: RecordFile?) -> Intake {
        let faults = FaultPlan(settings.faults, seed: settings.seed &+ salt)
        return Intake(name: name, expected: settings.expected, faults: faults, clock: clock, output: output)
    }

    private func watch(_ intakes: [Intake], _ listening: Listening, _ hooks: Hooks) async throws -> CompletionRule.End {
        // A machine that is slow to start takes nothing from the time for which something may come.
        while listening.addresses == nil, !hooks.isStopRequested() { try await Task.sleep(for: ReceiverLimits.tick) }
        if let addresses = listening.addresses { try hooks.ready(addresses) }
        let rule = CompletionRule(start: clock.monotonicNanoseconds(), timeout: settings.timeout)
        while true {
            if let failure = intakes.compactMap(\.failure).first { throw failure }
            let standings = intakes.map(\.standing)
            hooks.progress(standings)
            if let end = rule.end(standings, isStopRequested: hooks.isStopRequested(), now: clock.monotonicNanoseconds()) { return end }
            try await Task.sleep(for: ReceiverLimits.tick)
        }
    }
}

/// Gathers the addresses as the listeners come up.
private final class Listening: Sendable {
    private let awaited: Int
    private let state = Mutex(ReceiverService.Addresses())

    init(awaits count: Int) { awaited = count }

    func http(_ address: ReceiverAddress) { state.withLock { $0.http = address } }
    func syslog(_ address: ReceiverAddress) { state.withLock { $0.syslog = address } }

    /// Nil until all listen.
    var addresses: ReceiverService.Addresses? {
        state.withLock { [$0.http, $0.syslog].compactMap { $0 }.count == awaited ? $0 : nil }
    }
}
