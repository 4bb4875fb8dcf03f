/// Tells what becomes of names in directories, between two looks at them.
package protocol FileWatch: AnyObject, Sendable {
    /// Watches a directory from now on; watching it again changes nothing.
    func watch(_ directory: String) throws(SystemError)
    /// Ends watching all directories but these.
    func keep(_ directories: Set<String>)
    /// Returns once everything that happened up to now can be taken.
    func catchUp()
    /// Tells of a file's next change, once: its writers pay for that one alone, however busy they are then.
    ///
    /// - Parameter number: what ``FileEvent/grew(_:)`` will say; of two for one file the later.
    /// - Returns: false where that can't be had, as where there are as many watches as may be.
    func awaitGrowth(of path: String, as number: Int) -> Bool
    /// What happened since the last call, in the order in which it happened.
    func take() -> [FileEvent]
}

package struct WatchedName: Hashable, Sendable {
    package var directory: String
    package var name: String

    package init(directory: String, name: String) {
        self.directory = directory
        self.name = name
    }
}

package enum FileEvent: Sendable {
    /// A file was made under a name, or moved there.
    ///
    /// - Parameter move: the same as of the name that it had before; 0 where it was made.
    case appeared(WatchedName, FileOpening, move: UInt32)
    /// A name was removed, or what had it was moved away.
    case left(WatchedName, move: UInt32)
    /// The same of directories.
    case folderAppeared(WatchedName, move: UInt32)
    case folderLeft(WatchedName, move: UInt32)
    /// One that is watched went or moved.
    case directoriesChanged
    /// More happened than could be kept: some of it is not told.
    case overflow
    /// A file whose growth was awaited was written to.
    case grew(Int)
    /// More of them were written to than could be kept: of none growth is awaited any more.
    case growthOverflow
}

/// What came of opening a file as soon as its name appeared.
package enum FileOpening: Sendable {
    case file(any File, FileStatus)
    /// It was not there any more.
    case gone
    case notOpened
}

/// Opens a file whose name just appeared, on the watch's own thread; `nil` for a name that is not to be told of at all.
package typealias FileOpener = @Sendable (WatchedName) -> FileOpening?

package typealias FileWatchMaker = @Sendable (@escaping FileOpener) throws(SystemError) -> any FileWatch
