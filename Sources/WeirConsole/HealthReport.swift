/// What a running shipper finds when it looks at itself: named checks of what it needs to work.
package struct HealthReport: Equatable, Sendable, Encodable {
    package struct Check: Equatable, Sendable, Encodable {
        package var name: String
        package var ok: Bool
        /// What was seen, for people.
        package var detail: String

        package init(_ name: String, ok: Bool, detail: String) {
            self.name = name
            self.ok = ok
            self.detail = detail
        }
    }

    package var checks: [Check]

    package init(checks: [Check]) { self.checks = checks }

    /// Nothing looked at is nothing shown.
    package var isHealthy: Bool { !checks.isEmpty && checks.allSatisfy(\.ok) }

    private enum CodingKeys: String, CodingKey { case status, checks }

    /// `{"checks":[{"detail":…,"name":…,"ok":…}],"status":"ok"}`, or status `failing`.
    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(isHealthy ? "ok" : "failing", forKey: .status)
        try container.encode(checks, forKey: .checks)
    }
}
