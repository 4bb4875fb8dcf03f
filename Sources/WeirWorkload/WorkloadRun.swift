package import WeirRecords
package import WeirSystem

/// A run of the generator: writes a workload into a directory, at full speed or at a rate, and its manifest at the end.
package struct WorkloadRun: Sendable {
    package struct Settings: Equatable, Sendable {
        package var directory: String
        package var seed: UInt64
        package var records: UInt64
        /// Records a second; nil for full speed.
        package var rate: Double?
        /// Event time of the first record. Nil: at a rate, now; at full speed, so that the last record is of about now.
        package var start: Timestamp?

        package init(directory: String, seed: UInt64, records: UInt64, rate: Double? = nil, start: Timestamp? = nil) {
            self.directory = directory
            self.seed = seed
            self.records = records
            self.rate = rate
            self.start = start
        }
    }

    package struct Progress: Equatable, Sendable {
        package var records: UInt64
        package var of: UInt64
        package var bytes: UInt64
    }

    private let plan: WorkloadPlan
    private let settings: Settings
    private let fileSystem: any FileSystem
    private let clock: any SystemClock
    /// Waits this long; true where the run is to end early.
    private let pause: @Sendable (Duration) -> Bool

    package init(
        plan: WorkloadPlan, settings: Settings, fileSystem: any FileSystem, clock: any SystemClock,
        pause: @escaping @Sendable (Duration) -> Bool
    ) {
        self.plan = plan
        self.settings = settings
        self.fileSystem = fileSystem
        self.clock = clock
        self.pause = pause
    }

    /// Records between two reports of progress at full speed.
    private static let reportEvery: UInt64 = 16_384
    /// One flush in this many leaves the last line half written, at a rate.
    private static let halfLineOneIn: UInt64 = 8

    package func run(progress: (Progress) -> Void = { _ in }) throws -> WorkloadManifest {
        try checkDirectory()
        let start = startTime()
        var workload = Workload(plan: plan, seed: settings.seed, start: start)
        var writer = WorkloadWriter(directory: settings.directory, plan: plan, fileSystem: fileSystem)
        var span = Span(first: start, last: start, records: 0)
        if let rate = settings.rate {
            try paced(&workload, &writer, &span, rate: rate, progress)
        } else {
            try atFullSpeed(&workload, &writer, &span, progress)
        }
        try writer.close()
        let manifest = writer.manifest(seed: settings.seed, records: span.records, start: span.first, end: span.last)
        progress(Progress(records: span.records, of: settings.records, bytes: manifest.bytes))
        return manifest
    }

    /// What was written so far.
    private struct Span {
        var first: Timestamp
        var last: Timestamp
        var records: UInt64
    }

    private func atFullSpeed(
        _ workload: inout Workload, _ writer: inout WorkloadWriter, _ span: inout Span, _ progress: (Progress) -> Void
    ) throws {
        while span.records < settings.records {
            let count = min(Self.reportEvery, settings.records - span.records)
            try write(count, &workload, &writer, &span)
            progress(Progress(records: span.records, of: settings.records, bytes: writer.bytes))
            if pause(.zero) { return }
        }
    }

    private func paced(
        _ workload: inout Workload, _ writer: inout WorkloadWriter, _ span: inout Span, rate: Double, _ progress: (Progress) -> Void
    ) throws {
        var pacer = Pacer(recordsPerSecond: rate, now: clock.monotonicNanoseconds())
        var chance = SeededRandom(seed: ~settings.seed)
        while span.records < settings.records {
            let due = pacer.due(at: clock.monotonicNanoseconds())
            try write(min(due, settings.records - span.records), &workload, &writer, &span)
            try writer.flush { Self.heldBack(&chance) }
            progress(Progress(records: span.records, of: settings.records, bytes: writer.bytes))
            if span.records < settings.records, pause(Pacer.tick) { return }
        }
    }

    private static func heldBack(_ chance: inout SeededRandom) -> Int {
        let bits = chance.next()
        return bits.reduced(below: halfLineOneIn) == 0 ? 1 + Int(bits & 0x7F) : 0
    }

    private func write(_ count: UInt64, _ workload: inout Workload, _ writer: inout WorkloadWriter, _ span: inout Span) throws {
        for _ in 0..<count {
            let line = workload.next(stampedAt: stamp(after: span.records, from: span.first))
            try workload.withLine { try writer.write(line, $0) }
            span.last = line.time
            span.records += 1
        }
    }

    /// At a rate, what happens is timed by the rate, so that the files look alive: record n is of start + n/rate.
    private func stamp(after records: UInt64, from start: Timestamp) -> Timestamp? {
        settings.rate.map { Timestamp(microseconds: start.microseconds + Int64(Double(records) / $0 * 1e6)) }
    }
}

extension WorkloadRun {
    private func checkDirectory() throws {
        let names = try fileSystem.status(of: settings.directory) == nil ? [] : fileSystem.names(in: settings.directory)
        let taken = Set(plan.hosts.map(\.name) + [WorkloadManifest.fileName])
        guard let name = names.filter(taken.contains).min() else { return }
        throw WorkloadError(
            .notEmpty, "\(settings.directory) already holds a workload (\(name))",
            wayOut: "choose another directory, or remove what is there")
    }

    /// Without a start given, at full speed, a stretch of the workload is run through without writing it, to learn how much time the
    /// records cover; twice, since how busy it is depends on the hour at which it begins.
    private func startTime() -> Timestamp {
        if let start = settings.start { return start }
        let now = Timestamp(microseconds: clock.wallMicroseconds())
        guard settings.rate == nil else { return now }
        var start = now
        for _ in 0..<Self.spanPasses { start = Timestamp(microseconds: now.microseconds - span(from: start)) }
        return start
    }

    private static let spanPasses = 2

    /// Microseconds that the records cover, from a sample.
    private func span(from start: Timestamp) -> Int64 {
        var workload = Workload(plan: plan, seed: settings.seed, start: start)
        let sample = min(max(1, settings.records), WorkloadLimits.spanSampleRecords)
        var last = start
        for _ in 0..<sample { last = workload.next(isWritten: false).time }
        let covered = Double(last.microseconds - start.microseconds) * Double(settings.records) / Double(sample)
        return Int64(min(covered, 0x1p50))
    }
}
