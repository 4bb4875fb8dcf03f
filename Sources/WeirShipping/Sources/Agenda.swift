package import WeirRecords

/// Which logs have a turn: all of them at each step as long as they are few; of many, those that have something, those that had lately,
/// and a few of the others in rotation, so that ten thousand logs at rest cost next to nothing. A pure value.
package struct Agenda: Sendable {
    /// Logs that are all looked at, each time.
    package static let alwaysLooked = 256
    /// Of more, so many at rest are looked at in one round: each of 10,000 within 16 seconds. One look costs 2 to 10 µs, so that they all cost
    /// less than 0.7 % of a core.
    package static let looksPerRound = 64
    /// Of those that had something lately, so many are looked at in one round; of more, others in the next.
    package static let warmLooks = 512
    /// A log that had something is looked at in every round for this long.
    package static let warmTime = Duration.seconds(10)
    /// Where a watch can tell of its next growth, only this long: more often than each 300 ms a look is cheaper than an event and a watch.
    package static let restlessTime = Duration.seconds(1)

    /// In a fixed order.
    package private(set) var families: [FileFamily] = []
    private var places: [FileFamily: Int] = [:]
    private var wanted: Set<FileFamily> = []
    private var warm: [FileFamily: Timestamp] = [:]
    /// Whose turn is next, as a place among the families.
    private var turn = 0
    /// The next of those at rest.
    private var rest = 0
    private var restEnd = 0
    /// The same of those that had something lately, as places.
    private var warmTurn = 0
    private var warmEnd = 0

    package init() {}

    package var areFew: Bool { families.count <= Self.alwaysLooked }

    /// - Parameter families: the logs there are, in their order.
    package mutating func replace(_ families: [FileFamily]) {
        guard families != self.families else { return }
        self.families = families
        places = Dictionary(uniqueKeysWithValues: families.enumerated().map { ($1, $0) })
        wanted = wanted.filter { places[$0] != nil }
        warm = warm.filter { places[$0.key] != nil }
    }

    func holds(exactly logs: some Collection<FileFamily>) -> Bool { logs.count == places.count && logs.allSatisfy { places[$0] != nil } }

    /// One more log, behind the others.
    package mutating func add(_ family: FileFamily) {
        guard places[family] == nil else { return }
        places[family] = families.count
        families.append(family)
    }

    /// There may be something to read.
    package mutating func want(_ family: FileFamily) { wanted.insert(family) }

    package func wants(_ family: FileFamily) -> Bool { wanted.contains(family) }

    package mutating func took(_ family: FileFamily, _ now: Timestamp) {
        if !areFew { warm[family] = now }
    }

    package func hadSomething(_ family: FileFamily, _ now: Timestamp, within time: Duration) -> Bool {
        warm[family].map { !now.hasPassed(time, since: $0) } ?? false
    }

    /// It is told of when it has something again.
    package mutating func cooled(_ family: FileFamily) { warm[family] = nil }

    /// It was looked at to its end.
    package mutating func rested(_ family: FileFamily) { wanted.remove(family) }

    /// The logs to be looked at now, beginning with the one whose turn it is.
    package mutating func round(_ now: Timestamp) -> [FileFamily] {
        guard !families.isEmpty else { return [] }
        turn %= families.count
        guard !areFew else { return Array(families[turn...] + families[..<turn]) }
        warm = warm.filter { !now.hasPassed(Self.warmTime, since: $0.value) }
        if rest >= families.count { rest = 0 }
        restEnd = min(families.count, rest + Self.looksPerRound)
        var chosen = Set(rest..<restEnd)
        for family in wanted { if let place = places[family] { chosen.insert(place) } }
        chosen.formUnion(warmPlaces())
        let order = chosen.sorted()
        let first = order.firstIndex { $0 >= turn } ?? 0
        return (order[first...] + order[..<first]).map { families[$0] }
    }

    /// All of those that had something lately, or of too many the next ones.
    private mutating func warmPlaces() -> [Int] {
        let all = warm.keys.compactMap { places[$0] }
        guard all.count > Self.warmLooks else { return all }
        let sorted = all.sorted()
        let first = sorted.firstIndex { $0 >= warmTurn } ?? 0
        let next = Array((sorted[first...] + sorted[..<first]).prefix(Self.warmLooks))
        warmEnd = (next.last ?? 0) + 1
        return next
    }

    /// The round came to its end.
    package mutating func ended() {
        turn += 1
        rest = restEnd
        warmTurn = warmEnd
    }

    /// The round was broken off.
    ///
    /// - Parameter isHeard: the log had its turn.
    package mutating func interrupted(at family: FileFamily, isHeard: Bool) { turn = (places[family] ?? 0) + (isHeard ? 1 : 0) }
}
