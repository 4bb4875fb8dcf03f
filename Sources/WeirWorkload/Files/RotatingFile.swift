/// When a file is renamed away, as the platform's own log handler does it: before the line that would make it reach its size.
/// A pure value; the writer performs what it decides.
package struct RotationRule: Equatable, Sendable {
    /// Positive.
    package var bytes: UInt64
    /// 0: never.
    package var kept: Int

    package init(bytes: UInt64, kept: Int) {
        self.bytes = bytes
        self.kept = kept
    }

    /// - Parameter size: of the file with all lines given to it so far.
    package func isDue(size: UInt64, nextLine: Int) -> Bool { kept > 0 && size > 0 && size + UInt64(nextLine) >= bytes }
}

/// The renames of one rotation, in order.
package struct Rotation: Equatable, Sendable {
    package struct Rename: Equatable, Sendable {
        package var from: String
        package var to: String
    }

    package var renames: [Rename]
    /// The oldest file is lost: the first rename goes over it.
    package var losesOldest: Bool

    /// - Parameter present: renamed files that are there: `.1` … `.present`.
    package init(of path: String, present: Int, kept: Int) {
        losesOldest = present >= kept
        let oldest = min(present, kept - 1)
        renames = stride(from: oldest, to: 0, by: -1).map { Rename(from: "\(path).\($0)", to: "\(path).\($0 + 1)") }
        renames.append(Rename(from: path, to: "\(path).1"))
    }
}
