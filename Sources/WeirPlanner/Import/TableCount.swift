package import WeirRecords

/// One look at the table by a user: `SELECT count(*), min(ingest_date), max(ingest_date), pg_total_relation_size('logs') FROM logs`.
package struct TableCount: Equatable, Sendable {
    package var rows: Double
    package var first: Timestamp
    package var last: Timestamp
    /// Bytes, where it was selected.
    package var size: Double?

    static let query = "SELECT count(*), min(ingest_date), max(ingest_date), pg_total_relation_size('logs') FROM logs"
    private static let mostRows = 1e15

    /// - Parameters:
    ///   - bytes: of the result: what psql prints, CSV or JSON.
    ///   - name: of the file, for messages.
    package init(_ bytes: [UInt8], name: String) throws(PlanError) {
        let result = try ResultText(bytes, name: name)
        guard let row = result.rows.first, result.rows.count == 1 else {
            throw .imported("\(name) has \(result.rows.count) rows where one is meant", "select \"\(Self.query)\"")
        }
        rows = try Self.number("count", row, name)
        (first, last) = (try Self.time("min", row, name), try Self.time("max", row, name))
        size = row.value("pg_total_relation_size") == nil ? nil : try Self.number("pg_total_relation_size", row, name)
        guard rows > 0 else { throw .imported("\(name) counts no row", "look again when rows have come in") }
        _ = try ImportedTime.span(first, last, of: "row")
    }

    private static func number(_ column: String, _ row: ResultText.Row, _ name: String) throws(PlanError) -> Double {
        guard let text = row.value(column) else { throw .imported("\(name) has no \(column)", "select \"\(query)\"") }
        guard let number = Int64(text), number >= 0, Double(number) <= mostRows else {
            throw .imported(
                "\(column) in \(name) is \"\(text.prefix(40))\", which is no count", "select \"\(query)\", without pg_size_pretty")
        }
        return Double(number)
    }

    private static func time(_ column: String, _ row: ResultText.Row, _ name: String) throws(PlanError) -> Timestamp {
        guard let text = row.value(column) else { throw .imported("\(name) has no \(column)", "select \"\(query)\"") }
        guard let time = ImportedTime.parse(text) else {
            throw .imported("\(column) in \(name) is \"\(text.prefix(40))\", which is no time", "SET datestyle = iso")
        }
        return time
    }
}

extension TableCount {
    private var hours: Double { ImportedTime.hours(from: first, to: last) }

    /// Rows an hour that leave so many in the table: debug rows go earlier than the others, and their share is the prior's.
    package func observations(under retention: RetentionPolicy) -> Observations {
        var observations = Observations()
        let origin = "a count over \(hours.hoursText)"
        let share = LoadPrior.debugPerStandard / (1 + LoadPrior.debugPerStandard)
        let kept = PerClass<Double> { keptHours(retention.limit(of: $0)) }
        let window = kept.standard * (1 - share) + kept.debug * share
        guard window > 0 else { return observations }
        let isMixed = kept.standard != kept.debug
        let factor = SpanUncertainty.factor(spanHours: hours) * (isMixed ? Self.unknownShare : 1)
        observations.rowsPerHour = Observed(rows / window, factor: factor, origin: origin)
        observations.liveRows = Observed(rows, origin: origin)
        observations.size = size.map { Observed(PresentSize(total: $0), origin: origin) }
        if isMixed { observations.notes.append(mixed(share)) }
        return observations
    }

    /// How far the share of debug among the rows that came may be off, as a factor of the rows an hour.
    private static let unknownShare = 1.5

    /// Hours of a class's rows among those that were counted.
    private func keptHours(_ limit: RetentionLimit) -> Double {
        switch limit {
        case .age(let age): min(age.inHours, hours)
        case .rows, .forever: hours
        case .off: 0
        }
    }

    private func mixed(_ share: Double) -> Plan.Assumption {
        Plan.Assumption(
            subject: "counted rows",
            text:
                "the count doesn't tell the classes apart: \((share * 100).roundedText) % of the rows that come in are taken for debug, and"
                + " the time that each class is kept for is the deployment's",
            lookUp: "--database, or two snapshots of pg_stat_user_tables (--snapshot)")
    }
}
