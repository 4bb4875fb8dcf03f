internal import WeirRecords

/// Finds files again whose identity is not enough: after a restart, after a reboot that renumbered the devices, and where a log was copied and
/// truncated, so that the copy goes on with what the log held.
package enum Adoption {
    /// A tail whose file must be found.
    package struct Seeker: Equatable, Sendable {
        package var id: TailID
        package var identity: FileIdentity
        package var fingerprint: Fingerprint
        package var offset: UInt64
        package var path: String
        /// Its file was truncated just now: a copy of it was made just before, and need not be long to convince.
        package var wasTruncated: Bool

        package init(
            id: TailID, identity: FileIdentity, fingerprint: Fingerprint, offset: UInt64, path: String = "", wasTruncated: Bool = false
        ) {
            self.id = id
            self.identity = identity
            self.fingerprint = fingerprint
            self.offset = offset
            self.path = path
            self.wasTruncated = wasTruncated
        }
    }

    /// A file that belongs to no tail.
    package struct Candidate: Equatable, Sendable {
        package var identity: FileIdentity
        package var size: UInt64
        package var path: String
        /// Its first bytes, as many as a fingerprint takes.
        package var head: [UInt8]

        package init(identity: FileIdentity, size: UInt64, path: String = "", head: [UInt8]) {
            self.identity = identity
            self.size = size
            self.path = path
            self.head = head
        }
    }

    /// Which candidate, by its index, is which seeker's file. What was read of a file must still be there, and begin and end as it did; where
    /// the identity differs, the beginning must be long enough to convince. The same identity goes before a longer fingerprint.
    ///
    /// - Parameters:
    ///   - isGone: whether the seeker's own file is surely not there, so that another one may be it.
    ///   - holds: whether the candidate still holds what stood before the seeker's offset; `nil` where that can't be told now. Then the seeker
    ///     finds nothing: a shorter candidate is an earlier copy, and what only the longer one holds would come twice.
    package static func match(
        _ seekers: [Seeker], _ candidates: [Candidate], isGone: (Seeker) -> Bool = { _ in true },
        holds: (Seeker, Int) -> Bool? = { _, _ in true }
    ) -> [TailID: Int] {
        var taken: Set<Int> = []
        var matches: [TailID: Int] = [:]
        let seekers = seekers.sorted(by: precedes)
        let places = Dictionary(candidates.indices.map { (candidates[$0].identity, $0) }) { first, _ in first }
        for seeker in seekers {
            guard let index = places[seeker.identity], !taken.contains(index) else { continue }
            guard fits(seeker, candidates[index]), holds(seeker, index) == true else { continue }
            taken.insert(index)
            matches[seeker.id] = index
        }
        let left = seekers.filter { matches[$0.id] == nil && ($0.fingerprint.isConvincing || $0.wasTruncated && $0.offset > 0) }
        var likely = Beginnings(candidates, but: taken)
        for seeker in left where isGone(seeker) {
            for index in likely.indices(of: seeker) where !taken.contains(index) && fits(seeker, candidates[index]) {
                let answer = holds(seeker, index)
                if answer == true {
                    taken.insert(index)
                    matches[seeker.id] = index
                }
                if answer != false { break }
            }
        }
        return matches
    }

    /// The longest fingerprint first: it is the hardest to match by chance.
    private static func precedes(_ left: Seeker, _ right: Seeker) -> Bool {
        (right.fingerprint.length, right.offset, left.id) < (left.fingerprint.length, left.offset, right.id)
    }

    private static func fits(_ seeker: Seeker, _ candidate: Candidate) -> Bool {
        guard seeker.offset <= candidate.size else { return false }
        return candidate.head.withUnsafeBytes { seeker.fingerprint.matches($0) }
    }

    /// Candidates by what they begin with: hashed once for each length that is asked for, so that many of them cost no square.
    private struct Beginnings {
        private let candidates: [Candidate]
        private let free: [Int]
        private var byLength: [Int: [Digest128: [Int]]] = [:]

        init(_ candidates: [Candidate], but taken: Set<Int>) {
            self.candidates = candidates
            free = candidates.indices.filter { !taken.contains($0) }
        }

        /// Those of the seeker's own log first: the one of its name, then the longest, which is the last copy. A short beginning convinces of a
        /// copy only where the name does as well.
        mutating func indices(of seeker: Seeker) -> [Int] {
            let length = seeker.fingerprint.length
            if byLength[length] == nil { byLength[length] = hashed(length) }
            let own = FileFamily(of: seeker.path)
            let found = byLength[length]?[seeker.fingerprint.hash] ?? []
            let near = found.filter { isNear($0, own) }.sorted { precedes($0, $1, under: seeker.path) }
            return seeker.fingerprint.isConvincing ? near + found.filter { !isNear($0, own) } : near
        }

        private func precedes(_ left: Int, _ right: Int, under path: String) -> Bool {
            let (one, other) = (candidates[left], candidates[right])
            return (one.path == path ? 0 : 1, other.size, left) < (other.path == path ? 0 : 1, one.size, right)
        }

        private func isNear(_ index: Int, _ family: FileFamily) -> Bool {
            let other = FileFamily(of: candidates[index].path)
            return other == family || other.directory == family.directory && CopyName.relates(other.base, to: family.base)
        }

        private func hashed(_ length: Int) -> [Digest128: [Int]] {
            var indices: [Digest128: [Int]] = [:]
            for index in free where candidates[index].head.count >= length {
                let hash = candidates[index].head.withUnsafeBytes {
                    Fingerprint(of: UnsafeRawBufferPointer(rebasing: $0.prefix(length))).hash
                }
                indices[hash, default: []].append(index)
            }
            return indices
        }
    }
}
