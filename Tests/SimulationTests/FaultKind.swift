import TestSupport
import WeirSystem

/// What can go wrong around a shipper. Each is switched on and off by the seed, alone or with others.
enum FaultKind: String, CaseIterable, Sendable {
    // The disk that holds spool and state: EIO, torn writes, failed syncs after which pages are dropped, no room.
    case diskReads, diskWrites, diskSyncs, diskNames, diskFull
    // The log files.
    case logReads, logNames
    // The clocks: the wall clock is set back or forth; nothing runs for a long while.
    case clockBack, clockForward, pause
    // The HTTP endpoint.
    case httpRefused, httpUnresolved, httpDelayed, httpReset, httpLostAnswer, httpUnavailable, httpThrottled, httpFailing, httpForbidden
    case httpTwice, httpHostile
    // The syslog server.
    case syslogRefused, syslogUnresolved, syslogReset, syslogHalfOpen, syslogStalled

    /// Operations of a file system that fail meanwhile.
    var operations: [MemoryFaults.Operation] {
        switch self {
        case .diskReads, .logReads: [.read]
        case .diskWrites: [.write, .truncate, .reserve]
        case .diskSyncs: [.synchronize, .synchronizeDirectory]
        case .diskNames: [.open, .rename, .remove, .createDirectory, .list, .status]
        case .logNames: [.open, .list, .status]
        default: []
        }
    }

    static let disk: [FaultKind] = [.diskReads, .diskWrites, .diskSyncs, .diskNames]
    static let logs: [FaultKind] = [.logReads, .logNames]
}

/// How often each kind was met.
struct FaultCounts: Sendable {
    private var counts: [String: Int] = [:]

    mutating func add(_ name: String, _ count: Int = 1) { counts[name, default: 0] += count }

    mutating func add(_ other: FaultCounts) { counts.merge(other.counts, uniquingKeysWith: +) }

    subscript(_ name: String) -> Int { counts[name] ?? 0 }

    var text: String { counts.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }.joined(separator: ", ") }
}
