import WeirPlanner
import WeirRecords

/// What is taken for plausible; beyond it a file is more likely wrong than large.
enum DeploymentRanges {
    static let sessions = 1...10_000_000
    static let nodes = 1...100_000
    static let sessionsEach = 1...100_000
    static let queriesPerLaunch = 1...100_000
    static let operationsPerSecond = 1...100_000_000
    static let filesKept = 0...100_000
    /// A session of a second makes no sense, one of a year is a machine.
    static let sessionDuration = (least: Duration.seconds(1), most: Duration.seconds(366 * 86_400))
    static let growth = (least: Share(percent: -99), most: Share(percent: 1_000))
    /// Monthly growth beyond this is warned of: 4,096 times as much in a year.
    static let plausibleGrowth = Share(percent: 100)
    static let disk = (least: ByteCount.mebibytes(64), most: ByteCount.gibibytes(1 << 20))
    static let roundTrip = (least: Duration.microseconds(1), most: Duration.seconds(60))
    static let cleanup = (least: Duration.seconds(1), most: Duration.seconds(30 * 86_400))
    static let hourFactor = (least: 0.0, most: 1_000.0)
    static let pricePerGigabyte = (least: 0.0, most: 1_000_000.0)
    static let rotationBytes = (least: ByteCount.kibibytes(1), most: ByteCount.gibibytes(1 << 10))
    /// PostgreSQL's limit on the columns of a table, and on those of an index.
    static let columns = 1_600
    static let indexColumns = 32
    static let indexes = 64
    static let members = 32
}
