import WeirConfiguration
import WeirConsole
import WeirRecords
import WeirShipping
import WeirSpool

/// The console of a running shipper.
struct ShipConsole {
    private let server: ConsoleServer

    init(plan: ConsolePlan, shipper: Shipper, log: ShipLog) throws(CommandFailure) {
        let settings = ConsoleSettings(host: plan.listen.host, port: plan.listen.port, token: plan.token?.revealed)
        do throws(ConsoleError) {
            server = try ConsoleServer(
                settings, health: { ShipHealth(shipper.status()).report }, metrics: { ShipMetrics(shipper.status()).metrics })
            log.listening("\(try server.start())")
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
        HealthReport.Check("running", ok: status.failure == nil, detail: status.failure?.description ?? "every stage runs")
    }

    private var spool: HealthReport.Check {
        let used = "\(status.spoolBytes.text) of \(status.spoolCapacity.text) in use"
        let detail = status.hindrance.map { "\(used): \($0.name), reading waits" } ?? used
        return HealthReport.Check("spool", ok: status.hindrance == nil, detail: detail)
    }

    private func check(_ source: ShipperStatus.Source) -> HealthReport.Check {
        let lost = LossText(bytes: source.figures.lostBytes, ofUnknownSize: source.figures.losses.ofUnknownSize)
        let unread = ByteCount(Int64(clamping: source.figures.unreadBytes))
        let detail = lost.isNone ? "\(unread.text) unread" : "\(lost.text) were gone before they were read; \(unread.text) unread"
        return HealthReport.Check("source \(source.name)", ok: lost.isNone, detail: detail)
    }

    private func check(_ sink: ShipperStatus.Sink) -> HealthReport.Check {
        let progress = sink.progress
        let waiting = "\(sink.waiting.grouped) records wait"
        if let held = progress.held { return HealthReport.Check("sink \(sink.name)", ok: false, detail: "on hold: \(held); \(waiting)") }
        guard progress.failures > 0 else { return HealthReport.Check("sink \(sink.name)", ok: true, detail: waiting) }
        let tries = "\(progress.failures) tries in a row failed"
        return HealthReport.Check("sink \(sink.name)", ok: false, detail: "\(tries): \(progress.lastError ?? "no reason"); \(waiting)")
    }
}
