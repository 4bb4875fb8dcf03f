internal import WeirRecords
internal import WeirSystem

extension SpoolView {
    /// What a policy gave up of the records from this one on, and whatever else is left of their segments.
    ///
    /// A sink's ledger counts it once the sink's cursor passes it, which a sink that is away doesn't do: until then it only looks as if it
    /// waited.
    package func givenUp(from number: RecordNumber) -> [LedgerRow] {
        var cursor = cursor(from: number)
        var rows: [LedgerRow] = []
        while true {
            switch cursor.locate() {
            case .caughtUp: return rows
            case .quarantined(let range): cursor.pass(range)
            case .frame(let header, let offset):
                if header.kind == .dropped, let segment = cursor.segment {
                    rows += Self.rows(of: header, at: offset, from: cursor.position, in: segment)
                }
                cursor.pass(header)
            }
        }
    }

    private static func rows(
        of header: FrameHeader, at offset: UInt64, from first: RecordNumber, in segment: SegmentFile
    ) -> [LedgerRow] {
        let records = first..<header.records.upperBound
        do throws(SystemError) {
            guard case .success(let meter) = try segment.meter(header, at: offset) else { return [] }
            return QuarantinedRange(records: records, segment: segment.path, reason: .dropped(meter)).rows
        } catch {
            return []
        }
    }
}
