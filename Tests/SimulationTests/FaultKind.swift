import TestSupport
import WeirSystem

/// What can go wrong around a shipper. Each is switched on and off by the seed, alone or with others.
enum FaultKind: String, CaseIterable, Sendable {
    // The disk that holds spool and state: EIO, torn writes, failed syncs after which pages are dropped, no room.
    case diskReads, diskWrites, diskSyncs, diskNames, diskFull
    // The spool's directory is moved away and, perhaps after another took its place, back; a disk that the spool alone fills.
    case spoolMoved, diskSmall
    // People ask for dead letters to be sent again while receipts are written.
    case replayBeside
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

/// Where in a shipper's life a fault strikes.
enum LifePhase: String, CaseIterable, Sendable {
    case start, work, drain
}

/// How often each kind met each phase.
struct PhaseCounts: Sendable {
    private var counts: [String: [LifePhase: Int]] = [:]

    mutating func add(_ name: String, in phase: LifePhase, _ count: Int = 1) {
        if count > 0 { counts[name, default: [:]][phase, default: 0] += count }
    }

    mutating func add(_ other: PhaseCounts) {
        for (name, phases) in other.counts { counts[name, default: [:]].merge(phases, uniquingKeysWith: +) }
    }

    subscript(_ name: String, _ phase: LifePhase) -> Int { counts[name]?[phase] ?? 0 }

    /// A line a kind, with a number for each phase.
    var text: String {
        counts.sorted { $0.key < $1.key }.map { name, phases in
            let numbers = LifePhase.allCases.map { "\($0.rawValue) \(phases[$0] ?? 0)" }.joined(separator: ", ")
            return "  \(name): \(numbers)"
        }.joined(separator: "\n")
    }
}

/// How often each kind was met.
struct FaultCounts: Sendable {
    private var counts: [String: Int] = [:]

    mutating func add(_ name: String, _ count: Int = 1) { counts[name, default: 0] += count }

    mutating func add(_ other: FaultCounts) { counts.merge(other.counts, uniquingKeysWith: +) }

    subscript(_ name: String) -> Int { counts[name] ?? 0 }

    var text: String { counts.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }.joined(separator: ", ") }
}
