import Synchronization

/// What the bodies of all requests may hold together, from their first byte until they are counted.
final class BodyBudget: Sendable {
    private let limit: Int
    private let held = Mutex(0)

    init(limit: Int = ReceiverLimits.allBodiesBytes) { self.limit = limit }

    /// A request's part, empty to begin with.
    func claim() -> Claim { Claim(self) }

    fileprivate func grow(by bytes: Int) -> Bool {
        held.withLock { held in
            guard held + bytes <= limit else { return false }
            held += bytes
            return true
        }
    }

    fileprivate func release(_ bytes: Int) { held.withLock { $0 -= bytes } }

    /// Gives back what it has when nobody holds it any more.
    final class Claim: Sendable {
        private let budget: BodyBudget
        private let bytes = Mutex(0)

        fileprivate init(_ budget: BodyBudget) { self.budget = budget }

        deinit { budget.release(bytes.withLock { $0 }) }

        /// - Throws: where all bodies together would hold too much; the sender comes again.
        func grow(to total: Int) throws(BodyRefusal) {
            let isThere = bytes.withLock { bytes in
                guard total > bytes else { return true }
                guard budget.grow(by: total - bytes) else { return false }
                bytes = total
                return true
            }
            guard isThere else { throw .tooMany }
        }
    }
}
