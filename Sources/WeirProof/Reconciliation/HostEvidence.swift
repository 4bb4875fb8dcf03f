/// What is known beside the sinks' books: of the sources, the spool and the configuration, for all sinks at once.
package struct HostEvidence: Equatable, Sendable {
    /// Known to be lost before it was committed, in words with its size: no sink can have it.
    package var losses: [String]
    /// Why the books can't show everything, in words.
    package var obstacles: [String]

    package init(losses: [String] = [], obstacles: [String] = []) {
        self.losses = losses
        self.obstacles = obstacles
    }

    package var verdict: Verdict {
        obstacles.reduce(losses.isEmpty ? .safe : .unsafe([], losses: losses)) { $0.and(.unknown(reason: $1)) }
    }
}
