/// A queue between threads that makes the giver wait while it is full.
package final class BoundedQueue<Element: Sendable>: Sendable {
    private struct State {
        var elements: [Element] = []
        var isClosed = false
    }

    /// Which of the waiting elements is taken.
    package enum Order: Sendable {
        case oldestFirst
        /// For things that are used again: the fewer of them are in use, the less memory is touched.
        case newestFirst
    }

    /// The most elements that wait at once.
    package let capacity: Int
    private let order: Order
    private let state = Monitor(State())

    package init(capacity: Int, order: Order = .oldestFirst) {
        precondition(capacity > 0)
        self.capacity = capacity
        self.order = order
    }

    package var count: Int { state.read { $0.elements.count } }
    package var isClosed: Bool { state.read { $0.isClosed } }

    /// Waits while the queue is full. False where it was closed, or stayed full for the whole time: nothing was put then.
    @discardableResult
    package func put(_ element: Element, timeout: Duration? = nil) -> Bool {
        let put = state.wait(atMost: timeout) { state -> Bool? in
            if state.isClosed { return false }
            guard state.elements.count < capacity else { return nil }
            state.elements.append(element)
            return true
        }
        return put ?? false
    }

    /// Waits while the queue is empty. `nil` where the time is over, or where it is closed and nothing is left.
    package func take(timeout: Duration? = nil) -> Element? {
        let taken = state.wait(atMost: timeout) { state -> Element?? in
            if !state.elements.isEmpty {
                return .some(order == .oldestFirst ? state.elements.removeFirst() : state.elements.removeLast())
            }
            return state.isClosed ? .some(nil) : nil
        }
        return taken ?? nil
    }

    /// Everything that waits, without waiting for more.
    package func takeAll() -> [Element] {
        state.change { state in
            defer { state.elements.removeAll(keepingCapacity: true) }
            return state.elements
        }
    }

    /// Nothing more goes in; what is in can still be taken. Wakes everyone.
    package func close() { state.change { $0.isClosed = true } }
}
