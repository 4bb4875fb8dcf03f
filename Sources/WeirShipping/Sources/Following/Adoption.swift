/// Finds files again whose identity is not enough: after a restart, after a reboot that renumbered the devices, and where a log was copied and
/// truncated, so that the copy goes on with what the log held.
package enum Adoption {
    /// A tail whose file must be found.
    package struct Seeker: Equatable, Sendable {
        package var id: TailID
        package var identity: FileIdentity
        package var fingerprint: Fingerprint
        package var offset: UInt64

        package init(id: TailID, identity: FileIdentity, fingerprint: Fingerprint, offset: UInt64) {
            self.id = id
            self.identity = identity
            self.fingerprint = fingerprint
            self.offset = offset
        }
    }

    /// A file of the same family that belongs to no tail.
    package struct Candidate: Equatable, Sendable {
        package var identity: FileIdentity
        package var size: UInt64
        /// Its first bytes, as many as a fingerprint takes.
        package var head: [UInt8]

        package init(identity: FileIdentity, size: UInt64, head: [UInt8]) {
            self.identity = identity
            self.size = size
            self.head = head
        }
    }

    /// Which candidate, by its index, is which seeker's file. What was read of a file must still be there and begin as it did; where the identity
    /// differs, the beginning must be long enough to convince. The same identity goes before a longer fingerprint.
    package static func match(_ seekers: [Seeker], _ candidates: [Candidate]) -> [TailID: Int] {
        var taken: Set<Int> = []
        var matches: [TailID: Int] = [:]
        for needsIdentity in [true, false] {
            for seeker in seekers.sorted(by: precedes) where matches[seeker.id] == nil {
                let index = candidates.indices.first {
                    !taken.contains($0) && fits(seeker, candidates[$0], needsIdentity: needsIdentity)
                }
                guard let index else { continue }
                taken.insert(index)
                matches[seeker.id] = index
            }
        }
        return matches
    }

    /// The longest fingerprint first: it is the hardest to match by chance.
    private static func precedes(_ left: Seeker, _ right: Seeker) -> Bool {
        (right.fingerprint.length, right.offset, left.id) < (left.fingerprint.length, left.offset, right.id)
    }

    private static func fits(_ seeker: Seeker, _ candidate: Candidate, needsIdentity: Bool) -> Bool {
        guard seeker.offset <= candidate.size else { return false }
        guard needsIdentity ? seeker.identity == candidate.identity : seeker.fingerprint.isConvincing else { return false }
        return candidate.head.withUnsafeBytes { seeker.fingerprint.matches($0) }
    }
}
