internal import WeirRecords
internal import WeirSystem

extension FilesSource {
    /// The open file; `nil` where the name leads to another file by now, or where as many are open as may be.
    mutating func open(_ tail: inout FileTail, _ now: Timestamp) throws(SystemError) -> (any File)? {
        if let handle = tail.handle { return handle }
        guard let status = try fileSystem.status(of: tail.path, links: settings.links), FileIdentity(of: status) == tail.state.identity
        else {
            suspend(tail.family, now)
            return nil
        }
        guard descriptors.take() || makeRoom() else { return nil }
        do throws(SystemError) {
            let file = try fileSystem.open(tail.path, links: settings.links)
            if try isSame(file, &tail) {
                tail.handle = file
                opened.use(tail.id)
                return file
            }
            file.close()
        } catch {
            descriptors.giveBack()
            guard error.isOutOfDescriptors else { throw error }
            descriptors.shrink()
            tellOfOpenFiles()
            return nil
        }
        descriptors.giveBack()
        suspend(tail.family, now)
        return nil
    }

    /// Nothing of the log is read before a scan has told what became of its files.
    private mutating func suspend(_ family: FileFamily, _ now: Timestamp) {
        guard scannedAt != now else { return }
        needsScan = true
        if !agenda.areFew { suspended.insert(family) }
    }

    /// Whether the open file is the tail's. Its first bytes are taken in at once, so that a copy of it can be told from another file. Where they
    /// differ from what they were, the next scan sees another file in a rotated one's place, and the turn of a log finds that out by itself.
    private func isSame(_ file: any File, _ tail: inout FileTail) throws(SystemError) -> Bool {
        let status = try file.status()
        guard FileIdentity(of: status) == tail.state.identity else { return false }
        let isRotatedAndChanged = tail.rank != .base && tail.state.calls(for: status)
        guard status.size >= tail.state.offset else { return !isRotatedAndChanged }
        return try reader.verify(&tail, file, status) != nil || !isRotatedAndChanged
    }

    mutating func drop(_ tail: inout FileTail) {
        if tail.handle != nil {
            descriptors.giveBack()
            opened.remove(tail.id)
        }
        tail.closeHandle()
    }

    /// Other sources get what this one has beyond its share, as soon as they are short of theirs.
    mutating func giveBackDescriptors() {
        for _ in 0..<descriptors.excess where closeOne() {}
    }

    mutating func makeRoom() -> Bool {
        tellOfOpenFiles()
        return closeOne() && descriptors.take()
    }

    private mutating func tellOfOpenFiles() {
        guard !told.openFilesReached else { return }
        told.openFilesReached = true
        notices.raise(
            .warning, "as many files are open as may be; one that is deleted meanwhile is lost",
            ["source": name, "open_files": String(descriptors.held), "way_out": "raise the limit of open files (ulimit -n)"])
    }

    /// Files that are looked at for one that needs not be open.
    private static let victimsLookedAt = 32

    /// Closes the file that needs least to be open: of those least lately used the first that is read to its end, or else the first.
    private mutating func closeOne() -> Bool {
        var passed: [TailID] = []
        var victim: TailID?
        while passed.count < Self.victimsLookedAt, let id = opened.takeOldest() {
            guard let tail = tails[id], tail.handle != nil else { continue }
            if tail.canBeReopened, tail.state.unreadBytes == 0 {
                victim = id
                break
            }
            passed.append(id)
        }
        victim = victim ?? passed.first { tails[$0]?.canBeReopened ?? false }
        for id in passed where id != victim { opened.use(id) }
        guard let victim, var tail = tails[victim] else { return false }
        drop(&tail)
        tail.isDue = tail.isDue || tail.state.unreadBytes > 0
        if tail.isDue { agenda.want(tail.family) }
        tails[victim] = tail
        return true
    }

    /// Holds each log's oldest file open that is not read, and the youngest: those two can be rotated away or deleted without loss.
    mutating func holdOpen(_ now: Timestamp) {
        for family in agenda.families where agenda.areFew || agenda.wants(family) {
            let ids = (members[family] ?? []).filter { tails[$0].map { $0.phase == .followed && $0.isDue && $0.failedAt == nil } ?? false }
            for id in [ids.first, ids.last].compactMap({ $0 }) {
                guard var tail = tails[id], tail.handle == nil else { continue }
                guard descriptors.take() else { return }
                descriptors.giveBack()
                // Its turn to be read tells of an error.
                do throws(SystemError) { _ = try open(&tail, now) } catch { continue }
                tails[id] = tail
            }
        }
    }
}

extension FilesSource {
    /// Whether the log's youngest file has grown since it was looked at last, where it is not held open.
    mutating func lookAtYoungest(of family: FileFamily) {
        guard let id = members[family]?.last, let tail = tails[id], tail.phase == .followed, tail.handle == nil, !tail.isDue else { return }
        guard let found = try? fileSystem.status(of: tail.path, links: settings.links) else { return }
        guard FileIdentity(of: found) == tail.state.identity else {
            needsScan = true
            return
        }
        if tail.state.calls(for: found) { tails[id]?.isDue = true }
    }
}

extension FileTail {
    /// Not where no name leads to it any more, or where it goes on in a compressed file.
    fileprivate var canBeReopened: Bool { state.place != .gone && !(handle is InflatedFile) }
}

extension SystemError {
    func details(_ others: [String: String]) -> [String: String] {
        others.merging(["operation": operation, "subject": subject, "code": String(code)]) { own, _ in own }
    }
}
