internal import WeirRecords
internal import WeirSystem

/// Generations of logs that were written, rotated and compressed while no shipper ran: nothing of them was read, and no position tells of them.
/// What tells them from archives that were there before is their last change: it came after the last look that the run before took.
extension FilesSource {
    /// Compressed files opened for this at one start; each has an inflater of its own.
    private static let mostUnseen = 256

    private struct Unseen {
        var sighting: FileSighting
        /// There is nothing of the log beside it, and it is called like one that nobody rotated.
        var isAlone: Bool
    }

    /// To be called at the start, once the known logs that were compressed have been found again.
    mutating func readUnseen(beside sightings: [FileSighting]) {
        guard let knownBefore, !told.compressed.isEmpty else { return }
        let plain = Set(sightings.map(\.path))
        let logs = Set(sightings.map(\.family)).union(tails.values.map(\.family))
        var youngest: [FileFamily: FileRank] = [:]
        for tail in tails.values where tail.descriptor != nil && tail.phase == .followed {
            youngest[tail.family] = max(tail.rank, youngest[tail.family] ?? tail.rank)
        }
        let paths = told.compressed.sorted().filter { !plain.contains(FileName.withoutCompression($0)) }
        let found = paths.compactMap { unseen($0, since: knownBefore, logs) }.filter { one in
            youngest[one.sighting.family].map { $0.isOlder(than: one.sighting.rank) } ?? true
        }.sorted { ($0.sighting.rank, $0.sighting.status.modified) < ($1.sighting.rank, $1.sighting.status.modified) }
        for (index, one) in found.enumerated() where !isFollowed(one.sighting.identity) {
            if index < Self.mostUnseen, !one.isAlone, read(unseen: one.sighting) { continue }
            lose(unseen: one.sighting)
        }
    }

    private func unseen(_ path: String, since: Timestamp, _ logs: Set<FileFamily>) -> Unseen? {
        guard let status = try? fileSystem.status(of: path, links: settings.links), status.kind == .file,
            status.modified >= since.microseconds
        else { return nil }
        let name = FileFamily.name(in: path)
        let families = FileFamily.ofCompressed(path)
        let ranked = families.compactMap { family in FileRank(ofCompressed: name, in: family).map { (family: family, rank: $0) } }
        guard let one = ranked.first(where: { logs.contains($0.family) }) ?? ranked.first(where: { $0.rank != .base }) ?? ranked.first
        else {
            return nil
        }
        return Unseen(
            sighting: FileSighting(family: one.family, rank: one.rank, name: name, status: status),
            isAlone: !logs.contains(one.family) && one.rank == .base)
    }

    /// - Returns: false where it can't be read.
    private mutating func read(unseen sighting: FileSighting) -> Bool {
        guard InflatedFile.suffixes.contains(where: sighting.path.hasSuffix), descriptors.take() || makeRoom() else { return false }
        do throws(SystemError) {
            guard let file = try openCompressed(sighting) else {
                descriptors.giveBack()
                return false
            }
            guard try !isKnown(file, sighting.family) else {
                file.close()
                descriptors.giveBack()
                return true
            }
            let head = try FileHead.read(file, Fingerprint.maximumBytes)
            follow(sighting, file, Head(bytes: head, status: try file.status()))
            return true
        } catch {
            descriptors.giveBack()
            return false
        }
    }

    /// Kept as begun at once: by the next start the run before will have seen it.
    private mutating func follow(_ sighting: FileSighting, _ file: InflatedFile, _ head: Head) {
        var tail = FileTail(id: nextID(), generation: mintGeneration(), sighting: sighting)
        head.bytes.withUnsafeBytes { tail.matched($0, at: head.status) }
        remember(&tail)
        tails[tail.id] = tail
        read(tail.id, sighting, file)
        notices.raise(
            .information, "a log was rotated and compressed while no shipper ran; it is read from its beginning",
            ["source": name, "path": sighting.path])
    }

    /// Whether reading has begun under another name: of the log's own files, or of any that began with enough to convince.
    private func isKnown(_ file: InflatedFile, _ family: FileFamily) throws(SystemError) -> Bool {
        for tail in tails.values where tail.descriptor != nil && tail.state.fingerprint.length > 0 {
            guard tail.family == family || tail.state.fingerprint.isConvincing else { continue }
            if try holds(file, tail.state) { return true }
        }
        return false
    }

    private mutating func lose(unseen sighting: FileSighting) {
        reader.counters.lostFiles += 1
        raiseLoss(.unread, of: sighting.path, since: knownBefore, bytes: nil)
        notices.raise(
            .alert, "a log was compressed while no shipper ran, and can't be read: what it holds is not shipped",
            ["source": name, "path": sighting.path, "way_out": "unpack it beside the log to have it shipped"])
    }
}

extension FileName {
    /// A compressed file's path without its suffix: where gzip is still at work, that one is there too.
    static func withoutCompression(_ path: String) -> String {
        guard let suffix = compressedSuffixes.first(where: path.hasSuffix) else { return path }
        return String(path.dropLast(suffix.count))
    }
}

extension FileRank {
    /// Dates and numbers say nothing of each other.
    fileprivate func isOlder(than other: FileRank) -> Bool {
        switch (self, other) {
        case (.dated, .numbered), (.numbered, .dated): true
        default: self < other
        }
    }
}
