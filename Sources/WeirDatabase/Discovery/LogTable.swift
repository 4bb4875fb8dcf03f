package import WeirRecords

/// A log table as the catalog describes it.
package struct LogTable: Equatable, Sendable {
    package var schema: String
    package var name: String
    package var isPartitioned: Bool
    package var columns: [LogColumn]
    /// In the key's order; empty where there is none.
    package var primaryKey: [String]
    package var indexes: [LogIndex]
    package var sizes: TableSizes
    /// The planner's figure; `nil` where the table was never analyzed.
    package var rowEstimate: RowCount?
    package var statistics: TableStatistics
    package var roles: ColumnRoles

    package func column(_ name: String) -> LogColumn? { columns.first { $0.name == name } }

    var identifier: Identifier { Identifier(schema, name) }
}

package struct LogColumn: Equatable, Sendable {
    package var name: String
    /// As PostgreSQL prints it: `character varying(64)`.
    package var type: String
    package var kind: ColumnKind
    package var isNullable: Bool
    /// Given out by an identity or a sequence.
    package var isGenerated: Bool
}

/// The types that matter here; domains count as what they are made of.
package enum ColumnKind: UInt32, Sendable {
    case bigint = 20
    case smallint = 21
    case integer = 23
    case text = 25
    case json = 114
    case character = 1042
    case varchar = 1043
    case timestamp = 1114
    case timestampWithZone = 1184
    case uuid = 2950
    case jsonb = 3802
    case other = 0

    init(type: Int64?) {
        self = type.flatMap(UInt32.init(exactly:)).flatMap(Self.init(rawValue:)) ?? .other
    }

    package var isTime: Bool { self == .timestamp || self == .timestampWithZone }
    package var isText: Bool { [.text, .varchar, .character].contains(self) }
    /// Values whose binary form can be sent back as it came.
    var isKey: Bool { isTime || [.bigint, .integer, .smallint, .uuid].contains(self) }
}

package struct LogIndex: Equatable, Sendable {
    package var name: String
    /// `btree`, `brin`, …
    package var method: String
    /// Key columns in order; an expression counts as `nil`.
    package var columns: [String?]
    package var isUnique: Bool
    package var isPrimary: Bool
    /// All rows, and ready to be used.
    package var isWhole: Bool
    package var size: ByteCount
}

/// Sums over all partitions. `total` is heap, indexes, TOAST and the maps of free space and visibility.
package struct TableSizes: Equatable, Sendable {
    package var total: ByteCount
    package var heap: ByteCount
    package var indexes: ByteCount
    /// With its index.
    package var toast: ByteCount
}

/// What the server counted since its statistics were last reset, summed over all partitions.
package struct TableStatistics: Equatable, Sendable {
    package var liveRows: RowCount
    package var deadRows: RowCount
    package var insertedRows: RowCount
    package var deletedRows: RowCount
    package var vacuums: Int64
    package var autovacuums: Int64
    package var lastVacuum: Timestamp?
    package var lastAutovacuum: Timestamp?
    package var lastAnalyze: Timestamp?
}
