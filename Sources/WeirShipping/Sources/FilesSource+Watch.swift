package import WeirRecords
internal import WeirSystem

/// A file that was opened as soon as its name appeared, and that no scan has dealt with yet.
struct ArrivedFile: Sendable {
    var file: any File
    var sighting: FileSighting
    /// Of the source's arrivals: the older, the less.
    var number: UInt64
}

/// Which new names are opened at once. Asked on the watch's own thread.
struct ArrivalInterest: Sendable {
    let settings: FilesSettings
    let fileSystem: any FileSystem
    let descriptors: DescriptorLease

    func open(_ name: WatchedName) -> FileOpening? {
        guard settings.isFollowed(name.name, in: name.directory) else { return nil }
        guard descriptors.take() else { return .notOpened }
        do throws(SystemError) {
            let file = try fileSystem.open(joined(name.directory, name.name), links: settings.links)
            let status = try file.status()
            if status.kind == .file { return .file(file, status) }
            file.close()
            descriptors.giveBack()
            return nil
        } catch {
            descriptors.giveBack()
            if error.isUntrustedLink { return nil }
            return error.isMissing ? .gone : .notOpened
        }
    }
}

extension FilesSettings {
    /// Whether a file of this name would be read.
    func isFollowed(_ name: String, in directory: String) -> Bool {
        let parsed = FileName(name)
        return !parsed.isCompressed && includes(FileFamily(directory: directory, base: parsed.base), joined(directory, name))
    }

    /// Whether the patterns include a log's file, by its path or by the name that it had before it was rotated.
    func includes(_ family: FileFamily, _ path: String) -> Bool {
        let base = family.path(of: family.base)
        return include.contains { $0.matches(base) || $0.matches(path) } && !exclude.contains { $0.matches(base) || $0.matches(path) }
    }
}

extension FilesSource {
    /// Begins to watch; where that can't be had, names are found by scans alone.
    mutating func startWatching(_ make: FileWatchMaker) {
        let interest = ArrivalInterest(settings: settings, fileSystem: fileSystem, descriptors: descriptors)
        do throws(SystemError) { watch = try make { interest.open($0) } } catch { tellOfNoWatch(error) }
    }

    mutating func tellOfNoWatch(_ error: SystemError) {
        guard told.noWatch.insert(error.code).inserted else { return }
        notices.raise(
            .warning, "a directory can't be watched: a file that lives for less than a scan may come and go unseen",
            error.details(["source": name, "way_out": error.watchWayOut]))
    }

    /// What happened to names since the last step.
    mutating func takeEvents(_ now: Timestamp) {
        guard let watch else { return }
        var forgotten = 0
        for event in watch.take() { take(event, now, &forgotten) }
        if forgotten > 0 { tellOfForgotten(forgotten, now) }
        for name in names.ended() { lose(name, now) }
        for folder in folders.ended() { loseFolder(folder, now) }
        watchedAt = now
    }

    /// What could not be read, and names that came and went since the last step, those that were moved away too, whose other end would come
    /// with the next events.
    package mutating func finish(now: Timestamp) {
        watch?.catchUp()
        takeEvents(now)
        takeEvents(now)
        endUnread(now)
    }

