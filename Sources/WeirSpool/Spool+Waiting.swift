package import WeirRecords

extension Spool {
    /// About how many bytes of the segments lie from a record on: within one segment they are taken to be spread evenly over its records.
    package func bytes(from number: RecordNumber) -> ByteCount {
        let segments = catalog.segments
        let ends = segments.dropFirst().map(\.first) + [mark.value]
        let bytes = zip(segments, ends).reduce(0.0) { sum, pair in
            let (segment, end) = pair
            let all = end.records(since: segment.first)
            guard all > 0 else { return sum }
            return sum + Double(segment.bytes) * Double(end.records(since: max(number, segment.first))) / Double(all)
        }
        return ByteCount(Int64(bytes))
    }

    /// Event time of a record that waits; `nil` where it can't be read, or nothing stands there.
    package func eventTime(of number: RecordNumber) -> Timestamp? {
        var reader = reader(from: number)
        guard case .frame(let frame) = reader.next() else { return nil }
        let index = frame.index(of: number)
        return index < frame.count ? frame.entries[index].eventTime : nil
    }
}
