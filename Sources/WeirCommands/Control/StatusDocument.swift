import WeirRecords
import WeirShipping
import WeirSpool

/// How a running shipper stands, as JSON: a documented contract. Counts of sources and sinks are since the shipper's start, or since the
/// reload that made them anew; those of a ledger are since the sink was first configured. Times are RFC 3339 in UTC. What is not known is
/// left out.
struct StatusDocument: Codable, Equatable {
    /// Rises when a key goes or changes its meaning; a new key leaves it.
    static let schemaVersion = 1

    struct Configuration: Codable, Equatable {
        var path: String
        var sha256: String
        /// When it was loaded or reloaded last.
        var loaded: String
        var reloads: Int
    }

    struct SpoolState: Codable, Equatable {
        var directory: String
        var installation: String
        var usedBytes: Int64
        var sizeBytes: Int64
        var isFull: Bool
        /// Why nothing can be written to the spool now, such as `disk_full`.
        var hindrance: String?
        /// Records given up by the spool's policy since the start.
        var dropped: UInt64
        var deadLetterBytes: Int64
        var deadLetterLimitBytes: Int64
        /// Free on the file system, for the shipper's user.
        var diskFreeBytes: UInt64?
        /// Record numbers: the first that is kept, the first that some sink has not settled, and the one after the last durable one.
        var oldest: UInt64
        var settled: UInt64
        var mark: UInt64
    }

    struct Source: Codable, Equatable {
        var name: String
        var records: UInt64
        var bytes: UInt64
        var lastRead: String?
        /// Event time of the record that it read last.
        var lastEvent: String?
        /// Bytes of lines that are written now, whether they are read or not.
        var arrivingBytesPerSecond: Double
        var unreadBytes: UInt64
        /// What can still be written before something is rotated away unread.
        var headroomBytes: UInt64?
        var lostBytes: UInt64
        /// Losses that are kept, in this run and in earlier ones, and how many of them are of unknown size.
        var losses: UInt64?
        var lossesOfUnknownSize: UInt64?
        /// Records that the spool committed or gave up by policy, of those that were read.
        var committedRecords: UInt64?
    }

    struct Sink: Codable, Equatable {
        var name: String
        var cursor: UInt64
        var waitingRecords: UInt64
        /// In the spool's segments, about.
        var waitingBytes: Int64
        /// Event time of the first record that waits.
        var oldestWaiting: String?
        /// Its age; that of a clock ahead of this one's is 0.
        var lagSeconds: Double?
        /// By grade: sent, accepted, durable, found.
        var delivered: [String: UInt64]
        var filtered: UInt64
        var deadLetters: UInt64
        var unreadable: UInt64
        var retries: UInt64
        /// Tries in a row that failed, up to now.
        var failures: Int
        /// Of the waiting records at most, those that were sent over the present connection and are kept until it has proven them.
        var inReplayWindow: UInt64?
        var dropped: UInt64
        /// Batches under way, and how many may be now.
        var inFlight: Int
        var allowedInFlight: Int
        /// Why the sink is on hold.
        var held: String?
        var lastError: String?
        var lastErrorTime: String?
        var lastDelivery: String?
        var encodedBytes: UInt64
        var wireBytes: UInt64
        var requests: UInt64
        var connections: UInt64
        var ledger: Ledger?
    }

    /// committed = delivered + filtered + dead_letters + dropped + unreadable + waiting.
    struct Ledger: Codable, Equatable {
        var committed: UInt64
        var delivered: UInt64
        var filtered: UInt64
        var deadLetters: UInt64
        var dropped: UInt64
        var unreadable: UInt64
        var waiting: UInt64
        var isConserved: Bool
        /// Records settled by the rules of `redact` that had changed them.
        var redacted: [String: UInt64]?
    }

    var schemaVersion = Self.schemaVersion
    var weirVersion: String
    var processId: Int32
    var started: String
    var now: String
    var configuration: Configuration
    var spool: SpoolState
    /// At the rate of the last minutes; left out where nothing is written.
    var timeToLossSeconds: Double?
    var sources: [Source]
    var sinks: [Sink]
    /// Why the shipper is about to end.
    var failure: String?
}
