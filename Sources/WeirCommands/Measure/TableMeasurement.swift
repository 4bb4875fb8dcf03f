import WeirDatabase
import WeirPlanner
import WeirRecords

/// Reads a log table into the same measurement that files give.
struct TableMeasurement {
    /// Times that each role's classes span.
    private var periods: [Measurement.Origin: ClosedRange<Timestamp>] = [:]
    private var file = FileMeasurement(role: .other, host: "", hasTimes: true)

    /// - Parameter onRows: told now and then how many rows are done.
    static func measure(_ url: String, table: String?, onRows: (RowCount) -> Void) throws -> (Measurement, DatabaseMeasurement) {
        do {
            let connection = try Connection(ConnectionSettings.uri(url))
            var gathered = TableMeasurement()
            let found = try DatabaseMeasurement.measure(connection, table: table, onRows: onRows) { gathered.add($0) }
            var measurement = Measurement()
            measurement.add(gathered.file, periods: gathered.periods)
            return (measurement, found)
        } catch {
            throw CommandFailure(error)
        }
    }

    private mutating func add(_ row: MeasuredRow) {
        let role = LogFileName(path: row.application).role
        let key = MeterKey(
            source: role.rawValue, host: row.host, application: row.application, level: row.level,
            category: row.level <= .debug ? .debug : .infrastructure)
        let weight = MeterWeight(records: 1, lineBytes: UInt64(max(0, row.storedBytes)), messageBytes: UInt64(row.message.count))
        file.shapes.add(row.message, lineBytes: row.storedBytes)
        file.lengths.add(row.message.count, key.retentionClass)
        guard let time = row.time else { return file.linesWithoutTime += 1 }
        file.meter.add(weight, of: key, at: time...time)
        widen(Measurement.Origin(role: role, host: row.host, retentionClass: key.retentionClass), to: time)
    }

    private mutating func widen(_ origin: Measurement.Origin, to time: Timestamp) {
        let known = periods[origin] ?? time...time
        periods[origin] = min(known.lowerBound, time)...max(known.upperBound, time)
    }
}
