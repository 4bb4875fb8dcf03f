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

    /// The smallest: some frames of 1 MiB in each of several segments.
    package static let minimalSize = ByteCount.mebibytes(16)
    package static let maximalSize = ByteCount.gibibytes(1 << 14)
    package static let defaultSize = ByteCount.gibibytes(8)
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

    /// Where a file that was there before the shipper's first start is read from; one that appears later is always read from its beginning.
    package enum Start: String, CaseIterable, Sendable {
        case beginning
        case end
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
