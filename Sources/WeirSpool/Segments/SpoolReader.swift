internal import WeirSystem

package enum SpoolRead: Sendable {
    /// The frame that holds the record at the reader's position, and perhaps some before it: see ``Frame/index(of:)``.
    case frame(Frame)
    /// These records are lost to every reader: a receipt must cover them, or the cursor never passes.
    case quarantined(QuarantinedRange)
    /// Everything before the mark was read: wait for it to rise.
    case caughtUp

    /// What could not be read.
    fileprivate var lost: QuarantinedRange? {
        guard case .quarantined(let range) = self else { return nil }
        return range
    }
}

/// Reads frames behind the mark. A value with one owner; any number of them read side by side.
package struct SpoolReader {
    var cursor: SegmentCursor
    private var patience = ReadPatience()

    init(_ cursor: SegmentCursor) { self.cursor = cursor }

    /// The record that comes next.
    package var position: RecordNumber { cursor.position }

    /// Goes on at any record that is still kept, forwards or back.
    package mutating func seek(to number: RecordNumber) { cursor.seek(to: number) }

    /// Never fails: what can't be read is an answer too, and the next call goes on behind it.
    package mutating func next() -> SpoolRead {
        switch look() {
        case .quarantined(let range) where range.isDropped:
            cursor.pass(range)
            return .quarantined(range)
        case .quarantined:
            // What was read ahead of the mark may have been replaced since: once more from the segment's start.
            cursor.close()
            let second = look()
            if case .quarantined(let range) = second { cursor.pass(range) }
            return second
        case let first: return first
        }
    }

    /// The same for one who would settle what is passed by: while the disk fails, and it may only fail for a while, nothing is.
    ///
    /// - Parameter now: nanoseconds of the monotonic clock.
    /// - Returns: nil where it is to be asked again later. After ``ReadPatience/limit`` of that the records count as unreadable.
    package mutating func next(at now: UInt64) -> SpoolRead? {
        let first = position
        let read = next()
        guard patience.accepts(read.lost, at: now) else {
            seek(to: first)
            return nil
        }
        return read
    }

    /// Gives the open segment back; the next call opens it again.
    package mutating func close() { cursor.close() }

    private mutating func look() -> SpoolRead {
        switch cursor.locate() {
        case .caughtUp: return .caughtUp
        case .quarantined(let range): return .quarantined(range)
        case .frame(let header, let offset): return read(header, at: offset)
        }
    }

    private mutating func read(_ header: FrameHeader, at offset: UInt64) -> SpoolRead {
        guard let segment = cursor.segment else { return .caughtUp }
        let records = cursor.position..<header.records.upperBound
        do throws(SystemError) {
            switch try segment.frame(header, at: offset) {
            case .success(let frame) where header.kind == .dropped:
                return .quarantined(QuarantinedRange(records: records, segment: segment.path, reason: .dropped(frame.meter)))
            case .success(let frame):
                cursor.pass(header)
                return .frame(frame)
            case .failure(let error):
                return .quarantined(QuarantinedRange(records: records, segment: segment.path, reason: .corrupt(error)))
            }
        } catch {
            return .quarantined(QuarantinedRange(records: records, segment: segment.path, reason: .unreadable(error)))
        }
    }
}
