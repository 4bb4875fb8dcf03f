import WeirRecords

/// The rows that were ever inserted: where each lies, what it is made of, and since when it is gone.
struct RowPopulation: Equatable, Sendable {
    /// Index into the sample.
    private(set) var kinds: [UInt32] = []
    private(set) var places: [HeapFile.Place] = []
    /// Hour of the row's deletion; `Int32.max` while it lives.
    private(set) var deletedHours: [Int32] = []
    /// Hours since the beginning of the run.
    private(set) var times: [Double] = []
    /// First chunk of each row in `chunkPlaces`.
    private(set) var firstChunks: [UInt32] = []
    private(set) var chunkPlaces: [HeapFile.Place] = []
    /// Rows by class in the order of time; the first `heads` of them are deleted.
    private var queues: PerClass<[UInt32]> = PerClass { _ in [] }
    private var heads: PerClass<Int> = PerClass { _ in 0 }

    static let alive = Int32.max

    var count: Int { kinds.count }
    var live: Int { live(.standard) + live(.debug) }
    func live(_ retentionClass: RetentionClass) -> Int { queues[retentionClass].count - heads[retentionClass] }

    /// Live rows of a class that were inserted at this time or later.
    func live(_ retentionClass: RetentionClass, from time: Double) -> Int {
        queues[retentionClass].reversed().prefix { times[Int($0)] >= time }.count
    }

    mutating func append(kind: Int, of retentionClass: RetentionClass, place: HeapFile.Place, chunks: [HeapFile.Place], time: Double) {
        // In place: through the subscript each append would copy the queue.
        switch retentionClass {
        case .standard: queues.standard.append(UInt32(count))
        case .debug: queues.debug.append(UInt32(count))
        }
        kinds.append(UInt32(clamping: kind))
        places.append(place)
        deletedHours.append(Self.alive)
        times.append(time)
        firstChunks.append(UInt32(chunkPlaces.count))
        chunkPlaces += chunks
    }

    func chunks(of row: UInt32) -> ArraySlice<HeapFile.Place> {
        let index = Int(row)
        let end = index + 1 < firstChunks.count ? Int(firstChunks[index + 1]) : chunkPlaces.count
        return chunkPlaces[Int(firstChunks[index])..<end]
    }

    /// Takes the rows of a class that a limit no longer keeps, oldest first.
    mutating func expire(_ retentionClass: RetentionClass, _ limit: TableCase.Limit, at hour: Int) -> ArraySlice<UInt32> {
        let queue = queues[retentionClass]
        let first = heads[retentionClass]
        var end = first
        switch limit {
        case .forever: break
        case .rows(let kept): end = max(first, queue.count - max(0, kept))
        case .hours(let age):
            let oldest = Double(hour + 1) - age
            while end < queue.count, times[Int(queue[end])] < oldest { end += 1 }
        }
        for row in queue[first..<end] { deletedHours[Int(row)] = Int32(hour) }
        heads[retentionClass] = end
        return queue[first..<end]
    }

    /// Live rows that were inserted in these hours, oldest first.
    func liveRows(from: Double, to: Double) -> [UInt32] {
        (0..<UInt32(count)).filter {
            let time = times[Int($0)]
            return deletedHours[Int($0)] == Self.alive && time >= from && time < to
        }
    }

    /// Takes rows of both classes that are older than a moment, whatever the limits.
    mutating func drop(before moment: Double, at hour: Int) -> Int {
        RetentionClass.allCases.reduce(0) { $0 + expire($1, .hours(Double(hour + 1) - moment), at: hour).count }
    }

    mutating func move(_ row: UInt32, to place: HeapFile.Place, chunks: [HeapFile.Place]) {
        places[Int(row)] = place
        let start = Int(firstChunks[Int(row)])
        for (offset, chunk) in chunks.enumerated() { chunkPlaces[start + offset] = chunk }
    }
}
