internal import WeirRecords
internal import WeirSystem

/// Finds out what the spool holds, and cuts off what can't be trusted.
///
/// A bad place in the newest segment is a torn tail where nothing says that it was ever durable, and corruption where
/// something does: a later frame's mark, or a cursor. The first is cut off, with all that follows; the second is
/// quarantined, and what follows is kept.
struct Recovery {
    /// What the state knows: records before `known` were durable once, those before `released` are wanted no more.
    struct Bounds {
        var known: RecordNumber
        var released: RecordNumber
    }

    private static let rewriteBytes = 1 << 20

    private struct Candidate {
        var first: RecordNumber
        var path: String
        var size: UInt64
    }

    private let fileSystem: any FileSystem
    private let folder: String
    private let bounds: Bounds
    private(set) var report = RecoveryReport()
    private(set) var positions = LivePositions()
    private(set) var installation: Digest128?
    let catalog = SegmentCatalog()

    init(fileSystem: any FileSystem, directory: String, bounds: Bounds) {
        self.fileSystem = fileSystem
        folder = SegmentName.folder(in: directory)
        self.bounds = bounds
    }

    var next: RecordNumber { report.records.upperBound }

    mutating func run() throws(SystemError) {
        let candidates = try list()
        guard let newest = candidates.last else { return finish(oldest: bounds.known, end: bounds.known) }
        for (older, next) in zip(candidates, candidates.dropFirst()) { try check(older, until: next.first) }
        let end = try recover(newest, older: candidates.dropLast())
        finish(oldest: candidates[0].first, end: end)
        try fileSystem.synchronizeDirectory(folder)
        FaultPoint.recoverySynced.pass()
    }

    private mutating func finish(oldest: RecordNumber, end: RecordNumber) {
        let next = max(end, bounds.known)
        if next > end { report.raisedFrom = end }
        report.records = min(oldest, next)..<next
        report.segments = catalog.segments.count
        report.bytes = catalog.usedBytes
    }

    private mutating func list() throws(SystemError) -> [Candidate] {
        var candidates: [Candidate] = []
        for name in try fileSystem.names(in: folder).sorted() {
            let path = FilePath.join(folder, name)
            if let first = SegmentName.firstRecord(of: name) {
                candidates.append(Candidate(first: first, path: path, size: try fileSystem.status(of: path)?.size ?? 0))
            } else if SegmentName.isUnfinished(name) {
                try fileSystem.remove(path)
                FaultPoint.unfinishedRemoved.pass()
                report.removedUnfinished.append(name)
            } else {
                report.unknownNames.append(name)
            }
        }
        return candidates
    }

    // MARK: - Older segments

    /// The next segment was made when everything before it was durable: what is missing before it is corruption.
    private mutating func check(_ candidate: Candidate, until end: RecordNumber) throws(SystemError) {
        catalog.add(candidate.first, path: candidate.path, bytes: candidate.size)
        let scan = try scan(candidate, until: end, whole: false)
        var expected = candidate.first
        for frame in scan.frames where frame.header.firstRecord < end {
            quarantine(expected..<max(expected, frame.header.firstRecord), candidate.path, scan)
            expected = frame.header.records.upperBound
            report.frames += 1
        }
        quarantine(expected..<max(expected, end), candidate.path, scan)
    }

    private func scan(_ candidate: Candidate, until end: RecordNumber, whole: Bool) throws(SystemError) -> SegmentScan {
        let file = try fileSystem.open(candidate.path, .read)
        defer { file.close() }
        var segment = SegmentFile(file, path: candidate.path)
        return try SegmentScan.run(&segment, records: candidate.first..<end, whole: whole)
    }

    private mutating func quarantine(_ records: Range<RecordNumber>, _ path: String, _ scan: SegmentScan) {
        guard !records.isEmpty, records.upperBound > bounds.released else { return }
        let fault = scan.faults.min { $0.key < $1.key }?.value
        report.quarantined.append(
            QuarantinedRange(records: records, segment: path, reason: fault.map { .corrupt($0) } ?? .missing))
    }

    // MARK: - The newest segment

