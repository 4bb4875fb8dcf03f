/// A number of table rows.
package struct RowCount: Hashable, Comparable, Sendable {
    package var rows: Int64

    package init(_ rows: Int64) { self.rows = rows }

    package static let zero = RowCount(0)

    package static func < (left: RowCount, right: RowCount) -> Bool { left.rows < right.rows }
    package static func + (left: RowCount, right: RowCount) -> RowCount { RowCount(left.rows + right.rows) }
    package static func - (left: RowCount, right: RowCount) -> RowCount { RowCount(left.rows - right.rows) }
    package static func += (left: inout RowCount, right: RowCount) { left = left + right }
}
