internal import WeirRecords
internal import WeirSystem

/// With many files a scan waits for its time. A file of a log of which nothing is known needs none: it is followed at once.
///
/// Whatever may be a part of a rotation waits for the scan: a name of a known log, and every file while one is sought.
extension FilesSource {
    /// Names that are kept between two looks; a scan finds the others.
    static let mostNewNames = 1024
    /// Between two times: each looks once at everything that is known in memory.
    private static let meetInterval = Duration.milliseconds(500)

    /// - Returns: whether there were any. They are read before a scan that is due: of 50,000 files it takes a second.
    mutating func meetNewcomers(_ now: Timestamp) -> Bool {
        guard !arrivals.isEmpty || !newNames.isEmpty, !agenda.areFew, scannedAt != nil else { return false }
        if let metAt, !now.hasPassed(Self.meetInterval, since: metAt) { return false }
        guard !tails.values.contains(where: \.isLost) else { return false }
        metAt = now
        var unseen: Set<FileFamily> = []
        let newcomers = newcomers(&unseen)
        newNames = []
        guard !newcomers.isEmpty else { return false }
        // What a scan could not look at is the scan's to count.
        let unsure = unsureScans
        _ = take(newcomers, doubtful: Set(unseen.map(\.directory)), unseen: unseen, isFirst: false, now)
        unsureScans = unsure
        var families: [FileFamily: [TailID]] = [:]
        for sighting in newcomers {
            guard let id = tracker.tail(of: sighting.identity), tails[id] != nil else { continue }
            families[sighting.family, default: []].append(id)
            if let arrived = arrivals.removeValue(forKey: sighting.identity) { settle(arrived, id) }
        }
        for (family, ids) in families {
            members[family] = order(ids, before: [])
            agenda.add(family)
            standing.hasChanged = true
        }
        return !families.isEmpty
    }

    /// Each file once, whatever its names are, in the order in which they appeared; those that were not opened last.
    ///
    /// - Parameter unseen: logs of which one could not be looked at.
    private func newcomers(_ unseen: inout Set<FileFamily>) -> [FileSighting] {
        let opened = arrivals.values.sorted { $0.number < $1.number }.map(\.sighting)
        var known: Set<FileIdentity> = []
        return (opened + newNames.compactMap { sighting(of: $0, &unseen) }).filter {
            members[$0.family] == nil && tracker.tail(of: $0.identity) == nil && known.insert($0.identity).inserted
        }
    }

    private func sighting(of watched: WatchedName, _ unseen: inout Set<FileFamily>) -> FileSighting? {
        let parsed = FileName(watched.name)
        let family = FileFamily(directory: watched.directory, base: parsed.base)
        let path = joined(watched.directory, watched.name)
        guard members[family] == nil else { return nil }
        do throws(SystemError) {
            guard let status = try fileSystem.status(of: path, links: settings.links), status.kind == .file else { return nil }
            return FileSighting(family: family, rank: parsed.rank, name: watched.name, status: status)
        } catch {
            if !error.isUntrustedLink, error.code != SystemError.denied { unseen.insert(family) }
            return nil
        }
    }
}
