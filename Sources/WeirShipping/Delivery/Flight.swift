import WeirSpool

/// Records that the sink was given and has not answered for.
struct Flight: Equatable {
    var records: Range<RecordNumber>
    /// Which failure they left after: what left before the last one says nothing new of the endpoint.
    var round: Int
    var sent: Moment
    /// Whether everything allowed was under way at some time while they were.
    var isFull: Bool
}

/// What is under way, and what waits to go: never more than the batches in flight, in parts.
struct FlightPlan: Equatable {
    private(set) var flights: [Flight] = []
    /// Parts to be sent, the lowest last.
    private var parts: [Range<RecordNumber>] = []

    /// The part to go next.
    var next: Range<RecordNumber>? { parts.last }
    /// One record in the middle of the longest part: with each it is another one, far from those before.
    var farthest: Range<RecordNumber>? {
        parts.max { $0.recordCount < $1.recordCount }.map { $0.middle..<$0.middle.advanced(by: 1) }
    }
    var isEmpty: Bool { flights.isEmpty && parts.isEmpty }

    /// Whether any of the records is yet to be answered for.
    func holds(_ records: Range<RecordNumber>) -> Bool {
        flights.contains { $0.records.overlaps(records) } || parts.contains { $0.overlaps(records) }
    }

    mutating func add(_ records: Range<RecordNumber>) {
        let place = parts.firstIndex { $0.lowerBound < records.lowerBound } ?? parts.endIndex
        parts.insert(records, at: place)
    }

    /// A part, or one within it, is on its way; the rest stays.
    mutating func send(_ records: Range<RecordNumber>, round: Int, at now: Moment, allowed: Int) {
        guard let place = parts.lastIndex(where: { $0.lowerBound <= records.lowerBound && records.upperBound <= $0.upperBound }) else {
            return
        }
        let part = parts[place]
        let rest = [records.upperBound..<part.upperBound, part.lowerBound..<records.lowerBound]
        parts.replaceSubrange(place...place, with: rest.filter { !$0.isEmpty })
        flights.append(Flight(records: records, round: round, sent: now, isFull: false))
        guard flights.count >= allowed else { return }
        for index in flights.indices { flights[index].isFull = true }
    }

    /// Nil where nothing like it is under way: an answer that came twice, or to what was given up.
    mutating func land(_ records: Range<RecordNumber>) -> Flight? {
        flights.firstIndex { $0.records == records }.map { flights.remove(at: $0) }
    }

    mutating func dropParts() { parts.removeAll() }
}
