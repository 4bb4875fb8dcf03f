internal import WeirRecords
internal import WeirSystem

extension FilesSource {
    /// The open file; `nil` where the name leads to another file by now, or where as many are open as may be.
    mutating func open(_ tail: inout FileTail, _ now: Timestamp) throws(SystemError) -> (any File)? {
        if let handle = tail.handle { return handle }
        guard openFiles < settings.limits.openFiles || makeRoom() else { return nil }
        guard let status = try fileSystem.status(of: tail.path), FileIdentity(of: status) == tail.state.identity else {
            needsScan = needsScan || scannedAt != now
            return nil
        }
        let file = try fileSystem.open(tail.path, .read)
        guard try isSame(file, &tail) else {
            file.close()
            needsScan = needsScan || scannedAt != now
            return nil
        }
        tail.handle = file
        openFiles += 1
        return file
    }

    /// Whether the open file is the tail's. Its first bytes are taken in at once, so that a copy of it can be told from another file. Where they
    /// differ from what they were, the next scan sees another file in a rotated one's place, and the turn of a log finds that out by itself.
    private func isSame(_ file: any File, _ tail: inout FileTail) throws(SystemError) -> Bool {
        let status = try file.status()
        guard FileIdentity(of: status) == tail.state.identity else { return false }
        let isRotatedAndChanged = tail.rank != .base && tail.state.calls(for: status)
        guard status.size >= tail.state.offset else { return !isRotatedAndChanged }
        return try reader.verify(&tail, file, status) ? true : !isRotatedAndChanged
    }

    mutating func drop(_ tail: inout FileTail) {
        if tail.handle != nil { openFiles -= 1 }
        tail.closeHandle()
    }

    /// Closes the file that needs least to be open. One without a name is kept: it could not be opened again.
    private mutating func makeRoom() -> Bool {
        if !told.openFilesReached {
            told.openFilesReached = true
            notices.raise(
                .warning, "as many files are open as may be; one that is deleted meanwhile is lost",
                ["source": name, "limit": String(settings.limits.openFiles)])
        }
        let first = Set(members.values.compactMap { ids in ids.first { hasUnread($0) } })
        let victims = tails.values.filter { $0.handle != nil && $0.state.place != .gone }
        guard var tail = victims.min(by: { needlessness($0, first) < needlessness($1, first) }) else { return false }
        drop(&tail)
        tail.isDue = tail.isDue || tail.state.unreadBytes > 0
        tails[tail.id] = tail
        return true
    }

    private func hasUnread(_ id: TailID) -> Bool { tails[id].map { $0.state.unreadBytes > 0 } ?? false }

    /// Least for what can best be closed: what has nothing to read, then what has to wait for an older file, each by when it was last read.
    private func needlessness(_ tail: FileTail, _ first: Set<TailID>) -> (Int, UInt64, TailID) {
        (tail.state.unreadBytes == 0 ? 0 : first.contains(tail.id) ? 2 : 1, tail.lastStep, tail.id)
    }

    /// Holds each log's oldest file open that is not read, and the youngest: those two can be rotated away or deleted without loss.
    mutating func holdOpen(_ now: Timestamp) {
        for family in families {
            let ids = (members[family] ?? []).filter { tails[$0].map { $0.phase == .followed && $0.isDue && $0.failedAt == nil } ?? false }
            for id in [ids.first, ids.last].compactMap({ $0 }) {
                guard openFiles < settings.limits.openFiles, var tail = tails[id], tail.handle == nil else { continue }
                // Its turn to be read tells of an error.
                do throws(SystemError) { _ = try open(&tail, now) } catch { continue }
                tails[id] = tail
            }
        }
    }
}

extension SystemError {
    func details(_ others: [String: String]) -> [String: String] {
        others.merging(["operation": operation, "subject": subject, "code": String(code)]) { own, _ in own }
    }
}
