import Synchronization

/// What sinks have sent as secrets since the process began. One that was exchanged may still be valid, so an endpoint that echoes it is
/// cleansed of it as of the present one.
package final class SentSecrets: Sendable {
    private struct State {
        /// Each once; the last one remembered comes last.
        var secrets: [String] = []
        /// Nil after a change, until someone asks.
        var traces: SecretTraces?
    }

    /// Bytes of secrets that are kept: a token of 1 KB that changes each hour is known for a day and a half. The oldest go first.
    package static let defaultBytes = 32 << 10
    package static let ofProcess = SentSecrets()

    private let maximumBytes: Int
    private let state = Mutex(State())

    package init(maximumBytes: Int = SentSecrets.defaultBytes) { self.maximumBytes = maximumBytes }

    func remember(_ secrets: [String]) {
        state.withLock { state in
            let kept = state.secrets.filter { !secrets.contains($0) } + secrets
            guard kept != state.secrets else { return }
            var bytes = kept.reduce(0) { $0 + $1.utf8.count }
            let first = kept.firstIndex { secret in
                defer { bytes -= secret.utf8.count }
                return bytes <= maximumBytes
            }
            state = State(secrets: Array(kept[(first ?? kept.endIndex)...]))
        }
    }

    func masked(_ text: String) -> String {
        let traces = state.withLock { state in
            let traces = state.traces ?? SecretTraces(state.secrets)
            state.traces = traces
            return traces
        }
        return traces.masked(text)
    }
}
