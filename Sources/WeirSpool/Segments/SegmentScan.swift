internal import WeirRecords
internal import WeirSystem

/// What one segment holds, as recovery finds it.
struct SegmentScan {
    /// A sound frame and what recovery wants of it.
    struct Found {
        var offset: UInt64
        var header: FrameHeader
        var streams: [StreamState] = []
        var installation: Digest128?
    }

    /// Sound frames in the order of the file; only those whose records begin in the segment's own range.
    var frames: [Found] = []
    /// What is wrong where a frame should begin, by that place; `cutShort` at the file's end says nothing.
    var faults: [UInt64: FrameError] = [:]
    /// The disk gave nothing from some place on: what is behind it was not looked at.
    var unreadable: SystemError?
    /// Bytes of the file, up to its end mark where it has one.
    var size: UInt64 = 0
    /// Records from here on belong to the next segment, whatever this one holds of them.
    var end: RecordNumber

    /// Follows the headers; with `whole`, checks and reads every frame too. Where the chain breaks, the next sound frame is searched
    /// for; where the disk fails, the scan ends and says so.
    static func run(_ segment: inout SegmentFile, records: Range<RecordNumber>, whole: Bool) -> SegmentScan {
        var scan = SegmentScan(end: records.upperBound)
        do throws(SystemError) {
            scan.size = try segment.size()
            try scan.follow(&segment, records, whole)
        } catch {
            scan.unreadable = error
        }
        return scan
    }

    private mutating func follow(_ segment: inout SegmentFile, _ records: Range<RecordNumber>, _ whole: Bool) throws(SystemError) {
        var offset: UInt64 = 0
        var order = FrameOrder(from: records.lowerBound)
        while offset < size {
            switch try look(at: offset, in: &segment, order, whole) {
            case .success(let found):
                frames.append(found)
                order.pass(found.header)
                offset += UInt64(found.header.frameBytes)
            case .failure(let error):
                guard let next = try segment.nextFrame(after: offset, in: order, before: end)
                else { return try finish(at: offset, error, in: &segment) }
                faults[offset] = error
                offset = next.offset
            }
        }
    }

    /// No sound frame follows: the file was not written any further, or what was is torn or damaged.
    private mutating func finish(at offset: UInt64, _ error: FrameError, in segment: inout SegmentFile) throws(SystemError) {
        if offset > 0, try segment.hasEndMark(at: offset) { size = offset } else { faults[offset] = error }
    }

    /// Why the records before the frame of this index, or behind all frames, are not there.
    func reason(before index: Int) -> QuarantinedRange.Reason {
        let start = index > 0 ? frames[index - 1].offset + UInt64(frames[index - 1].header.frameBytes) : 0
        if let fault = faults[start] { return .corrupt(fault) }
        if index == frames.count, let unreadable { return .unreadable(unreadable) }
        return .missing
    }

    private func look(
        at offset: UInt64, in segment: inout SegmentFile, _ order: FrameOrder, _ whole: Bool
    ) throws(SystemError) -> Result<Found, FrameError> {
        let header: FrameHeader
        switch try segment.header(at: offset, in: order, before: end) {
        case .success(let found): header = found
        case .failure(let error): return .failure(error)
        }
        guard UInt64(header.frameBytes) <= size - offset else { return .failure(.cutShort) }
        guard whole else { return .success(Found(offset: offset, header: header)) }
        return try segment.frame(header, at: offset).map { frame in
            Found(offset: offset, header: header, streams: frame.streams, installation: Self.installation(frame))
        }
    }

    static func installation(_ frame: Frame) -> Digest128? {
        guard frame.header.kind == .checkpoint, frame.payload.count == 16 else { return nil }
        let low = UInt64(littleEndian: frame.payload.loadUnaligned(fromByteOffset: 0, as: UInt64.self))
        let high = UInt64(littleEndian: frame.payload.loadUnaligned(fromByteOffset: 8, as: UInt64.self))
        return Digest128(low: low, high: high)
    }

    /// Whether the frames at the start are all sound checkpoints up to the first frame with records.
    var opensWithCheckpoint: Bool {
        guard let first = frames.first, first.offset == 0, first.header.kind == .checkpoint else { return false }
        let records = frames.first { $0.header.kind != .checkpoint }?.offset ?? size
        return !faults.keys.contains { $0 < records }
    }
}

extension SegmentScan {
    /// Nothing of it can be read.
    var isBlind: Bool { unreadable != nil && frames.isEmpty }

    private static func open(_ path: String, _ fileSystem: any FileSystem) throws(SystemError) -> any File {
        for _ in 1..<SegmentFile.startAttempts {
            if let file = try? fileSystem.open(path, .read) { return file }
        }
        return try fileSystem.open(path, .read)
    }

    /// The scan of a file by its path; one that can't be opened is wholly unreadable.
    static func of(_ path: String, records: Range<RecordNumber>, whole: Bool, _ fileSystem: any FileSystem) -> SegmentScan {
        do throws(SystemError) {
            let file = try open(path, fileSystem)
            defer { file.close() }
            var segment = SegmentFile(file, path: path, attempts: SegmentFile.startAttempts)
            return run(&segment, records: records, whole: whole)
        } catch {
            var scan = SegmentScan(end: records.upperBound)
            scan.unreadable = error
            return scan
        }
    }
}
