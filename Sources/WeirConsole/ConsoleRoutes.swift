import Foundation

/// What the console is asked, as far as it matters.
struct ConsoleRequest: Equatable {
    var method: String
    /// Without the query.
    var path: String
    var authorization: String?
    /// The request announces a body; none of the console's takes one.
    var hasBody: Bool
}

/// What it answers.
struct ConsoleAnswer: Equatable {
    var status: Int
    var contentType: String
    var body: String
    var headers: [String: String] = [:]
    /// Nothing more is read from this peer.
    var closes = false
}

/// Which answer a request gets. No body, whoever asks; then the token; then the path; then the method.
struct ConsoleRoutes: Sendable {
    var token: BearerToken?
    var health: @Sendable () -> HealthReport
    var metrics: @Sendable () -> [Metric]

    func answer(_ request: ConsoleRequest) -> ConsoleAnswer {
        if request.hasBody { return .text(413, "a request here has no body\n", closes: true) }
        if let token, !token.admits(request.authorization) {
            return .text(401, "a bearer token is needed\n", headers: ["WWW-Authenticate": "Bearer"])
        }
        guard let route = route(request.path) else { return .text(404, "there are /healthz and /metrics\n") }
        guard request.method == "GET" || request.method == "HEAD" else {
            return .text(405, "only GET and HEAD\n", headers: ["Allow": "GET, HEAD"])
        }
        return route()
    }

    private func route(_ path: String) -> (() -> ConsoleAnswer)? {
        switch path {
        case "/healthz": { Self.answer(health()) }
        case "/metrics": { ConsoleAnswer(status: 200, contentType: MetricsText.contentType, body: MetricsText.render(metrics())) }
        default: nil
        }
    }

    private static func answer(_ report: HealthReport) -> ConsoleAnswer {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        guard let body = try? encoder.encode(report) else { return .text(500, "the health report could not be written\n") }
        return ConsoleAnswer(
            status: report.isHealthy ? 200 : 503, contentType: "application/json", body: String(decoding: body, as: UTF8.self) + "\n")
    }
}

extension ConsoleAnswer {
    fileprivate static func text(
        _ status: Int, _ body: String, headers: [String: String] = [:], closes: Bool = false
    ) -> ConsoleAnswer {
        ConsoleAnswer(status: status, contentType: "text/plain; charset=utf-8", body: body, headers: headers, closes: closes)
    }
}
