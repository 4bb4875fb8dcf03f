import WeirSpool

/// What became of records whose predecessors are still under way, until it is their turn.
struct EarlyAnswers: Equatable {
    enum Outcome: Equatable {
        case delivered(Tally)
        case buried(Reason)
    }

    private struct Answer: Equatable {
        var end: RecordNumber
        var outcome: Outcome
    }

    private var waiting: [RecordNumber: Answer] = [:]

    var count: Int { waiting.count }

    mutating func add(_ records: Range<RecordNumber>, _ outcome: Outcome) {
        waiting[records.lowerBound] = Answer(end: records.upperBound, outcome: outcome)
    }

    /// Takes out what begins at the cursor.
    mutating func take(at cursor: RecordNumber) -> (records: Range<RecordNumber>, outcome: Outcome)? {
        waiting.removeValue(forKey: cursor).map { (cursor..<$0.end, $0.outcome) }
    }
}
