import WeirProof
import WeirRecords

/// The minutes of event time that a run of `reconcile` speaks of.
struct ReconcileWindow: Equatable {
    /// Never the minute that stands for every other one: what is counted there can't be placed.
    private(set) var minutes: ClosedRange<Int64>

    /// - Parameters:
    ///   - since: its minute is the first; `nil` for the oldest that there is.
    ///   - until: the last minute is the one before it; `nil` for no end.
    /// - Returns: `nil` where no minute lies between the two.
    init?(since: Timestamp?, until: Timestamp?) {
        let first = since?.minute ?? LedgerMinutes.first
        let last = until.map { Timestamp(microseconds: max($0.microseconds, .min + 1) - 1).minute } ?? Int64.max
        guard first <= last else { return nil }
        minutes = max(first, LedgerMinutes.first)...last
    }

    private enum LedgerMinutes {
        static let first = Int64.min + 1
    }

    /// `2026-11-21 08:30`; `nil` where the window is open.
    var firstText: String? { minutes.lowerBound == LedgerMinutes.first ? nil : key(minutes.lowerBound).minuteText }
    var lastText: String? { minutes.upperBound == .max ? nil : key(minutes.upperBound).minuteText }
    var firstInJSON: String? { minutes.lowerBound == LedgerMinutes.first ? nil : key(minutes.lowerBound).minuteInJSON }
    var lastInJSON: String? { minutes.upperBound == .max ? nil : key(minutes.upperBound).minuteInJSON }

    var text: String {
        let from = firstText.map { "from \($0)" }
        let to = lastText.map { "to the end of \($0)" }
        return [from, to].compactMap(\.self).joined(separator: " ")
    }

    private func key(_ minute: Int64) -> DigestKey { DigestKey(host: "", application: "", minute: minute) }
}

extension DigestLedger {
    /// What lies in the window; all of it without one.
    func within(_ window: ReconcileWindow?) -> DigestLedger {
        guard let window else { return self }
        return filter { key in key.minute.map(window.minutes.contains) ?? false }
    }

    /// Why a window can't be compared with this, in words.
    func obstacle(_ window: ReconcileWindow?, _ what: String) -> String? {
        guard window != nil else { return nil }
        let unplaced = filter { $0.minute == nil }.total.records
        guard unplaced > 0 else { return nil }
        return
            "the \(what) counts \(unplaced.counted("record")) without a minute, so no window can be compared with it: leave the window out"
    }
}
