import WeirPlanner
import WeirRecords

/// One line of a sample, with as many cells as the header.
struct RowSampleLine {
    /// What is wrong with a cell, and of which column.
    struct Refusal: Error {
        var column: String
        var message: String
        var suggestion: String?
        var wayOut: String?
    }

    /// pglz and jsonb lengths come as stored; a short value's length word is one byte.
    private static let lengthWord = 1

    let cells: [String]
    let header: RowSampleHeader

    func row(_ columns: [LogTable.Column], _ alwaysNull: Set<String>) throws(Refusal) -> RowLengths {
        var row = RowLengths(try retentionClass(), columns: [])
        for (index, column) in columns.enumerated() {
            let length = alwaysNull.contains(column.name) ? nil : try length(column)
            row.columns.append(length)
            guard length != nil else { continue }
            if let stored = try compressed(column) { row.compressed[index] = stored }
            if let place = header.valuePlace(of: column), !cells[place].isEmpty {
                row.values[index] = String(cells[place].prefix(RowSampleLimits.contentCharacters))
            }
        }
        return row
    }

    private func retentionClass() throws(Refusal) -> RetentionClass {
        guard let place = header.place(RowSampleHeader.retentionClass) else { return .standard }
        switch cells[place] {
        case "debug": return .debug
        case "standard": return .standard
        default:
            let suggestion = Suggestion.nearest(to: cells[place], among: ["debug", "standard"])
            throw Refusal(
                column: RowSampleHeader.retentionClass, message: "\(quoted(cells[place])) is not debug or standard", suggestion: suggestion)
        }
    }

    /// Bytes without a length word; `nil` for NULL.
    private func length(_ column: LogTable.Column) throws(Refusal) -> Int? {
        let name = RowSampleHeader.lengthName(of: column)
        guard let place = header.place(name) else { return column.type.fixedBytes ?? column.length }
        guard !cells[place].isEmpty else {
            guard !column.nullable else { return nil }
            throw Refusal(column: name, message: "is empty, which is NULL, but the column is not nullable", wayOut: "give its length")
        }
        let isStored = column.type == .jsonb
        let number = try number(place, name, isStored ? RowSampleLimits.storedBytes : RowSampleLimits.valueBytes)
        guard let fixed = column.type.fixedBytes else {
            return isStored ? number - Self.lengthWord : max(number, column.length ?? 0)
        }
        guard number == fixed else {
            throw Refusal(
                column: name, message: "\(quoted(cells[place])) is not the length of a \(column.type.rawValue)",
                wayOut: "it has \(fixed) bytes")
        }
        return fixed
    }

    private func compressed(_ column: LogTable.Column) throws(Refusal) -> Int? {
        guard column.type.fixedBytes == nil, let place = header.compressedPlace(of: column), !cells[place].isEmpty else { return nil }
        return try number(place, column.name + "_pglz", RowSampleLimits.storedBytes)
    }

    private func number(_ place: Int, _ name: String, _ range: ClosedRange<Int>) throws(Refusal) -> Int {
        guard let number = DecimalText(cells[place]), number.unit.isEmpty, let whole = number.whole, let bytes = Int(exactly: whole) else {
            throw Refusal(
                column: name, message: "\(quoted(cells[place])) is not a whole number of bytes", wayOut: "leave it empty for NULL")
        }
        guard range.contains(bytes) else {
            let message = "\(quoted(cells[place])) must be from \(range.lowerBound) to \(range.upperBound)"
            throw Refusal(column: name, message: message)
        }
        return bytes
    }
}
