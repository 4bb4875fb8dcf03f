/// How often all directories are looked at: the more files, the rarer, so that looking costs a bounded share of a core.
package struct ScanPace: Sendable {
    /// Between two scans, for each file: one costs some 14 µs to be looked at, which makes 1.4 % of a core.
    package static let restPerFile = Duration.milliseconds(1)
    /// The same while names change: 7 % of a core.
    package static let newsPerFile = Duration.microseconds(200)
    /// The same where a watch tells of names, and the last scan found nothing that it had not told of: 0.14 % of a core.
    package static let watchedPerFile = Duration.milliseconds(10)
    /// With a watch, too: it may miss what happens on a network's file system.
    package static let longest = Duration.seconds(300)

    package init() {}

    /// - Parameters:
    ///   - hasNews: something is known to have changed.
    ///   - isWatched: many files, all of whose names are watched, and nothing is open of the last scan.
    ///   - least: the shortest interval, for few files.
    package func interval(files: Int, hasNews: Bool, isWatched: Bool = false, least: Duration) -> Duration {
        if hasNews { return max(least, Self.newsPerFile * files) }
        guard isWatched else { return max(least, Self.restPerFile * files) }
        return max(least, min(Self.longest, Self.watchedPerFile * files))
    }
}
