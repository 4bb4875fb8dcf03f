import WeirRecords
import WeirWorkload

extension WorkloadManifest {
    /// Where it says one thing here and another there; nil where all agrees.
    ///
    /// - Parameter rows: what its rows add up to.
    func contradiction(_ rows: MeterCount) -> String? {
        guard rows.records == records else {
            return "has rows that count \(rows.records.counted("record")), and says \(records.grouped)"
        }
        let filed = files.reduce(UInt64(0)) { $0.addingSaturated($1.records) }
        guard filed == records else { return "has files that hold \(filed.counted("record")), and says \(records.grouped)" }
        let weights = (rows.bytes, files.reduce(UInt64(0)) { $0.addingSaturated($1.bytes) })
        guard weights == (bytes, bytes) else {
            return "says \(bytes.grouped) bytes; its rows have \(weights.0.grouped) and its files \(weights.1.grouped)"
        }
        guard firstSerial == 1 else { return "says that its serials begin at \(firstSerial.grouped), and they begin at 1" }
        guard rotatedAway <= records else { return "says that more records rotated away than were written" }
        let named = Set(hosts)
        let unnamed = Set(files.map(\.host) + digests.map(\.host)).subtracting(named).min()
        return unnamed.map { "has records of the host \($0), which it does not name" }
    }
}
