/// What is to happen, soonest first; events of one moment in the order in which they were put in. A binary heap.
struct EventQueue<Event: Sendable>: Sendable {
    private struct Entry: Sendable {
        var time: Int64
        var order: UInt64
        var event: Event

        func isBefore(_ other: Entry) -> Bool { time < other.time || (time == other.time && order < other.order) }
    }

    private var heap: [Entry] = []
    private var nextOrder: UInt64 = 0

    var count: Int { heap.count }
    var isEmpty: Bool { heap.isEmpty }

    mutating func add(_ event: Event, at time: Int64) {
        heap.append(Entry(time: time, order: nextOrder, event: event))
        nextOrder += 1
        rise(from: heap.count - 1)
    }

    mutating func removeFirst() -> (time: Int64, event: Event)? {
        guard let first = heap.first, let last = heap.popLast() else { return nil }
        if !heap.isEmpty {
            heap[0] = last
            sink()
        }
        return (first.time, first.event)
    }

    private mutating func rise(from start: Int) {
        var child = start
        while child > 0 {
            let parent = (child - 1) / 2
            guard heap[child].isBefore(heap[parent]) else { return }
            heap.swapAt(child, parent)
            child = parent
        }
    }

    private mutating func sink() {
        var parent = 0
        while true {
            let left = 2 * parent + 1
            guard left < heap.count else { return }
            let right = left + 1
            let smaller = right < heap.count && heap[right].isBefore(heap[left]) ? right : left
            guard heap[smaller].isBefore(heap[parent]) else { return }
            heap.swapAt(parent, smaller)
            parent = smaller
        }
    }
}
