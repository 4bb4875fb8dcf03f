package import WeirRecords
package import WeirSpool
package import WeirSystem

/// The replays of all sinks: whatever dead letters were asked to be sent again, by whichever process, until there are none. Stepped
/// by one thread; a sink that hangs delays the others' replays by its timeout, and nobody's ordinary records.
package struct Replays {
    /// How often it is looked for letters that were asked for.
    private static let look = Duration.seconds(1)

    private let store: StateStore
    private let installation: Digest128
    private let clock: any SystemClock
    private let random: @Sendable () -> any RandomSource
    private let tell: NoticeHandler
    private let makeSink: @Sendable (String) throws -> SinkAssembly?
    private var stages: [String: ReplayStage] = [:]
    private var ended: [String: ReplayProgress] = [:]
    private var looked: Moment?
    private var isFailing = false

    /// - Parameter makeSink: a sink of its own for the name, as it is configured now; `nil` where none is, and an error where it can't be
    ///   made as it is configured.
    package init(
        store: StateStore, installation: Digest128, clock: any SystemClock, random: @escaping @Sendable () -> any RandomSource,
        tell: @escaping NoticeHandler, makeSink: @escaping @Sendable (String) throws -> SinkAssembly?
    ) {
        (self.store, self.installation, self.clock, self.random) = (store, installation, clock, random)
        (self.tell, self.makeSink) = (tell, makeSink)
    }

    /// Of every sink that had letters to send again, in the order of names.
    package var progress: [ReplayProgress] {
        ended.merging(stages.mapValues(\.progress)) { Self.sum($0, $1) }.values.sorted { $0.sink < $1.sink }
    }

    /// Whether nothing waits, as of the last look.
    package var isDone: Bool { looked != nil && stages.isEmpty && !isFailing && progress.allSatisfy(\.isDone) }

    /// Whether every sink that has something to do is on hold.
    package var isHeld: Bool { !isDone && !progress.contains { !$0.isDone && $0.hold == nil } }

    package mutating func step() -> StageStep {
        let wait = look()
        var shortest = wait
        for name in stages.keys.sorted() {
            guard var stage = stages[name] else { continue }
            switch stage.step() {
            case .worked, .finished: shortest = .zero
            case .idle(let time): shortest = min(shortest, time)
            }
            stages[name] = stage
            if stage.progress.isDone { end(stage) }
        }
        return shortest > .zero ? .idle(shortest) : .worked
    }

    /// Drops every connection: what was not settled is sent again another time.
    package mutating func end() {
        for name in stages.keys { stages[name]?.end() }
    }

    /// Time until the next look.
    private mutating func look() -> Duration {
        let now = Moment(nanoseconds: clock.monotonicNanoseconds())
        if let looked {
            let passed = now.elapsed(since: looked)
            if passed < Self.look { return Self.look - passed }
        }
        looked = now
        do throws(StateError) {
            for name in try store.sinksToReplay() where stages[name] == nil { begin(name) }
            isFailing = false
        } catch {
            if !isFailing { tell(Notice(.alert, "it can't be found out which dead letters are to be sent again", ["error": "\(error)"])) }
            isFailing = true
        }
        return Self.look
    }

    private mutating func begin(_ name: String) {
        do {
            guard let assembly = try makeSink(name) else {
                return hold(name, Reason(.notConfigured), "dead letters can't be sent again: their sink is not in the configuration")
            }
            ended[name]?.isDone = true
            ended[name]?.hold = nil
            stages[name] = ReplayStage(
                assembly, store: store, installation: installation, clock: clock, random: random(), tell: tell)
        } catch {
            hold(name, Reason(.notUsable, "\(error)"), "dead letters can't be sent again: their sink can't be made as it is configured")
        }
    }

    private mutating func hold(_ name: String, _ reason: Reason, _ message: String) {
        guard ended[name]?.hold == nil else { return }
        var progress = ended[name] ?? ReplayProgress(sink: name)
        (progress.isDone, progress.hold) = (false, reason)
        ended[name] = progress
        tell(Notice(.warning, message, reason.detail.isEmpty ? ["sink": name] : ["sink": name, "error": reason.detail]))
    }

    private mutating func end(_ stage: ReplayStage) {
        var stage = stage
        stage.end()
        let name = stage.progress.sink
        ended[name] = ended[name].map { Self.sum($0, stage.progress) } ?? stage.progress
        stages[name] = nil
        let counts = ["sink": name, "delivered": "\(stage.progress.delivered)", "refused": "\(stage.progress.refused)"]
        tell(Notice(stage.progress.refused > 0 ? .warning : .information, "dead letters were sent again", counts))
    }

    private static func sum(_ before: ReplayProgress, _ now: ReplayProgress) -> ReplayProgress {
        var sum = now
        sum.delivered += before.delivered
        sum.refused += before.refused
        return sum
    }
}
