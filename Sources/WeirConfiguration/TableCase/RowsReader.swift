import WeirPlanner
import WeirRecords

/// Reads `rows`, the sample that it names included.
struct RowsReader {
    let root: Section<TableCaseKey>
    /// Empty where they could not be read: then the sample can't be either.
    let columns: [LogTable.Column]
    let readSample: (String) -> FileReading

    /// The sample is `nil` where it could not be read, which is then reported.
    func read() -> (sample: RowSample?, path: String, alwaysNull: [String])? {
        guard root.has(.rows) else {
            root.reportMissing(.rows, "a mapping such as {sample: rows.csv}")
            return nil
        }
        guard let section = root.section(.rows, RowsKey.self) else { return nil }
        let path = section.required(.sample, .text("the path of a CSV file with a row's lengths a line"))
        let alwaysNull = section.list(.alwaysNull, .column(of: columns.map(\.name))) ?? []
        for column in columns where alwaysNull.contains(column.name) && !column.nullable {
            section.error(.alwaysNull, "the column \(quoted(column.name)) is not nullable", wayOut: "take it out, or make it nullable")
        }
        guard let path = path.map(root.context.resolved) else { return nil }
        return (columns.isEmpty ? nil : sample(path, alwaysNull, section), path, alwaysNull)
    }

    private func sample(_ path: String, _ alwaysNull: [String], _ section: Section<RowsKey>) -> RowSample? {
        guard let bytes = contents(path, section) else { return nil }
        var reader = RowSampleReader(columns: columns, alwaysNull: Set(alwaysNull))
        let sample = reader.read(bytes)
        for problem in reader.problems {
            section.error(.sample, "\(printable(path)), \(problem.message)", suggestion: problem.suggestion, wayOut: problem.wayOut)
        }
        return sample
    }

    private func contents(_ path: String, _ section: Section<RowsKey>) -> [UInt8]? {
        switch readSample(path) {
        case .contents(let bytes, _, _, _, _): return bytes
        case .missing: section.error(.sample, "there is no file \(quoted(path))", wayOut: "relative paths start at the case's directory")
        case .tooLarge:
            let limit = RowSampleLimits.fileBytes.bytes
            section.error(.sample, "\(quoted(path)) has more than \(limit) bytes", wayOut: "some thousand rows are enough")
        case .unreadable(let reason): section.error(.sample, "\(quoted(path)) can't be read: \(reason)")
        }
        return nil
    }
}
