internal import WeirRecords
internal import WeirSystem

/// Logs that were followed and that no pattern includes any more, since a start or a reload changed the patterns. Where their reading stood is
/// kept as long as they are there: once a pattern includes them again, nothing is read twice, and nothing is lost.
extension FilesSource {
    func isLeftOut(_ id: TailID) -> Bool { tails[id]?.phase == .leftOut }

    /// Gives up the positions of files that are gone. What becomes of a log that is not to be read is no loss.
    mutating func settleLeftOut() {
        let leftOut = tails.values.filter { $0.phase == .leftOut }.sorted { $0.id < $1.id }
        guard !leftOut.isEmpty else { return }
        var inodes: [FileFamily: Set<UInt64>?] = [:]
        var kept: [FileTail] = []
        for tail in leftOut {
            let found = inodes[tail.family] ?? self.inodes(of: tail.family)
            inodes[tail.family] = found
            // A device's number may change at a reboot.
            if found.map({ $0.contains(tail.state.identity.inode) }) ?? true { kept.append(tail) } else { close(tail.id) }
        }
        guard let first = kept.map(\.path).min() else { return }
        notices.raise(
            .information, "files that no pattern includes any more are not read; where reading stood is kept",
            ["source": name, "files": String(kept.count), "first": first])
    }

    /// Where reading stood is kept by a source's name: another one begins anew with the same files.
    mutating func tellOfFormerSources(_ positions: [StreamState], _ own: [StreamState]) {
        guard !settings.configured.isEmpty, !(own.isEmpty && settings.from == .end) else { return }
        let known = Set(own.map(\.descriptor.origin))
        let former = positions.filter { state in
            let origin = state.descriptor.origin
            return state.descriptor.kind == .file && !state.isClosed && !settings.configured.contains(state.descriptor.source)
                && !known.contains(origin) && settings.includes(FileFamily(of: origin), origin)
        }
        guard let first = former.min(by: { $0.descriptor.origin < $1.descriptor.origin })?.descriptor else { return }
        notices.raise(
            .warning,
            "files of a source that is configured no more are read from their beginning: their records come again, under other ids",
            [
                "source": name, "before": first.source, "files": String(former.count), "first": first.origin,
                "way_out": "positions are kept by a source's name: leave it as it was, or begin with `from: end`",
            ])
    }

    /// Of all files that are there of a log; `nil` where that can't be told.
    private func inodes(of family: FileFamily) -> Set<UInt64>? {
        do throws(SystemError) {
            guard let found = try fileSystem.status(of: family.directory, links: settings.links), found.kind == .directory else {
                return nil
            }
            var inodes: Set<UInt64> = []
            for name in try fileSystem.names(in: family.directory) where FileName(name).base == family.base {
                guard let status = try fileSystem.status(of: family.path(of: name), links: settings.links) else { continue }
                inodes.insert(status.inode)
            }
            return inodes
        } catch {
            return nil
        }
    }
}
