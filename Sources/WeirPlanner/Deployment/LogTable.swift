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
        /// Characters of a `char(n)`, which takes all of them whatever it holds; `nil` for other types.
        package var length: Int?

        package init(name: String, type: ColumnType, nullable: Bool = true, length: Int? = nil) {
            self.name = name
            self.type = type
            self.nullable = nullable
            self.length = length
        }
    }

    package enum ColumnType: String, CaseIterable, Sendable {
        case bigint
        case integer
        case smallint
        case uuid
        /// A uuid that begins with its time, so that later ones are greater.
        case uuidv7
        case timestamp
        case timestamptz
        case date
        case boolean
        case real
        case doublePrecision = "double precision"
        case numeric
        /// One of a type's named values.
        case enumeration = "enum"
        case inet
        case char
        case varchar
        case text
        case bytea
        case json
        case jsonb
    }

    package struct Index: Equatable, Sendable {
        package enum Method: String, CaseIterable, Sendable {
            case btree, brin
        }

        /// Rows that the index holds: those whose column has one of these values.
        package struct Condition: Equatable, Sendable {
            package var column: String
            package var values: [String]

            package init(column: String, values: [String]) {
                self.column = column
                self.values = values
            }
        }

        package var columns: [String]
        package var primary: Bool
        /// Those of `columns` that are in descending order.
        package var descending: [String]
        /// Columns that are stored in the leaves, but not ordered by.
        package var included: [String]
        /// `nil`: the index holds every row.
        package var condition: Condition?
        package var method: Method

        package init(
            columns: [String], primary: Bool = false, descending: [String] = [], included: [String] = [], condition: Condition? = nil,
            method: Method = .btree
        ) {
            self.columns = columns
            self.primary = primary
            self.descending = descending
            self.included = included
            self.condition = condition
            self.method = method
        }
    }
}
