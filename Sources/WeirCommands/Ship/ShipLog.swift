import Logging
import WeirConfiguration
import WeirRecords
import WeirShipping
import WeirSystem

/// What a running shipper tells, on standard error: a constant message, and what differs as metadata.
struct ShipLog: Sendable {
    /// How long the end waits for who reads the last messages.
    private static let patience = Duration.seconds(2)

    private let lane = MessageLane(Logger(label: "weir") { ErrorLogHandler(label: $0) })
    let names: ShownNames

    /// - Parameter redaction: what is taken out of the names of files that are told of.
    init(_ redaction: RedactionPlan?) throws(CommandFailure) { names = try ShownNames(redaction) }

    func tell(_ notice: Notice) {
        say(notice.severity.level, PlainText.of(notice.message), notice.details.mapValues { names.shown($0) })
    }

    func began(_ configuration: ShipperConfiguration, in directory: String, _ status: ShipperStatus) {
        say(
            .info, "shipping",
            [
                "sources": configuration.sources.map(\.name).joined(separator: ", "),
                "sinks": configuration.sinks.map(\.name).joined(separator: ", "),
                "spool": directory, "waiting": "\(status.sinks.map(\.waiting).max() ?? 0)",
            ])
    }

    func listening(_ address: String, _ what: String) { say(.info, "listening", ["address": address, "for": what]) }

    /// The audit of a reload: who asked, which file it was before and is now, and what came of it.
    func reloaded(_ report: ReloadReport, path: String, by origin: String) {
        let details = [
            "by": origin, "configuration": path, "before": report.before, "after": report.after,
            "changes": report.changes.joined(separator: "; "), "problems": report.problems.joined(separator: "; "),
        ]
        switch report.outcome {
        case .applied: say(.info, "the configuration was reloaded", details)
        case .unchanged: say(.info, "the configuration was read again: it says what runs already", details)
        case .refused: say(.error, "the configuration was not reloaded: the old one goes on", details)
        }
    }

    func asked(_ request: TerminationRequest) {
        switch request {
        case .drain: say(.info, "asked to end: reading stops, what waits is delivered")
        case .stop: say(.warning, "asked to end at once")
        }
    }

    /// To be called before a process ends, so that the last messages are read before what follows them.
    func settle() { lane.settle(within: Self.patience) }

    /// Peers' words and names of files are shown as what they are.
    private func say(_ level: Logger.Level, _ message: String, _ details: [String: String] = [:]) {
        lane.say(MessageLane.Message(level: level, text: message, metadata: details.mapValues { .string(PlainText.of($0)) }))
    }
}

extension Notice.Severity {
    fileprivate var level: Logger.Level {
        switch self {
        case .information: .info
        case .warning: .warning
        case .alert: .error
        }
    }
}
