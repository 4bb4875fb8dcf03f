internal import WeirRecords
internal import WeirSystem

/// What patterns match and this source can't read: as long as it is there it is missing in the proof, and once it is gone it is lost.
extension FilesSource {
    /// - Parameter since: the scan before.
    mutating func settleUnread(_ result: ScanResult, since: Timestamp?, _ now: Timestamp) {
        var found = unopened.merging(failing) { first, _ in first }
        for error in result.errors { found[.place(error.subject)] = UnreadLogs.Seen(path: error.subject) }
        for link in result.barred { found[.place(link)] = UnreadLogs.Seen(path: link) }
        if let directory = result.firstOmitted { found[.place(directory)] = UnreadLogs.Seen(path: directory) }
        guard !found.isEmpty || !unread.isEmpty else { return }
        let (tracker, fileSystem, links) = (tracker, fileSystem, settings.links)
        let missing = unread.observe(found, since: since, now: now) { subject, path in
            if result.doubtful.contains(FileFamily(of: path).directory) { return .unclear }
            switch subject {
            case .followed: return .known
            case .file(let identity): return tracker.tail(of: identity) == nil ? .gone : .known
            case .place: return (try? fileSystem.status(of: path, links: links)) == nil ? .gone : .known
            }
        }
        for one in missing { lose(one, now) }
    }

    /// At the end of a run: nobody knows whether what could not be read will be there at the next.
    mutating func endUnread(_ now: Timestamp) {
        let missing = unread.end(failing, now: now)
        for one in missing { lose(one, now) }
        guard let first = missing.first, !once else { return }
        notices.raise(
            .warning, "what could not be read up to the end counts as missing",
            [
                "source": name, "files": String(missing.count), "first": first.path,
                "way_out": "give this user the right to read it, or exclude it",
            ])
    }

    /// Followed files that are there and can't be read, though there is something in them.
    private var failing: [UnreadLogs.Subject: UnreadLogs.Seen] {
        var failing: [UnreadLogs.Subject: UnreadLogs.Seen] = [:]
        for tail in tails.values where tail.failedAt != nil && tail.phase == .followed && tail.seenAt == scannedAt {
            guard tail.state.unreadBytes > 0 else { continue }
            failing[.followed(tail.state.identity)] = UnreadLogs.Seen(path: tail.path)
        }
        return failing
    }

    mutating func noteUnopened(_ sighting: FileSighting) {
        guard unopened.count < UnreadLogs.capacity else { return }
        unopened[.file(sighting.identity)] = UnreadLogs.Seen(path: sighting.path, isEmpty: sighting.status.size == 0)
    }

    private mutating func lose(_ missing: UnreadLogs.Missing, _ now: Timestamp) {
        losses.raise(
            Loss(
                source: name, host: settings.host, since: missing.since?.minute, noticed: now.minute,
                cause: missing.isGone ? .unopened : .unread, subject: missing.path, bytes: nil))
        guard missing.isGone else { return }
        reader.counters.lostFiles += 1
        notices.raise(
            .alert, "a file is gone that could never be read: what it held is not known", ["source": name, "path": missing.path])
    }
}
