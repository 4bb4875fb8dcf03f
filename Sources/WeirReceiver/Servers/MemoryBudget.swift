import Synchronization

/// What all inputs together may keep in memory of what is not whole or not counted yet: bodies of requests from their first byte on,
/// beginnings of syslog messages. Charged before it is taken.
final class MemoryBudget: Sendable {
    private let limit: Int
    private let used = Mutex(0)

    init(_ limit: Int = ReceiverLimits.keptBytes) { self.limit = limit }

    /// Whether there was room for these bytes; then they are taken.
    func take(_ bytes: Int) -> Bool {
        used.withLock { used in
            guard bytes <= limit - used else { return false }
            used += bytes
            return true
        }
    }

    func give(_ bytes: Int) { used.withLock { $0 -= bytes } }
}

/// One body's or connection's part of the budget, given back with it.
final class MemoryShare: Sendable {
    private let budget: MemoryBudget
    private let taken = Mutex(0)

    init(of budget: MemoryBudget) { self.budget = budget }

    deinit { giveBack() }

    /// Raises the share to these bytes.
    ///
    /// - Returns: false where all shares together would be too large; then nothing changed.
    func cover(_ bytes: Int) -> Bool {
        taken.withLock { taken in
            guard bytes > taken else { return true }
            guard budget.take(bytes - taken) else { return false }
            taken = bytes
            return true
        }
    }

    func giveBack() {
        taken.withLock { taken in
            budget.give(taken)
            taken = 0
        }
    }
}
