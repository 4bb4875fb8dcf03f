package import WeirRecords
package import WeirSystem

/// A spool's segments as they lie there, for people to look at while a shipper may be at work on them: nothing is changed or locked.
///
/// It stands as of when it was made. What came later is not in it; a segment that was released since reads as ``SpoolViewRead/released(_:)``.
/// Its last records may be written and not yet synced.
package struct SpoolView: Sendable {
    package struct Segment: Equatable, Sendable {
        package var path: String
        /// From its first record to the next segment's.
        package var records: Range<RecordNumber>
        package var bytes: ByteCount
        /// When it was last written to.
        package var written: Timestamp
    }

    package let directory: String
    /// In the order of their records.
    package let segments: [Segment]
    /// Behind the last record that is whole.
    package let end: RecordNumber
    /// Where each stream goes on after these records, in one order.
    package let streams: [StreamState]
    private let catalog = SegmentCatalog()
    private let fileSystem: any FileSystem

    /// - Throws: where the directory can't be listed. One without segments is a spool that holds nothing.
    package static func open(_ directory: String, fileSystem: any FileSystem) throws(SpoolError) -> SpoolView {
        try spooling { () throws(SystemError) in try SpoolView(directory, fileSystem) }
    }

    private init(_ directory: String, _ fileSystem: any FileSystem) throws(SystemError) {
        let files = try Self.files(SegmentName.folder(in: directory), fileSystem)
        var newest = NewestSegment()
        if let last = files.last { newest = try NewestSegment(last.path, first: last.first, fileSystem) }
        var segments: [Segment] = []
        for (index, file) in files.enumerated() {
            let next = index + 1 < files.count ? files[index + 1].first : max(file.first, newest.end)
            segments.append(
                Segment(
                    path: file.path, records: file.first..<max(file.first, next), bytes: ByteCount(Int64(clamping: file.status.size)),
                    written: Timestamp(microseconds: file.status.modified)))
            catalog.add(file.first, path: file.path, bytes: file.status.size)
        }
        self.directory = directory
        self.fileSystem = fileSystem
        self.segments = segments
        end = newest.end
        streams = newest.positions.streams
    }

    /// The first record that is still there.
    package var oldest: RecordNumber { segments.first?.records.lowerBound ?? end }
    package var bytes: ByteCount { ByteCount(segments.reduce(0) { $0 + $1.bytes.bytes }) }

    package func reader(from number: RecordNumber) -> SpoolViewReader {
        SpoolViewReader(SpoolReader(cursor(from: number)), fileSystem)
    }

    /// Bytes of all records from this one on, by the frames' meters; what can't be read weighs nothing.
    package func payloadBytes(from number: RecordNumber) -> UInt64 {
        var reader = MeterReader(cursor(from: number))
        var bytes: UInt64 = 0
        while true {
            switch reader.next() {
            case .meter(let block, _): bytes += block.rows.reduce(0) { $0 &+ $1.count.bytes }
            case .quarantined: continue
            case .caughtUp: return bytes
            }
        }
    }

    /// Records from this one on whose event times lie in these minutes, by the frames' meters; each that can't be read may.
    package func records(from number: RecordNumber, in minutes: ClosedRange<Int64>) -> UInt64 {
        var reader = MeterReader(cursor(from: number))
        var records: UInt64 = 0
        while true {
            switch reader.next() {
            case .meter(let block, _):
                records = block.rows.reduce(records) { minutes.contains($1.minute) ? $0.addingSaturated($1.count.records) : $0 }
            case .quarantined(let range): records = records.addingSaturated(range.records.recordCount)
            case .caughtUp: return records
            }
        }
    }

    func cursor(from number: RecordNumber) -> SegmentCursor {
        SegmentCursor(catalog: catalog, mark: SyncMark(end), fileSystem: fileSystem, position: max(number, oldest))
    }

    private static func files(
        _ folder: String, _ fileSystem: any FileSystem
    ) throws(SystemError) -> [(first: RecordNumber, path: String, status: FileStatus)] {
        guard try fileSystem.status(of: folder) != nil else { return [] }
        var files: [(first: RecordNumber, path: String, status: FileStatus)] = []
        for name in try fileSystem.names(in: folder) {
            guard let first = SegmentName.firstRecord(of: name) else { continue }
            let path = FilePath.join(folder, name)
            // One that was just released is no longer there.
            if let status = try fileSystem.status(of: path) { files.append((first, path, status)) }
        }
        return files.sorted { $0.first < $1.first }
    }
}

/// How far the segment goes that is being written, and where streams stand after it.
struct NewestSegment {
    private(set) var end = RecordNumber.first
    private(set) var positions = LivePositions()

    init() {}

    /// What is torn at its end is not there yet. One that is gone meanwhile holds nothing.
    init(_ path: String, first: RecordNumber, _ fileSystem: any FileSystem) throws(SystemError) {
        let scan = SegmentScan.of(path, records: first..<FrameLimits.lastRecord, whole: true, fileSystem)
        if let error = scan.unreadable, !error.isMissing { throw error }
        for frame in scan.frames { positions.apply(frame.streams) }
        end = scan.frames.last?.header.records.upperBound ?? first
    }
}

package enum SpoolViewRead: Sendable {
    case frame(Frame)
    /// These can't be read.
    case quarantined(QuarantinedRange)
    /// These were delivered meanwhile, and their segment removed.
    case released(Range<RecordNumber>)
    case end
}

/// Reads a view's frames in order.
package struct SpoolViewReader {
    private var reader: SpoolReader
    private let fileSystem: any FileSystem

    init(_ reader: SpoolReader, _ fileSystem: any FileSystem) {
        self.reader = reader
        self.fileSystem = fileSystem
    }

    package var position: RecordNumber { reader.position }

    package mutating func next() -> SpoolViewRead {
        switch reader.next() {
        case .frame(let frame): .frame(frame)
        case .caughtUp: .end
        case .quarantined(let range): wasReleased(range) ? .released(range.records) : .quarantined(range)
        }
    }

    private func wasReleased(_ range: QuarantinedRange) -> Bool {
        guard case .missing = range.reason else { return false }
        do throws(SystemError) { return try fileSystem.status(of: range.segment) == nil } catch { return false }
    }
}
