internal import WeirRecords
internal import WeirSystem

extension SegmentScan {
    /// Bytes of the file between the sound frames, each with the records that should have been there.
    ///
    /// - Parameters:
    ///   - first: the segment's first record.
    ///   - end: where the next segment begins, or what is known to have been durable; records from there on are not missed.
    ///   - isNewest: no segment follows; else what an older one holds from `end` on was set aside by the next, after a failed sync.
    func findings(path: String, first: RecordNumber, end: RecordNumber, isNewest: Bool) -> [SpoolFinding] {
        var findings: [SpoolFinding] = []
        var (offset, expected) = (UInt64(0), first)
        for frame in frames {
            findings += finding(path, offset..<frame.offset, expected..<max(expected, min(frame.header.firstRecord, end)))
            offset = frame.offset + UInt64(frame.header.frameBytes)
            expected = frame.header.records.upperBound
        }
        guard isNewest || expected < end else { return findings }
        return findings + finding(path, offset..<max(offset, size), expected..<max(expected, end))
    }

    private func finding(_ path: String, _ bytes: Range<UInt64>, _ records: Range<RecordNumber>) -> [SpoolFinding] {
        let isRest = bytes.upperBound == size && unreadable != nil && faults[bytes.lowerBound] == nil
        guard !bytes.isEmpty || !records.isEmpty || isRest else { return [] }
        let kind: SpoolFinding.Kind =
            if let fault = faults[bytes.lowerBound] {
                .damaged(fault)
            } else if isRest, let unreadable {
                .unreadable(unreadable)
            } else {
                .missing
            }
        let count = bytes.upperBound - bytes.lowerBound
        return [SpoolFinding(kind: kind, path: path, offset: bytes.lowerBound, bytes: count, records: records)]
    }
}
