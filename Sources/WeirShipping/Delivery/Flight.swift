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
    var isEmpty: Bool { flights.isEmpty && parts.isEmpty }

    /// Whether any of the records is yet to be answered for.
    func holds(_ records: Range<RecordNumber>) -> Bool {
        flights.contains { $0.records.overlaps(records) } || parts.contains { $0.overlaps(records) }
    }

    mutating func add(_ records: Range<RecordNumber>) {
        let place = parts.firstIndex { $0.lowerBound < records.lowerBound } ?? parts.endIndex
        parts.insert(records, at: place)
    }

    /// The next part, or its beginning, is on its way; the rest stays.
    mutating func send(_ records: Range<RecordNumber>, round: Int, at now: Moment, allowed: Int) {
        guard let part = parts.popLast() else { return }
        if records.upperBound < part.upperBound { parts.append(records.upperBound..<part.upperBound) }
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
