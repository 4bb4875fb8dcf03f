/// Short forms, so that a scenario reads as the list of lines that it is.
extension Step {
    /// Milliseconds between two lines of one request.
    static let soon: ClosedRange<Int64> = 200...9_000
    /// Work of the agent or of a container runtime.
    static let later: ClosedRange<Int64> = 80_000...900_000
    static let atOnce: ClosedRange<Int64> = 0...0

    static func api(
        _ site: ApplicationCall.Site, _ level: StaticString, _ message: MessageTemplate, metric: StaticString? = nil,
        path: StaticString? = nil,
        after: ClosedRange<Int64> = soon, file: LogFile = .apiServer
    ) -> Step {
        Step(
            after: after, place: .webApp, file: file,
            line: .application(ApplicationCall(site: site, level: level, message: message, metric: metric, path: path)))
    }

    static func manager(
        _ site: ApplicationCall.Site, _ level: StaticString, _ message: MessageTemplate, metric: StaticString? = nil,
        path: StaticString? = nil,
        after: ClosedRange<Int64> = soon
    ) -> Step {
        api(site, level, message, metric: metric, path: path, after: after, file: .managerAPI)
    }

    static func agent(
        _ site: ApplicationCall.Site, _ level: StaticString, _ message: MessageTemplate, metric: StaticString? = nil,
        after: ClosedRange<Int64> = soon
    ) -> Step {
        Step(
            after: after, place: .agent, file: .agent,
            line: .application(ApplicationCall(site: site, level: level, message: message, metric: metric, path: nil)))
    }

    static func access(
        _ method: StaticString, _ path: StaticString, _ status: StaticString = "200", query: MessageTemplate? = nil,
        duration: ClosedRange<UInt64> = 4...180, bytes: ClosedRange<UInt64> = 120...4_000, client: StaticString? = nil,
        after: ClosedRange<Int64> = soon, place: Place = .webApp
    ) -> Step {
        Step(
            after: after, place: place, file: .nginxAccess,
            line: .access(
                AccessCall(
                    method: method, path: path, query: query, status: status, duration: duration, responseBytes: bytes, client: client)))
    }

    static func postgres(_ severity: StaticString?, _ message: MessageTemplate, after: ClosedRange<Int64> = atOnce) -> Step {
        Step(after: after, place: .database, file: .postgres, line: .postgres(severity: severity, message))
    }

    static func guac(_ level: StaticString, _ message: MessageTemplate, after: ClosedRange<Int64> = soon) -> Step {
        Step(
            after: after, place: .connectionProxy, file: .guac,
            line: .text(head: TextHead(level: level, logger: "kasmguac.connection"), message))
    }

    /// A further line of a text log, without a head.
    static func guacContinued(_ message: MessageTemplate) -> Step {
        Step(after: atOnce, place: .connectionProxy, file: .guac, line: .text(head: nil, message))
    }

    static func nginxError(_ message: MessageTemplate, after: ClosedRange<Int64> = soon) -> Step {
        Step(after: after, place: .webApp, file: .nginxError, line: .nginxError(message))
    }
}

/// The places in the platform's code that log.
extension ApplicationCall.Site {
    static func client(_ function: StaticString, _ line: UInt64) -> Self {
        Self(logger: "client_api_server", module: "client_api", function: function, line: line)
    }
    static func admin(_ function: StaticString, _ line: UInt64) -> Self {
        Self(logger: "admin_api_server", module: "admin_api", function: function, line: line)
    }
    static func subscription(_ function: StaticString, _ line: UInt64) -> Self {
        Self(logger: "subscription_api_server", module: "subscription_api", function: function, line: line)
    }
    static func manager(_ function: StaticString, _ line: UInt64) -> Self {
        Self(logger: "manager_api_server", module: "manager_api", function: function, line: line)
    }
    static func provider(_ function: StaticString, _ line: UInt64) -> Self {
        Self(logger: "client_api_server", module: "provider_manager", function: function, line: line)
    }
    static func handler(_ function: StaticString, _ line: UInt64) -> Self {
        Self(logger: "__main__.handler", module: "handler", function: function, line: line)
    }
    static func provisioner(_ function: StaticString, _ line: UInt64) -> Self {
        Self(logger: "provision", module: "provision", function: function, line: line)
    }
    static let cherrypyAccess = Self(logger: "cherrypy.access.132792002184384", module: "_cplogging", function: "access", line: 283)
    static let webFilter = Self(logger: "web_filter_access", module: "web_filter", function: "log_access", line: 118)
    static let share = Self(logger: "share_server", module: "share", function: "on_event", line: 77)
}
