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

    /// Numbers of rows by which identities grow, where updates leave more versions than rows; empty where there are none.
    private(set) var numbers: [UInt32] = []
    private var queuedPlaces: [UInt32] = []
    private let isInOrder: Bool
    private let hasUpdates: Bool

    static let alive = Int32.max

    /// - Parameters:
    ///   - isInOrder: whether rows come in the order of their times.
    ///   - hasUpdates: whether rows get new versions.
    init(isInOrder: Bool = true, hasUpdates: Bool = false) {
        self.isInOrder = isInOrder
        self.hasUpdates = hasUpdates
    }

    /// A row that comes in.
    struct New: Equatable, Sendable {
        var kind: Int
        /// Hours since the beginning of the run.
        var time: Double
        var retentionClass: RetentionClass
    }

    /// Versions of rows, those that were updated included.
    var count: Int { kinds.count }
    private(set) var inserted = 0
    var live: Int { live(.standard) + live(.debug) }
    func live(_ retentionClass: RetentionClass) -> Int { queues[retentionClass].count - heads[retentionClass] - gone[retentionClass] }

    /// Live rows of a class that were inserted at this time or later.
    func live(_ retentionClass: RetentionClass, from time: Double) -> Int {
        queues[retentionClass].reversed().prefix { times[Int($0)] >= time }.count
    }

    mutating func append(_ new: New, place: HeapFile.Place, chunks: [HeapFile.Place]) {
        // In place: through the subscript each append would copy the queue.
        switch new.retentionClass {
        case .standard: queues.standard.append(UInt32(count))
        case .debug: queues.debug.append(UInt32(count))
        }
        if hasUpdates {
            numbers.append(UInt32(inserted))
            queuedPlaces.append(UInt32(queues[new.retentionClass].count - 1))
            classes.append(new.retentionClass)
        }
        inserted += 1
        store(kind: UInt32(clamping: new.kind), place, deleted: Self.alive, time: new.time)
        chunkPlaces += chunks
    }

    private var classes: [RetentionClass] = []

    private mutating func store(kind: UInt32, _ place: HeapFile.Place, deleted: Int32, time: Double) {
        kinds.append(kind)
        places.append(place)
        deletedHours.append(deleted)
        times.append(time)
        firstChunks.append(UInt32(chunkPlaces.count))
    }

    /// A row's new version, which takes its place in what expires; the old one is gone from this hour on.
    mutating func appendVersion(of row: UInt32, place: HeapFile.Place, at hour: Int) {
        let index = Int(row)
        let chunks = Array(chunks(of: row))
        switch classes[index] {
        case .standard: queues.standard[Int(queuedPlaces[index])] = UInt32(count)
        case .debug: queues.debug[Int(queuedPlaces[index])] = UInt32(count)
        }
        numbers.append(numbers[index])
        queuedPlaces.append(queuedPlaces[index])
        classes.append(classes[index])
        deletedHours[index] = Int32(hour)
        store(kind: kinds[index], place, deleted: Self.alive, time: times[index])
        chunkPlaces += chunks
    }

    /// The owner of an old version that no entry leads to.
    mutating func appendGhost(of row: UInt32, at hour: Int) {
        let index = Int(row)
        numbers.append(numbers[index])
        queuedPlaces.append(queuedPlaces[index])
        classes.append(classes[index])
        store(kind: kinds[index], places[index], deleted: Int32(hour), time: times[index])
    }

    /// The version that stands for the row which was inserted as so manieth of its class.
    func queued(_ retentionClass: RetentionClass, from first: Int) -> ArraySlice<UInt32> { queues[retentionClass][first...] }
    func queuedCount(_ retentionClass: RetentionClass) -> Int { queues[retentionClass].count }

    func chunks(of row: UInt32) -> ArraySlice<HeapFile.Place> {
        let index = Int(row)
        let end = index + 1 < firstChunks.count ? Int(firstChunks[index + 1]) : chunkPlaces.count
        return chunkPlaces[Int(firstChunks[index])..<end]
    }

    /// Takes the rows of a class that a limit no longer keeps, oldest first.
    ///
    /// - Parameters:
    ///   - moment: hours since the beginning of the run.
    ///   - most: rows that are taken at most.
    mutating func expire(
        _ retentionClass: RetentionClass, _ limit: TableCase.Limit, at moment: Double, hour: Int, most: Int = .max
    ) -> [UInt32] {
        let queue = queues[retentionClass]
        let first = heads[retentionClass]
        guard isInOrder else { return expireByTime(retentionClass, limit, at: moment, hour: hour, most: most) }
        var end = first
        switch limit {
        case .forever: break
        case .rows(let kept): end = max(first, queue.count - max(0, kept))
        case .hours(let age):
            let oldest = moment - age
            while end < queue.count, times[Int(queue[end])] < oldest { end += 1 }
        }
        end = min(end, first + min(most, queue.count - first))
        for row in queue[first..<end] { deletedHours[Int(row)] = Int32(hour) }
        heads[retentionClass] = end
        return Array(queue[first..<end])
    }

    /// Where rows came late, those that are due lie among younger ones.
    private mutating func expireByTime(
        _ retentionClass: RetentionClass, _ limit: TableCase.Limit, at moment: Double, hour: Int, most: Int
    ) -> [UInt32] {
        let candidates = live(retentionClass, upTo: latest(retentionClass, limit, at: moment))
        var due: [UInt32]
        switch limit {
        case .forever: return []
        case .hours(let age): due = candidates.filter { times[Int($0)] < moment - age }
        case .rows(let kept):
            let excess = live(retentionClass) - kept
            due = excess > 0 ? Array(candidates.sorted { times[Int($0)] < times[Int($1)] }.prefix(excess)) : []
        }
        if due.count > most { due = Array(due.prefix(most)) }
        for row in due { deletedHours[Int(row)] = Int32(hour) }
        gone[retentionClass] += due.count
        skipGone(retentionClass)
        return due
    }

    /// Rows of each class that were taken from behind the head of its queue.
    private var gone: PerClass<Int> = PerClass { _ in 0 }
    /// How many hours a row's time may lie behind its insertion.
    var mostLate = 0.0

    private func latest(_ retentionClass: RetentionClass, _ limit: TableCase.Limit, at moment: Double) -> Double {
        if case .hours(let age) = limit { moment - age + mostLate } else { .infinity }
    }

    /// Live rows of a class, oldest insertion first, until one whose time lies beyond all that may be due.
    private func live(_ retentionClass: RetentionClass, upTo latest: Double) -> [UInt32] {
        var rows: [UInt32] = []
        for row in queues[retentionClass][heads[retentionClass]...] {
            if times[Int(row)] > latest { break }
            if deletedHours[Int(row)] == Self.alive { rows.append(row) }
        }
        return rows
    }

    private mutating func skipGone(_ retentionClass: RetentionClass) {
        while heads[retentionClass] < queues[retentionClass].count,
            deletedHours[Int(queues[retentionClass][heads[retentionClass]])] != Self.alive
        {
            heads[retentionClass] += 1
            gone[retentionClass] -= 1
        }
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
        RetentionClass.allCases.reduce(0) { $0 + expire($1, .hours(0), at: moment, hour: hour).count }
    }

    /// Takes every row that is left.
    mutating func clear(at hour: Int) -> Int {
        RetentionClass.allCases.reduce(0) { $0 + expire($1, .rows(0), at: .infinity, hour: hour).count }
    }

    mutating func move(_ row: UInt32, to place: HeapFile.Place, chunks: [HeapFile.Place]) {
        places[Int(row)] = place
        let start = Int(firstChunks[Int(row)])
        for (offset, chunk) in chunks.enumerated() { chunkPlaces[start + offset] = chunk }
    }
}
