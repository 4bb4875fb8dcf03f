import Synchronization

/// What all seeds of this process came to: with `WEIR_TOTALS=1` printed as it grows.
enum Totals {
    private struct State {
        var seeds = 0
        var records = 0
        var lives = 0
        var steps = 0
        var duplicates = 0
        var faults = FaultCounts()
        var phases = PhaseCounts()
    }

    private static let state = Mutex(State())

    static func add(_ outcome: RunOutcome) {
        let text = state.withLock { state -> String? in
            state.seeds += 1
            state.records += outcome.records
            state.lives += outcome.lives
            state.steps += outcome.steps
            state.duplicates += outcome.duplicates
            state.faults.add(outcome.counts)
            state.phases.add(outcome.phases)
            guard Seeds.number("WEIR_TOTALS") != nil, state.seeds.isMultiple(of: 500) || state.seeds == Seeds.count else { return nil }
            return """
                \(state.seeds) seeds: \(state.lives) lives, \(state.steps) steps, \(state.records) records, \(state.duplicates) duplicates, \
                each excused; faults: \(state.faults.text)
                how often each kind met each phase of a life:
                \(state.phases.text)
                """
        }
        if let text { print(text) }
    }
}
