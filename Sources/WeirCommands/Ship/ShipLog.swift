import Logging
import WeirConfiguration
import WeirRecords
import WeirShipping
import WeirSystem

/// What a running shipper tells, on standard error: a constant message, and what differs as metadata.
struct ShipLog: Sendable {
    private let logger = Logger(label: "weir") { StreamLogHandler.standardError(label: $0) }

    func tell(_ notice: Notice) {
        logger.log(level: notice.severity.level, "\(PlainText.of(notice.message))", metadata: plain(notice.details))
    }

    func began(_ configuration: ShipperConfiguration, in directory: String, _ status: ShipperStatus) {
        logger.info(
            "shipping",
            metadata: plain([
                "sources": configuration.sources.map(\.name).joined(separator: ", "),
                "sinks": configuration.sinks.map(\.name).joined(separator: ", "),
                "spool": directory, "waiting": "\(status.sinks.map(\.waiting).max() ?? 0)",
            ]))
    }

    func listening(_ address: String, _ what: String) { logger.info("listening", metadata: plain(["address": address, "for": what])) }

    /// The audit of a reload: who asked, which file it was before and is now, and what came of it.
    func reloaded(_ report: ReloadReport, path: String, by origin: String) {
        let details = plain([
            "by": origin, "configuration": path, "before": report.before, "after": report.after,
            "changes": report.changes.joined(separator: "; "), "problems": report.problems.joined(separator: "; "),
        ])
        switch report.outcome {
        case .applied: logger.info("the configuration was reloaded", metadata: details)
        case .unchanged: logger.info("the configuration was read again: it says what runs already", metadata: details)
        case .refused: logger.error("the configuration was not reloaded: the old one goes on", metadata: details)
        }
    }

    /// Peers' words and names of files are shown as what they are.
    private func plain(_ details: [String: String]) -> Logger.Metadata { details.mapValues { .string(PlainText.of($0)) } }

    func asked(_ request: TerminationRequest) {
        switch request {
        case .drain: logger.info("asked to end: reading stops, what waits is delivered")
        case .stop: logger.warning("asked to end at once")
        }
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
