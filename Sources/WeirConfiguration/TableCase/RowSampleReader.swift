import WeirPlanner
import WeirRecords

/// Reads a sample of rows: CSV with a header, a row of lengths in bytes a line, empty for NULL.
///
/// `message` is the length of the column's text, `message_pglz` what it takes once compressed, `data_jsonb` what a jsonb column stores,
/// `application_value` a column's contents, `class` debug or standard. Columns that the table doesn't have are passed over: one sample
/// serves tables that differ.
struct RowSampleReader {
    struct Problem: Equatable {
        var message: String
        var suggestion: String?
        var wayOut: String?
    }

    let columns: [LogTable.Column]
    let alwaysNull: Set<String>
    private(set) var problems: [Problem] = []

    init(columns: [LogTable.Column], alwaysNull: Set<String> = []) {
        self.columns = columns
        self.alwaysNull = alwaysNull
    }

    /// `nil` where anything is wrong, which the problems tell.
    mutating func read(_ bytes: [UInt8]) -> RowSample? {
        var lines = CSVLines(bytes)
        guard let first = lines.next() else {
            report(Problem(message: "the file is empty", wayOut: "give it a header and at least one row"))
            return nil
        }
        guard let header = header(first) else { return nil }
        let rows = rows(&lines, header)
        if problems.isEmpty, rows.isEmpty {
            report(Problem(message: "there is no row below the header", wayOut: "give it at least one row"))
        }
        return problems.isEmpty ? RowSample(rows) : nil
    }

    private mutating func rows(_ lines: inout CSVLines, _ header: RowSampleHeader) -> [RowLengths] {
        var rows: [RowLengths] = []
        var total: Int64 = 0
        while let line = lines.next() {
            guard problems.count < RowSampleLimits.problems else {
                report(Problem(message: "line \(line.number) and what follows were not read any more", wayOut: "correct the lines before"))
                break
            }
            guard rows.count < RowSampleLimits.rows else {
                report(Problem(message: "there are more than \(RowSampleLimits.rows) rows", wayOut: "some thousand are enough"))
                break
            }
            guard let row = row(line, header) else { continue }
            total += row.columns.reduce(0) { $0 + Int64($1 ?? 0) }
            rows.append(row)
            guard total <= RowSampleLimits.contentBytes.bytes else {
                report(Problem(message: "line \(line.number): the rows so far hold more than \(RowSampleLimits.contentBytes.bytes) bytes"))
                break
            }
        }
        return rows
    }

    private mutating func header(_ line: CSVLines.Line) -> RowSampleHeader? {
        guard let names = line.cells, names.count <= RowSampleLimits.columns else {
            report(Problem(message: "line 1 is no header of a CSV file", wayOut: "name the columns, separated by commas"))
            return nil
        }
        let header = RowSampleHeader(names: names)
        if let name = header.duplicate {
            report(Problem(message: "line 1 names the column \(quoted(name)) twice", wayOut: "keep one"))
        }
        for column in columns where !alwaysNull.contains(column.name) {
            if let problem = header.missing(for: column) { report(problem) }
        }
        return problems.isEmpty ? header : nil
    }

    private mutating func row(_ line: CSVLines.Line, _ header: RowSampleHeader) -> RowLengths? {
        guard let cells = line.cells else {
            report(Problem(message: "line \(line.number) has a quote that is not closed, or text after one", wayOut: "write lengths only"))
            return nil
        }
        guard cells.count == header.count else {
            let message = "line \(line.number) has \(cells.count) cells, the header has \(header.count)"
            report(Problem(message: message, wayOut: "give each column a cell, empty for NULL"))
            return nil
        }
        do throws(RowSampleLine.Refusal) {
            return checked(try RowSampleLine(cells: cells, header: header).row(columns, alwaysNull), line.number)
        } catch {
            let message = "line \(line.number), column \(quoted(error.column)): \(error.message)"
            report(Problem(message: message, suggestion: error.suggestion, wayOut: error.wayOut))
            return nil
        }
    }

    /// `nil` for a row that PostgreSQL refuses too.
    private mutating func checked(_ row: RowLengths, _ line: Int) -> RowLengths? {
        let bytes = TupleLayout(columns: columns).stored(row).tupleBytes
        guard bytes > RowSampleLimits.tupleBytes else { return row }
        report(
            Problem(
                message:
                    "line \(line) takes \(bytes) bytes in the table, compressed and moved out as far as it goes, more than a page holds",
                wayOut: "give the table fewer columns"))
        return nil
    }

    private mutating func report(_ problem: Problem) { problems.append(problem) }
}
