extension FilesSource {
    /// Counters, lag and what the rotation still holds; computed when asked for.
    package var status: FilesStatus {
        var status = FilesStatus()
        status.counters = reader.counters
        status.openFiles = openFiles
        status.knownFiles = tails.count
        status.unreadBytes = unreadBytes
        status.windows = families.map(window).filter { $0.unreadBytes > 0 || $0.keptFiles > 0 }
        return status
    }

    /// Bytes that are known to be in the files and were not read.
    package var unreadBytes: UInt64 {
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
