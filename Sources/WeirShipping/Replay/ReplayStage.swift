package import WeirRecords
package import WeirSpool
package import WeirSystem

/// What came of one sink's replay so far.
package struct ReplayProgress: Equatable, Sendable {
    package var sink: String
    package var delivered: UInt64 = 0
    /// Refused once more.
    package var refused: UInt64 = 0
    /// Why nothing goes at present.
    package var hold: Reason?
    package var lastError: String?
    /// No letter waits.
    package var isDone = false

    package init(sink: String) { self.sink = sink }
}

/// Sends one sink's dead letters again that were asked for, over a connection of its own, so that the sink's ordinary records pay no
/// heed to it. Owned by the one thread that steps it.
package struct ReplayStage {
    /// Between two attempts to write what came of letters.
    private static let saveInterval = Duration.seconds(1)

    package private(set) var progress: ReplayProgress
    private let store: StateStore
    private let installation: Digest128
    private let settings: SinkStageSettings
    private let clock: any SystemClock
    private let tell: NoticeHandler
    private var random: any RandomSource
    private var sink: any Sink
    private var run = ReplayRun()
    private var asked = ReplayRun.Action.load
    private var letters: [(id: Int64, frame: Frame)] = []
    /// What came of letters and could not be written yet, in order.
    private var unsaved: [ReplayRun.Action] = []

    package init(
        _ assembly: SinkAssembly, store: StateStore, installation: Digest128, clock: any SystemClock, random: any RandomSource,
        tell: @escaping NoticeHandler
    ) {
        progress = ReplayProgress(sink: assembly.delivery.sink)
        settings = assembly.stage
        sink = assembly.sink
        (self.store, self.installation, self.clock, self.random, self.tell) = (store, installation, clock, random, tell)
    }

    package mutating func step() -> StageStep {
        if !unsaved.isEmpty, !save() { return .idle(Self.saveInterval) }
        if case .wait(let until) = asked, now < until { return .idle(until.elapsed(since: now)) }
        for action in run.step(answer(), now: now, chance: random.next()) {
            switch action {
            case .settle, .refuse: unsaved.append(action)
            case .load, .send, .close, .wait: asked = action
            }
        }
        progress.hold = run.hold
        if !unsaved.isEmpty, !save() { return .idle(Self.saveInterval) }
        return .worked
    }

    /// Drops the connection; what is not settled is sent again another time.
    package mutating func end() { sink.abandon() }

    private var now: Moment { Moment(nanoseconds: clock.monotonicNanoseconds()) }

    private mutating func answer() -> ReplayRun.Event {
        switch asked {
        case .load: return .loaded(load())
        case .send(let places): return .answered(send(places))
        case .close: return .closed(confirmed: sink.close(by: now + settings.timeout))
        case .wait, .settle, .refuse: return .awake
        }
    }

    private mutating func send(_ places: Range<Int>) -> Verdict {
        let slices = letters[places].map { BatchSlice(frame: $0.frame, indices: 0..<1) }
        let verdict = sink.send(BatchPart(slices: slices, installation: installation), by: now + settings.timeout)
        switch verdict {
        case .delivered, .written: progress.lastError = nil
        case .retry(let reason, _), .split(let reason), .hold(let reason), .reject(let reason): progress.lastError = "\(reason)"
        }
        return verdict
    }

    // MARK: - The state

    /// Reads a batch. Letters that can't be sent are refused at once, with the reason.
    private mutating func load() -> Int {
        letters = []
        do throws(StateError) {
            while letters.isEmpty {
                let selection = LetterSelection(sink: progress.sink, isToReplay: true)
                let found = try store.letters(selection, limit: settings.batch.records, bytes: settings.batch.bytes)
                progress.isDone = found.isEmpty
                if found.isEmpty { break }
                for kept in found { try add(kept) }
            }
        } catch {
            progress.lastError = "\(error)"
        }
        return letters.count
    }

    private mutating func add(_ kept: KeptLetter) throws(StateError) {
        do throws(FrameError) {
            letters.append((kept.id, try kept.letter.frame()))
        } catch {
            let (reason, answer) =
                kept.letter.envelope.isEmpty
                ? ("kept by an earlier version", "which did not keep what is needed to send it again under the same id")
                : ("damaged in the spool", "\(error)")
            try store.refuseReplay(kept.id, reason: reason, answer: answer, at: Timestamp(microseconds: clock.wallMicroseconds()))
            progress.refused += 1
            tell(Notice(.alert, "a dead letter can't be sent again", ["letter": "\(kept.id)", "reason": "\(reason): \(answer)"]))
        }
    }

    /// Whether everything was written.
    private mutating func save() -> Bool {
        do throws(StateError) {
            while let action = unsaved.first {
                try save(action)
                unsaved.removeFirst()
            }
            return true
        } catch {
            if progress.lastError != "\(error)" {
                tell(Notice(.alert, "what came of dead letters can't be written; it is tried again", ["error": "\(error)"]))
            }
            progress.lastError = "\(error)"
            return false
        }
    }

    private mutating func save(_ action: ReplayRun.Action) throws(StateError) {
        switch action {
        case .settle(let places, let grade):
            try store.settleReplay(places.map { letters[$0].id }, of: progress.sink, as: grade)
            progress.delivered += UInt64(places.count)
        case .refuse(let place, let reason):
            let time = Timestamp(microseconds: clock.wallMicroseconds())
            try store.refuseReplay(letters[place].id, reason: reason.code.description, answer: reason.detail, at: time)
            progress.refused += 1
        case .load, .send, .close, .wait: break
        }
    }
}
