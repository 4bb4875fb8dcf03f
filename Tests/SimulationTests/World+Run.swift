import TestSupport
import WeirRecords
import WeirShipping
import WeirSpool
import WeirSystem

/// What a seed came to.
struct RunOutcome: Sendable {
    var seed: UInt64
    /// Of the steps, of the spool's disk, and of the log files'.
    var digests: [TraceDigest]
    var steps: Int
    var lives: Int
    var records: Int
    var duplicates: Int
    var counts: FaultCounts
    var phases: PhaseCounts
    var passes: [FaultPoint: Int]
    var hits: [FaultPoint: Int]
    var violations: [String]
}

extension World {
    /// Steps after which a run in which nothing fails any more is taken to hang.
    private static let patience = 60_000
    /// How long whoever restarts a shipper that failed waits.
    private static let restartDelay = Duration.seconds(1)
    /// What a life takes off the storm at least, in steps: one that can't even start takes time too.
    private static let leastStorm = 50

    /// Lives, and steps of one, in which a fault point is looked for.
    private static let attempts = 6
    private static let attemptSteps = 1_500

    private enum LifeEnd { case crashed, failed, enough, held, delivered }

    /// Some lives that end suddenly in any weather, and a last one in which everything must arrive.
    ///
    /// - Parameter point: where a life ends first of all, if it comes there.
    func run(endingAt point: FaultPoint? = nil, by ending: End = .powerLoss) throws -> RunOutcome {
        let passes = passes
        try FaultPoint.observing({ passes.note($0) }) {
            if let point { try liveUntil(point, ending) }
            for _ in 0..<random.number(in: 0..<5) where violations.isEmpty {
                arrangeEnd()
                _ = try live(steps: random.number(in: 20..<1_200))
                end(random.chance(0.5) ? .powerLoss : .kill)
            }
            passes.clear()
            try liveToTheEnd()
        }
        enter(.start)
        noteDiskFaults()
        noteLogFaults()
        return outcome
    }

    private var outcome: RunOutcome {
        RunOutcome(
            seed: seed, digests: [trace, disk.trace, application.files.trace], steps: steps, lives: lives, records: application.lines.count,
            duplicates: http.arrivals.duplicates + syslog.arrivals.duplicates, counts: counts, phases: phases, passes: passes.counts,
            hits: passes.hits,
            violations: violations)
    }

    /// Lives until one has ended at the point: some points are met only after another end, which every second life comes to.
    private func liveUntil(_ point: FaultPoint, _ ending: End) throws {
        for life in 0..<Self.attempts where passes.hits[point] == nil && violations.isEmpty {
            let earlier = Self.earlierEnd(point)
            if let earlier, life.isMultiple(of: 2) {
                arrange(earlier, pass: random.number(in: 1..<4))
            } else {
                arrange(point, pass: earlier != nil || random.chance(0.5) ? 1 : random.number(in: 2..<4))
            }
            _ = try live(steps: Self.attemptSteps)
            // Only a loss of power tears a tail.
            end(point == .tailCut && passes.hits[point] == nil ? .powerLoss : ending)
        }
    }

    /// What must have happened before, so that a start comes upon the point.
    private static func earlierEnd(_ point: FaultPoint) -> FaultPoint? {
        switch point {
        case .unfinishedRemoved: .checkpointSynced
        case .tailCut: .frameWritten
        case .logSynced: .transactionCommitted
        default: nil
        }
    }

    private func arrange(_ point: FaultPoint, pass: Int) {
        passes.arrange(point, pass: pass) { [unowned self] in disk.crash() }
    }

    private func arrangeEnd() {
        switch random.number(in: 0..<3) {
        case 0:
            let changes = random.number(in: 1..<400)
            disk.arrange { $0.crashAt = $0.changes + changes }
        case 1:
            let points = FaultPoint.shipping + (sizes.whenFull == .dropOldest ? FaultPoint.dropping : [])
            arrange(points[random.number(in: 0..<points.count)], pass: random.number(in: 1..<30))
        default: break
        }
    }

    /// Lives on until the weather has cleared and everything is delivered; where a stage fails meanwhile, in a new life.
    private func liveToTheEnd() throws {
        var stormy = random.number(in: 0..<2_000)
        while violations.isEmpty {
            let before = steps
            switch try live(steps: weather.isOver ? Self.patience : stormy) {
            case .delivered: return
            case .enough where weather.isOver: return books.fail("the run hangs")
            case .failed where weather.isOver: return books.fail("a stage failed where nothing else did: \(failure)")
            case .crashed: return books.fail("the world ended unasked")
            case .failed, .held: end(.kill)
            case .enough: break
            }
            stormy -= max(Self.leastStorm, steps - before)
            if stormy <= 0 { clearWeather() }
        }
    }

