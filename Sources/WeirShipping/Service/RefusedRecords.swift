import WeirRecords
import WeirSpool
import WeirSystem

/// Single records that a sink refused, weighed and copied while they were available, until the delivery gives them up or tries again.
struct RefusedRecords {
    private struct Refused {
        var tally: Tally
        var letter: DeadLetter?
    }

    private var records: [RecordNumber: Refused] = [:]

    mutating func add(_ record: RecordNumber, of part: BatchPart, _ reason: Reason, at clock: any SystemClock) {
        let time = Timestamp(microseconds: clock.wallMicroseconds())
        records[record] = Refused(tally: part.tally(.deadLettered), letter: part.deadLetter(reason, at: time))
    }

    /// Takes one out, to be kept as a dead letter; nil where it is not known.
    mutating func bury(_ record: RecordNumber, of sink: String) -> Receipt? {
        guard let refused = records.removeValue(forKey: record) else { return nil }
        return Receipt(
            sink: sink, records: record..<record.advanced(by: 1), rows: refused.tally.rows, redactions: refused.tally.redactions,
            deadLetters: refused.letter.map { [$0] } ?? [])
    }

    /// Those before the cursor are settled.
    mutating func forget(before cursor: RecordNumber) {
        guard !records.isEmpty else { return }
        records = records.filter { $0.key >= cursor }
    }

    mutating func removeAll() { records.removeAll() }
}
