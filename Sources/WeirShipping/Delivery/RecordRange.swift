import WeirSpool

extension Range<RecordNumber> {
    var isOne: Bool { recordCount == 1 }
    var middle: RecordNumber { lowerBound.advanced(by: recordCount / 2) }
    /// The first record alone.
    var prefixOfOne: Range<RecordNumber> { lowerBound..<Swift.min(upperBound, lowerBound.advanced(by: 1)) }
}
