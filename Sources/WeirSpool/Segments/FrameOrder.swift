/// Which frame may follow in a segment: one that is sound by itself may still be out of place. A start, a check and every reader ask
/// the same, so that they agree on what is damage.
struct FrameOrder: Equatable, Sendable {
    /// The segment's, once a frame of it was read.
    private(set) var salt: UInt64?
    /// Behind the last frame's records.
    private(set) var next: RecordNumber
    /// The segment's first record.
    private let first: RecordNumber

    init(from first: RecordNumber) { (self.first, next) = (first, first) }

    /// What is wrong with a frame of this header here; nil where nothing is.
    ///
    /// - Parameter end: where the next segment begins, or the mark: records from there on are not this segment's to give.
    func refusal(of header: FrameHeader, before end: RecordNumber) -> FrameError? {
        if let salt, salt != header.salt { return .foreignSegment }
        let records = header.records
        let isInPlace =
            records.lowerBound >= next && records.lowerBound.records(since: next) <= FrameLimits.largestGap && records.upperBound <= end
            && (header.kind != .checkpoint || records.lowerBound == first)
        return isInPlace ? nil : .outOfPlace
    }

    mutating func pass(_ header: FrameHeader) {
        salt = header.salt
        next = header.records.upperBound
    }

    /// The same for a search in a segment of which no frame was read yet.
    func with(salt: UInt64) -> FrameOrder {
        var order = self
        order.salt = salt
        return order
    }
}
