/// The log table as the deployment has it: columns in table order and every index.
package struct LogTable: Equatable, Sendable {
    package var name: String
    /// `nil`: not given, so that the planner assumes some and says so.
    package var columns: [Column]?
    /// `nil`: not given. Each names columns that exist; at most one is primary.
    package var indexes: [Index]?

    package init(name: String, columns: [Column]? = nil, indexes: [Index]? = nil) {
        self.name = name
        self.columns = columns
        self.indexes = indexes
    }

    package struct Column: Equatable, Sendable {
        package var name: String
        package var type: ColumnType
        package var nullable: Bool

        package init(name: String, type: ColumnType, nullable: Bool = true) {
            self.name = name
            self.type = type
            self.nullable = nullable
        }
    }

    package enum ColumnType: String, CaseIterable, Sendable {
        case bigint
        case uuid
        case timestamp
        case varchar
        case text
        case jsonb
    }

    package struct Index: Equatable, Sendable {
        package var columns: [String]
        package var primary: Bool

        package init(columns: [String], primary: Bool = false) {
            self.columns = columns
            self.primary = primary
        }
    }
}
