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

    func listening(_ address: String) { logger.info("the console listens", metadata: ["address": .string(address)]) }

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
