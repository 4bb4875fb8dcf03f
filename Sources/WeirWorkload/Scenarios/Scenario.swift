/// One thing that happens and all the lines that it leaves, in order.
struct Scenario: Sendable {
    var steps: [Step]

    init(_ steps: [Step]) { self.steps = steps }
}

/// One line of a scenario: how long after the line before it, on which host, in which file.
struct Step: Sendable {
    /// Microseconds after the step before; `0...0` is the same moment and the very next line.
    var after: ClosedRange<Int64>
    var place: Place
    var file: LogFile
    var line: Line

    enum Place: Sendable {
        case webApp
        case agent
        case connectionProxy
        case dedicatedProxy
        case database
    }

    enum Line: Sendable {
        case application(ApplicationCall)
        case access(AccessCall)
        /// A line of a text log: level and logger, or neither for a line that goes on with the one before it.
        case text(head: TextHead?, MessageTemplate)
        case postgres(severity: StaticString?, MessageTemplate)
        case nginxError(MessageTemplate)
    }

    struct TextHead: Sendable {
        var level: StaticString
        var logger: StaticString
    }
}

/// One call of the platform's logging, as its JSON files show it.
struct ApplicationCall: Sendable {
    /// Where in the platform's code a line comes from.
    struct Site: Sendable {
        var logger: StaticString
        var module: StaticString
        var function: StaticString
        var line: UInt64
    }

    var site: Site
    var level: StaticString
    var message: MessageTemplate
    var metric: StaticString?
    /// The request being served: adds `path_info`, `request_ip` and `user_agent`.
    var path: StaticString?
}

/// One request in nginx's access log.
struct AccessCall: Sendable {
    var method: StaticString
    var path: StaticString
    var query: MessageTemplate?
    var status: StaticString
    /// Milliseconds.
    var duration: ClosedRange<UInt64>
    var responseBytes: ClosedRange<UInt64>
    /// A balancer or an agent, not a browser.
    var client: StaticString?
}
