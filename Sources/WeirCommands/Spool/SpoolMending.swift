import WeirSpool
import WeirSystem

/// Puts right what a check found, saying beforehand what it will do.
struct SpoolMending {
    private let target: SpoolTarget
    private let report: SpoolReport
    private let tell: (String) -> Void

    init(_ target: SpoolTarget, _ report: SpoolReport, tell: @escaping (String) -> Void) {
        (self.target, self.report, self.tell) = (target, report, tell)
    }

    /// - Returns: what was done, a sentence each.
    func run() throws(CommandFailure) -> [String] {
        let repairable = report.items.filter(\.isRepairable)
        let plan = repairable.map { "\($0.code) (\($0.subject))" }.joined(separator: ", ")
        tell(repairable.isEmpty ? "there is nothing to repair" : "to be repaired: \(plan)")
        let state = try mendState()
        let segments = try mendSegments()
        return state + segments
    }

    private func mendState() throws(CommandFailure) -> [String] {
        let lock: SpoolLock?
        do throws(SpoolError) { lock = try SpoolLock.take(target.directory, fileSystem: target.fileSystem) } catch {
            throw CommandFailure(error)
        }
        guard let lock else {
            throw CommandFailure(
                .unavailable, "the spool \(target.directory) is in use: nothing was repaired",
                wayOut: "stop the running shipper first; without --repair the check runs beside it")
        }
        defer { lock.release() }
        return try spoolFailing { () throws(StateError) in
            try StateRepair.run(report.stateFindings, in: target.directory, fileSystem: target.fileSystem, clock: HostClock()).map(\.text)
        }
    }

    private func mendSegments() throws(CommandFailure) -> [String] {
        do throws(SpoolError) {
            let state: StateStore?
            do throws(StateError) {
                state = try StateStore.inspect(directory: target.directory, fileSystem: target.fileSystem)
            } catch {
                throw SpoolError(.inputOutput, error.message, wayOut: error.wayOut)
            }
            return try SpoolRepair.run(in: target.directory, fileSystem: target.fileSystem, state: state).map(\.text)
        } catch {
            throw CommandFailure(error)
        }
    }
}

extension StateRepair.Action {
    fileprivate var text: String {
        switch self {
        case .reindexed: "The state's indexes were built anew; it is sound."
        case .rebuilt(let old): "The state was copied into a new database; the old one is \(old)."
        case .setAside(let path): "The state was set aside as \(path); the next start begins a new one."
        case .balanced(let sink, let from, let to): "The books of \(sink) now count \(to) records as committed; they said \(from)."
        }
    }
}

extension SpoolRepair.Action {
    fileprivate var text: String {
        switch kind {
        case .setAside(let copy): "\(bytes.grouped) bytes from \(offset) on were taken out of \(path) and kept as \(copy)."
        case .moved(let other): "\(path) was moved to \(other)."
        case .removed: "\(path) was removed."
        }
    }
}
