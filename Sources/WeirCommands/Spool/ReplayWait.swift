import WeirShipping
import WeirSpool
import WeirSystem

/// Waits beside a running shipper until it has sent some letters.
struct ReplayWait {
    /// Between two looks into the state.
    private static let look = Duration.milliseconds(200)

    private let state: StateStore
    private let ids: [Int64]
    private let patience: Duration
    private let clock: any SystemClock
    /// Nothing tells of changes by another process: it is asked again and again.
    private let pause = Monitor(())

    init(_ state: StateStore, _ ids: [Int64], patience: Duration, clock: any SystemClock) {
        (self.state, self.ids, self.patience, self.clock) = (state, ids, patience, clock)
    }

    /// Returns once none of them waits any more, or nothing got any further for the patience.
    func run() throws(CommandFailure) {
        let line = Progress()
        defer { line.finish() }
        var last: ReplayResult?
        var since = moment
        while true {
            let result = try spoolFailing { () throws(StateError) in try ReplayResult(of: ids, in: state) }
            line.show("\(result.delivered.grouped) delivered, \(result.refused.grouped) refused, \(result.waiting.grouped) to go")
            if result.waiting == 0 { return }
            if result != last { (last, since) = (result, moment) }
            guard moment.elapsed(since: since) < patience else { return }
            _ = pause.wait(atMost: Self.look) { _ in nil as Bool? }
        }
    }

    private var moment: Moment { Moment(nanoseconds: clock.monotonicNanoseconds()) }
}
