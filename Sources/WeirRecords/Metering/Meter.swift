/// What records weigh, for `weir measure`.
package struct MeterWeight: Hashable, Sendable, BitwiseCopyable {
    package var records: UInt64 = 0
    /// Bytes of the lines, without line ends.
    package var lineBytes: UInt64 = 0
    /// Bytes of the messages, as the log table stores them: of a JSON string, unescaped.
    package var messageBytes: UInt64 = 0

    package static let zero = MeterWeight()

    package init(records: UInt64 = 0, lineBytes: UInt64 = 0, messageBytes: UInt64 = 0) {
        self.records = records
        self.lineBytes = lineBytes
        self.messageBytes = messageBytes
    }

    package mutating func add(_ other: MeterWeight) {
        records &+= other.records
        lineBytes &+= other.lineBytes
        messageBytes &+= other.messageBytes
    }
}

/// What a meter counts separately: a key in a span of event time.
package struct MeterCell: Hashable, Sendable {
    package var key: MeterKey
    /// Number of the minute or hour since the epoch, see ``Meter/Span``.
    package var span: Int64

    package init(key: MeterKey, span: Int64) {
        self.key = key
        self.span = span
    }
}

/// Rows and bytes per source, host, application, level, category and minute or hour; the retention class follows from the level.
///
/// Meters merge in any order and grouping to the same counts, as long as the bounds are not met. Beyond them the sums stay exact, but
/// what is counted under `other` depends on the order.
package struct Meter: Equatable, Sendable {
    package enum Span: Int64, Sendable, Codable {
        case minute = 60_000_000
        case hour = 3_600_000_000

        /// The number of the span, since the epoch, that a moment lies in.
        package func number(of moment: Timestamp) -> Int64 { moment.microseconds.flooredDivision(by: rawValue).quotient }
        /// When a span begins.
        package func start(of number: Int64) -> Timestamp { Timestamp(microseconds: number &* rawValue) }
    }

    /// Keys that are told apart; records of further ones are counted under ``MeterKey/other``.
    package static let maximumKeys = 4_096
    /// Keys and spans that are told apart: a year of hours of 100 keys. Records of further ones count in `beyond` alone.
    package static let maximumCells = 1 << 20

    package let span: Span
    package private(set) var cells: [MeterCell: MeterWeight] = [:]
    /// Records that no cell was left for.
    package private(set) var beyond = MeterWeight.zero
    package private(set) var total = MeterWeight.zero
    /// The earliest and the latest event time; nil while empty.
    package private(set) var period: ClosedRange<Timestamp>?
    private var keys: Set<MeterKey> = []

    package init(span: Span) { self.span = span }

    /// Adds records of one key; `times` are the earliest and the latest of their event times.
    ///
    /// - Precondition: both lie in the same span.
    package mutating func add(_ weight: MeterWeight, of key: MeterKey, at times: ClosedRange<Timestamp>) {
        add(weight, to: MeterCell(key: bounded(key), span: span.number(of: times.lowerBound)))
        widen(to: times)
    }

    /// - Precondition: both meters have the same span.
    package mutating func merge(_ other: Meter) {
        precondition(span == other.span)
        for (cell, weight) in other.cells { add(weight, to: MeterCell(key: bounded(cell.key), span: cell.span)) }
        beyond.add(other.beyond)
        total.add(other.beyond)
        if let period = other.period { widen(to: period) }
    }

    private mutating func add(_ weight: MeterWeight, to cell: MeterCell) {
        total.add(weight)
        if cells[cell] != nil || cells.count < Self.maximumCells {
            cells[cell, default: .zero].add(weight)
        } else {
            beyond.add(weight)
        }
    }

    private mutating func widen(to other: ClosedRange<Timestamp>) {
        guard let known = period else { return period = other }
        guard !(known.contains(other.lowerBound) && known.contains(other.upperBound)) else { return }
        period = min(known.lowerBound, other.lowerBound)...max(known.upperBound, other.upperBound)
    }

    private mutating func bounded(_ key: MeterKey) -> MeterKey {
        if keys.contains(key) { return key }
        guard keys.count < Self.maximumKeys else { return key.other }
        keys.insert(key)
        return key
    }
}

extension Meter {
    /// Sums by whatever the caller groups cells by.
    package func totals<Group: Hashable>(by group: (MeterCell) -> Group) -> [Group: MeterWeight] {
        var totals: [Group: MeterWeight] = [:]
        for (cell, weight) in cells { totals[group(cell), default: .zero].add(weight) }
        return totals
    }
}
