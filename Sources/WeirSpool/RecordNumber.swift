/// A record's place in the spool: 0 for the first that it ever held, never given twice.
@frozen
package struct RecordNumber: Hashable, Comparable, Sendable, BitwiseCopyable {
    package var value: UInt64

    @inlinable
    package init(_ value: UInt64) { self.value = value }

    package static let first = RecordNumber(0)

    @inlinable
    package static func < (left: RecordNumber, right: RecordNumber) -> Bool { left.value < right.value }

    /// The number this many records on; the last number there is where that would be passed.
    @inlinable
    package func advanced(by records: UInt64) -> RecordNumber {
        let (sum, overflow) = value.addingReportingOverflow(records)
        return RecordNumber(overflow ? .max : sum)
    }

    /// Records from the other one to this one; 0 where the other comes later.
    @inlinable
    package func records(since other: RecordNumber) -> UInt64 { value > other.value ? value - other.value : 0 }
}

extension RecordNumber: CustomStringConvertible {
    package var description: String { String(value) }
}

extension Range<RecordNumber> {
    package var recordCount: UInt64 { upperBound.records(since: lowerBound) }
}