    /// - Parameter forgotten: counts names that could not be kept in mind.
    private mutating func take(_ event: FileEvent, _ now: Timestamp, _ forgotten: inout Int) {
        switch event {
        case .directoriesChanged: needsScan = true
        case .folderAppeared(let watched, let move):
            needsScan = true
            if !folders.appeared(watched, move: move, settings) { forgotten += 1 }
        case .folderLeft(let watched, let move):
            needsScan = true
            if folders.left(watched, move: move) { loseFolder(watched, now) }
        case .grew(let number): grew(TailID(number), now)
        case .growthOverflow: lookAtAll()
        case .overflow:
            needsScan = true
            lose(.watchOverflow, settings.include.first?.pattern ?? "", now)
            notices.raise(
                .alert, "more names changed at once than the system keeps: files may have come and gone unread",
                ["source": name, "way_out": "raise fs.inotify.max_queued_events (sysctl)"])
        case .left(let watched, let move):
            needsScan = needsScan || settings.isFollowed(watched.name, in: watched.directory)
            if names.left(watched, move: move) { lose(watched, now) }
        case .appeared(let watched, let opening, let move):
            needsScan = true
            var isOpen = false
            if case .file(let file, let status) = opening {
                isOpen = true
                keep(file, status, watched)
            }
            if case .notOpened = opening, newNames.count < Self.mostNewNames { newNames.append(watched) }
            if !names.appeared(watched, isOpen: isOpen, move: move) { forgotten += 1 }
        }
    }

    private mutating func tellOfForgotten(_ count: Int, _ now: Timestamp) {
        lose(.watchOverflow, settings.include.first?.pattern ?? "", now)
        notices.raise(
            .alert, "more names appeared than are kept in mind until a scan: files may have come and gone unread",
            ["source": name, "limit": String(NameLog.maximumNames), "names": String(count)])
    }

    /// An unknown file is kept open until the scan that follows; a known one that is not open is from now on.
    private mutating func keep(_ file: any File, _ status: FileStatus, _ watched: WatchedName) {
        let parsed = FileName(watched.name)
        let family = FileFamily(directory: watched.directory, base: parsed.base)
        let sighting = FileSighting(family: family, rank: parsed.rank, name: watched.name, status: status)
        guard tracker.tail(of: sighting.identity) == nil, arrivals[sighting.identity] == nil else { return letGo(file) }
        arrivalCount += 1
        arrivals[sighting.identity] = ArrivedFile(file: file, sighting: sighting, number: arrivalCount)
    }

    func letGo(_ file: any File) {
        file.close()
        descriptors.giveBack()
    }

    /// What a scan made of the files that were opened: those that it knows keep their open file, the others are given back.
    mutating func settleArrivals() {
        for (identity, arrived) in arrivals { settle(arrived, tracker.tail(of: identity)) }
        arrivals = [:]
    }

    /// - Parameter id: whose file it is, if it is known.
    mutating func settle(_ arrived: ArrivedFile, _ id: TailID?) {
        guard let id, var tail = tails[id], tail.handle == nil, tail.phase == .followed else { return letGo(arrived.file) }
        tail.handle = arrived.file
        tails[id] = tail
        opened.use(id)
    }

    /// Of unknown size: since the events before, something of this minute may be missing.
    private mutating func lose(_ cause: Loss.Cause, _ subject: String, _ now: Timestamp) {
        losses.raise(
            Loss(
                source: name, host: settings.host, since: (watchedAt ?? now).minute, noticed: now.minute, cause: cause, subject: subject,
                bytes: nil))
    }

    private mutating func loseFolder(_ watched: WatchedName, _ now: Timestamp) {
        lose(.unopened, joined(watched.directory, watched.name), now)
        notices.raise(
            .alert, "a directory came and went before it could be looked into: what logs it held is not known",
            ["source": name, "path": joined(watched.directory, watched.name)])
    }

    private mutating func lose(_ watched: WatchedName, _ now: Timestamp) {
        lose(.unopened, joined(watched.directory, watched.name), now)
        reader.counters.lostFiles += 1
        notices.raise(
            .alert, "a file came and went before it could be opened: what it held is not known",
            ["source": name, "path": joined(watched.directory, watched.name)])
    }
}

extension SystemError {
    /// ENOSPC and EMFILE are about the system's limits of watches here, and not about disks and files.
    fileprivate var watchWayOut: String {
        isOutOfSpace || isOutOfDescriptors || wayOut == nil
            ? "raise fs.inotify.max_user_watches and fs.inotify.max_user_instances (sysctl)" : wayOut ?? ""
    }
}
