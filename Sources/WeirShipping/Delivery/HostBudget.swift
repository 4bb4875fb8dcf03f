import Synchronization

/// The tries after failures that all sinks of one host share, so that a host that went away is not stormed when it comes back
/// and not hammered while it is away. Asked only after a failure.
package final class HostBudget: Sendable {
    private let bucket: Mutex<TokenBucket>

    package init(_ settings: TokenBucket.Settings = TokenBucket.Settings()) { bucket = Mutex(TokenBucket(settings)) }

    /// See ``TokenBucket/take(at:chance:)``.
    package func take(at now: Moment, chance: UInt64) -> Moment? { bucket.withLock { $0.take(at: now, chance: chance) } }

    package func refill() { bucket.withLock { $0.refill() } }
}

/// Budgets by host.
package final class HostBudgets: Sendable {
    /// Those that all sinks of this process share, also those that a reload brings.
    package static let ofProcess = HostBudgets()

    private let budgets = Mutex<[String: HostBudget]>([:])

    package init() {}

    /// - Parameter host: a name or an address; its case means nothing.
    package func budget(of host: String) -> HostBudget {
        budgets.withLock { budgets in
            let budget = budgets[host.lowercased()] ?? HostBudget()
            budgets[host.lowercased()] = budget
            return budget
        }
    }
}
