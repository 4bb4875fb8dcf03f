internal import WeirRecords
internal import WeirSystem

/// Writes a segment anew without its records: checkpoints as they are, and for the rest frames that say what was there.
///
/// Frames are joined, since their payload is gone, but not across a sink's cursor: so each sink counts exactly what it has not got.
/// A frame that is damaged leaves a gap, which readers find as they would have found the damage.
struct SegmentDropper {
    struct Outcome {
        /// From the first to the last record that was given up; nil where there was none.
        var records: Range<RecordNumber>?
        /// Of the new file; nil where the old one was left as it is.
        var bytes: UInt64?
    }

    /// Rows of one frame's meter: some hundred KiB.
    private static let meterRows = 4096

    fileprivate struct Part {
        var records: Range<RecordNumber>
        var meter = MeterBlock()
        var index = MeterIndex()
        var streams: [StreamState] = []
    }

    private let segment: Segment
    private let end: RecordNumber
    private let cursors: [RecordNumber]
    private let folder: String
    private let fileSystem: any FileSystem
    private var parts: [Part] = []
    private var dropped: Range<RecordNumber>?

    /// - Parameter end: where the next segment begins; all before it is durable.
    init(segment: Segment, end: RecordNumber, cursors: [RecordNumber], folder: String, _ fileSystem: any FileSystem) {
        self.segment = segment
        self.end = end
        self.cursors = cursors.sorted()
        self.folder = folder
        self.fileSystem = fileSystem
    }

    /// Gives up the records of the oldest segment that still has some.
    ///
    /// - Returns: the records that a sink may have wanted; nil where no segment but the present one holds any.
    static func dropOldest(
        of catalog: SegmentCatalog, cursors: [RecordNumber], settings: SpoolSettings, _ fileSystem: any FileSystem,
        _ encoder: inout FrameEncoder
    ) throws(SystemError) -> Range<RecordNumber>? {
        let segments = catalog.segments
        for (segment, next) in zip(segments, segments.dropFirst()) where segment.holdsRecords {
            var dropper = SegmentDropper(
                segment: segment, end: next.first, cursors: cursors, folder: SegmentName.folder(in: settings.directory), fileSystem)
            let dropped = try dropper.run(&encoder)
            catalog.add(segment.first, path: segment.path, bytes: dropped.bytes ?? segment.bytes, holdsRecords: false)
            if let records = dropped.records { return records }
        }
        return nil
    }

    mutating func run(_ encoder: inout FrameEncoder) throws(SystemError) -> Outcome {
        let file = try fileSystem.open(segment.path, .read)
        defer { file.close() }
        var source = SegmentFile(file, path: segment.path)
        let scan = SegmentScan.run(&source, records: segment.first..<end, whole: false)
        if let error = scan.unreadable { throw error }
        for found in scan.frames where found.header.kind != .checkpoint { try gather(found, of: source) }
        guard dropped != nil, let salt = scan.frames.first?.header.salt else { return Outcome() }
        let checkpoints = scan.frames.filter { $0.header.kind == .checkpoint }
        return Outcome(records: dropped, bytes: try rewrite(file, checkpoints, salt: salt, &encoder))
    }

    // MARK: - What is kept

    private mutating func gather(_ found: SegmentScan.Found, of source: SegmentFile) throws(SystemError) {
        let header = found.header
        // What every sink has got is wanted by nobody.
        var first = max(header.firstRecord, cursors.first ?? header.firstRecord)
        guard first < header.records.upperBound || header.recordCount == 0,
            case .success(let frame) = try source.frame(header, at: found.offset)
        else { return }
        if header.kind == .dropped || header.recordCount == 0 { return add(header.records, frame.meter, frame.streams) }
        dropped = (dropped?.lowerBound ?? first)..<header.records.upperBound
        for cut in cursors.filter({ $0 > first && $0 < header.records.upperBound }) + [header.records.upperBound] where cut > first {
            add(first..<cut, frame.meter(of: frame.index(of: first)..<frame.index(of: cut)), frame.streams)
            first = cut
        }
    }

    private mutating func add(_ records: Range<RecordNumber>, _ meter: MeterBlock, _ streams: [StreamState]) {
        if let last = parts.last, last.records.upperBound == records.lowerBound, !cursors.contains(records.lowerBound),
            last.meter.rows.count + meter.rows.count <= Self.meterRows,
            last.records.recordCount + records.recordCount <= UInt64(UInt32.max)
        {
            parts[parts.count - 1].add(records, meter, streams)
        } else {
            var part = Part(records: records.lowerBound..<records.lowerBound)
            part.add(records, meter, streams)
            parts.append(part)
        }
    }

    // MARK: - The new file

    /// Write, sync, rename, sync of the folder: its bytes.
    private func rewrite(
        _ file: any File, _ checkpoints: [SegmentScan.Found], salt: UInt64, _ encoder: inout FrameEncoder
    ) throws(SystemError) -> UInt64 {
        let unfinished = segment.path + SegmentName.unfinishedEnding
        if try fileSystem.status(of: unfinished) != nil { try fileSystem.remove(unfinished) }
        let copy = try fileSystem.open(unfinished, .create)
        defer { copy.close() }
        do throws(SystemError) {
            let bytes = try write(to: copy, of: file, checkpoints, salt: salt, &encoder)
            try copy.synchronize()
            FaultPoint.segmentThinned.pass()
            try fileSystem.rename(unfinished, to: segment.path)
            try fileSystem.synchronizeDirectory(folder)
            FaultPoint.thinnedSynced.pass()
            return bytes
        } catch {
            try? fileSystem.remove(unfinished)
            throw error
        }
    }

    private func write(
        to copy: any File, of file: any File, _ checkpoints: [SegmentScan.Found], salt: UInt64, _ encoder: inout FrameEncoder
    ) throws(SystemError) -> UInt64 {
        var place: UInt64 = 0
        for checkpoint in checkpoints {
            let length = UInt64(checkpoint.header.frameBytes)
            try FileCopy.copy(checkpoint.offset..<(checkpoint.offset + length), of: file, to: copy, at: place)
            place += length
        }
        for part in parts {
            let context = FrameEncoder.Context(salt: salt, firstRecord: part.records.lowerBound, mark: end)
            let offset = place
            place += UInt64(
                try encoder.encodeDropped(part.streams, part.meter, context) { (buffers) throws(SystemError) in
                    try copy.write(buffers, at: offset)
                })
        }
        return place
    }
}

extension SegmentDropper.Part {
    fileprivate mutating func add(_ more: Range<RecordNumber>, _ block: MeterBlock, _ newer: [StreamState]) {
        records = records.lowerBound..<more.upperBound
        for row in block.rows {
            let key = index.key(block.keys[Int(row.key)], in: &meter)
            meter.rows[index.row(of: key, minute: row.minute, in: &meter)].count.add(row.count)
        }
        // The last word on each stream.
        for stream in newer {
            let key = stream.descriptor
            streams.removeAll { $0.descriptor.source == key.source && $0.descriptor.generation == key.generation }
            streams.append(stream)
        }
    }
}
