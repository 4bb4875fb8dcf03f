internal import WeirSystem

/// Finds the frame of a record, from segment to segment, and never looks past the mark.
struct SegmentCursor {
    enum Place {
        /// The frame that holds the record at `position`; `pass` goes behind it.
        case frame(FrameHeader, offset: UInt64)
        /// The records from `position` on that can't be read; `pass` goes behind them.
        case quarantined(QuarantinedRange)
        case caughtUp
    }

    private struct Opened {
        var serial: UInt64
        var segment: SegmentFile
        var offset: UInt64 = 0
        /// Of what was passed up to the offset.
        var order: FrameOrder
    }

    private let catalog: SegmentCatalog
    private let mark: SyncMark
    private let fileSystem: any FileSystem
    private let buffers = FrameBuffers()
    private var opened: Opened?
    private(set) var position: RecordNumber

    init(catalog: SegmentCatalog, mark: SyncMark, fileSystem: any FileSystem, position: RecordNumber) {
        self.catalog = catalog
        self.mark = mark
        self.fileSystem = fileSystem
        self.position = position
    }

    var segment: SegmentFile? { opened?.segment }
    var path: String { opened?.segment.path ?? "" }

    mutating func seek(to number: RecordNumber) {
        if number < position { close() }
        position = number
    }

    mutating func locate() -> Place {
        let limit = mark.value
        guard position < limit else { return .caughtUp }
        guard let (segment, next) = catalog.segment(of: position) else {
            return quarantine(until: min(catalog.oldest ?? limit, limit), "", .missing)
        }
        let end = min(next ?? limit, limit)
        do throws(SystemError) {
            try open(segment)
            return try search(until: end)
        } catch {
            close()
            return quarantine(until: end, segment.path, error.isMissing ? missing : .unreadable(error))
        }
    }

    mutating func pass(_ header: FrameHeader) {
        opened?.offset += UInt64(header.frameBytes)
        opened?.order.pass(header)
        position = header.records.upperBound
    }

    mutating func pass(_ range: QuarantinedRange) { position = max(position, range.records.upperBound) }

    mutating func close() {
        opened?.segment.file.close()
        opened = nil
    }

    /// A segment of a directory that was moved away is not missing: it may be back.
    private var missing: QuarantinedRange.Reason {
        do throws(SystemError) {
            try catalog.verifyPlace()
            return .missing
        } catch {
            return .unreadable(error)
        }
    }

    private mutating func open(_ segment: Segment) throws(SystemError) {
        guard opened?.serial != segment.serial else { return }
        close()
        try catalog.verifyPlace()
        let file = try fileSystem.open(segment.path, .read)
        opened = Opened(
            serial: segment.serial, segment: SegmentFile(file, path: segment.path, buffers: buffers), order: FrameOrder(from: segment.first)
        )
    }

    private mutating func search(until end: RecordNumber) throws(SystemError) -> Place {
        while var current = opened {
            defer { opened = current }
            switch try current.segment.header(at: current.offset, in: current.order, before: end) {
            case .success(let header):
                if header.records.upperBound <= position {
                    current.offset += UInt64(header.frameBytes)
                    current.order.pass(header)
                } else if header.firstRecord <= position {
                    return .frame(header, offset: current.offset)
                } else {
                    return quarantine(until: min(header.firstRecord, end), current.segment.path, .missing)
                }
            case .failure(let error):
                let next = try current.segment.nextFrame(after: current.offset, in: current.order, before: end)
                guard let next else { return quarantine(until: end, current.segment.path, .corrupt(error)) }
                current.offset = next.offset
                if next.header.firstRecord > position {
                    return quarantine(until: next.header.firstRecord, current.segment.path, .corrupt(error))
                }
            }
        }
        return .caughtUp
    }

    private func quarantine(until end: RecordNumber, _ path: String, _ reason: QuarantinedRange.Reason) -> Place {
        .quarantined(QuarantinedRange(records: position..<max(position, end), segment: path, reason: reason))
    }
}
