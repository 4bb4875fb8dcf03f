import WeirRecords
import WeirSpool

// What an end leaves behind: the spool vanishes with a host that does, so it is said, and kept beside the ledger.
extension Shipper {
    /// Says what waits for each sink, and keeps it until it is delivered.
    func stateUndelivered() {
        let status = status()
        let rows = status.sinks.filter { $0.waiting > 0 }.map {
            Undelivered(sink: $0.name, records: $0.progress.cursor..<status.mark, time: status.now)
        }
        for row in rows { tell(Self.notice(of: row, "records were not delivered before the end; they wait in the spool", .alert)) }
        do throws(StateError) {
            try store.record(undelivered: rows)
        } catch {
            tell(Notice(.alert, "what was not delivered could not be written to the state", ["error": "\(error)"]))
        }
    }

    /// At a start: what the last end left is delivered first.
    func tellUndelivered() throws(StateError) {
        for row in try store.undelivered() {
            tell(Self.notice(of: row, "records that the last end left undelivered go first", .information))
        }
    }

    private static func notice(of row: Undelivered, _ message: String, _ severity: Notice.Severity) -> Notice {
        var details = ["sink": row.sink, "records": "\(row.records.recordCount)"]
        (details["from"], details["to"]) = ("\(row.records.lowerBound)", "\(row.records.upperBound)")
        return Notice(severity, message, details)
    }
}
