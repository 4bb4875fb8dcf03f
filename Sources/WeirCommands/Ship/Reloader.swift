import Synchronization
import WeirConfiguration
import WeirRecords
import WeirRedaction
import WeirShipping
import WeirSystem

/// Takes a running shipper from one configuration to the next: on SIGHUP, or when its control socket is asked to.
///
/// The new file is read and checked whole before anything is touched. What can't be done is refused as a whole, and the old configuration
/// goes on.
final class Reloader: Sendable {
    private struct Present {
        var configuration: ShipperConfiguration
        var console: ShipConsole?
        var probes: ShipConsole?

        func stop() {
            console?.stop()
            probes?.stop()
        }
    }

    private let path: String
    private let assembly: ShipperAssembly
    private let log: ShipLog
    /// Held while a reload is under way: the next one waits.
    private let present: Mutex<Present>
    private let known: Mutex<StatusDocument.Configuration>
    private let wishes = Monitor((count: 0, isEnding: false))

    init(_ path: String, _ file: LoadedFile, _ configuration: ShipperConfiguration, _ assembly: ShipperAssembly, _ log: ShipLog)
        throws(CommandFailure)
    {
        self.path = path
        self.assembly = assembly
        self.log = log
        let console = try configuration.console.map { plan throws(CommandFailure) in
            try ShipConsole(plan: plan, shipper: assembly.shipper, log: log)
        }
        let probes = try configuration.probes.map { plan throws(CommandFailure) in
            try ShipConsole(probes: plan, shipper: assembly.shipper, log: log)
        }
        present = Mutex(Present(configuration: configuration, console: console, probes: probes))
        known = Mutex(.init(path: path, sha256: file.sha256, loaded: Self.now, reloads: 0))
        do throws(SystemError) {
            _ = try WorkerThread(name: "reload") { [weak self, wishes] in
                while wishes.wait(atMost: nil, until: Self.take) == true { _ = self?.reload(by: "SIGHUP") }
            }
        } catch {
            throw CommandFailure(.inputOutput, "\(error)")
        }
    }

    /// Which file runs.
    var configuration: StatusDocument.Configuration { known.withLock { $0 } }

    /// Asks for a reload; what comes of it is told in the log.
    func request() { wishes.change { $0.count += 1 } }

    /// Ends the console and takes no more wishes.
    func stop() {
        wishes.change { $0.isEnding = true }
        present.withLock { present in
            present.stop()
            (present.console, present.probes) = (nil, nil)
        }
    }

    /// True for a reload, false at the end. Wishes that came meanwhile are one.
    private static func take(_ wishes: inout (count: Int, isEnding: Bool)) -> Bool? {
        if wishes.isEnding { return false }
        guard wishes.count > 0 else { return nil }
        wishes.count = 0
        return true
    }

    private static var now: String { "\(Timestamp(microseconds: HostClock().wallMicroseconds()))" }

    // MARK: - One reload

    func reload(by origin: String) -> ReloadReport {
        present.withLock { present in
            let before = configuration.sha256
            let file = LoadedFile(path)
            var report = ReloadReport(outcome: .refused, before: before, after: file.sha256)
            if let new = file.loaded.value {
                report.problems = file.loaded.report.lines
                take(new, &present, &report)
            } else {
                report.problems = file.loaded.report.lines
            }
            if report.outcome != .refused { note(file.sha256) }
            log.reloaded(report, path: path, by: origin)
            return report
        }
    }

    private func note(_ sha256: String) {
        known.withLock { known in
            (known.sha256, known.loaded) = (sha256, Self.now)
            known.reloads += 1
        }
    }

    private func take(_ new: ShipperConfiguration, _ present: inout Present, _ report: inout ReloadReport) {
        let plan = ReloadPlan(from: present.configuration, to: new)
        report.changes = plan.lines
        guard plan.refusals.isEmpty else {
            report.problems = plan.refusals + ["nothing was changed: restart the shipper for this, or take it back and reload"]
            return
        }
        do {
            let answerRules = try RedactionRules(new.redaction.answerRules)
            try apply(plan, new, &present)
            present.configuration = new
            log.names.follow(answerRules)
            assembly.replaySinks.take(new)
            report.outcome = plan.isEmpty ? .unchanged : .applied
        } catch let failure as ShippingFailure {
            report.problems = [failure.message] + (failure.wayOut.map { [$0] } ?? [])
        } catch {
            report.problems = ["\(error)"]
        }
    }

    /// What may fail comes before what can't be taken back.
    private func apply(_ plan: ReloadPlan, _ new: ShipperConfiguration, _ present: inout Present) throws {
        let change = try assembly.change(by: plan, to: new)
        let early = try consoleBeside(plan, new, present)
        let probes = try probesBeside(plan, new, present)
        do {
            if !plan.sources.isEmpty || !plan.sinks.isEmpty { try assembly.shipper.apply(change) }
        } catch {
            early?.stop()
            probes?.stop()
            throw error
        }
        if plan.areProbesChanged {
            present.probes?.stop()
            present.probes = probes
        }
        guard plan.isConsoleChanged else { return }
        present.console?.stop()
        present.console = early ?? consoleInPlace(new)
    }

    /// They are changed only by their address, so the new ones listen before the present ones are given up.
    private func probesBeside(_ plan: ReloadPlan, _ new: ShipperConfiguration, _ present: Present) throws(CommandFailure) -> ShipConsole? {
        guard plan.areProbesChanged, let probes = new.probes else { return nil }
        return try ShipConsole(probes: probes, shipper: assembly.shipper, log: log)
    }

    /// One on another address than the present one listens before that is given up.
    private func consoleBeside(_ plan: ReloadPlan, _ new: ShipperConfiguration, _ present: Present) throws(CommandFailure) -> ShipConsole? {
        guard plan.isConsoleChanged, let console = new.console, console.listen != present.configuration.console?.listen else { return nil }
        return try ShipConsole(plan: console, shipper: assembly.shipper, log: log)
    }

    private func consoleInPlace(_ new: ShipperConfiguration) -> ShipConsole? {
        guard let console = new.console else { return nil }
        do throws(CommandFailure) {
            return try ShipConsole(plan: console, shipper: assembly.shipper, log: log)
        } catch {
            log.tell(Notice(.alert, "the console did not start again after the reload", ["error": "\(error)"]))
            return nil
        }
    }
}
