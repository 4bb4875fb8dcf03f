import WeirRecords
import WeirSpool

/// Puts frames together, or takes them apart, into batches.
package struct BatchAssembler: Sendable {
    private let settings: BatchSettings
    /// Bytes that a record is taken to gain by its encoding.
    private let overhead: Int
    private var slices: [BatchSlice] = []
    private var records = 0
    private var bytes = 0
    private var begun: Moment?
    /// What did not fit any more.
    private var rest: BatchSlice?

    package init(_ settings: BatchSettings, overhead: Int) {
        self.settings = settings
        self.overhead = overhead
    }

    package var isEmpty: Bool { slices.isEmpty }
    package var isFull: Bool { rest != nil || records >= settings.records || bytes >= Int(settings.bytes.bytes) }
    /// When what there is should go, full or not.
    package var due: Moment? { begun.map { $0 + settings.age } }

    package mutating func add(_ slice: BatchSlice, at now: Moment) {
        let taken = fitting(slice)
        if begun == nil { begun = now }
        if taken > 0 { slices.append(BatchSlice(frame: slice.frame, indices: slice.indices.prefix(taken))) }
        let left = slice.indices.dropFirst(taken)
        if !left.isEmpty { rest = BatchSlice(frame: slice.frame, indices: left) }
    }

    /// What was put together. What did not fit is the beginning of the next.
    package mutating func take(at now: Moment) -> [BatchSlice] {
        let taken = slices
        let left = rest
        removeAll()
        if let left { add(left, at: now) }
        return taken
    }

    package mutating func removeAll() {
        slices.removeAll(keepingCapacity: true)
        (records, bytes, begun, rest) = (0, 0, nil, nil)
    }

    /// How many records from the slice's beginning fit; one always does where there is nothing yet.
    private mutating func fitting(_ slice: BatchSlice) -> Int {
        let entries = slice.frame.entries
        var taken = 0
        for index in slice.indices {
            let weight = Int(entries[index].length) + overhead
            let isOver = records >= settings.records || bytes + weight > Int(settings.bytes.bytes)
            if isOver, records > 0 { break }
            records += 1
            bytes += weight
            taken += 1
        }
        return taken
    }
}
