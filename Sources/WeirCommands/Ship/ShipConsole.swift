import WeirConfiguration
import WeirConsole
import WeirRecords
import WeirShipping
import WeirSpool

/// The console of a running shipper, or what answers its probes.
struct ShipConsole {
    private let server: ConsoleServer

    init(plan: ConsolePlan, shipper: Shipper, log: ShipLog) throws(CommandFailure) {
        let identity = plan.identity.map { ([UInt8]($0.certificates.text.revealed.utf8), [UInt8]($0.key.text.revealed.utf8)) }
        let settings = ConsoleSettings(
            host: plan.listen.host, port: plan.listen.port, token: plan.token?.revealed, identity: identity, hosts: plan.hosts)
        try self.init(log, "console") { () throws(ConsoleError) in
            try ConsoleServer(
                settings, health: { ShipHealth(shipper.status()).report }, metrics: { ShipMetrics(shipper.status()).metrics })
        }
    }

    init(probes plan: ProbesPlan, shipper: Shipper, log: ShipLog) throws(CommandFailure) {
        try self.init(log, "probes") {
            ConsoleServer(probesAt: plan.listen.host, port: plan.listen.port) { ShipHealth(shipper.status()).report }
        }
    }

    private init(_ log: ShipLog, _ what: String, _ make: () throws(ConsoleError) -> ConsoleServer) throws(CommandFailure) {
        do throws(ConsoleError) {
            server = try make()
            log.listening("\(try server.start())", what)
        } catch {
            throw CommandFailure(error)
        }
    }

    func stop() { server.stop() }
}

/// What a shipper needs to work, looked at now.
struct ShipHealth {
    private let status: ShipperStatus

    init(_ status: ShipperStatus) { self.status = status }

    var report: HealthReport { HealthReport(checks: [running, spool] + status.sources.map(check) + status.sinks.map(check)) }

    private var running: HealthReport.Check {
        HealthReport.Check("running", ok: status.failure == nil && status.stuck.isEmpty, detail: runningDetail, weight: .life)
    }

    private var runningDetail: String {
        if let failure = status.failure { return "\(failure.stage) failed" }
        guard !status.stuck.isEmpty else { return "every stage runs" }
        return status.stuck.map { "\($0.stage) has been blocked in one step for \($0.time.components.seconds.grouped) s" }
            .joined(separator: "; ")
    }

    private var spool: HealthReport.Check {
        let used = "\(status.spoolBytes.text) of \(status.spoolCapacity.text) in use"
        let detail = status.hindrance.map { "\(used): \($0.name), reading waits" } ?? used
        // Neither the sinks nor whoever starts this process can mend a disk: until it takes records again this is no shipper to send logs to.
        let isDisk = status.hindrance.map { !$0.passesWithDelivery } ?? false
        return HealthReport.Check("spool", ok: status.hindrance == nil, detail: detail, weight: isDisk ? .readiness : .attention)
    }

    private func check(_ source: ShipperStatus.Source) -> HealthReport.Check {
        let lost = LossText(bytes: source.figures.lostBytes, ofUnknownSize: source.figures.losses.ofUnknownSize)
        let unread = ByteCount(Int64(clamping: source.figures.unreadBytes))
        let detail = lost.isNone ? "\(unread.text) unread" : "\(lost.text) were gone before they were read; \(unread.text) unread"
        return HealthReport.Check("source \(source.name)", ok: lost.isNone, detail: detail)
    }

    private func check(_ sink: ShipperStatus.Sink) -> HealthReport.Check {
        let progress = sink.progress
        let waiting = sink.waiting.counted("record", "waits", "wait")
        let name = "sink \(sink.name)"
        if let held = progress.held { return HealthReport.Check(name, ok: false, detail: "on hold: \(held.code); \(waiting)") }
        guard progress.failures > 0 else { return HealthReport.Check(name, ok: true, detail: waiting) }
        let tries = progress.failures == 1 ? "the last try failed" : "\(progress.failures) tries in a row failed"
        let code = progress.lastCode.map { ": \($0)" } ?? ""
        return HealthReport.Check(name, ok: false, detail: "\(tries)\(code); \(waiting)")
    }
}
