internal import WeirRecords
internal import WeirSystem

/// What the files that are sought began with when they were read last, by their directories: whether another file may go on with what one of
/// them held.
struct SoughtContents {
    private struct Beginning: Hashable {
        var directory: String
        var fingerprint: Fingerprint
    }

    /// The least of the offsets up to which files that began so were read.
    private var offsets: [Beginning: UInt64] = [:]
    private var lengths: [String: Set<Int>] = [:]

    init(_ tails: some Sequence<FileTail>) {
        // Of what was not read nothing can come twice.
        for tail in tails where tail.state.offset > 0 {
            let beginning = Beginning(directory: tail.family.directory, fingerprint: tail.state.fingerprint)
            offsets[beginning] = min(offsets[beginning] ?? .max, tail.state.offset)
            lengths[beginning.directory, default: []].insert(tail.state.fingerprint.length)
        }
    }

    func mayBe(_ sighting: FileSighting, _ head: [UInt8]) -> Bool {
        let directory = sighting.family.directory
        return (lengths[directory] ?? []).contains { length in
            guard head.count >= length else { return false }
            let fingerprint = head.withUnsafeBytes { Fingerprint(of: UnsafeRawBufferPointer(rebasing: $0.prefix(length))) }
            return offsets[Beginning(directory: directory, fingerprint: fingerprint)].map { $0 <= sighting.status.size } ?? false
        }
    }
}
