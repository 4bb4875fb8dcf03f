import WeirSystem

/// Which parts of a shipper run, which of them must end, and why.
final class ShipperProgress: Sendable {
    enum Part: Hashable, Sendable { case sources, writer, sinks, state }

    struct State {
        var running: [Part: Int] = [:]
        var ending: Set<Part> = []
        var request: TerminationRequest?
        var failure: ShippingFailure?
        /// Sources and sinks are being exchanged: that none runs says nothing meanwhile.
        var isChanging = false
        /// Nothing got any further, and it was not waited for any longer.
        var hasGivenUp = false
        /// Every thread was started.
        var hasBegun = false

        var sources: Int { running[.sources] ?? 0 }
        var sinks: Int { running[.sinks] ?? 0 }
        var hasEndedWriter: Bool { running[.writer] ?? 0 == 0 }
        var hasEndedState: Bool { running[.state] ?? 0 == 0 }
        /// No thread runs.
        var isIdle: Bool { running.values.allSatisfy { $0 == 0 } }
        /// Nobody waits for the ordinary course of things any more.
        var mustEnd: Bool { request != nil || failure != nil }
    }

    private let state = Monitor(State())

    var request: TerminationRequest? { state.read { $0.request } }
    var failure: ShippingFailure? { state.read { $0.failure } }
    var isIdle: Bool { state.read { $0.isIdle } }
    var hasGivenUp: Bool { state.read { $0.hasGivenUp } }

    func begin(_ part: Part) { state.change { $0.running[part, default: 0] += 1 } }
    func ended(_ part: Part) { state.change { $0.running[part, default: 0] -= 1 } }
    func end(_ part: Part) { state.change { _ = $0.ending.insert(part) } }

    /// False where the shipper starts or ends, or another change is under way.
    func beginChange() -> Bool {
        state.change { state in
            guard state.hasBegun, !state.mustEnd, state.ending.isEmpty, !state.isChanging else { return false }
            state.isChanging = true
            return true
        }
    }

    func begun() { state.change { $0.hasBegun = true } }
    func giveUp() { state.change { $0.hasGivenUp = true } }
    func endChange() { state.change { $0.isChanging = false } }
    var mustEnd: Bool { state.read { $0.mustEnd } }

    /// The first failure is the reason; what follows from it is not.
    func fail(_ failure: ShippingFailure) { state.change { $0.failure = $0.failure ?? failure } }

    /// A stronger request takes the place of a weaker one.
    func request(_ request: TerminationRequest) { state.change { $0.request = max($0.request ?? request, request) } }

    func mustEnd(_ part: Part) -> Bool { state.read { $0.ending.contains(part) } }

    /// Sleeps, unless the part must end.
    func pause(_ part: Part, atMost time: Duration) {
        guard time > .zero else { return }
        _ = state.wait(atMost: time) { $0.ending.contains(part) ? true : nil }
    }

    /// Whether it came to that in time.
    @discardableResult
    func wait(atMost time: Duration? = nil, _ isDone: (State) -> Bool) -> Bool {
        state.wait(atMost: time) { isDone($0) ? true : nil } ?? false
    }
}
