package import WeirSystem

/// Which names came and went without their file having been opened. A pure value: it is told what a watch tells, and says what is lost.
package struct NameLog: Sendable {
    /// Names kept in mind; far more than appear between two scans.
    package static let maximumNames = 65_536

    /// Names that appeared and whose file was not opened, nor found by a scan.
    private var unopened: Set<WatchedName> = []
    /// Those of them that were moved away, by the move: the other end of it comes next, at the latest with what is taken next.
    private var moving: [UInt32: WatchedName] = [:]
    private var movedBefore: Set<UInt32> = []

    package init() {}

    /// - Parameter isOpen: whether its file was opened.
    /// - Returns: false where as many names are kept in mind as may be: nobody will know what becomes of this one.
    @discardableResult
    package mutating func appeared(_ name: WatchedName, isOpen: Bool, move: UInt32) -> Bool {
        moving[move] = nil
        movedBefore.remove(move)
        if isOpen {
            unopened.remove(name)
        } else {
            guard unopened.count < Self.maximumNames || unopened.contains(name) else { return false }
            unopened.insert(name)
        }
        return true
    }

    /// - Returns: whether a file that nobody opened is gone with it.
    package mutating func left(_ name: WatchedName, move: UInt32) -> Bool {
        guard unopened.remove(name) != nil else { return false }
        guard move != 0 else { return true }
        moving[move] = name
        return false
    }

    /// All that happened up to now was told.
    ///
    /// - Returns: names whose file was moved to where nobody looks.
    package mutating func ended() -> [WatchedName] {
        let lost = movedBefore.compactMap { moving.removeValue(forKey: $0) }
        movedBefore = Set(moving.keys)
        return lost.sorted { ($0.directory, $0.name) < ($1.directory, $1.name) }
    }

    /// A scan found these.
    package mutating func found(_ names: some Sequence<WatchedName>) {
        guard !unopened.isEmpty else { return }
        for name in names { unopened.remove(name) }
    }
}
