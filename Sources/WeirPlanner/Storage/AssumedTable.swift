/// The log table that is planned for where a deployment gives none. The platform's own schema is not public: columns, key
/// and indexes are those that its log records suggest, and every plan made with them says so.
package enum AssumedTable {
    package static let columns: [LogTable.Column] = [
        LogTable.Column(name: "log_id", type: .bigint, nullable: false),
        LogTable.Column(name: "ingest_date", type: .timestamp, nullable: false),
        LogTable.Column(name: "levelname", type: .varchar),
        LogTable.Column(name: "application", type: .varchar),
        LogTable.Column(name: "process", type: .varchar),
        LogTable.Column(name: "host", type: .varchar),
        LogTable.Column(name: "user_name", type: .varchar),
        LogTable.Column(name: "kasm_id", type: .uuid),
        LogTable.Column(name: "metric_name", type: .varchar),
        LogTable.Column(name: "message", type: .text),
    ]

    package static let indexes: [LogTable.Index] = [
        LogTable.Index(columns: ["log_id"], primary: true),
        LogTable.Index(columns: ["ingest_date"]),
        LogTable.Index(columns: ["application", "levelname", "ingest_date"]),
    ]
}
