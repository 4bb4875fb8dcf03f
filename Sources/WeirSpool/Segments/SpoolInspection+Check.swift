internal import WeirRecords
package import WeirSystem

extension SpoolInspection {
    /// Reads every byte of every segment and tells what is wrong, as a start would find it, and more: a start believes the headers of
    /// older segments, and leaves what they cover to the readers.
    ///
    /// - Parameter state: nil where there is none. Of one that can't be read nothing is known to be settled; ``StateInspection`` says what
    ///   is wrong with it.
    /// - Throws: where the directory itself can't be listed.
    package static func check(
        in directory: String, fileSystem: any FileSystem, state: StateStore?
    ) throws(SpoolError) -> SpoolCheck {
        let bounds = (try? bounds(of: state)) ?? unknownBounds
        var check = SpoolCheck()
        check.wantedFrom = bounds.released
        check.isInUse = try spooling { () throws(SystemError) in try isInUse(directory, fileSystem) }
        let listing = try spooling { () throws(SystemError) in try SegmentListing(directory, fileSystem) }
        for (index, candidate) in listing.segments.enumerated() {
            let next = index + 1 < listing.segments.count ? listing.segments[index + 1].first : nil
            check.add(candidate, next: next, bounds, fileSystem)
        }
        for (names, kind) in [(listing.unfinished, SpoolFinding.Kind.unfinished), (listing.foreign, .foreign)] {
            check.findings += names.map {
                SpoolFinding(kind: kind, path: $0.path, offset: 0, bytes: $0.size, records: .first ..< .first)
            }
        }
        return check
    }

    private static let unknownBounds = Recovery.Bounds(known: .first, released: .first)

    static func bounds(of state: StateStore?) throws(SpoolError) -> Recovery.Bounds {
        do throws(StateError) { return try state?.recoveryBounds() ?? unknownBounds } catch {
            throw SpoolError(.inputOutput, error.message, wayOut: error.wayOut)
        }
    }

    private static func isInUse(_ directory: String, _ fileSystem: any FileSystem) throws(SystemError) -> Bool {
        let path = FilePath.join(directory, SpoolPlace.lockName)
        guard try fileSystem.status(of: path) != nil else { return false }
        let file = try fileSystem.open(path, .read)
        defer { file.close() }
        return try file.isLocked()
    }
}

extension SpoolCheck {
    fileprivate mutating func add(
        _ candidate: SegmentListing.Candidate, next: RecordNumber?, _ bounds: Recovery.Bounds, _ fileSystem: any FileSystem
    ) {
        let scan = SegmentScan.of(
            candidate.path, records: candidate.first..<(next ?? RecordNumber(.max)), whole: true, fileSystem)
        var end = next ?? max(bounds.known, scan.durable(from: candidate.first))
        var found = scan.findings(path: candidate.path, first: candidate.first, end: end, isNewest: next == nil)
        if next == nil {
            found = scan.tellTorn(found, durable: end)
            end = max(end, scan.frames.last?.header.records.upperBound ?? candidate.first)
        }
        findings += found
        let data = scan.frames.map(\.header).filter { $0.firstRecord < end }
        segments.append(
            Segment(
                path: candidate.path, records: candidate.first..<max(candidate.first, end), bytes: candidate.size,
                frames: UInt64(scan.frames.count), soundRecords: data.reduce(0) { $0 + UInt64($1.recordCount) },
                droppedRecords: data.filter { $0.kind == .dropped }.reduce(0) { $0 + UInt64($1.recordCount) }))
    }
}

extension SegmentScan {
    /// What the frames themselves say was durable: never more than they and those before them hold.
    func durable(from first: RecordNumber) -> RecordNumber {
        guard let mark = frames.map(\.header.mark).max(), let last = frames.last else { return first }
        return max(first, min(mark, last.header.records.upperBound))
    }

    /// A bad place from which on nothing was known to be durable is a torn end, with all that follows it.
    fileprivate func tellTorn(_ findings: [SpoolFinding], durable: RecordNumber) -> [SpoolFinding] {
        var told: [SpoolFinding] = []
        for finding in findings {
            guard case .damaged(let error) = finding.kind, finding.records.lowerBound >= durable else {
                told.append(finding)
                continue
            }
            let end = frames.last?.header.records.upperBound ?? finding.records.lowerBound
            let behind = frames.first { $0.offset > finding.offset }?.header.firstRecord ?? end
            told.append(
                SpoolFinding(
                    kind: .torn(error), path: finding.path, offset: finding.offset, bytes: size - finding.offset, records: behind..<end))
            return told
        }
        return told
    }
}
