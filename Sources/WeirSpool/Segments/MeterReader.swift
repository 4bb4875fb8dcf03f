package import WeirRecords
internal import WeirSystem

/// What some records weigh, as their frame says.
enum MeterRead {
    case meter(MeterBlock, Range<RecordNumber>)
    case quarantined(QuarantinedRange)
    case caughtUp

    /// What could not be read.
    fileprivate var lost: QuarantinedRange? {
        guard case .quarantined(let range) = self else { return nil }
        return range
    }
}

/// Reads the meter blocks alone: for the ledger, which counts what was committed without reading it again.
struct MeterReader {
    private var cursor: SegmentCursor
    private var patience = ReadPatience()

    init(_ cursor: SegmentCursor) { self.cursor = cursor }

    var position: RecordNumber { cursor.position }

    mutating func next() -> MeterRead {
        switch look() {
        case .quarantined(let range) where range.isDropped:
            cursor.pass(range)
            return .quarantined(range)
        case .quarantined:
            // As in ``SpoolReader``.
            cursor.close()
            let second = look()
            if case .quarantined(let range) = second { cursor.pass(range) }
            return second
        case let first: return first
        }
    }

    /// As ``SpoolReader/next(at:)``.
    mutating func next(at now: UInt64) -> MeterRead? {
        let first = position
        let read = next()
        guard patience.accepts(read.lost, at: now) else {
            cursor.seek(to: first)
            return nil
        }
        return read
    }

    private mutating func look() -> MeterRead {
        switch cursor.locate() {
        case .caughtUp: return .caughtUp
        case .quarantined(let range): return .quarantined(range)
        case .frame(let header, let offset): return read(header, at: offset)
        }
    }

    private mutating func read(_ header: FrameHeader, at offset: UInt64) -> MeterRead {
        guard let segment = cursor.segment else { return .caughtUp }
        let records = cursor.position..<header.records.upperBound
        do throws(SystemError) {
            switch try block(header, at: offset, in: segment, from: records.lowerBound) {
            case .success(let block) where block.recordCount != records.recordCount:
                // A part of what was dropped: its records' own weights are gone.
                return .quarantined(QuarantinedRange(records: records, segment: segment.path, reason: .dropped(block)))
            case .success(let block):
                cursor.pass(header)
                return .meter(block, records)
            case .failure(let error):
                return .quarantined(QuarantinedRange(records: records, segment: segment.path, reason: .corrupt(error)))
            }
        } catch {
            return .quarantined(QuarantinedRange(records: records, segment: segment.path, reason: .unreadable(error)))
        }
    }

    /// The frame's own meter, or, where it is not wanted from its first record on, what its last records weigh.
    private func block(
        _ header: FrameHeader, at offset: UInt64, in segment: SegmentFile, from first: RecordNumber
    ) throws(SystemError) -> Result<MeterBlock, FrameError> {
        if first == header.firstRecord { return try segment.meter(header, at: offset) }
        return try segment.frame(header, at: offset).map { frame in frame.meter(of: frame.index(of: first)..<frame.count) }
    }
}

extension Frame {
    /// What some of the frame's records weigh: the frame's own meter for all of them, counted anew for a part.
    package func meter(of indices: Range<Int>) -> MeterBlock {
        if indices == 0..<count { return meter }
        var counts: [MeterPlace: MeterCount] = [:]
        for entry in entries[indices] {
            let weight = MeterCount(records: 1, bytes: UInt64(entry.length), digest: entry.digest)
            counts[MeterPlace(key: entry.meterKey, minute: entry.eventTime.minute), default: .zero].add(weight)
        }
        let rows = counts.map { MeterBlock.Row(key: $0.key.key, minute: $0.key.minute, count: $0.value) }
        return MeterBlock(keys: meter.keys, rows: rows)
    }
}

private struct MeterPlace: Hashable {
    var key: UInt16
    var minute: Int64
}
