/// The names under which loggers write what we look for, most telling first in each list. A name with a point also stands for a member
/// of an object: `log.level` is `{"log": {"level": …}}` too.
enum FieldNames {
    static let entries: [(StaticString, FieldRole)] =
        ranked(.time, times) + ranked(.level, levels) + ranked(.status, [statuses]) + ranked(.message, messages)
        + ranked(.application, applications) + ranked(.host, hosts) + ranked(.process, [processes])
        + ranked(.metricName, [["metric_name"]]) + ranked(.nanoseconds, [["instant.nanoOfSecond", "nanoseconds"]])
        + ranked(.line, [["log"]]) + scaledLevels

    private static let times: [[StaticString]] = [
        [
            "timestamp", "@timestamp", "@t", "Timestamp", "_SOURCE_REALTIME_TIMESTAMP", "t.$date", "instant.epochSecond", "stageTimestamp",
            "ingest_date", "msec",
        ],
        [
            "time", "ts", "datetime", "eventTime", "__REALTIME_TIMESTAMP", "timeMillis", "timeUnixNano", "StartUTC", "record.log_time",
            "time_iso8601", "Time",
        ],
        [
            "asctime", "EdgeStartTimestamp", "lastTimestamp", "requestReceivedTimestamp", "@time", "written_at", "TimeCreated", "date",
            "time_local", "datetime.date",
        ],
        [
            "receiveTimestamp", "observedTimeUnixNano", "firstTimestamp", "EdgeEndTimestamp", "StartLocal", "created", "event.created",
            "metadata.creationTimestamp", "log_time",
        ],
    ]

    /// Those of the third rank count only where the line is MongoDB's or one of Kubernetes' events.
    private static let levels: [[StaticString]] = [
        [
            "levelname", "log.level", "@l", "error_severity", "severityText", "severity_text", "SeverityText", "level_name",
            "record.error_severity",
        ],
        ["level", "severity", "lvl", "Level", "loglevel", "log_level", "LogLevel", "Severity", "logLevel"],
        ["s", "type"],
    ]

    /// Numbers that mean the same whoever writes them.
    private static let scaledLevels: [(StaticString, FieldRole)] = [
        ("PRIORITY", role(.level, 1, scale: .syslog)), ("syslog_severity", role(.level, 1, scale: .syslog)),
        ("severityNumber", role(.level, 3, scale: .openTelemetry)), ("severity_number", role(.level, 3, scale: .openTelemetry)),
        ("SeverityNumber", role(.level, 3, scale: .openTelemetry)), ("levelno", role(.level, 3, scale: .python)),
        ("level_value", role(.level, 3, scale: .byValue)),
    ]

    private static let statuses: [StaticString] = [
        "status", "http_status", "status_code", "statusCode", "http.response.status_code", "DownstreamStatus", "EdgeResponseStatus",
        "responseStatus.code", "httpRequest.status", "response.status_code",
    ]

    private static let messages: [[StaticString]] = [
        ["message", "MESSAGE", "@m", "short_message", "record.message", "fields.message", "jsonPayload.message"],
        ["msg", "RenderedMessage", "textPayload", "@message", "Message", "body", "Body", "body.stringValue"],
        ["@mt", "event", "MessageTemplate", "full_message", "log_message"],
        ["request", "RequestPath", "ClientRequestURI", "request_uri", "eventName", "requestURI", "protoPayload.methodName"],
    ]

    private static let applications: [[StaticString]] = [
        ["application", "service.name", "SYSLOG_IDENTIFIER", "appname", "app_name", "application_name", "record.application_name"],
        ["app", "service", "program", "serviceName", "kubernetes.container_name", "reportingComponent", "source.component"],
        [
            "name", "logger", "logger_name", "loggerName", "log.logger", "target", "SourceContext", "Properties.SourceContext", "channel",
            "eventSource",
        ],
        ["_COMM", "component", "_SYSTEMD_UNIT"],
    ]

    private static let hosts: [[StaticString]] = [
        ["host", "_HOSTNAME", "host.name", "host.hostname"],
        ["hostname", "HOSTNAME", "host_name", "Computer", "computer", "source.host", "MachineName", "Properties.MachineName"],
    ]

    private static let processes: [StaticString] = ["process", "processName"]

    /// Fields that betray who writes, whatever else they are.
    static let marks: [(StaticString, LineMarks)] = [
        ("http_status", .nginx), ("time_iso8601", .nginx), ("upstream_response_time", .nginx), ("body_bytes_sent", .nginx),
        ("error_severity", .postgres), ("record.error_severity", .postgres), ("short_message", .gelf), ("reqId", .nextcloud),
        ("@t", .compactLogEvent), ("t.$date", .mongoDB),
        ("stream", .dockerStream),
        ("involvedObject.kind", .kubernetesEvent), ("reportingComponent", .kubernetesEvent),
    ]

    private static func ranked(_ kind: FieldRole.Kind, _ names: [[StaticString]]) -> [(StaticString, FieldRole)] {
        names.enumerated().flatMap { rank, names in names.map { ($0, role(kind, UInt8(rank))) } }
    }

    private static func role(_ kind: FieldRole.Kind, _ rank: UInt8, scale: LevelScale = .byValue) -> FieldRole {
        FieldRole(kind: kind, rank: rank, scale: scale, mark: [])
    }
}
