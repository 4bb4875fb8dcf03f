package import WeirRecords

/// What the next records weigh, as far as one frame goes.
package enum SpoolWeight: Sendable {
    case weight(MeterBlock, [RedactionRow], Range<RecordNumber>)
    case quarantined(QuarantinedRange)
    case caughtUp
}

extension SpoolReader {
    /// As ``next(at:)`` for one who wants no records: of a whole frame in which nothing was redacted only the meter is read, not its
    /// records again.
    ///
    /// - Parameter end: where to stop, within a frame if it is there.
    package mutating func weigh(until end: RecordNumber, at now: UInt64) -> SpoolWeight? {
        if let meter = wholeMeter(until: end) { return meter }
        let first = position
        switch next(at: now) {
        case .frame(let frame):
            let indices = frame.index(of: first)..<frame.index(of: end)
            let records = first..<min(frame.records.upperBound, end)
            if records.upperBound < position { seek(to: records.upperBound) }
            return .weight(frame.meter(of: indices), frame.redactions(of: indices), records)
        case .quarantined(var range):
            if range.records.upperBound > end { seek(to: end) }
            range.records = first..<min(range.records.upperBound, end)
            return .quarantined(range)
        case .caughtUp: return .caughtUp
        case nil: return nil
        }
    }

    /// Nil wherever more must be read than a sound meter, whatever the reason.
    private mutating func wholeMeter(until end: RecordNumber) -> SpoolWeight? {
        guard case .frame(let header, let offset) = cursor.locate(), header.kind == .data, header.redactionsBytes == 0,
            header.firstRecord == position, header.records.upperBound <= end,
            case .success(.success(let meter))? = cursor.segment.map({ segment in Result { try segment.meter(header, at: offset) } })
        else { return nil }
        cursor.pass(header)
        return .weight(meter, [], header.records)
    }
}
