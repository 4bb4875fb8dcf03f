import WeirRecords

/// Rows that stand for the platform's where none were measured: message lengths after the lines of its public log samples,
/// one stack trace in twenty standard records, and names of its applications.
package enum AssumedRows {
    private static let standardMessages = [
        45, 60, 72, 85, 95, 110, 125, 140, 160, 180, 200, 220, 250, 280, 320, 380, 450, 600, 900, 4000,
    ]
    private static let debugMessages = [
        27, 40, 55, 70, 85, 100, 115, 130, 150, 170, 190, 220, 260, 300, 360, 420, 500, 700, 1000, 1500,
    ]
    private static let applications = [
        ("client_api_server", 0.5), ("manager_api_server", 0.2), ("__main__.handler", 0.2), ("Session", 0.1),
    ]

    /// A class's messages as quantiles of equal weight, in any order.
    package static func sample(for columns: [LogTable.Column]) -> RowSample {
        RowSample(
            rows(.standard, standardMessages, levels: ["INFO", "INFO", "INFO", "WARNING"], columns)
                + rows(.debug, debugMessages, levels: ["DEBUG"], columns))
    }

    static func rows(
        _ retentionClass: RetentionClass, _ messages: [Int], levels: [String], _ columns: [LogTable.Column]
    ) -> [RowLengths] {
        messages.enumerated().flatMap { index, message in
            // Ten rows a message, so that applications come in their shares and each meets each length.
            (0..<10).map { turn in
                let application = application(share: (Double(turn) + 0.5) / 10)
                let level = levels[(index + turn) % levels.count]
                return row(retentionClass, message, application: application, level: level, turn: index + turn, columns)
            }
        }
    }

    private static func application(share: Double) -> String {
        var sum = 0.0
        for (name, weight) in applications {
            sum += weight
            if share < sum { return name }
        }
        return applications[0].0
    }

    static func row(
        _ retentionClass: RetentionClass, _ message: Int, application: String, level: String, turn: Int, _ columns: [LogTable.Column]
    ) -> RowLengths {
        let lengths = columns.map { length(of: $0, message: message, application: application, level: level, turn: turn) }
        return RowLengths(retentionClass, columns: lengths, values: values(application: application, level: level, columns))
    }

    private static func values(application: String, level: String, _ columns: [LogTable.Column]) -> [Int: String] {
        var values: [Int: String] = [:]
        for (position, column) in columns.enumerated() {
            switch column.name {
            case "application", "name": values[position] = application
            case "levelname", "level": values[position] = level
            default: break
            }
        }
        return values
    }

    /// By the column's name where it is one of the platform's known fields, else by its type.
    private static func length(of column: LogTable.Column, message: Int, application: String, level: String, turn: Int) -> Int? {
        switch column.type {
        case .bigint, .timestamp: return 8
        case .uuid: return column.nullable && !turn.isMultiple(of: 2) ? nil : 16
        case .jsonb: return nil
        case .varchar, .text: break
        }
        switch column.name {
        case "message", "msg": return message
        case "application", "name": return application.utf8.count
        case "levelname", "level": return level.utf8.count
        case "user_name", "username", "metric_name": return turn.isMultiple(of: 2) ? 18 : nil
        default: return column.nullable && column.type == .text ? nil : 15
        }
    }
}
