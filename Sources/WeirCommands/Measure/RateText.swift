import WeirPlanner
import WeirRecords

/// What a measured rate stands on, in words.
struct RateText {
    /// Logs that are named one by one.
    private static let namedLogs = 5

    private let rates: MeasuredRates

    init(_ rates: MeasuredRates) { self.rates = rates }

    /// `20,300 records of 2 logs over 722 h`.
    var basis: String {
        let records = rates.rated.reduce(UInt64(0)) { $0 + $1.evidence.records }
        return
            "\(records.grouped) records of \(rates.rated.count.counted("log")) over \(Duration.seconds(rates.observedHours * 3_600).text)"
    }

    /// Why there is no rate, and what would give one; nil where there is one.
    var refusal: String? {
        guard !rates.isEnough else { return nil }
        guard !rates.logs.isEmpty else { return "no record names a time that could be read: give logs whose lines show one" }
        let sum = "\(rates.records.grouped) records in \(rates.bursts.counted("burst"))"
        let gaps = rates.logs.filter { $0.evidence.refusal == .burstsFarApart }
        if let log = gaps.first {
            return "\(sum): too little for a rate; between the bursts of \(log.identity.name) nothing came for "
                + "\(Duration.seconds(log.evidence.idleSeconds).text), idle or missing; give a day of logs without gaps"
        }
        return "\(sum): too little for a rate; give a day of logs"
    }

    /// Logs that are left out of the rate, and why.
    var leftOut: String? {
        guard rates.isEnough, !rates.refused.isEmpty else { return nil }
        let records = rates.refused.reduce(UInt64(0)) { $0 + $1.evidence.records }
        return "left out of the rates, with \(records.grouped) records: "
            + rates.refused.prefix(Self.namedLogs).map(Self.reason).joined(separator: ", ")
            + (rates.refused.count > Self.namedLogs ? " and \(rates.refused.count - Self.namedLogs) more" : "")
    }

    private static func reason(_ log: MeasuredRates.Log) -> String {
        switch log.evidence.refusal {
        case .tooFewRecords: "\(log.identity.name) (under \(LogEvidence.fewestRecords) records)"
        case .tooShort: "\(log.identity.name) (under a second)"
        case .burstsFarApart: "\(log.identity.name) (\(log.evidence.bursts) bursts far apart)"
        case nil: log.identity.name
        }
    }

    /// Times in which nothing came, where they may be missing records.
    var gaps: String? {
        let gaps = rates.rated.filter { $0.evidence.bursts > 1 && $0.evidence.bursts < LogEvidence.fewestBursts }
        guard let widest = gaps.max(by: { $0.evidence.idleSeconds < $1.evidence.idleSeconds }) else { return nil }
        return "in \(gaps.count.counted("log")) nothing came for a while, longest in \(widest.identity.name) "
            + "(\(Duration.seconds(widest.evidence.idleSeconds).text) of \(Duration.seconds(widest.evidence.seconds).text)): taken as idle; if records are missing there, the rate is higher"
    }

    /// Records whose clock was wrong.
    var wrongClock: String? {
        let wrong = rates.logs.filter { !$0.evidence.setAside.isEmpty }
        guard let example = wrong.first, let stretch = example.evidence.setAside.first else { return nil }
        let records = wrong.reduce(UInt64(0)) { $0 + $1.evidence.setAside.reduce(0) { $0 + $1.records } }
        return "\(records.grouped) \(records == 1 ? "record has" : "records have") a time out of line with the rest of the log "
            + "(\(stretch.first) in \(example.identity.name)): a clock that jumped; counted, but no part of a rate"
    }
}
