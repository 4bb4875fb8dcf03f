/// Partitions of days that are over: their files no longer grow.
struct ClosedPartitions: Sendable {
    private struct Day: Sendable {
        var end: RowMark
        var heap: Double
        var toast: Double
        var indexes: Double
        var maps: Double
        var isEmptied = false
    }

    private var days: [Day] = []
    private var first = 0
    /// Before this one, heaps are empty.
    private var firstFull = 0

    private(set) var heap = 0.0
    private(set) var toast = 0.0
    private(set) var indexes = 0.0
    private(set) var maps = 0.0

    var oldestEnd: RowMark? { first < days.count ? days[first].end : nil }

    mutating func append(_ files: ReducedFiles, end: RowMark) {
        let day = Day(end: end, heap: files.heap.bytes, toast: files.toastTotal, indexes: files.indexBytes, maps: files.mapBytes)
        days.append(day)
        heap += day.heap
        toast += day.toast
        indexes += day.indexes
        maps += day.maps
    }

    mutating func removeOldest() {
        guard first < days.count else { return }
        let day = days[first]
        heap -= day.heap
        toast -= day.toast
        indexes -= day.indexes
        maps -= day.maps
        first += 1
        if first > Self.mostForgotten {
            days.removeFirst(first)
            firstFull = max(0, firstFull - first)
            first = 0
        }
    }

    private static let mostForgotten = 64

    /// Vacuum cuts a heap off where all of its rows are gone; the indexes keep their pages.
    mutating func emptyHeaps(before time: Double) {
        firstFull = max(firstFull, first)
        while firstFull < days.count, days[firstFull].end.time <= time {
            heap -= days[firstFull].heap
            days[firstFull].heap = 0
            firstFull += 1
        }
    }
}
