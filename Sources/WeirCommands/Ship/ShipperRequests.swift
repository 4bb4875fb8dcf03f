import Synchronization
import WeirShipping
import WeirSystem

/// What signals ask of a shipper, kept until there is one.
final class ShipperRequests: Sendable {
    private struct State {
        var shipper: Shipper?
        var reloader: Reloader?
        /// The strongest.
        var request: TerminationRequest?
        var isReloadAsked = false
    }

    private let state = Mutex(State())

    func ask(_ request: TerminationRequest) {
        state.withLock { state in
            state.request = max(state.request ?? request, request)
            return state.shipper
        }?.request(request)
    }

    func askForReload() {
        state.withLock { state in
            state.isReloadAsked = state.reloader == nil
            return state.reloader
        }?.request()
    }

    /// From now on, and what was asked before.
    func pass(to shipper: Shipper, _ reloader: Reloader) {
        let (request, isReloadAsked) = state.withLock { state in
            (state.shipper, state.reloader) = (shipper, reloader)
            return (state.request, state.isReloadAsked)
        }
        if let request { shipper.request(request) }
        if isReloadAsked { reloader.request() }
    }
}
