/// What a files source did since it was made.
package struct FilesCounters: Equatable, Sendable {
    /// Bytes of the files that are in records or were left out on purpose.
    package var bytesRead: UInt64 = 0
    package var records: UInt64 = 0
    /// Records that hold only a part of their line.
    package var cutLines: UInt64 = 0
    /// Bytes left out on purpose: the rest of a line of which the beginning was there before the source first ran.
    package var leftOutBytes: UInt64 = 0
    /// NUL bytes passed over.
    package var holeBytes: UInt64 = 0
    /// Bytes known to have been there that can't be read any more.
    package var lostBytes: UInt64 = 0
    /// Files of which something was lost, whether or not it is known how much.
    package var lostFiles: UInt64 = 0

    package init() {}
}

/// How a files source stands at the moment.
package struct FilesStatus: Equatable, Sendable {
    package var counters = FilesCounters()
    package var openFiles = 0
    package var knownFiles = 0
    /// Lag: bytes that are known to be in the files and were not read.
    package var unreadBytes: UInt64 = 0
    /// One for each log that has unread bytes or was rotated.
    package var windows: [RotationWindow] = []

    /// What can still be written to the log that is nearest to losing something, before it does; `nil` where no rotation was seen.
    package var headroomBytes: UInt64? { windows.compactMap(\.headroomBytes).min() }
}

/// One log and what it was rotated to: how much can be written to it before the oldest unread byte is rotated away.
package struct RotationWindow: Equatable, Sendable {
    /// The log's path, as it is written.
    package var path: String
    package var unreadBytes: UInt64
    /// Numbered files that are there now: at least what the rotation keeps.
    package var keptFiles: Int
    /// Mean size of those.
    package var fileBytes: UInt64
    /// `nil` where there are no numbered files to tell by.
    package var headroomBytes: UInt64?

    /// A file in the window: its number, 0 for the one being written.
    struct Member {
        var number: Int
        var size: UInt64
        var unreadBytes: UInt64
    }

    init(path: String, members: [Member]) {
        let rotated = members.filter { $0.number > 0 }
        self.path = path
        unreadBytes = members.reduce(0) { $0 &+ $1.unreadBytes }
        keptFiles = rotated.map(\.number).max() ?? 0
        fileBytes = rotated.isEmpty ? 0 : rotated.reduce(0) { $0 &+ $1.size } / UInt64(rotated.count)
        guard keptFiles > 0 else { return }
        let oldestUnread = members.filter { $0.unreadBytes > 0 }.map(\.number).max() ?? 0
        let written = members.first { $0.number == 0 }?.size ?? 0
        let rest = fileBytes > written ? fileBytes - written : 0
        headroomBytes = UInt64(keptFiles - oldestUnread) &* fileBytes &+ rest
    }
}
