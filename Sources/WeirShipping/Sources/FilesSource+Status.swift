internal import WeirRecords

extension FilesSource {
    /// Counters, lag and what the rotation still holds; computed when asked for.
    package var status: FilesStatus {
        var status = FilesStatus()
        status.counters = reader.counters
        status.openFiles = descriptors.held
        status.knownFiles = tails.count
        status.unreadBytes = unreadBytes
        status.windows = agenda.families.map(window).filter { $0.unreadBytes > 0 || $0.keptFiles > 0 }
        return status
    }

    /// Bytes that are known to be in the files and were not read.
    package var unreadBytes: UInt64 { agenda.areFew ? countUnread() : standing.unreadBytes }
    package var headroomBytes: UInt64? { agenda.areFew ? status.headroomBytes : standing.headroomBytes }
    package var lostBytes: UInt64 { reader.counters.lostBytes }

    /// What takes a look at every file is kept where there are many, and made again where something was read or seen.
    mutating func stand(_ now: Timestamp) {
        guard !agenda.areFew, standing.isDue(now) else { return }
        standing = FilesStanding(unreadBytes: countUnread(), headroomBytes: status.headroomBytes, madeAt: now)
    }

    private func countUnread() -> UInt64 {
        tails.values.reduce(0) { $0 &+ ($1.phase == .followed ? $1.state.unreadBytes : 0) }
    }

    private func window(of family: FileFamily) -> RotationWindow {
        var window: [RotationWindow.Member] = []
        for id in members[family] ?? [] {
            guard let tail = tails[id], tail.phase == .followed, tail.state.place != .gone else { continue }
            // A file that was rotated under a date is outside of the count.
            guard let number = tail.rank.number else { continue }
            window.append(RotationWindow.Member(number: number, size: tail.state.size, unreadBytes: tail.state.unreadBytes))
        }
        return RotationWindow(path: family.path(of: family.base), members: window)
    }
}

/// What is said of a source with many files between two counts.
struct FilesStanding: Sendable {
    private static let interval = Duration.seconds(1)

    var unreadBytes: UInt64 = 0
    var headroomBytes: UInt64?
    var madeAt: Timestamp?
    var hasChanged = false

    func isDue(_ now: Timestamp) -> Bool {
        guard let madeAt else { return true }
        return hasChanged && now.hasPassed(Self.interval, since: madeAt)
    }
}
