/// When the records of one log came, in the order in which they stand in it: stretches in which time goes on, and the pauses between records.
///
/// A clock that jumps begins a new stretch, so that one record of 1970 or of tomorrow does not stretch the log's span. Memory is bounded.
package struct Timeline: Equatable, Sendable {
    /// Records of several threads or processes stand out of order by less than this.
    package static let skew: Int64 = 2 * 3_600 * Timestamp.microsecondsPerSecond
    /// Stretches that are told apart; of more, those in order are joined.
    static let maximumStretches = 256

    package struct Stretch: Equatable, Sendable {
        package var first: Timestamp
        /// The latest.
        package var last: Timestamp
        package var standard: UInt64 = 0
        package var debug: UInt64 = 0
        package var bytes: UInt64 = 0
        /// Between it and the one before it; 0 for the first and where time went back.
        package var pauseBefore: Int64 = 0

        package var records: UInt64 { standard &+ debug }
    }

    package private(set) var stretches: [Stretch] = []
    package private(set) var pauses = Pauses()
    /// Time jumps so often that stretches tell nothing: there is one for all.
    package private(set) var isDisordered = false

    package init() {}

    package var isEmpty: Bool { stretches.isEmpty }

    @inline(__always)
    package mutating func add(_ time: Timestamp, _ retentionClass: RetentionClass) {
        if stretches.isEmpty { begin(at: time, pause: 0) }
        let end = stretches.count &- 1
        let step = time.microseconds &- stretches[end].last.microseconds
        if step > Self.skew || step < -Self.skew {
            begin(at: time, pause: max(0, step))
            return count(retentionClass)
        }
        if step > 0 {
            pauses.add(step)
            stretches[end].last = time
        } else if time < stretches[end].first {
            stretches[end].first = time
        }
        count(retentionClass)
    }

    @inline(__always)
    package mutating func add(_ time: Timestamp, _ retentionClass: RetentionClass, bytes: Int) {
        add(time, retentionClass)
        add(bytes: bytes)
    }

    /// Bytes of what goes on with the record added last.
    @inline(__always)
    package mutating func add(bytes: Int) {
        guard !stretches.isEmpty else { return }
        stretches[stretches.count &- 1].bytes &+= UInt64(bytes)
    }

    @inline(__always)
    private mutating func count(_ retentionClass: RetentionClass) {
        let end = stretches.count &- 1
        if retentionClass == .debug { stretches[end].debug &+= 1 } else { stretches[end].standard &+= 1 }
    }

    private mutating func begin(at time: Timestamp, pause: Int64) {
        if pause > 0 { pauses.add(pause) }
        if isDisordered {
            stretches[0].first = min(stretches[0].first, time)
            stretches[0].last = max(stretches[0].last, time)
            return
        }
        stretches.append(Stretch(first: time, last: time, pauseBefore: pause))
        if stretches.count > Self.maximumStretches { join() }
    }

    /// Joins neighbours between which time goes on, as long as the next does not show that it was a jump.
    private mutating func join() {
        var joined: [Stretch] = []
        for (index, stretch) in stretches.enumerated() {
            let isBeforeJump = index + 1 < stretches.count && stretches[index + 1].pauseBefore == 0
            if var last = joined.last, stretch.pauseBefore > 0, !isBeforeJump, index + 1 < stretches.count {
                last.take(stretch)
                joined[joined.count - 1] = last
            } else {
                joined.append(stretch)
            }
        }
        stretches = joined
        guard stretches.count > Self.maximumStretches / 2 else { return }
        isDisordered = true
        stretches = [stretches.dropFirst().reduce(into: stretches[0]) { $0.take($1) }]
    }

    /// Adds what stands behind this in the same log: another part of a file, or the next file after a rotation.
    package mutating func append(_ next: Timeline) {
        guard let first = next.stretches.first, let last = stretches.last else {
            if isEmpty { self = next }
            return
        }
        pauses.merge(next.pauses)
        let pause = max(0, first.first.microseconds - last.last.microseconds)
        if pause > 0 { pauses.add(pause) }
        if isDisordered || next.isDisordered {
            isDisordered = true
            stretches = [(stretches + next.stretches).dropFirst().reduce(into: stretches[0]) { $0.take($1) }]
            return
        }
        stretches.append(contentsOf: next.stretches)
        let place = stretches.count - next.stretches.count
        stretches[place].pauseBefore = pause
        if pause <= Self.skew, first.first.microseconds >= last.last.microseconds - Self.skew {
            let joined = stretches.remove(at: place)
            stretches[place - 1].take(joined)
        }
        if stretches.count > Self.maximumStretches { join() }
    }
}

extension Timeline.Stretch {
    fileprivate mutating func take(_ other: Self) {
        first = min(first, other.first)
        last = max(last, other.last)
        standard &+= other.standard
        debug &+= other.debug
        bytes &+= other.bytes
    }
}

extension Timeline {
    /// The stretches in which the clock went right: of those that `isPlausible`, the heaviest sequence in which time goes on. The others'
    /// records had a wrong clock.
    ///
    /// - Returns: `kept` in their order.
    package func sorted(isPlausible: (Stretch) -> Bool) -> (kept: [Stretch], setAside: [Stretch]) {
        guard !isDisordered, stretches.count > 1 else {
            return stretches.allSatisfy(isPlausible) ? (stretches, []) : ([], stretches)
        }
        let candidates = stretches.indices.filter { isPlausible(stretches[$0]) }
        var weights: [UInt64] = []
        var before: [Int?] = []
        for (place, index) in candidates.enumerated() {
            let best = (0..<place).filter { goesOn(from: candidates[$0], to: index) }.max { weights[$0] < weights[$1] }
            weights.append(stretches[index].records &+ (best.map { weights[$0] } ?? 0))
            before.append(best)
        }
        var kept: Set<Int> = []
        var place = weights.indices.max { weights[$0] < weights[$1] }
        while let here = place {
            kept.insert(candidates[here])
            place = before[here]
        }
        return (
            stretches.indices.filter(kept.contains).map { stretches[$0] },
            stretches.indices.filter { !kept.contains($0) }.map { stretches[$0] }
        )
    }

    private func goesOn(from earlier: Int, to later: Int) -> Bool {
        stretches[later].first.microseconds >= stretches[earlier].last.microseconds - Self.skew
    }
}
