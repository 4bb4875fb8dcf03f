/// The answer to a question of proof. Only what was shown is safe; what could not be established is unknown, never safe.
package enum Verdict: Equatable, Sendable {
    case safe
    case unsafe([Gap])
    case unknown(reason: String)

    /// Of two verdicts that must both hold: unsafe before unknown before safe. Gaps and reasons are joined.
    package func and(_ other: Verdict) -> Verdict {
        switch (self, other) {
        case (.unsafe(let gaps), .unsafe(let others)): .unsafe(gaps + others)
        case (.unsafe, _), (.unknown, .safe): self
        case (_, .unsafe), (.safe, _): other
        case (.unknown(let reason), .unknown(let another)):
            .unknown(reason: reason == another ? reason : "\(reason); \(another)")
        }
    }
}
