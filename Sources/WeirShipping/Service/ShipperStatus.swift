package import WeirRecords
package import WeirSpool

/// How a shipper stands: a value put together from what each stage published last, without disturbing any.
package struct ShipperStatus: Equatable, Sendable {
    package struct Source: Equatable, Sendable {
        package var name: String
        package var figures: SourceFigures
    }

    package struct Sink: Equatable, Sendable {
        package var name: String
        package var progress: SinkProgress
        /// Records behind the mark that are not settled.
        package var waiting: UInt64
    }

    package var started: Timestamp
    package var now: Timestamp
    package var sources: [Source]
    package var sinks: [Sink]
    package var spoolBytes: ByteCount
    package var spoolCapacity: ByteCount
    package var isSpoolFull: Bool
    /// Everything before it is durable in the spool.
    package var mark: RecordNumber
    package var recovery: RecoveryReport
    /// Why the shipper ended or is about to.
    package var failure: ShippingFailure?

    /// What the time to loss is made of, at the mean rate since the start.
    package var timeToLoss: TimeToLoss {
        let seconds = Double(now.microseconds - started.microseconds) / Double(Timestamp.microsecondsPerSecond)
        let read = sources.reduce(0) { $0 + Double($1.figures.bytes) }
        return TimeToLoss(
            spoolFree: ByteCount(max(0, spoolCapacity.bytes - spoolBytes.bytes)),
            rotationHeadroom: sources.compactMap(\.figures.headroomBytes).min().map { ByteCount(Int64(clamping: $0)) },
            bytesPerSecond: seconds > 0 ? read / seconds : 0)
    }
}

/// How long records are safe where no sink takes any: the spool's room, then what the rotation still holds.
package struct TimeToLoss: Equatable, Sendable {
    package var spoolFree: ByteCount
    /// Of the log that is nearest to losing something; nil where no rotation was seen.
    package var rotationHeadroom: ByteCount?
    package var bytesPerSecond: Double

    /// Nil where nothing is read, so that nothing can be said.
    package var time: Duration? {
        guard bytesPerSecond > 0 else { return nil }
        return .seconds(Double(spoolFree.bytes + (rotationHeadroom?.bytes ?? 0)) / bytesPerSecond)
    }
}

/// A shipper's status with what takes a look at its disk.
package struct ShipperSurvey: Equatable, Sendable {
    /// What waits for one sink.
    package struct Backlog: Equatable, Sendable {
        package var sink: String
        /// In the spool's segments; within a segment an estimate.
        package var bytes: ByteCount
        /// Event time of the first record that waits; `nil` where none does.
        package var oldest: Timestamp?
    }

    package var status: ShipperStatus
    /// The first record that is kept.
    package var oldest: RecordNumber
    /// Every sink has settled what is before it, durably.
    package var settled: RecordNumber
    package var installation: Digest128
    /// In the order of the status's sinks.
    package var backlogs: [Backlog]
    /// As of the last transaction, which is up to a tenth of a second older than the status.
    package var ledger: [Conservation]
}
