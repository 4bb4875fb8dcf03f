package import WeirRecords

/// What the rows of a log table weigh, per host, application, level and hour, and per column.
package struct DatabaseMeasurement: Equatable, Sendable {
    /// Hosts and applications are named by whoever logs: beyond so many groups the rest counts under `other`.
    package static let maximumGroups = 1_000_000
    package static let other = "other"

    package var table: LogTable
    package internal(set) var rows = RowCount.zero
    package internal(set) var groups: [MeasurementKey: MeasurementCount] = [:]
    /// In the table's order.
    package internal(set) var columns: [ColumnMeasurement]
    /// Times of the earliest and the latest row.
    package internal(set) var first: Timestamp?
    package internal(set) var last: Timestamp?
    /// Rows whose level is missing or unknown; they count as `info`.
    package internal(set) var rowsWithoutLevel = RowCount.zero
    /// Rows whose time is missing or infinite; they are in no group.
    package internal(set) var rowsWithoutTime = RowCount.zero

    init(table: LogTable) {
        self.table = table
        columns = table.columns.map { ColumnMeasurement(name: $0.name, type: $0.type, isText: $0.kind.isText) }
    }

    /// Bytes on disk for a row: heap, indexes and TOAST, with the room that is free in them. `nil` without rows.
    package var bytesPerRow: Double? {
        rows.rows > 0 ? Double(table.sizes.total.bytes) / Double(rows.rows) : nil
    }
}

package struct MeasurementKey: Hashable, Sendable {
    package var host: String
    package var application: String
    package var level: Level
    /// Hours since the epoch, of the time column in UTC.
    package var hour: Int64
}

package struct MeasurementCount: Hashable, Sendable {
    package internal(set) var rows = RowCount.zero
    /// Stored bytes of all columns (`pg_column_size`), without the row's header, padding and index entries.
    package internal(set) var bytes = ByteCount.zero
}

package struct ColumnMeasurement: Equatable, Sendable {
    package var name: String
    package var type: String
    /// Of a text type, so that `textBytes` counts.
    package var isText: Bool
    /// Rows in which it is not NULL.
    package internal(set) var rows = RowCount.zero
    /// As stored: compressed, or out of line where the row holds only a pointer.
    package internal(set) var storedBytes = ByteCount.zero
    /// Before compression, without a header.
    package internal(set) var textBytes = ByteCount.zero

    /// Over rows in which it is not NULL.
    package var averageStoredBytes: Double { rows.rows > 0 ? Double(storedBytes.bytes) / Double(rows.rows) : 0 }
    package var averageTextBytes: Double { rows.rows > 0 ? Double(textBytes.bytes) / Double(rows.rows) : 0 }
}

/// One row as it is read; the message lives as long as the call that is given the row.
package struct MeasuredRow {
    /// `nil` where the column is NULL or infinite.
    package var time: Timestamp?
    package var level: Level
    package var host: String
    package var application: String
    package var message: UnsafeRawBufferPointer
    /// Stored bytes of all columns.
    package var storedBytes: Int
}
