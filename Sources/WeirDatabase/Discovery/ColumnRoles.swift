/// Which column of a table plays which part in a log. Names are compared without case.
package struct ColumnRoles: Equatable, Sendable {
    package var time: String?
    package var message: String?
    package var level: String?
    package var host: String?
    package var application: String?

    static let timeNames = [
        "ingest_date", "timestamp", "event_time", "log_time", "logged_at", "created_at", "time", "ts", "asctime", "created", "date",
    ]
    static let messageNames = ["message", "msg", "log_message", "text", "body", "event", "details", "payload", "log"]
    static let levelNames = ["levelname", "level", "log_level", "loglevel", "severity", "lvl", "priority"]
    static let hostNames = ["host", "hostname", "host_name", "server", "server_name", "node", "instance"]
    static let applicationNames = [
        "application", "app", "application_name", "app_name", "service", "program", "component", "logger", "source", "process",
    ]
    static let tableNames: Set = ["log", "logs", "logging", "event_log", "audit_log", "application_log", "system_log"]

    package init(columns: [LogColumn]) {
        let texts = columns.filter { $0.kind.isText }
        time = Self.pick(Self.timeNames, columns.filter { $0.kind.isTime }) ?? columns.first { $0.kind.isTime }?.name
        message = Self.pick(Self.messageNames, columns.filter { $0.kind.isText || $0.kind == .json || $0.kind == .jsonb })
        level = Self.pick(Self.levelNames, columns.filter { $0.kind.isText || $0.kind == .other })
        host = Self.pick(Self.hostNames, texts)
        application = Self.pick(Self.applicationNames, texts)
    }

    /// The column with the name that comes first in the list.
    private static func pick(_ names: [String], _ columns: [LogColumn]) -> String? {
        names.lazy.compactMap { name in columns.first { $0.name.lowercased() == name }?.name }.first
    }

    /// How much a table looks like a log; `nil` where it cannot be one. A time and a message are needed, and either a level or
    /// a telling name: comments and announcements have times and texts too.
    func likeness(tableName: String) -> Int? {
        let hasTellingName = Self.tableNames.contains(tableName.lowercased()) || tableName.lowercased().hasSuffix("_logs")
        guard time != nil, message != nil, level != nil || hasTellingName else { return nil }
        return (level == nil ? 0 : 4) + (hasTellingName ? 3 : 0) + (host == nil ? 0 : 2) + (application == nil ? 0 : 2)
    }
}
