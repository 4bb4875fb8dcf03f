package import WeirRecords

/// A checked `weir.yaml`: where records come from, where they wait, where they go.
///
/// Names are unique, every `from` names a source, globs are absolute or relative to the working directory, secrets are read.
package struct ShipperConfiguration: Equatable, Sendable {
    package var spool: SpoolPlan
    /// At least one.
    package var sources: [SourcePlan]
    package var redaction: RedactionPlan
    /// At least one.
    package var sinks: [SinkPlan]
    /// `nil`: no console.
    package var console: ConsolePlan?
    /// `nil`: no answers to an orchestrator's probes.
    package var probes: ProbesPlan?
}

/// The durable log between sources and sinks.
package struct SpoolPlan: Equatable, Sendable {
    package var directory: String
    package var size: ByteCount
    package var synchronization: Synchronization
    package var whenFull = WhenFull.wait
    /// How long the ledger keeps the minutes of what is delivered.
    package var ledger = Self.defaultLedger

    /// What becomes of new records where there is no room for them.
    package enum WhenFull: String, CaseIterable, Sendable {
        /// Sources wait; nothing is given up.
        case wait
        /// The oldest records make room, at every sink that has not got them.
        case dropOldest = "drop_oldest"
        /// The new ones are given up.
        case dropNewest = "drop_newest"
    }

    package enum Synchronization: String, CaseIterable, Sendable {
        /// Frames of up to 100 ms share one fdatasync.
        case group
        /// Each frame has its own.
        case strict
    }

    /// The smallest: the positions of 20,000 files twice, and the largest frame.
    package static let minimalSize = ByteCount.mebibytes(16)
    /// Of a full slab with the longest usual names, as a frame.
    package static let frameBytes: Int64 = 4 << 20
    /// Of one file in a checkpoint, with a path of some 100 characters.
    private static let positionBytes: Int64 = 256
    /// Files that one source follows at most.
    private static let filesPerSource: Int64 = 10_000

    /// What works whatever so many sources find: seven eighths hold a segment's positions, a frame, and the next segment's positions.
    package static func leastSize(sources: Int) -> ByteCount {
        let bytes = frameBytes + 2 * Int64(sources) * filesPerSource * positionBytes
        return max(minimalSize, .mebibytes(((bytes / 7 * 8) >> 20) + 1))
    }
    package static let maximalSize = ByteCount.gibibytes(1 << 14)
    package static let defaultSize = ByteCount.gibibytes(8)
    /// A month and some days: a month's review finds all of it.
    package static let defaultLedger = Duration.seconds(35 * 86_400)
    package static let shortestLedger = Duration.seconds(86_400)
    package static let longestLedger = Duration.seconds(3_660 * 86_400)

    /// The same in whole days.
    package var ledgerDays: Int { Int((ledger.components.seconds + 86_399) / 86_400) }
}

/// One place where records come from.
package struct SourcePlan: Equatable, Sendable {
    package var name: String
    package var kind: Kind

    package enum Kind: Equatable, Sendable {
        case files(FilesPlan)
    }
}

/// Log files, followed through their rotation.
package struct FilesPlan: Equatable, Sendable {
    /// Those that `include` was taken from; empty where the globs were given.
    package var presets: [FilePreset]
    /// Globs of the files that are being written, at least one, each once; their renamed predecessors are found from them.
    package var include: [String]
    /// Globs of files to leave alone.
    package var exclude: [String]
    /// `nil`: detected per file.
    package var format: RecordFormat?
    /// The host that the records are of; `nil`: this machine's name.
    package var host: String?
    package var start: Start
    package var followLinks = FollowLinks.trusted

    /// Where a file that was there before the shipper's first start is read from; one that appears later is always read from its beginning.
    package enum Start: String, CaseIterable, Sendable {
        case beginning
        case end
    }

    /// Which symbolic links are followed on the way to a file: whoever may make links in a directory of logs chooses what is shipped.
    package enum FollowLinks: String, CaseIterable, Sendable {
        /// Those that root or the shipper's own user made.
        case trusted
        case all
    }
}

/// The web console and metrics of a running shipper.
package struct ConsolePlan: Equatable, Sendable {
    package var listen: ListenAddress
    /// Set wherever `listen` is not loopback.
    package var token: Secret?
    /// Set wherever `listen` is not loopback.
    package var identity: TLSPlan.Identity?
    /// What else it may be called in a request's Host header.
    package var hosts: [String] = []
}

/// Where an orchestrator asks whether the shipper lives and is ready: bare codes, for anyone.
package struct ProbesPlan: Equatable, Sendable {
    package var listen: ListenAddress
}
