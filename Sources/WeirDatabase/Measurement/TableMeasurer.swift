package import WeirRecords

extension DatabaseMeasurement {
    /// Reads a whole log table page by page.
    ///
    /// - Parameters:
    ///   - table: its name; `nil` for the likeliest log table.
    ///   - onRows: told after each page how many rows are done.
    ///   - onRow: given every row, for counts of one's own.
    package static func measure(
        _ connection: Connection, table name: String? = nil, pageRows: Int = KeysetReader.defaultPageRows,
        onRows: (RowCount) -> Void = { _ in }, onRow: ((MeasuredRow) -> Void)? = nil
    ) throws(DatabaseError) -> DatabaseMeasurement {
        let table = try LogTableDiscovery.find(name, on: connection)
        let selection = MeasurementSelection(table)
        var measurement = DatabaseMeasurement(table: table)
        var reader = try KeysetReader(
            connection, table: table, key: KeysetKey(of: table), expressions: selection.expressions, pageRows: pageRows)
        while let page = try reader.next() {
            for row in 0..<page.count {
                let measured = measurement.add(page, row, selection)
                onRow?(measured)
            }
            onRows(measurement.rows)
        }
        try reader.close()
        return measurement
    }

    private mutating func add(_ page: QueryResult, _ row: Int, _ selection: MeasurementSelection) -> MeasuredRow {
        let measured = selection.row(page, row, storedBytes: addColumns(page, row, selection))
        rows += RowCount(1)
        if selection.level(page, row) == nil { rowsWithoutLevel += RowCount(1) }
        guard let time = measured.time else {
            rowsWithoutTime += RowCount(1)
            return measured
        }
        first = min(first ?? time, time)
        last = max(last ?? time, time)
        count(measured, at: time)
        return measured
    }

    private mutating func count(_ row: MeasuredRow, at time: Timestamp) {
        var key = MeasurementKey(host: row.host, application: row.application, level: row.level, hour: time.hour)
        if groups.count >= Self.maximumGroups && groups[key] == nil { (key.host, key.application) = (Self.other, Self.other) }
        groups[key, default: MeasurementCount()].rows += RowCount(1)
        groups[key, default: MeasurementCount()].bytes += ByteCount(Int64(row.storedBytes))
    }

    /// Adds to every column's sums and returns the stored bytes of the whole row.
    private mutating func addColumns(_ page: QueryResult, _ row: Int, _ selection: MeasurementSelection) -> Int {
        var total: Int64 = 0
        for index in columns.indices {
            guard let stored = page.integer(row, selection.firstSize + index) else { continue }
            columns[index].rows += RowCount(1)
            columns[index].storedBytes += ByteCount(stored)
            total += stored
        }
        for (position, column) in selection.textColumns.enumerated() {
            columns[column].textBytes += ByteCount(page.integer(row, selection.firstText + position) ?? 0)
        }
        return Int(total)
    }
}

extension Timestamp {
    /// Whole hours since the epoch, rounded towards the past.
    fileprivate var hour: Int64 {
        let minute = minute
        return (minute - (minute % 60 + 60) % 60) / 60
    }
}

/// What is selected of a table, and in which place each part stands.
private struct MeasurementSelection {
    private enum Place { static let time = 0, level = 1, host = 2, application = 3, message = 4 }

    /// Where the columns' stored sizes begin.
    let firstSize = 5
    /// Where the text columns' lengths begin.
    var firstText: Int
    /// Text columns, by their index among the table's.
    var textColumns: [Int]
    var expressions: [String]

    init(_ table: LogTable) {
        let roles = table.roles
        let names = table.columns.map { Identifier($0.name).description }
        textColumns = table.columns.indices.filter { table.columns[$0].kind.isText }
        firstText = firstSize + names.count
        let texts = [roles.level, roles.host, roles.application, roles.message]
            .map { name in name.map { "\(Identifier($0))::text" } ?? "NULL::text" }
        expressions =
            [roles.time.map { Identifier($0).description } ?? "NULL::timestamp"] + texts
            + names.map { "pg_column_size(\($0))" } + textColumns.map { "octet_length(\(names[$0]))" }
    }

    func level(_ page: QueryResult, _ row: Int) -> Level? { page.bytes(row, Place.level).flatMap(Level.init(parsing:)) }

    func row(_ page: QueryResult, _ row: Int, storedBytes: Int) -> MeasuredRow {
        MeasuredRow(
            time: page.timestamp(row, Place.time), level: level(page, row) ?? .info, host: page.string(row, Place.host) ?? "",
            application: page.string(row, Place.application) ?? "",
            message: page.bytes(row, Place.message) ?? UnsafeRawBufferPointer(start: nil, count: 0), storedBytes: storedBytes)
    }
}
