/// How often all directories are looked at: the more files, the rarer, so that looking costs a bounded share of a core.
package struct ScanPace: Sendable {
    /// One file costs some 10 µs to be looked at: this long between two scans for each makes 1 % of a core with nothing going on,
    package static let restPerFile = Duration.milliseconds(1)
    /// and some 5 % while names change.
    package static let newsPerFile = Duration.microseconds(200)

    package init() {}

    /// - Parameters:
    ///   - hasNews: something is known to have changed.
    ///   - least: the shortest interval, for few files.
    package func interval(files: Int, hasNews: Bool, least: Duration) -> Duration {
        max(least, (hasNews ? Self.newsPerFile : Self.restPerFile) * files)
    }
}
