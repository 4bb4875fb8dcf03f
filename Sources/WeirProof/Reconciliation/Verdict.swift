/// The answer to a question of proof. Only what was shown is safe; what could not be established is unknown, never safe.
package enum Verdict: Equatable, Sendable {
    case safe
    /// Where two ledgers differ, and what is known to be lost, in words.
    case unsafe([Gap], losses: [String] = [])
    case unknown(reason: String)

    /// Of two verdicts that must both hold: unsafe before unknown before safe. Gaps, losses and reasons are joined.
    package func and(_ other: Verdict) -> Verdict {
        switch (self, other) {
        case (.unsafe(let gaps, let losses), .unsafe(let otherGaps, let otherLosses)):
            .unsafe(gaps + otherGaps, losses: losses + otherLosses.filter { !losses.contains($0) })
        case (.unsafe, _), (.unknown, .safe): self
        case (_, .unsafe), (.safe, _): other
        case (.unknown(let reason), .unknown(let another)):
            .unknown(reason: reason == another ? reason : "\(reason); \(another)")
        }
    }
}
