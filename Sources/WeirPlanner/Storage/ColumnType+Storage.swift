/// What PostgreSQL's catalog says of each type.
extension LogTable.ColumnType {
    /// Bytes of a value; `nil` where they depend on it.
    package var fixedBytes: Int? {
        switch self {
        case .bigint, .timestamp, .timestamptz, .doublePrecision: 8
        case .integer, .date, .real, .enumeration: 4
        case .smallint: 2
        case .boolean: 1
        case .uuid, .uuidv7: 16
        case .numeric, .inet, .char, .varchar, .text, .bytea, .json, .jsonb: nil
        }
    }

    var isUUID: Bool { self == .uuid || self == .uuidv7 }

    /// Whether a value may be compressed and moved out of its row.
    var isExtended: Bool {
        switch self {
        case .char, .varchar, .text, .bytea, .json, .jsonb: true
        default: false
        }
    }

    /// Whether later rows have greater values: identities and times.
    var grows: Bool {
        switch self {
        case .bigint, .uuidv7, .timestamp, .timestamptz: true
        default: false
        }
    }
}
