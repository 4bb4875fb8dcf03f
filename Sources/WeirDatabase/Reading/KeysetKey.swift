/// The columns that give a table's rows one order in which no two are equal.
package struct KeysetKey: Equatable, Sendable {
    /// A page's cost grows with the columns that are compared.
    static let maximumColumns = 4

    package var columns: [String]
    /// Types of the columns, in the same order.
    var kinds: [ColumnKind]

    /// - Parameter names: columns that are unique together, none of them nullable, that a B-tree index begins with or whose
    ///   first column one begins with.
    package init(_ names: [String], of table: LogTable) throws(DatabaseError) {
        guard !names.isEmpty, names.count <= Self.maximumColumns else {
            throw Self.refusal(table, "a key has 1 to \(Self.maximumColumns) columns")
        }
        kinds = []
        for name in names {
            guard let column = table.column(name) else { throw Self.refusal(table, "there is no column \(name)") }
            guard !column.isNullable else { throw Self.refusal(table, "\(name) may be NULL, and such rows have no place in the order") }
            guard column.kind.isKey else { throw Self.refusal(table, "\(name) is of type \(column.type)") }
            kinds.append(column.kind)
        }
        guard Self.isUnique(names, in: table) else { throw Self.refusal(table, "no unique index covers \(names.joined(separator: ", "))") }
        guard Self.isIndexed(names, in: table) else { throw Self.refusal(table, "no index begins with \(names[0])") }
        columns = names
    }

    /// The primary key where it will do, else the first unique index that will.
    package init(of table: LogTable) throws(DatabaseError) {
        let candidates = [table.primaryKey] + table.indexes.filter(\.isUnique).map { $0.columns.compactMap(\.self) }
        guard let key = candidates.lazy.compactMap({ try? KeysetKey($0, of: table) }).first else {
            throw Self.refusal(table, "it has no unique index over bigint, integer, uuid or timestamp columns that are NOT NULL")
        }
        self = key
    }

    private static func isUnique(_ names: [String], in table: LogTable) -> Bool {
        table.indexes.contains { index in
            index.isUnique && index.isWhole && index.columns.allSatisfy { column in column.map(names.contains) ?? false }
        }
    }

    private static func isIndexed(_ names: [String], in table: LogTable) -> Bool {
        table.indexes.contains { $0.method == "btree" && $0.isWhole && $0.columns.first == names[0] }
    }

    private static func refusal(_ table: LogTable, _ reason: String) -> DatabaseError {
        DatabaseError(
            .unsupported, "\(table.schema).\(table.name) cannot be read in pages: \(reason)",
            wayOut: "name columns that are unique together and indexed")
    }
}
