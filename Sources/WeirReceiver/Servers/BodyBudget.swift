import Synchronization

/// What the bodies of all requests together may take in memory, written to or not, from their first byte until they are counted.
final class BodyBudget: Sendable {
    private let limit: Int
    private let used = Mutex(0)

    init(_ limit: Int = ReceiverLimits.bodiesBytes) { self.limit = limit }

    /// Whether there was room for so many more bytes; then they are taken.
    func take(_ bytes: Int) -> Bool {
        used.withLock { used in
            guard bytes <= limit - used else { return false }
            used += bytes
            return true
        }
    }

    func give(_ bytes: Int) { used.withLock { $0 -= bytes } }
}

/// A request's part of the budget, given back when the request is done with.
final class BodyShare: Sendable {
    private let budget: BodyBudget
    private let taken = Mutex(0)

    init(of budget: BodyBudget) { self.budget = budget }

    deinit { budget.give(taken.withLock { $0 }) }

    /// - Parameter bytes: that the body takes with this, or is about to.
    /// - Throws: 503 where all bodies together are too many: the sender tries again.
    func cover(_ bytes: Int) throws(BodyRefusal) {
        let isCovered = taken.withLock { taken in
            guard bytes > taken else { return true }
            guard budget.take(bytes - taken) else { return false }
            taken = bytes
            return true
        }
        guard isCovered else { throw .tooManyBodies }
    }
}
