package import WeirRecords
package import WeirSpool

/// How a shipper runs. In flight at most: ``SlabFlow/defaultSlabs`` slabs of 1 MiB between sources and disk, and for each sink
/// as many batches as it has in flight, and one that is put together, with the frames they came from, as encoded and as
/// compressed: some 4 MiB a batch of the default size.
package struct ShipperSettings: Equatable, Sendable {
    /// Bytes written and not synced from which on a sync is due at once: half of the slabs, so that sources can go on meanwhile.
    package static let unsynchronizedBytes = ByteCount.mebibytes(5)
    package static let defaultDrain = Duration.seconds(10)
    package static let defaultPatience = Duration.seconds(60)

    /// How long a shipper that was told to end goes on to deliver what waits.
    package var drain = Self.defaultDrain
    /// Ship what is there, and end.
    package var once = false
    /// How long a run of `once` goes on with nothing getting any further.
    package var patience = Self.defaultPatience

    package init() {}
}

/// A sink as a shipper takes it.
package struct SinkAssembly {
    package var delivery: Delivery.Settings
    package var stage: SinkStageSettings
    package var sink: any Sink

    package init(name: String, sink: any Sink, stage: SinkStageSettings = SinkStageSettings()) {
        delivery = Delivery.Settings(sink: name)
        delivery.window = sink.replayWindow
        self.sink = sink
        self.stage = stage
    }
}

extension SinkAssembly {
    /// With the retired sources that it took before: what waits of them was read for it.
    func routed(by store: StateStore, configured: Set<String>) throws(StateError) -> SinkAssembly {
        var routed = self
        routed.stage.route = Route(from: try store.keepRoute(of: delivery.sink, sources: stage.route.names, configured: configured))
        return routed
    }
}

/// How a shipper ended.
package struct ShipperEnd: Equatable, Sendable {
    package struct Sink: Equatable, Sendable {
        package var name: String
        /// Nil where it was not waited for.
        package var end: DeliveryEnd?
        package var progress: SinkProgress
        /// Records in the spool that it did not settle.
        package var waiting: UInt64

        /// How it stands at the end: what every text and the exit code say of it.
        package var outcome: Outcome {
            if case .held(let reason) = end { return .held(reason) }
            return waiting == 0 ? .settled : .undelivered(isStopped: end == .stopped)
        }

        /// Every record is settled: delivered, or counted as dead-lettered, dropped or unreadable, and none of that in this run.
        var isComplete: Bool {
            outcome == .settled && progress.deadLettered == 0 && progress.unreadable == 0 && progress.dropped == 0
        }
    }

    package enum Outcome: Equatable, Sendable {
        /// Nothing waits, however its delivery ended.
        case settled
        case held(Reason)
        /// Records wait in the spool. `isStopped`: it was told to leave them there.
        case undelivered(isStopped: Bool)
    }

    package var sinks: [Sink]
    package var sources: [ShipperStatus.Source]
    /// A source did not come to its end, or what it read found no room, and a run of `once` waited no longer.
    package var hasGivenUp: Bool
    package var failure: ShippingFailure?
    /// What kept the spool from taking more when it ended: the logs hold records that were not read.
    package var hindrance: SpoolHindrance?

    /// Everything that the logs held is delivered everywhere: nothing went to the dead letters in this run, and no loss was named.
    package var isComplete: Bool { isDelivered && !hasLost }

    /// Everything that was read is delivered everywhere, and nothing went to the dead letters in this run.
    package var isDelivered: Bool {
        failure == nil && !hasGivenUp && hindrance == nil
            && sinks.allSatisfy(\.isComplete)
    }

    /// In this run something was gone before it was read, or can't be read.
    package var hasLost: Bool { sources.contains { $0.figures.losses.losses > 0 } }
}
