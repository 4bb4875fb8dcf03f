package import WeirSystem

/// Puts right what ``SpoolInspection/check(in:fileSystem:state:)`` found, on a spool that no process has open.
///
/// No sound record is deleted: what is taken out of a segment, the damaged bytes and a torn end with all that follows it, is first
/// copied to `SPOOL/quarantine` and made durable there. A segment keeps its name and its sound frames; one that has none becomes an
/// empty file, so that its numbers are not given again. Records that are gone stay gone: readers pass them by and count them.
package struct SpoolRepair {
    package struct Action: Equatable, Sendable {
        package enum Kind: Equatable, Sendable {
            /// Bytes were taken out of a segment; they are kept in the other file.
            case setAside(copy: String)
            /// The file was moved.
            case moved(to: String)
            /// The file was removed: nobody relied on it.
            case removed
        }

        package var path: String
        package var offset: UInt64
        package var bytes: UInt64
        package var kind: Kind
    }

    static let folder = "quarantine"

    private let fileSystem: any FileSystem
    private let quarantine: String
    private let segments: String
    private var actions: [Action] = []

    /// - Parameter state: as for the check.
    /// - Throws: where another process has the spool open, or the file system fails: what was done until then is whole.
    package static func run(
        in directory: String, fileSystem: any FileSystem, state: StateStore?
    ) throws(SpoolError) -> [Action] {
        let lock = try Spool.takeLock(directory, fileSystem)
        defer { lock.close() }
        let check = try SpoolInspection.check(in: directory, fileSystem: fileSystem, state: state)
        var repair = SpoolRepair(directory, fileSystem)
        try spooling { () throws(SystemError) in try repair.run(check.findings.filter(\.isRepairable)) }
        return repair.actions
    }

    private init(_ directory: String, _ fileSystem: any FileSystem) {
        self.fileSystem = fileSystem
        quarantine = FilePath.join(directory, Self.folder)
        segments = SegmentName.folder(in: directory)
    }

    private mutating func run(_ findings: [SpoolFinding]) throws(SystemError) {
        guard !findings.isEmpty else { return }
        try fileSystem.createDirectory(quarantine)
        try fileSystem.synchronizeDirectory(FilePath.parent(of: quarantine))
        var cuts: [String: [Range<UInt64>]] = [:]
        for finding in findings {
            switch finding.kind {
            case .damaged, .torn: cuts[finding.path, default: []].append(finding.offset..<(finding.offset + finding.bytes))
            case .foreign: try move(finding)
            case .unfinished:
                try fileSystem.remove(finding.path)
                actions.append(Action(path: finding.path, offset: 0, bytes: finding.bytes, kind: .removed))
            case .missing, .unreadable: break
            }
        }
        for (path, ranges) in cuts.sorted(by: { $0.key < $1.key }) { try cut(ranges, outOf: path) }
        try fileSystem.synchronizeDirectory(segments)
    }

    private mutating func move(_ finding: SpoolFinding) throws(SystemError) {
        let path = try freePath(for: FilePath.join(quarantine, Self.name(of: finding.path)))
        try fileSystem.rename(finding.path, to: path)
        try fileSystem.synchronizeDirectory(quarantine)
        actions.append(Action(path: finding.path, offset: 0, bytes: finding.bytes, kind: .moved(to: path)))
    }

    // MARK: - Segments

    private mutating func cut(_ ranges: [Range<UInt64>], outOf path: String) throws(SystemError) {
        let file = try fileSystem.open(path, .read)
        defer { file.close() }
        for range in ranges where !range.isEmpty {
            let copy = try freePath(for: FilePath.join(quarantine, "\(Self.name(of: path)).\(range.lowerBound)"))
            try write([range], of: file, to: copy)
            try fileSystem.synchronizeDirectory(quarantine)
            FaultPoint.repairCopied.pass()
            actions.append(
                Action(path: path, offset: range.lowerBound, bytes: range.upperBound - range.lowerBound, kind: .setAside(copy: copy)))
        }
        let unfinished = path + SegmentName.unfinishedEnding
        if try fileSystem.status(of: unfinished) != nil { try fileSystem.remove(unfinished) }
        try write(Self.rest(of: try file.status().size, without: ranges), of: file, to: unfinished)
        try fileSystem.rename(unfinished, to: path)
        try fileSystem.synchronizeDirectory(segments)
        FaultPoint.repairSynced.pass()
    }

    /// Makes a file of some ranges of another, durable but for its name.
    private func write(_ ranges: [Range<UInt64>], of file: any File, to path: String) throws(SystemError) {
        let copy = try fileSystem.open(path, .create)
        defer { copy.close() }
        var end: UInt64 = 0
        for range in ranges {
            try FileCopy.copy(range, of: file, to: copy, at: end)
            end += range.upperBound - range.lowerBound
        }
        try copy.synchronize()
    }

    private static func rest(of size: UInt64, without ranges: [Range<UInt64>]) -> [Range<UInt64>] {
        var rest: [Range<UInt64>] = []
        var start: UInt64 = 0
        for range in ranges.sorted(by: { $0.lowerBound < $1.lowerBound }) {
            if range.lowerBound > start { rest.append(start..<range.lowerBound) }
            start = max(start, range.upperBound)
        }
        if start < size { rest.append(start..<size) }
        return rest
    }

    // MARK: - Names

    private static func name(of path: String) -> String { path.split(separator: "/").last.map(String.init) ?? path }

    /// A repair that is made again takes nothing of an earlier one's place.
    private func freePath(for path: String) throws(SystemError) -> String {
        var (free, number) = (path, 1)
        while try fileSystem.status(of: free) != nil {
            number += 1
            free = "\(path).\(number)"
        }
        return free
    }
}
