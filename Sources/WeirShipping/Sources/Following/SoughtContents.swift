internal import WeirRecords
internal import WeirSystem

/// What the files that are sought began with when they were read last: whether another file may go on with what one of them held.
struct SoughtContents {
    /// The logs of which files began so, and up to where those were read at least.
    private var logs: [Fingerprint: [FileFamily: UInt64]] = [:]
    private var lengths: Set<Int> = []

    init(_ tails: some Sequence<FileTail>) {
        // Of what was not read nothing can come twice.
        for tail in tails where tail.state.offset > 0 {
            let offset = logs[tail.state.fingerprint]?[tail.family] ?? .max
            logs[tail.state.fingerprint, default: [:]][tail.family] = min(offset, tail.state.offset)
            lengths.insert(tail.state.fingerprint.length)
        }
    }

    /// The logs with which a file may go on.
    ///
    /// - Parameter unsure: directories in which something can't be looked at. Elsewhere what is sought would have been found.
    func logs(of sighting: FileSighting, _ head: [UInt8], unsure: Set<String>) -> Set<FileFamily> {
        guard !unsure.isEmpty else { return [] }
        var found: Set<FileFamily> = []
        for length in lengths where head.count >= length {
            let beginning = head.withUnsafeBytes { Fingerprint(of: UnsafeRawBufferPointer(rebasing: $0.prefix(length))) }
            for (log, offset) in logs[beginning] ?? [:] where offset <= sighting.status.size {
                if unsure.contains(log.directory) || unsure.contains(sighting.family.directory) { found.insert(log) }
            }
        }
        return found
    }
}
