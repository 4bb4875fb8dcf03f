package import WeirRecords
package import WeirSystem

/// What a files source follows, and how. Checked by the configuration before it gets here.
package struct FilesSettings: Sendable {
    /// Where a file begins that is there when the source starts for the first time, without any position.
    package enum Start: Sendable {
        case beginning
        /// Behind what it holds; its rotated backlog counts as read. Files that come later are read from their beginning.
        case end
    }

    /// Name of the source in the configuration.
    package var name: String
    /// The host whose records these are.
    package var host: String
    package var include: [Glob]
    /// Tested against a file's path and, for a rotated file, against the name that it had before.
    package var exclude: [Glob]
    /// `nil`: detected per file, from its first lines.
    package var format: RecordFormat?
    package var from: Start
    package var links: LinkRule
    package var limits: FilesLimits
    /// The shipper's own directories: what lies in them is never followed.
    package var own: [String] = []
    /// Names of all sources that are configured with it; empty where that is not known.
    package var configured: Set<String> = []

    package init(
        name: String, host: String, include: [Glob], exclude: [Glob] = [], format: RecordFormat? = nil, from: Start = .beginning,
        links: LinkRule = .trusted, limits: FilesLimits = FilesLimits()
    ) {
        self.name = name
        self.host = host
        self.include = include
        self.exclude = exclude
        self.format = format
        self.from = from
        self.links = links
        self.limits = limits
    }
}

/// The bounds of a files source.
package struct FilesLimits: Equatable, Sendable {
    /// A longer line comes in parts of this size, marked and counted. At most one byte less than a slab's capacity counts, to leave room
    /// for the LF.
    package var lineBytes = ByteCount.mebibytes(1)
    /// The most that one file gets of a slab before the others have their turn, unless a single line is longer.
    package var turnBytes = ByteCount.kibibytes(256)
    /// Bytes looked at in one step, whether or not anything comes of them, before the source rests for `restTime`.
    package var stepBytes = ByteCount.mebibytes(32)
    package var restTime = Duration.milliseconds(20)
    /// Files held open at once. A file held open is read to its end even where it is rotated away or deleted meanwhile.
    package var openFiles = 4096
    /// Files whose positions are kept, most of them rotated and read.
    package var knownFiles = 100_000
    /// Directories looked into by one scan; keeps `**` on a wrong directory from going through the whole disk.
    package var directories = 65_536
    /// Between two scans of the directories. Where names can't be watched, a file that lives for less than this may never be seen.
    package var scanInterval = Duration.seconds(1)
    /// Between two looks at the files' ends where nothing came.
    package var pollInterval = Duration.milliseconds(100)
    /// A file that was rotated away is finished once it has not grown for this long: a writer may hold it open a little longer. Where it grows
    /// after that, a scan sees it.
    package var quietTime = Duration.seconds(2)
    /// How long a file that was deleted, or moved to where no pattern leads, is held open after its last growth, as long as less than
    /// half of the descriptors are in use: later writes to it are not read. Its room on the disk is held as long.
    package var goneTime = Duration.seconds(60)
    /// How long a file that holds what another one holds, under the same name in another directory, waits for that to be truncated, as after
    /// it was copied. It is a file of its own after that.
    package var copyTime = Duration.seconds(5)
    /// Bytes that one scan compares of a file that may be a copy.
    package var comparedBytes = ByteCount.mebibytes(16)
    /// How long a file is kept in mind whose directory is not there.
    package var absentDirectoryTime = Duration.seconds(60)

    package init() {}
}

extension Duration {
    /// Whole microseconds; what is beyond 292,000 years is capped.
    var microseconds: Int64 {
        let (seconds, attoseconds) = components
        let (product, overflow) = seconds.multipliedReportingOverflow(by: Timestamp.microsecondsPerSecond)
        return overflow ? .max : product &+ attoseconds / 1_000_000_000_000
    }
}

extension Timestamp {
    /// Whether a time has passed since `start`; a clock that was set back counts as passed, so that nothing waits for it.
    func hasPassed(_ duration: Duration, since start: Timestamp) -> Bool {
        self < start || microseconds &- start.microseconds >= duration.microseconds
    }
}
