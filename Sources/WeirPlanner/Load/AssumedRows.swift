import WeirRecords

/// Rows that stand for the platform's where none were measured: drawn from the same coefficients as the load.
package enum AssumedRows {
    /// Rows of each class: enough for the mean length to be right to a third of a percent.
    static let rowsPerClass = 1000

    /// The rows of the deployment that the prior was solved back at.
    package static func sample(for columns: [LogTable.Column]) -> RowSample {
        sample(for: columns, weights: LoadPrior.coefficients.map { ($0, $0.rows.middle * referenceUnits($0.driver)) })
    }

    /// A mean day of 300 office sessions of 2 h, 25 agents, 3 Web Apps.
    private static func referenceUnits(_ driver: Driver) -> Double {
        let day = DriverAmounts.minutesPerDay
        let minutes = Double(LoadPrior.referenceSessions) * DayShape(.office).mean * day
        switch driver {
        case .sessionMinute: return minutes
        case .sessionStart: return minutes / 120
        case .agentMinute: return 25 * day
        case .webAppMinute: return 3 * day
        case .fixedMinute: return day
        }
    }

    /// A class's rows in proportion to the weights of what writes them.
    static func sample(for columns: [LogTable.Column], weights: [(coefficient: Coefficient, rows: Double)]) -> RowSample {
        RowSample(RetentionClass.allCases.flatMap { rows(of: $0, columns, weights.filter { $0.coefficient.rows.middle > 0 }) })
    }

    private struct Cell {
        var coefficient: Coefficient
        var message: Int
        var weight: Double
    }

    /// Systematic sampling over all lengths in order: no length is met more than a row too often or too rarely.
    private static func rows(
        of retentionClass: RetentionClass, _ columns: [LogTable.Column], _ weights: [(coefficient: Coefficient, rows: Double)]
    ) -> [RowLengths] {
        let own = weights.filter { $0.coefficient.retentionClass == retentionClass && $0.rows > 0 }
        let cells = own.flatMap { each in
            each.coefficient.messages.bytes.map {
                Cell(
                    coefficient: each.coefficient, message: $0, weight: each.rows / Double(each.coefficient.messages.bytes.count))
            }
        }
        let sorted = cells.sorted { ($0.message, $0.coefficient.application) < ($1.message, $1.coefficient.application) }
        return picked(sorted).enumerated().map { turn, cell in
            row(
                retentionClass, cell.message, application: cell.coefficient.application,
                level: cell.coefficient.level.name.uppercased(), turn: turn, columns)
        }
    }

    private static func picked(_ cells: [Cell]) -> [Cell] {
        let total = cells.reduce(0) { $0 + $1.weight }
        guard total > 0 else { return [] }
        var picked: [Cell] = []
        var seen = 0.0
        for cell in cells {
            seen += cell.weight
            let due = Int((seen / total * Double(rowsPerClass)).rounded())
            while picked.count < min(due, rowsPerClass) { picked.append(cell) }
        }
        return picked
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
        if let fixed = column.type.fixedBytes {
            return column.type == .uuid && column.nullable && !turn.isMultiple(of: 2) ? nil : fixed
        }
        switch column.type {
        case .jsonb, .json, .bytea: return column.nullable ? nil : 15
        case .char: return column.length ?? 1
        case .inet: return 6
        default: break
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
