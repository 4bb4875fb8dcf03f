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

    private typealias Candidate = SegmentListing.Candidate

    private let fileSystem: any FileSystem
    private let directory: String
    private let bounds: Bounds
    var report = RecoveryReport()
    private(set) var positions = LivePositions()
    /// Segments of which nothing could be read, and why.
    private var blind = 0
    private var blindness: SystemError?
    private(set) var installation: Digest128?
    let catalog = SegmentCatalog()

    init(fileSystem: any FileSystem, directory: String, bounds: Bounds) {
        self.fileSystem = fileSystem
        self.directory = directory
        self.bounds = bounds
    }

    var next: RecordNumber { report.records.upperBound }

    mutating func run() throws(SystemError) {
        let candidates = try list()
        guard let newest = candidates.last else {
            report.hasLostPositions = bounds.known > .first
            return finish(oldest: bounds.known, end: bounds.known)
        }
        for (older, next) in zip(candidates, candidates.dropFirst()) { check(older, until: next.first) }
        let end = try recover(newest, older: candidates.dropLast())
        // A disk that gives nothing at all says nothing of what is on it: a start without it would read and number everything anew.
        if let blindness, blind == candidates.count { throw blindness }
        finish(oldest: candidates[0].first, end: end)
        try fileSystem.synchronizeDirectory(SegmentName.folder(in: directory))
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
        let listing = try SegmentListing(directory, fileSystem)
        for unfinished in listing.unfinished {
            try fileSystem.remove(unfinished.path)
            FaultPoint.unfinishedRemoved.pass()
            report.removedUnfinished.append(unfinished.name)
        }
        // What they held was delivered; which of them is half written anew can't be told.
        for spare in listing.spare { try fileSystem.remove(spare.path) }
        report.unknownNames = listing.foreign.map(\.name)
        return listing.segments
    }

    // MARK: - Older segments

    /// The next segment was made when everything before it was durable: what is missing before it is corruption.
    private mutating func check(_ candidate: Candidate, until end: RecordNumber) {
        catalog.add(candidate.first, path: candidate.path, bytes: candidate.size)
        let scan = scan(candidate, until: end, whole: false)
        note(scan)
        var expected = candidate.first
        for (index, frame) in scan.frames.enumerated() where frame.header.firstRecord < end {
            quarantine(expected..<max(expected, frame.header.firstRecord), candidate.path, scan.reason(before: index))
            expected = frame.header.records.upperBound
            report.frames += 1
        }
        quarantine(expected..<max(expected, end), candidate.path, scan.reason(before: scan.frames.count))
    }

    /// A disk that gives nothing of the segment is something that the scan says, not the end of the start.
    private func scan(_ candidate: Candidate, until end: RecordNumber, whole: Bool) -> SegmentScan {
        SegmentScan.of(candidate.path, records: candidate.first..<end, whole: whole, fileSystem)
    }

    private mutating func note(_ scan: SegmentScan) {
        guard scan.isBlind else { return }
        blind += 1
        blindness = scan.unreadable
    }

    private mutating func quarantine(_ records: Range<RecordNumber>, _ path: String, _ reason: QuarantinedRange.Reason) {
        guard !records.isEmpty, records.upperBound > bounds.released else { return }
        report.quarantined.append(QuarantinedRange(records: records, segment: path, reason: reason))
    }

    // MARK: - The newest segment

    /// The end of what is kept of it.
    private mutating func recover(_ newest: Candidate, older: ArraySlice<Candidate>) throws(SystemError) -> RecordNumber {
        let scan = scan(newest, until: RecordNumber(.max), whole: true)
        note(scan)
        let durable = max(bounds.known, scan.durable(from: newest.first))
        if !scan.opensWithCheckpoint { restorePositions(from: older, until: newest.first) }
        var kept: UInt64 = 0
        var expected = newest.first
        var doubtful: UInt64?
        for (index, frame) in scan.frames.enumerated() {
            // Behind an unreadable place nothing is cut, and so nothing is kept that no mark vouches for.
            let isTrusted = scan.unreadable == nil || frame.header.firstRecord < durable
            let isNext = frame.offset == kept && frame.header.firstRecord == expected && isTrusted
            let isDurable = frame.header.kind == .checkpoint || expected < durable && frame.header.firstRecord <= durable
            guard isNext || isDurable else {
                cut(newest, scan, keeping: index, bytes: kept)
                break
            }
            quarantine(expected..<frame.header.firstRecord, newest.path, scan.reason(before: index))
            accept(frame)
            if frame.header.kind != .checkpoint, frame.header.firstRecord >= durable { doubtful = doubtful ?? frame.offset }
            kept = frame.offset + UInt64(frame.header.frameBytes)
            expected = frame.header.records.upperBound
        }
        quarantine(expected..<max(expected, durable), newest.path, scan.reason(before: scan.frames.count))
        guard scan.unreadable == nil else {
            // Not cut: behind what the disk does not give lies what a person may still save.
            catalog.add(newest.first, path: newest.path, bytes: newest.size)
            return max(expected, durable)
        }
        if report.cutTail == nil, kept < scan.size { cut(newest, scan, keeping: scan.frames.count, bytes: kept) }
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
        try FileCopy.copy(doubtful..<end, of: file, to: file, at: doubtful)
        FaultPoint.tailRewritten.pass()
        try file.synchronize()
        FaultPoint.tailSynced.pass()
        catalog.add(newest.first, path: newest.path, bytes: end)
    }

    /// Without a checkpoint in the newest segment: from the last one before it that has one, and all frames since.
    private mutating func restorePositions(from older: ArraySlice<Candidate>, until end: RecordNumber) {
        var scans: [SegmentScan] = []
        var next = end
        for candidate in older.reversed() {
            let scan = scan(candidate, until: next, whole: true)
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