    /// One life, or the rest of the one that goes on.
    private func live(steps limit: Int) throws -> LifeEnd {
        guard let shipper = try shipper ?? start() else { return disk.hasCrashed ? .crashed : .failed }
        self.shipper = shipper
        enter(isEnding ? .drain : .work)
        var idle = 0
        for _ in 0..<limit where violations.isEmpty {
            changeWeather()
            try moveOthers()
            try askForLetters(shipper.store)
            let didWork = try step(shipper)
            if disk.hasCrashed { return .crashed }
            guard let didWork else { return .failed }
            idle = didWork ? 0 : idle + 1
            passTime(idle: idle)
            guard weather.isOver else { continue }
            if isHeldLate(shipper) { return .held }
            if try isDelivered(shipper) { return .delivered }
        }
        return .enough
    }

    private func moveOthers() throws {
        steps += 1
        if !application.isDone, random.chance(0.1) {
            try application.step(&random)
            noteHabits()
        }
        if random.chance(0.3) { syslog.step() }
        if random.chance(0.5) { http.step() }
    }

    /// Whether something was done; nil where a stage failed, with which a shipper ends.
    private func step(_ shipper: SimulatedShipper) throws -> Bool? {
        let committed = passes.counts[.transactionCommitted]
        do {
            let (stage, step) = try shipper.step(random.number(in: 0..<shipper.stages))
            trace.add(stage.rawValue)
            trace.add(clock.monotonicNanoseconds())
            try look(shipper, isStateChanged: passes.counts[.transactionCommitted] != committed)
            return step == .worked
        } catch {
            try look(shipper, isStateChanged: false)
            note(error)
            return nil
        }
    }

    private func look(_ shipper: SimulatedShipper, isStateChanged: Bool) throws {
        guard !disk.hasCrashed else { return books.acknowledge(shipper.mark) }
        try disk.withoutFaults {
            books.noteCommitted(shipper)
            if isStateChanged { try books.checkCursors(shipper, self) }
        }
    }

    private func start() throws -> SimulatedShipper? {
        lives += 1
        do {
            let shipper = try SimulatedShipper(self)
            guard !disk.hasCrashed else { return nil }
            try disk.withoutFaults { try books.checkStart(shipper, self) }
            http.arrivals.beginEpoch(settled: books.cursor(of: "http"))
            syslog.arrivals.beginEpoch(settled: books.cursor(of: "syslog"))
            return shipper
        } catch {
            if !disk.hasCrashed { note(error) }
            clock.advance(by: Self.restartDelay)
            for _ in 0..<Self.leastStorm { changeWeather() }
            return nil
        }
    }

    /// A shipper may end because its disk fails, and for nothing else.
    private func note(_ error: any Error) {
        failure = "\(error)"
        counts.add("stage failed")
        switch error {
        case let error as SpoolError where [.inputOutput, .outOfSpace, .gone].contains(error.code): break
        case let error as StateError where [.inputOutput, .outOfSpace, .gone].contains(error.code): break
        default: if !disk.hasCrashed { books.fail("a stage failed: \(error)") }
        }
    }

    // MARK: - The end

    /// Whether a sink ended held by an answer that its peer had decided on before the storm was over: only once, and whoever runs the
    /// shipper starts it again.
    private func isHeldLate(_ shipper: SimulatedShipper) -> Bool {
        let isHeld = shipper.sinks.contains { sink in
            guard case .held = sink.control.progress.end else { return false }
            return true
        }
        defer { wasHeldLate = wasHeldLate || isHeld }
        return isHeld && !wasHeldLate
    }

    /// Asks the sinks for an end once everything is durable, and holds the books against what there is once they came to it.
    private func isDelivered(_ shipper: SimulatedShipper) throws -> Bool {
        guard application.isDone, shipper.mark == application.lines.count else { return false }
        if !isEnding, shipper.sinks.allSatisfy({ $0.control.progress.held == nil }) {
            isEnding = true
            enter(.drain)
            for sink in shipper.sinks { sink.control.order(.exhaust(patience: .seconds(600))) }
        }
        guard shipper.sinks.allSatisfy({ $0.control.progress.end != nil }) else { return false }
        try shipper.state.finish()
        try books.checkEnd(shipper, self)
        return true
    }
}
