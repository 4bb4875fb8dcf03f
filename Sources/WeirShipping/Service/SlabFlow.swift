package import WeirRecords
import WeirSystem

/// The slabs of a shipper, which are all that is in flight between the sources and the disk: free, filled, or held by the
/// writer until they are synced.
package final class SlabFlow: Sendable {
    /// With ``Slab/defaultCapacity`` 10 MiB.
    package static let defaultSlabs = 10
    /// Filled slabs that wait for the writer.
    private static let queueLength = 4

    private let capacity: Int
    private let free: BoundedQueue<Slab>
    private let filled: BoundedQueue<Slab>
    /// How many there are.
    package let slabs: Int

    package init(slabs: Int = SlabFlow.defaultSlabs, capacity: Int = Slab.defaultCapacity) {
        self.slabs = slabs
        self.capacity = capacity
        free = BoundedQueue(capacity: slabs, order: .newestFirst)
        filled = BoundedQueue(capacity: Self.queueLength)
        for _ in 0..<slabs { free.put(Slab(capacity: capacity)) }
    }

    package func takeFree(within limit: Duration) -> Slab? { free.take(timeout: limit) }

    /// A slab that is not the flow's, such as a part of one, is let go.
    package func giveBack(_ slab: Slab) {
        guard slab.capacity == capacity else { return }
        slab.reset()
        free.put(slab, timeout: .zero)
    }

    /// False where there was no room in time, or the flow is closed.
    package func put(_ slab: Slab, within limit: Duration) -> Bool { filled.put(slab, timeout: limit) }

    package func takeFilled(within limit: Duration) -> Slab? { filled.take(timeout: limit) }

    /// Nothing more will be filled: what waits can still be taken.
    package func close() { filled.close() }
    package var isClosed: Bool { filled.isClosed }
    package var isEmpty: Bool { filled.count == 0 }
    package var filledCount: Int { filled.count }
}
