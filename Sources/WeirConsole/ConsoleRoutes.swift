import Foundation

/// What the console is asked, as far as it matters.
struct ConsoleRequest: Equatable {
    var method: String
    /// Without the query.
    var path: String
    /// The Host header, or what stands for it.
    var host: String?
    /// It names several hosts, or what is no host: a proxy before the console may have taken another than the console would.
    var isAmbiguous = false
    var authorization: String?
    /// The request announces a body; none of the console's takes one.
    var hasBody: Bool
}

/// What it answers.
struct ConsoleAnswer: Equatable {
    var status: Int
    /// Nil where there is no body.
    var contentType: String?
    var body: String
    var headers: [String: String] = [:]
    /// Nothing more is read from this peer.
    var closes = false
}

/// Which answer a request gets. No body, whoever asks; then the name that it is asked by; then the token; then the path; then the method.
struct ConsoleRoutes: Sendable {
    var hosts: AllowedHosts
    var token: BearerToken?
    var health: @Sendable () -> HealthReport
    var metrics: @Sendable () -> [Metric]

    func answer(_ request: ConsoleRequest) -> ConsoleAnswer {
        if request.hasBody { return .text(413, "a request here has no body\n", closes: true) }
        if request.isAmbiguous { return .text(400, "a request names one host, as HOST or HOST:PORT\n", closes: true) }
        guard hosts.admit(request.host) else {
            return .text(421, "this console is not known by that name: ask by its address, or name it in console.hosts\n", closes: true)
        }
        if let token, !token.admits(request.authorization) {
            return .text(401, "a bearer token is needed\n", headers: ["WWW-Authenticate": "Bearer"])
        }
        guard let route = route(request.path) else { return .text(404, "there are /healthz, /livez, /readyz and /metrics\n") }
        guard request.method == "GET" || request.method == "HEAD" else {
            return .text(405, "only GET and HEAD\n", headers: ["Allow": "GET, HEAD"])
        }
        return route()
    }

    private func route(_ path: String) -> (() -> ConsoleAnswer)? {
        switch path {
        case "/healthz": { Self.answer(health()) }
        case "/livez": { .code(health().isLive ? 200 : 503) }
        case "/readyz": { .code(health().isReady ? 200 : 503) }
        case "/metrics": { ConsoleAnswer(status: 200, contentType: MetricsText.contentType, body: MetricsText.render(metrics())) }
        default: nil
        }
    }

    private static func answer(_ report: HealthReport) -> ConsoleAnswer {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        guard let body = try? encoder.encode(report) else { return .text(500, "the health report could not be written\n") }
        return ConsoleAnswer(
            status: report.isLive ? 200 : 503, contentType: "application/json", body: String(decoding: body, as: UTF8.self) + "\n")
    }
}

/// What an orchestrator is told, whoever it is: bare codes and nothing else.
struct ProbeRoutes: Sendable {
    var health: @Sendable () -> HealthReport

    func answer(_ request: ConsoleRequest) -> ConsoleAnswer {
        if request.hasBody { return .code(413, closes: true) }
        if request.isAmbiguous { return .code(400, closes: true) }
        guard request.method == "GET" || request.method == "HEAD" else { return .code(405) }
        switch request.path {
        case "/livez", "/healthz": return .code(health().isLive ? 200 : 503)
        case "/readyz": return .code(health().isReady ? 200 : 503)
        default: return .code(404)
        }
    }
}

extension ConsoleAnswer {
    fileprivate static func text(
        _ status: Int, _ body: String, headers: [String: String] = [:], closes: Bool = false
    ) -> ConsoleAnswer {
        ConsoleAnswer(status: status, contentType: "text/plain; charset=utf-8", body: body, headers: headers, closes: closes)
    }

    fileprivate static func code(_ status: Int, closes: Bool = false) -> ConsoleAnswer {
        ConsoleAnswer(status: status, contentType: nil, body: "", closes: closes)
    }
}
