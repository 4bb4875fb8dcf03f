package import WeirRecords
package import WeirSpool

/// How a shipper stands: a value put together from what each stage published last, without disturbing any.
package struct ShipperStatus: Equatable, Sendable {
    package struct Source: Equatable, Sendable {
        package var name: String
        package var figures: SourceFigures
        /// Records that the spool committed or gave up by policy, of those that were read.
        package var committed: UInt64 = 0
    }

    package struct Sink: Equatable, Sendable {
        package var name: String
        package var progress: SinkProgress
        /// Records behind the mark that are not settled.
        package var waiting: UInt64
    }

    /// A stage that is blocked in a call.
    package struct Stuck: Equatable, Sendable {
        package var stage: String
        /// Since its step began.
        package var time: Duration
    }

    package var started: Timestamp
    package var now: Timestamp
    package var sources: [Source]
    package var sinks: [Sink]
    package var spoolBytes: ByteCount
    package var spoolCapacity: ByteCount
    package var isSpoolFull: Bool
    /// Why nothing can be written to the spool now.
    package var hindrance: SpoolHindrance?
    /// What the spool's disk would still take; nil where it can't be told.
    package var diskBytes: ByteCount?
    /// Records given up by policy since the start.
    package var dropped: UInt64
    package var deadLetters: DeadLetterUse
    /// Everything before it is durable in the spool.
    package var mark: RecordNumber
    package var recovery: RecoveryReport
    /// Why the shipper ended or is about to.
    package var failure: ShippingFailure?
    /// Stages whose step takes longer than any should: starting again may mend that, and nothing else does.
    package var stuck: [Stuck] = []

    /// What the time to loss is made of, at the rate of the last minutes.
    package var timeToLoss: TimeToLoss {
        // A full spool's remaining bytes can't be used.
        let free = isSpoolFull ? .zero : ByteCount(max(0, spoolCapacity.bytes - spoolBytes.bytes))
        return TimeToLoss(
            spoolFree: min(free, diskBytes ?? free),
            rotationHeadroom: sources.compactMap(\.figures.headroomBytes).min().map { ByteCount(Int64(clamping: $0)) },
            bytesPerSecond: sources.reduce(0) { $0 + $1.figures.arrivingBytesPerSecond },
            spooledBytesPerSecond: sources.reduce(0) { $0 + $1.figures.spooledBytesPerSecond })
    }
}

/// How long records are safe where no sink takes any: the spool's room, then what the rotation still holds.
package struct TimeToLoss: Equatable, Sendable {
    /// Of the spool's size and of the disk, whichever is less.
    package var spoolFree: ByteCount
    /// Of the log that is nearest to losing something; nil where no rotation was seen.
    package var rotationHeadroom: ByteCount?
    /// Bytes of lines that are written now.
    package var bytesPerSecond: Double
    /// The same as the spool takes them.
    package var spooledBytesPerSecond: Double

    /// Nil where nothing is written, so that nothing can be said.
    package var time: Duration? {
        guard bytesPerSecond > 0, spooledBytesPerSecond > 0 else { return nil }
        return .seconds(Double(spoolFree.bytes) / spooledBytesPerSecond + Double(rotationHeadroom?.bytes ?? 0) / bytesPerSecond)
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
    /// What each source lost, in this run and in earlier ones, as long as the ledger keeps it.
    package var losses: [String: LossSum]
}