    /// The end of what is kept of it.
    private mutating func recover(_ newest: Candidate, older: ArraySlice<Candidate>) throws(SystemError) -> RecordNumber {
        let scan = try scan(newest, until: RecordNumber(.max), whole: true)
        let durable = max(bounds.known, scan.frames.map(\.header.mark).max() ?? newest.first)
        if !scan.opensWithCheckpoint { try restorePositions(from: older, until: newest.first) }
        var kept: UInt64 = 0
        var expected = newest.first
        var doubtful: UInt64?
        for (index, frame) in scan.frames.enumerated() {
            let isNext = frame.offset == kept && frame.header.firstRecord == expected
            let isDurable = frame.header.kind == .checkpoint || expected < durable && frame.header.firstRecord <= durable
            guard isNext || isDurable else {
                cut(newest, scan, keeping: index, bytes: kept)
                break
            }
            quarantine(expected..<frame.header.firstRecord, newest.path, scan)
            accept(frame)
            if frame.header.kind == .data, frame.header.firstRecord >= durable { doubtful = doubtful ?? frame.offset }
            kept = frame.offset + UInt64(frame.header.frameBytes)
            expected = frame.header.records.upperBound
        }
        if report.cutTail == nil, kept < scan.size { cut(newest, scan, keeping: scan.frames.count, bytes: kept) }
        quarantine(expected..<max(expected, durable), newest.path, scan)
        try secure(newest, from: doubtful ?? kept, to: kept)
        return max(expected, durable)
    }

    private mutating func accept(_ frame: SegmentScan.Found) {
        positions.apply(frame.streams)
        installation = frame.installation ?? installation
        report.frames += 1
    }

    private mutating func cut(_ newest: Candidate, _ scan: SegmentScan, keeping count: Int, bytes: UInt64) {
        let records = scan.frames[count...].reduce(UInt64(0)) { $0 + UInt64($1.header.recordCount) }
        let reason = scan.faults[bytes]?.description ?? FrameError.lengths.description
        report.cutTail = RecoveryReport.CutTail(segment: newest.path, bytes: scan.size - bytes, records: records, reason: reason)
    }

    /// What a killed process left may be in the kernel's memory only: it is made durable before anyone relies on it.
    ///
    /// What no mark vouches for is written once more in its place first: after a sync that failed the kernel takes its pages
    /// for clean, and a second sync would succeed without having written them.
    private mutating func secure(_ newest: Candidate, from doubtful: UInt64, to end: UInt64) throws(SystemError) {
        let file = try fileSystem.open(newest.path, .write)
        defer { file.close() }
        if try file.status().size > end {
            try file.truncate(to: end)
            FaultPoint.tailCut.pass()
        }
        try Self.rewrite(file, doubtful..<end)
        FaultPoint.tailRewritten.pass()
        try file.synchronize()
        FaultPoint.tailSynced.pass()
        catalog.add(newest.first, path: newest.path, bytes: end)
    }

    private static func rewrite(_ file: any File, _ range: Range<UInt64>) throws(SystemError) {
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: rewriteBytes, alignment: 64)
        defer { buffer.deallocate() }
        var offset = range.lowerBound
        while offset < range.upperBound {
            let part = UnsafeMutableRawBufferPointer(rebasing: buffer.prefix(Int(min(UInt64(rewriteBytes), range.upperBound - offset))))
            let count = try file.read(into: part, at: offset)
            guard count == part.count else { throw SystemError("read", "a segment that became shorter", code: SystemError.inputOutput) }
            try file.write([UnsafeRawBufferPointer(part)], at: offset)
            offset += UInt64(count)
        }
    }

    /// Without a checkpoint in the newest segment: from the last one before it that has one, and all frames since.
    private mutating func restorePositions(from older: ArraySlice<Candidate>, until end: RecordNumber) throws(SystemError) {
        var scans: [SegmentScan] = []
        var next = end
        for candidate in older.reversed() {
            let scan = try scan(candidate, until: next, whole: true)
            scans.append(scan)
            if scan.opensWithCheckpoint { break }
            next = candidate.first
        }
        for scan in scans.reversed() {
            for frame in scan.frames where frame.header.firstRecord < scan.end {
                positions.apply(frame.streams)
                installation = frame.installation ?? installation
            }
        }
    }
}
