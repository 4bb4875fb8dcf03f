import Synchronization

/// Open files that the sources of a process may have together. What is left of the process's limit belongs to the spool, the state, the
/// sinks and the console, so that no number of log files keeps a record from being shipped.
///
/// Each source is guaranteed an equal share. It may hold more while no other source needs its own.
package final class DescriptorBudget: Sendable {
    private struct Share {
        var held = 0
        var isStarving = false
    }

    private struct State {
        let configured: Int
        var total: Int
        /// Files opened since the system last had no descriptors left.
        var openedSince = 0
        var shares: [Int: Share] = [:]
        var lastLease = 0

        var held: Int { shares.values.reduce(0) { $0 + $1.held } }
        var fairShare: Int { max(1, total / max(1, shares.count)) }

        mutating func took(_ id: Int) {
            shares[id]?.held += 1
            guard total < configured else { return }
            openedSince += 1
            guard openedSince >= DescriptorBudget.openedBeforeGrowth else { return }
            (total, openedSince) = (min(configured, total + max(1, total / 8)), 0)
        }
    }

    /// After so many files that could be opened, an eighth of what the system once refused is tried again.
    private static let openedBeforeGrowth = 256
    /// Files that sources may have open even where the process's limit leaves none.
    package static let least = 4

    private let state: Mutex<State>

    package init(_ total: Int) { state = Mutex(State(configured: max(Self.least, total), total: max(Self.least, total))) }

    /// Bounded by each source's own limit alone.
    static var unlimited: DescriptorBudget { DescriptorBudget(.max / 2) }

    package var total: Int { state.withLock { $0.total } }

    /// - Parameter limit: a source's own.
    package func lease(atMost limit: Int) -> DescriptorLease {
        let id = state.withLock { state in
            state.lastLease += 1
            state.shares[state.lastLease] = Share()
            return state.lastLease
        }
        return DescriptorLease(self, id, limit)
    }

    fileprivate func take(_ id: Int, atMost limit: Int) -> Bool {
        state.withLock { state in
            guard let share = state.shares[id], share.held < limit else { return false }
            let isSure = share.held < state.fairShare
            let isFree = state.held < state.total && (isSure || !state.shares.contains { $0.key != id && $0.value.isStarving })
            state.shares[id]?.isStarving = !isFree && isSure
            if isFree { state.took(id) }
            return isFree
        }
    }

    /// Whether a source has half of what it may have open, or all sources together have half of all.
    fileprivate func isScarce(_ id: Int, atMost limit: Int) -> Bool {
        state.withLock { state in
            let share = state.shares[id]?.held ?? 0
            return state.held >= state.total / 2 || share >= min(limit, state.fairShare) / 2
        }
    }

    fileprivate func count(_ id: Int) { state.withLock { $0.shares[id]?.held += 1 } }
    fileprivate func giveBack(_ id: Int) {
        state.withLock { state in state.shares[id].map { state.shares[id]?.held = max(0, $0.held - 1) } }
    }
    fileprivate func held(_ id: Int) -> Int { state.withLock { $0.shares[id]?.held ?? 0 } }

    /// What a source has beyond its share while another one is short of its own, or there are more than there may be at all.
    fileprivate func excess(_ id: Int) -> Int {
        state.withLock { state in
            state.shares[id]?.isStarving = false
            guard let share = state.shares[id] else { return 0 }
            let isShort = state.held > state.total || state.shares.contains { $0.key != id && $0.value.isStarving }
            return isShort ? max(0, share.held - state.fairShare) : 0
        }
    }

    /// The system has no descriptors left although the budget said otherwise. The sources give up an eighth of what they hold.
    fileprivate func shrink() {
        state.withLock { state in
            (state.total, state.openedSince) = (max(Self.least, state.held - max(Self.least, state.held / 8)), 0)
        }
    }

    fileprivate func end(_ id: Int) { state.withLock { $0.shares[id] = nil } }
}

/// One source's part of a ``DescriptorBudget``; given back with the last reference.
package final class DescriptorLease: Sendable {
    private let budget: DescriptorBudget
    private let id: Int
    private let limit: Int

    fileprivate init(_ budget: DescriptorBudget, _ id: Int, _ limit: Int) {
        self.budget = budget
        self.id = id
        self.limit = limit
    }

    deinit { budget.end(id) }

    /// Whether one more file may be opened; it is counted at once.
    package func take() -> Bool { budget.take(id, atMost: limit) }
    /// One more is open, whether or not there was room for it: what can't be opened again later.
    package func count() { budget.count(id) }
    package func giveBack() { budget.giveBack(id) }
    package func shrink() { budget.shrink() }
    package var held: Int { budget.held(id) }
    /// What need not be open is better closed, so that there is room for what comes.
    package var isScarce: Bool { budget.isScarce(id, atMost: limit) }
    /// Files to be closed for others. Asking ends what was said of this source's own need.
    package var excess: Int { budget.excess(id) }
}
