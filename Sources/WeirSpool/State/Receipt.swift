package import WeirRecords

/// Some records of one key and minute, and what became of them.
package struct LedgerRow: Hashable, Sendable {
    package var key: MeterKey
    package var minute: Int64
    package var outcome: LedgerOutcome
    package var count: MeterCount

    package init(key: MeterKey, minute: Int64, outcome: LedgerOutcome, count: MeterCount) {
        self.key = key
        self.minute = minute
        self.outcome = outcome
        self.count = count
    }
}

/// What became of consecutive records at one sink: every record of the range once.
package struct Receipt: Equatable, Sendable {
    package var sink: String
    package var records: Range<RecordNumber>
    /// Together they count as many records as the range has.
    package var rows: [LedgerRow]
    /// What had been taken out of those that were not filtered.
    package var redactions: [RedactionRow]
    package var deadLetters: [DeadLetter]

    package init(
        sink: String, records: Range<RecordNumber>, rows: [LedgerRow], redactions: [RedactionRow] = [], deadLetters: [DeadLetter] = []
    ) {
        self.sink = sink
        self.records = records
        self.rows = rows
        self.redactions = redactions
        self.deadLetters = deadLetters
    }
}

/// A record that a sink refused for good, kept for a person to look at.
package struct DeadLetter: Equatable, Sendable {
    package var record: RecordNumber
    package var eventID: Digest128
    /// The stream's source and origin, for people.
    package var source: String
    package var origin: String
    package var bytes: [UInt8]
    /// Why it was given up, in a few words that many share.
    package var reason: String
    /// The peer's answer, cut to ``maximumAnswerBytes``.
    package var answer: String
    package var time: Timestamp
    /// With the bytes, the frame of this record alone, see ``Frame/envelope(of:)``; empty where an earlier version kept the letter.
    package var envelope: [UInt8]

    /// Peers answer with whole pages; the first lines tell why.
    package static let maximumAnswerBytes = 1024

    package init(
        record: RecordNumber, eventID: Digest128, source: String, origin: String, bytes: [UInt8], reason: String, answer: String,
        time: Timestamp, envelope: [UInt8] = []
    ) {
        self.record = record
        self.eventID = eventID
        self.source = source
        self.origin = origin
        self.bytes = bytes
        self.reason = reason
        self.answer = String(decoding: answer.utf8.prefix(Self.maximumAnswerBytes), as: UTF8.self)
        self.time = time
        self.envelope = envelope
    }
}

/// Adds up what became of records until it is a receipt: in the order of their numbers, without a gap.
package struct ReceiptTally: Sendable {
    private struct Place: Hashable {
        var key: MeterKey
        var minute: Int64
        var outcome: LedgerOutcome
    }

    private let sink: String
    private let first: RecordNumber
    private var next: RecordNumber
    private var counts: [Place: MeterCount] = [:]
    private var redactions: [RedactionRow] = []
    private var deadLetters: [DeadLetter] = []

    package init(sink: String, from first: RecordNumber) {
        self.sink = sink
        self.first = first
        next = first
    }

    package var records: Range<RecordNumber> { first..<next }

    /// Consecutive records of one frame with one outcome; a whole frame costs no more than its meter has rows.
    package mutating func add(_ indices: Range<Int>, of frame: Frame, _ outcome: LedgerOutcome) {
        let meter = frame.meter(of: indices)
        for row in meter.rows { add(row.count, meter.keys[Int(row.key)], row.minute, outcome) }
        redactions += frame.redactions(of: indices)
        next = next.advanced(by: UInt64(indices.count))
    }

    /// One record that is given up.
    package mutating func add(_ letter: DeadLetter, at index: Int, of frame: Frame) {
        add(index..<(index + 1), of: frame, .deadLettered)
        deadLetters.append(letter)
    }

    /// Records that the reader could not read, or that were dropped.
    package mutating func add(_ range: QuarantinedRange) {
        for row in range.rows { add(row.count, row.key, row.minute, row.outcome) }
        next = next.advanced(by: range.records.recordCount)
    }

    package func receipt() -> Receipt {
        let rows = counts.map { LedgerRow(key: $0.key.key, minute: $0.key.minute, outcome: $0.key.outcome, count: $0.value) }
        return Receipt(sink: sink, records: records, rows: rows, redactions: redactions, deadLetters: deadLetters)
    }

    private mutating func add(_ count: MeterCount, _ key: MeterKey, _ minute: Int64, _ outcome: LedgerOutcome) {
        counts[Place(key: key, minute: minute, outcome: outcome), default: .zero].add(count)
    }
}

extension MeterKey {
    /// For records of which nothing can be read but how many they are.
    package static let unreadable = MeterKey(
        source: LedgerKey.other, host: LedgerKey.other, application: LedgerKey.other, level: .trace, category: .infrastructure)
}
