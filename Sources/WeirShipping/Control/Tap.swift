package import WeirRecords
package import WeirSpool

/// Looks at the records that pass, beside the sinks and as they do: with a reader of its own behind the mark. A value with one owner.
///
/// It keeps nothing but the frame at hand. Who takes records slower than they come is moved on, and told how many were left out.
package struct Tap {
    package enum Start: String, CaseIterable, Sendable {
        /// What comes from now on.
        case now
        /// What some sink has not settled, and then what comes.
        case oldest
    }

    package enum Step: Equatable, Sendable {
        case records([TappedRecord])
        /// Records that were passed over, seen or not by the filter.
        case missed(UInt64)
        /// Nothing is there: ask again once the mark has risen.
        case caughtUp
    }

    /// Records that may wait for a tap that follows what comes.
    package static let longestLag: UInt64 = 65_536

    private let filter: TapFilter
    private let search: ByteSearch?
    private let mark: SyncMark
    private var reader: SpoolReader
    /// Reached the mark once, and so shows what comes.
    private var isLive: Bool

    package init(_ spool: Spool, filter: TapFilter, from start: Start) {
        self.filter = filter
        search = filter.contains.map { ByteSearch($0) }
        mark = spool.mark
        reader = spool.reader(from: start == .now ? spool.mark.value : max(spool.oldest, spool.settled.value))
        isLive = start == .now
    }

    /// The record that it looks at next.
    package var position: RecordNumber { reader.position }

    /// One frame's records at most.
    package mutating func step() -> Step {
        let (place, end) = (reader.position, mark.value)
        if isLive, end.records(since: place) > Self.longestLag {
            reader.seek(to: end)
            return .missed(end.records(since: place))
        }
        switch reader.next() {
        case .frame(let frame): return .records(records(in: frame, from: place))
        case .quarantined(let range): return .missed(range.records.recordCount)
        case .caughtUp:
            isLive = true
            reader.close()
            return .caughtUp
        }
    }

    /// Returns once something more may be there, or the time is over.
    package func wait(atMost time: Duration) { mark.wait(beyond: reader.position, timeout: time) }

    private func records(in frame: Frame, from first: RecordNumber) -> [TappedRecord] {
        let keys = frame.meter.keys
        let isWanted = keys.map { filter.admits($0) }
        guard isWanted.contains(true) else { return [] }
        let entries = frame.entries
        var records: [TappedRecord] = []
        for index in frame.index(of: first)..<frame.count where isWanted[Int(entries[index].meterKey)] {
            let entry = entries[index]
            let bytes = frame.bytes(of: entry)
            guard search?.isFound(in: bytes) ?? true else { continue }
            records.append(
                TappedRecord(
                    number: frame.recordNumber(at: index), time: entry.eventTime, key: keys[Int(entry.meterKey)],
                    origin: frame.streams[Int(entry.stream)].descriptor.origin, bytes: [UInt8](bytes)))
        }
        return records
    }
}

/// A copy of a record with what is known of it.
package struct TappedRecord: Equatable, Sendable {
    package var number: RecordNumber
    /// Event time; that of arrival where the record names none.
    package var time: Timestamp
    package var key: MeterKey
    /// The path, or whatever its stream came from.
    package var origin: String
    /// As they were read, without the line's end.
    package var bytes: [UInt8]
}
