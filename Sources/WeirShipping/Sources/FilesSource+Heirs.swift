/// What becomes of a file that ended before anything of it was read. There is nothing to go on from, and how it began may be how every file
/// begins: which copy is its own shows once each is held against the other files. One that is none of theirs is read from its beginning.
extension FilesSource {
    mutating func seekHeirs(of original: FileTail) {
        for copy in copies.sorted().compactMap({ tails[$0] }) where copy.state.size >= original.state.size && mayGoOn(original, in: copy) {
            switch holds(copy, original.state) {
            case true?: heirs[original.id, default: []].append(copy.id)
            case false?: break
            case nil: doubted.insert(original.id)
            }
        }
        distrustComparisons(with: original.id)
    }

    /// One that is gone is given up, and told of, once it is known of each of its copies whose it is.
    ///
    /// - Returns: whether there are any.
    mutating func awaitHeirs(of id: TailID) -> Bool {
        guard let tail = tails[id] else { return false }
        seekHeirs(of: tail)
        guard heirs[id] != nil || doubted.contains(id) else { return false }
        leaveFile(tail)
        return true
    }

    /// No name leads to the file any more, and its inode may be another file's: what it held is sought elsewhere.
    mutating func leaveFile(_ tail: FileTail) {
        tails[tail.id]?.state.stand(.gone)
        tails[tail.id]?.phase = .lost(wasTruncated: true)
        tracker.lose(tail.id, tail.family)
    }

    /// That a copy holds what an unread file held does not say that it was shipped.
    mutating func distrustComparisons(with id: TailID) {
        for copy in copies {
            guard case .copy(var watch)? = tails[copy]?.phase, watch.original == id else { continue }
            watch.startOver()
            tails[copy]?.phase = .copy(watch)
        }
    }

    /// Whether a copy that may be its own is now read from its beginning.
    func hasHeir(_ tail: FileTail) -> Bool {
        (heirs[tail.id] ?? []).contains { tails[$0]?.phase == .followed }
    }

    /// Whether that is not known yet of one of them. It is not waited for without end.
    func mayHaveHeir(_ tail: FileTail) -> Bool {
        guard isPatient(with: tail.id), !hasHeir(tail) else { return false }
        return (heirs[tail.id] ?? []).contains { id in
            guard case .copy(let watch)? = tails[id]?.phase else { return false }
            return !watch.isWhollyCompared
        }
    }
}

extension FileTail {
    /// Truncated, or gone, before anything of it was read.
    var wasTruncatedUnread: Bool { phase == .lost(wasTruncated: true) && state.offset == 0 }
}
