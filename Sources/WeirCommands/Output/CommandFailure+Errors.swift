import WeirConsole
import WeirDatabase
import WeirPlanner
import WeirReceiver
import WeirRecords
import WeirRedaction
import WeirShipping
import WeirSpool
import WeirSystem
import WeirWorkload

/// The one table of which error ends a command with which code, so that one mistake has one code in every command.
///
/// - Note: A thing that is missing: a file of ours (deployment, case, shipper, profile) is 78, other input 65, a spool 2, a running
///   shipper or a database 69, a name on the command line 64.
extension CommandFailure {
    package init(_ error: any Error) {
        self =
            switch error {
            case let error as CommandFailure: error
            case let error as SystemError: CommandFailure(.inputOutput, error.description)
            case let error as SpoolError: CommandFailure(Self.status(of: error), error.message, wayOut: error.wayOut)
            case let error as StateError: CommandFailure(Self.status(of: error), error.message, wayOut: error.wayOut)
            case let error as DatabaseError: CommandFailure(Self.status(of: error), error.message, wayOut: error.wayOut)
            case let error as ConsoleError: CommandFailure(Self.status(of: error), error.message, wayOut: error.wayOut)
            case let error as ReceiverError: CommandFailure(.unavailable, error.message, wayOut: error.wayOut)
            case let error as WorkloadError: CommandFailure(Self.status(of: error), error.message, wayOut: error.wayOut)
            case let error as PlanError: CommandFailure(.configuration, error.message, wayOut: error.wayOut)
            case let error as ShippingFailure: CommandFailure(.configuration, "\(error.stage): \(error.message)", wayOut: error.wayOut)
            case let error as RedactionError: CommandFailure(.configuration, "redact: \(error)")
            case let error as GlobError: CommandFailure(.configuration, error.message)
            default: CommandFailure(.inputOutput, "\(error)")
            }
    }

    /// Who has the spool is a peer.
    private static func status(of error: SpoolError) -> ExitStatus { error.code == .locked ? .unavailable : .inputOutput }

    /// A state of another version says nothing that could be relied on.
    private static func status(of error: StateError) -> ExitStatus {
        switch error.code {
        case .newerVersion, .olderVersion: .unknown
        case .inputOutput, .outOfSpace, .gone, .contradiction, .unknownSink, .deadLettersFull, .damaged: .inputOutput
        }
    }

    private static func status(of error: DatabaseError) -> ExitStatus {
        switch error.code {
        case .notFound, .unsupported: .badData
        case .connection, .statement, .timeout, .protocolViolation: .unavailable
        }
    }

    private static func status(of error: ConsoleError) -> ExitStatus {
        switch error.code {
        case .address: .unavailable
        case .unprotected, .certificate, .alreadyStarted: .configuration
        }
    }

    private static func status(of error: WorkloadError) -> ExitStatus { error.code == .inputOutput ? .inputOutput : .badData }
}
