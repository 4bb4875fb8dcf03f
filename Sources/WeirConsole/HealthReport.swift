/// What a running shipper finds when it looks at itself: named checks of what it needs to work. Details are codes and numbers: whoever
/// may ask for this need not be one who may read what endpoints say.
package struct HealthReport: Equatable, Sendable, Encodable {
    package struct Check: Equatable, Sendable, Encodable {
        /// What follows where the check fails.
        package enum Weight: Sendable {
            /// The process can't go on: whoever started it should start it again.
            case life
            /// It runs, and can't take records: its disk or its spool's place must be mended first.
            case readiness
            /// Someone should look: starting it again mends nothing.
            case attention
        }

        package var name: String
        package var ok: Bool
        package var detail: String
        package var weight: Weight

        package init(_ name: String, ok: Bool, detail: String, weight: Weight = .attention) {
            self.name = name
            self.ok = ok
            self.detail = detail
            self.weight = weight
        }

        private enum CodingKeys: String, CodingKey { case name, ok, detail }
    }

    package var checks: [Check]

    package init(checks: [Check]) { self.checks = checks }

    /// The process makes progress. Nothing looked at is nothing shown. An endpoint that is down, or a byte that was lost, is no reason
    /// to start anything again.
    package var isLive: Bool { !checks.isEmpty && checks.allSatisfy { $0.ok || $0.weight != .life } }
    /// It is at work: it lives, and its spool takes records or is only full of those that wait for sinks.
    package var isReady: Bool { isLive && checks.allSatisfy { $0.ok || $0.weight == .attention } }

    private var status: String {
        guard isReady else { return "failing" }
        return checks.allSatisfy(\.ok) ? "ok" : "degraded"
    }

    private enum CodingKeys: String, CodingKey { case status, checks }

    /// `{"checks":[{"detail":…,"name":…,"ok":…}],"status":"ok"}`, or status `degraded` where someone should look, or `failing`.
    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(status, forKey: .status)
        try container.encode(checks, forKey: .checks)
    }
}
