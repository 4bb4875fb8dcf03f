/// How far an input has come.
package struct InputStanding: Equatable, Sendable {
    package var name: String
    package var records: UInt64
    package var distinct: UInt64
    package var duplicates: UInt64
    package var isComplete: Bool
    /// When something last happened, in nanoseconds of the monotonic clock.
    package var lastActivity: UInt64

    package init(name: String, records: UInt64, distinct: UInt64, duplicates: UInt64, isComplete: Bool, lastActivity: UInt64) {
        self.name = name
        self.records = records
        self.distinct = distinct
        self.duplicates = duplicates
        self.isComplete = isComplete
        self.lastActivity = lastActivity
    }
}

/// When a run is over: a pure value, told how things stand.
package struct CompletionRule: Equatable, Sendable {
    package enum End: Equatable, Sendable {
        /// Everything came, and then nothing for a while: the last answers are out, and late duplicates were seen.
        case complete
        case timeout
        case stopped
    }

    /// In nanoseconds of the monotonic clock; nil for no bound.
    private let deadline: UInt64?

    package init(start: UInt64, timeout: Duration?) {
        deadline = timeout.map { start.addingReportingOverflow(Self.nanoseconds($0)).partialValue }
    }

    /// - Returns: nil while the run goes on.
    package func end(_ inputs: [InputStanding], isStopRequested: Bool, now: UInt64) -> End? {
        if isStopRequested { return .stopped }
        if !inputs.isEmpty, inputs.allSatisfy(\.isComplete), isQuiet(inputs, now: now) { return .complete }
        if let deadline, now >= deadline { return .timeout }
        return nil
    }

    private func isQuiet(_ inputs: [InputStanding], now: UInt64) -> Bool {
        let last = inputs.map(\.lastActivity).max() ?? 0
        return now >= last && now - last >= Self.nanoseconds(ReceiverLimits.quiet)
    }

    private static func nanoseconds(_ duration: Duration) -> UInt64 {
        let (seconds, attoseconds) = duration.components
        guard seconds >= 0, attoseconds >= 0 else { return 0 }
        return min(UInt64(seconds), UInt64(Int32.max)) * 1_000_000_000 + UInt64(attoseconds / 1_000_000_000)
    }
}
