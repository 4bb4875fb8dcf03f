internal import WeirSystem

/// Files of segments that nobody wants any more, to be written once more as new ones.
///
/// Their blocks are the file's already: a sync waits for the bytes alone, and not for the file system's journal, which is most of
/// what a sync of fresh blocks costs. What they held before can't pass for the new segment's frames, whose salt is another.
struct SpareSegments: Sendable {
    private struct Spare {
        var path: String
        var bytes: UInt64
    }

    /// One for the segment that comes next, and one for where two go at once.
    private static let limit = 2

    /// Under a durable name, so that no loss of power gives the old one back to a file that was written anew.
    private var ready: [Spare] = []
    private var renamed: [Spare] = []
    /// Names changed since the folder was synced: where that failed, it is to be tried again though nothing more is released.
    private(set) var areNamesOwed = false

    var bytes: UInt64 { (ready + renamed).reduce(0) { $0 + $1.bytes } }
    var hasRoom: Bool { ready.count + renamed.count < Self.limit }

    mutating func keep(_ segment: Segment, _ fileSystem: any FileSystem) throws(SystemError) {
        let path = segment.path + SegmentName.spareEnding
        try fileSystem.rename(segment.path, to: path)
        renamed.append(Spare(path: path, bytes: segment.bytes))
    }

    mutating func oweNames() { areNamesOwed = true }

    /// The folder was synced since.
    mutating func namesAreDurable() {
        areNamesOwed = false
        ready += renamed
        renamed = []
    }

    mutating func take() -> String? { ready.popLast()?.path }

    /// Gives their room to the disk, also of those that a reader has open still: an idle one may keep its last segment open for
    /// ever. What can't be removed now is at the next start.
    mutating func discard(_ fileSystem: any FileSystem) {
        for spare in ready + renamed {
            let file = try? fileSystem.open(spare.path, .write)
            try? fileSystem.remove(spare.path)
            try? file?.truncate(to: 0)
            file?.close()
        }
        (ready, renamed) = ([], [])
    }
}
