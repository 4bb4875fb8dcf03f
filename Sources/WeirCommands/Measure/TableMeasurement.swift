import WeirDatabase
import WeirPlanner
import WeirRecords

/// Reads a log table into the same measurement that files give.
///
/// Whatever is in the table reaches the table: its rows are of no role that only files have. Each class of each host is a log of its own,
/// since each is kept for its own time.
struct TableMeasurement {
    private struct LogKey: Hashable {
        var host: String
        var retentionClass: RetentionClass
    }

    private var file: FileMeasurement
    private var timelines: [LogKey: Timeline] = [:]

    /// - Parameter onRows: told now and then how many rows are done.
    static func measure(_ url: String, table: String?, onRows: (RowCount) -> Void) throws -> (Measurement, DatabaseMeasurement) {
        do {
            let connection = try Connection(ConnectionSettings.uri(url))
            var gathered = TableMeasurement()
            let found = try DatabaseMeasurement.measure(connection, table: table, onRows: onRows) { gathered.add($0) }
            return (gathered.measurement(named: found.table.name), found)
        } catch {
            throw CommandFailure(error)
        }
    }

    private init() { file = FileMeasurement(log: LogIdentity(host: "", name: ""), role: .other) }

    private mutating func add(_ row: MeasuredRow) {
        let key = MeterKey(
            source: Role.other.rawValue, host: row.host, application: row.application, level: row.level,
            category: row.level <= .debug ? .debug : .infrastructure)
        let weight = MeterWeight(records: 1, lineBytes: UInt64(max(0, row.storedBytes)), messageBytes: UInt64(row.message.count))
        file.shapes.add(row.message, lineBytes: row.storedBytes)
        file.lengths.add(row.message.count, key.retentionClass)
        guard let time = row.time else { return file.rowsWithoutTime += 1 }
        file.meter.add(weight, of: key, at: time...time)
        let log = LogKey(host: row.host, retentionClass: key.retentionClass)
        timelines[log, default: Timeline()].add(time, key.retentionClass, bytes: row.storedBytes)
    }

    private func measurement(named name: String) -> Measurement {
        var measurement = Measurement()
        measurement.add(
            file,
            timelines: timelines.map { log, timeline in
                (LogIdentity(host: log.host, name: "\(name) (\(log.retentionClass))"), timeline)
            })
        return measurement
    }
}
