import WeirRecords
import WeirShipping
import WeirSpool
import WeirSystem

extension StatusDocument {
    init(_ survey: ShipperSurvey, configuration: Configuration, directory: String, diskFreeBytes: UInt64?) {
        let status = survey.status
        self.init(
            weirVersion: WeirCommand.version, processId: Environment.processID, started: "\(status.started)", now: "\(status.now)",
            configuration: configuration,
            spool: SpoolState(
                directory: directory, installation: "\(survey.installation)", usedBytes: status.spoolBytes.bytes,
                sizeBytes: status.spoolCapacity.bytes, isFull: status.isSpoolFull, hindrance: status.hindrance?.name,
                dropped: status.dropped, deadLetterBytes: status.deadLetters.used.bytes,
                deadLetterLimitBytes: status.deadLetters.limit.bytes, diskFreeBytes: diskFreeBytes,
                oldest: survey.oldest.value, settled: survey.settled.value, mark: status.mark.value),
            timeToLossSeconds: status.timeToLoss.time.map { $0 / .seconds(1) },
            sources: status.sources.map { Source($0, survey.losses[$0.name] ?? LossSum()) },
            sinks: status.sinks.map { sink in
                Sink(
                    sink, survey.backlogs.first { $0.sink == sink.name }, survey.ledger.first { $0.sink == sink.name }, now: status.now)
            }, failure: status.failure?.description)
    }
}

extension StatusDocument.Source {
    fileprivate init(_ source: ShipperStatus.Source, _ losses: LossSum) {
        let figures = source.figures
        self.init(
            name: source.name, records: figures.records, bytes: figures.bytes, lastRead: figures.lastRead?.description,
            lastEvent: figures.lastEvent?.description, arrivingBytesPerSecond: figures.arrivingBytesPerSecond,
            unreadBytes: figures.unreadBytes, headroomBytes: figures.headroomBytes,
            lostBytes: figures.lostBytes, losses: losses.losses, lossesOfUnknownSize: losses.ofUnknownSize,
            committedRecords: source.committed)
    }
}

extension StatusDocument.Sink {
    fileprivate init(_ sink: ShipperStatus.Sink, _ backlog: ShipperSurvey.Backlog?, _ ledger: Conservation?, now: Timestamp) {
        let progress = sink.progress
        let delivered = progress.delivered.map { ("\($0.key)", $0.value) }
        self.init(
            name: sink.name, cursor: progress.cursor.value, waitingRecords: sink.waiting, waitingBytes: backlog?.bytes.bytes ?? 0,
            oldestWaiting: backlog?.oldest?.description, lagSeconds: backlog?.oldest.map { Self.age(of: $0, at: now) },
            delivered: Dictionary(uniqueKeysWithValues: delivered), filtered: progress.filtered, deadLetters: progress.deadLettered,
            unreadable: progress.unreadable, retries: progress.retries, failures: progress.failures, inReplayWindow: progress.inWindow,
            dropped: progress.dropped, inFlight: progress.inFlight, allowedInFlight: progress.allowedInFlight,
            held: progress.held?.description,
            lastError: progress.lastError, lastErrorTime: progress.lastErrorTime?.description,
            lastDelivery: progress.lastDelivery?.description, encodedBytes: progress.figures.encodedBytes,
            wireBytes: progress.figures.wireBytes, requests: progress.figures.requests, connections: progress.figures.connections,
            ledger: ledger.map { StatusDocument.Ledger($0) })
    }

    private static func age(of time: Timestamp, at now: Timestamp) -> Double {
        max(0, Double(now.microseconds) - Double(time.microseconds)) / Double(Timestamp.microsecondsPerSecond)
    }
}

extension StatusDocument.Ledger {
    fileprivate init(_ line: Conservation) {
        self.init(
            committed: line.committed, delivered: line.delivered, filtered: line.filtered, deadLetters: line.deadLettered,
            dropped: line.dropped, unreadable: line.quarantined, waiting: line.waiting, isConserved: line.isConserved,
            redacted: line.redacted)
    }
}
