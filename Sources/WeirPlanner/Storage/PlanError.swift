/// Why a plan can't be made: a code for programs, a message that names the thing, and the way out.
package struct PlanError: Error, Equatable, Sendable, CustomStringConvertible {
    package var code: String
    package var message: String
    package var wayOut: String

    package var description: String { "\(message)\n  \(wayOut)" }

    static let noColumns = PlanError(
        code: "no_columns", message: "the log table has no columns", wayOut: "list them under log_table.columns, or leave log_table out")
    static let noRows = PlanError(
        code: "no_rows", message: "there is no row to size the table by", wayOut: "give a sample with at least one row")

    static func unevenRows(_ columns: Int) -> PlanError {
        PlanError(
            code: "uneven_rows", message: "a sample row has another number of columns than the table's \(columns)",
            wayOut: "give each row one length per column, empty for NULL")
    }

    static func rowTooLong(_ row: Int, bytes: Int) -> PlanError {
        PlanError(
            code: "row_too_long", message: "row \(row + 1) of the sample takes \(bytes) bytes in its page, more than a page has",
            wayOut: "PostgreSQL refuses such a row: correct the lengths of its columns")
    }

    static func indexEntryTooLong(_ columns: String, bytes: Int) -> PlanError {
        PlanError(
            code: "index_entry_too_long",
            message: "an entry of the index over \(columns) takes \(bytes) bytes, more than the \(BTreeFile.widestItem) that it may",
            wayOut: "PostgreSQL refuses such a row: take the index out, or correct the lengths of its columns")
    }

    static func unknownColumn(_ name: String) -> PlanError {
        PlanError(
            code: "unknown_column", message: "an index names the column \(name), which the table doesn't have",
            wayOut: "name it under log_table.columns, or correct the index")
    }

    static func outOfRange(_ what: String, _ value: String, _ range: String) -> PlanError {
        PlanError(
            code: "out_of_range", message: "\(what) is \(value), which is outside of \(range)", wayOut: "correct it in the deployment file")
    }
}
