package import WeirRecords

/// Names a file being followed within its source, from when it is first seen to when it is gone.
package struct TailID: Hashable, Comparable, Sendable {
    package var number: Int

    package init(_ number: Int) { self.number = number }

    package static func < (left: TailID, right: TailID) -> Bool { left.number < right.number }
}

/// Keeps which file goes under which name, from scan to scan. A pure value: it is told what a scan saw, and says what that means.
package struct RotationTracker: Sendable {
    package enum Finding: Equatable, Sendable {
        /// A file that is not known.
        case appeared(FileSighting)
        /// A known file, perhaps under another name than before.
        case seen(TailID, FileSighting)
        /// A known file that was not found this time: it may just be moving.
        case missing(TailID)
        /// A known file that is gone.
        case vanished(TailID)
        /// None of a family's known files is left, but there are rotated ones that are not known: others may have come and gone. That holds
        /// only if none of the unknown ones turns out to be one that is sought.
        case windowPassed(FileFamily)
    }

    private struct Known: Sendable {
        /// `nil` for a file that is known by its position only and must be found again by what it holds.
        var identity: FileIdentity?
        var family: FileFamily
        var missedScans = 0
        var missingSince: Timestamp?
    }

    /// How far a scan could look.
    private struct Looks {
        var listed: Set<String>
        var doubtful: Set<String>

        func areDoubtful(at directory: String) -> Bool {
            !doubtful.isEmpty && doubtful.contains { directory == $0 || directory.hasPrefix($0.hasSuffix("/") ? $0 : $0 + "/") }
        }
    }

    /// Scans in which a file must be missed to be gone: one may have read the directory in the middle of a rename.
    package static let scansToVanish = 2

    private var known: [TailID: Known] = [:]
    private var byIdentity: [FileIdentity: TailID] = [:]
    private let absentDirectoryTime: Duration
    private let scansToVanish: Int

    package init(absentDirectoryTime: Duration, scansToVanish: Int = RotationTracker.scansToVanish) {
        self.absentDirectoryTime = absentDirectoryTime
        self.scansToVanish = scansToVanish
    }

    /// From now on the file with this identity is this tail's.
    package mutating func follow(_ id: TailID, _ identity: FileIdentity, _ family: FileFamily) {
        forget(id)
        if let other = byIdentity[identity] { known[other]?.identity = nil }
        known[id] = Known(identity: identity, family: family)
        byIdentity[identity] = id
    }

    /// From now on the tail has no file; it vanishes unless it is told of one.
    package mutating func lose(_ id: TailID, _ family: FileFamily) {
        forget(id)
        known[id] = Known(identity: nil, family: family)
    }

    /// The tail whose file it is.
    func tail(of identity: FileIdentity) -> TailID? { byIdentity[identity] }

    package mutating func forget(_ id: TailID) {
        guard let identity = known.removeValue(forKey: id)?.identity, byIdentity[identity] == id else { return }
        byIdentity[identity] = nil
    }

    /// - Parameters:
    ///   - listed: the directories whose names could be read.
    ///   - doubtful: directories in which, or below which, something could not be looked at: nothing vanishes there.
    /// - Returns: findings in the order of the tails' ids, then those of unknown files in the order of the scan.
    package mutating func observe(
        _ sightings: [FileSighting], listed: Set<String>, doubtful: Set<String> = [], now: Timestamp
    ) -> [Finding] {
        let looks = Looks(listed: listed, doubtful: doubtful)
        let (places, order) = Self.places(of: sightings)
        var findings: [Finding] = []
        var named: [FileFamily: Bool] = [:]
        for id in known.keys.sorted() {
            guard var entry = known[id] else { continue }
            if let sighting = entry.identity.flatMap({ places[$0] }) {
                named[entry.family] = true
                entry = Known(identity: entry.identity, family: sighting.family)
                findings.append(.seen(id, sighting))
            } else {
                if entry.missedScans == 0 { named[entry.family] = named[entry.family] ?? false }
                findings.append(miss(&entry, id, looks, now))
            }
            known[id] = entry
        }
        let unknown = order.filter { byIdentity[$0] == nil }.compactMap { places[$0] }
        for family in Set(unknown.filter { $0.rank != .base }.map(\.family)) where named[family] == false {
            findings.append(.windowPassed(family))
        }
        return findings + unknown.map { .appeared($0) }
    }

    private func miss(_ entry: inout Known, _ id: TailID, _ looks: Looks, _ now: Timestamp) -> Finding {
        guard !looks.areDoubtful(at: entry.family.directory) else { return .missing(id) }
        let since = entry.missingSince ?? now
        entry.missingSince = since
        entry.missedScans += 1
        let isCertain = looks.listed.contains(entry.family.directory) || now.hasPassed(absentDirectoryTime, since: since)
        return isCertain && entry.missedScans >= scansToVanish ? .vanished(id) : .missing(id)
    }

    /// One sighting an identity: the last of its family, since a file that is renamed during a scan is seen under both names in that order;
    /// a second family's is a second way to the same file.
    private static func places(of sightings: [FileSighting]) -> ([FileIdentity: FileSighting], [FileIdentity]) {
        var places: [FileIdentity: FileSighting] = [:]
        var order: [FileIdentity] = []
        for sighting in sightings {
            let before = places[sighting.identity]
            if before == nil { order.append(sighting.identity) }
            if before == nil || before?.family == sighting.family { places[sighting.identity] = sighting }
        }
        return (places, order)
    }
}
