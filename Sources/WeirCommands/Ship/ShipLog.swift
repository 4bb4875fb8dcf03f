import Logging
import WeirConfiguration
import WeirRecords
import WeirShipping
import WeirSystem

/// What a running shipper tells, on standard error: a constant message, and what differs as metadata.
struct ShipLog: Sendable {
    private let logger = Logger(label: "weir") { StreamLogHandler.standardError(label: $0) }

    func tell(_ notice: Notice) {
        logger.log(level: notice.severity.level, "\(notice.message)", metadata: notice.details.mapValues { .string($0) })
    }

    func began(_ configuration: ShipperConfiguration, _ status: ShipperStatus) {
        logger.info(
            "shipping",
            metadata: [
                "sources": .string(configuration.sources.map(\.name).joined(separator: ", ")),
                "sinks": .string(configuration.sinks.map(\.name).joined(separator: ", ")),
                "spool": .string(configuration.spool.directory), "waiting": .stringConvertible(status.sinks.map(\.waiting).max() ?? 0),
            ])
    }

    func listening(_ address: String, _ what: String) {
        logger.info("listening", metadata: ["address": .string(address), "for": .string(what)])
    }

    /// The audit of a reload: who asked, which file it was before and is now, and what came of it.
    func reloaded(_ report: ReloadReport, path: String, by origin: String) {
        let details: Logger.Metadata = [
            "by": .string(origin), "configuration": .string(path), "before": .string(report.before), "after": .string(report.after),
            "changes": .string(report.changes.joined(separator: "; ")), "problems": .string(report.problems.joined(separator: "; ")),
        ]
        switch report.outcome {
        case .applied: logger.info("the configuration was reloaded", metadata: details)
        case .unchanged: logger.info("the configuration was read again: it says what runs already", metadata: details)
        case .refused: logger.error("the configuration was not reloaded: the old one goes on", metadata: details)
        }
    }

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
