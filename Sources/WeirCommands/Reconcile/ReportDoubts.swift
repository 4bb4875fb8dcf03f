import WeirProof
import WeirReceiver
import WeirRecords

/// Why a receiver's report can't be relied on though what its rows show agrees: it says one thing here and another there, or says
/// itself that it could not tell everything.
struct ReportDoubts {
    private let input: ReceiverReport.Input
    /// Records that the sink was never given: their serials may well be missing.
    private let withheld: UInt64
    /// What is asked about is a part of the time. Neither what was cut nor what the receiver could not tell has a minute, so it may lie
    /// in any part.
    private let isOfWindow: Bool

    init(_ input: ReceiverReport.Input, withheld: UInt64, window: ReconcileWindow? = nil) {
        (self.input, self.withheld, isOfWindow) = (input, withheld, window != nil)
    }

    var sentences: [String] {
        let doubts = contradictions.map { "\($0): it was cut or changed, take the receiver's own file" } + admissions
        return isOfWindow ? doubts.map { "\($0) (no minute is known of it, so it may be one of the window's)" } : doubts
    }

    private var contradictions: [String] { [records, payload, serials].compactMap(\.self) }

    /// Only the first of these: one wrong number makes several sums wrong.
    private var records: String? {
        let counted = input.digests.reduce(UInt64(0)) { $0.addingSaturated($1.records) }
        guard counted == input.distinct else {
            return "the report's rows count \(counted.counted("record")), and it says \(input.distinct.grouped)"
        }
        guard input.distinct.addingSaturated(input.duplicates) == input.records else {
            return "the report says \(input.records.counted("record")), which is not its distinct ones and its duplicates"
        }
        return nil
    }

    /// Lines that came twice weigh twice; the rows have each once.
    private var payload: String? {
        let counted = input.digests.reduce(UInt64(0)) { $0.addingSaturated($1.bytes) }
        let agrees = input.duplicates == 0 ? counted == input.payloadBytes : counted <= input.payloadBytes
        return agrees ? nil : "the report's rows weigh \(counted.grouped) bytes, and it says \(input.payloadBytes.grouped)"
    }

    /// Every record has a serial that is new, one that came before or is not expected, or none.
    private var serials: String? {
        let serials = input.serials
        let new = serials.expected - min(serials.expected, serials.missing)
        let counted = [serials.repeated, serials.unexpected, serials.without].reduce(new) { $0.addingSaturated($1) }
        guard counted != input.records || serials.missing > serials.expected else { return nil }
        return "the report's serials are those of \(counted.counted("record")), and it says \(input.records.grouped)"
    }

    private var admissions: [String] {
        let missing = input.serials.missing > withheld ? input.serials.missing : 0
        let all: [(UInt64, String, String)] = [
            (missing, "serial", "missing by the receiver's own count: look them up in its report, under gaps"),
            (input.untold, "record", "beyond the ids that the receiver remembers, so one may stand for another: count a shorter run"),
            (input.unidentified, "record", "without an event id, so one may stand for another: let only this shipper send to the receiver"),
            (input.torn, "message", "cut off where a connection ended: stop the shipper before the receiver, and count again"),
            (input.malformed, "message", "that the receiver could not read: let only this shipper send to it, and count again"),
        ]
        return all.filter { $0.0 > 0 }.map { "the report has \($0.0.counted($0.1)) \($0.2)" }
    }
}

extension ReportDoubts {
    /// Where the same content has other bytes than the spool counted.
    static func weights(expected: DigestLedger, found: DigestLedger) -> String? {
        let differing = found.counts.filter { key, count in
            let own = expected[key]
            return own.records == count.records && own.digest == count.digest && own.bytes != count.bytes
        }
        guard let first = differing.keys.min() else { return nil }
        let more = differing.count > 1 ? " and \((differing.count - 1).counted("more row"))" : ""
        return """
            the report's row of \(first.host), \(first.application), \(first.minuteText)\(more) has the content that was committed, and \
            not its bytes: it was cut or changed, take the receiver's own file
            """
    }
}
