extension HealthWarning {
    /// Reads the platform's warning: the JSON alone, inside of other JSON, or in a line of a log.
    ///
    /// - Parameters:
    ///   - name: of the file, for messages.
    ///   - table: the log table's name.
    package init(
        _ bytes: [UInt8], name: String, table: String = "logs", reading: Reading = .unknown, intervalHours: Double = defaultIntervalHours
    ) throws(PlanError) {
        guard intervalHours > 0, intervalHours.isFinite else {
            throw .imported("the time between two health warnings is \(intervalHours) h", "give more than nothing")
        }
        let warning = try Self.warning(in: String(decoding: bytes, as: UTF8.self), name)
        var tables: [Table] = []
        for element in warning["largest_tables"]?.elements ?? [] { tables.append(try Self.table(element, name)) }
        guard let logTable = tables.first(where: { $0.name == table || $0.name.hasSuffix("." + table) }) else {
            let names = tables.prefix(8).map(\.name).joined(separator: ", ")
            throw .imported("the largest tables in \(name) have no \(table)", "name the log table with --table (of \(names))")
        }
        self.init(
            tables: tables, logTable: logTable, databaseBytes: Self.number(warning["size_mb"]).map { $0 * SizeText.mebibyte },
            deadRows: Self.number(warning["dead_tuples"]), reading: reading, intervalHours: intervalHours)
    }

    private static let key = "largest_tables"

    private static func warning(in text: String, _ name: String) throws(PlanError) -> JSONTree {
        if let found = find(in: JSONTree(text), depth: 0) { return found }
        if let start = text.firstIndex(of: "{"), let end = text.lastIndex(of: "}"),
            let found = find(in: JSONTree(text[start...end]), depth: 0)
        {
            return found
        }
        throw .imported(
            "\(name) holds no health warning: no JSON with \"\(key)\"", "save the whole JSON of the warning, from { to }")
    }

    /// Strings that hold JSON within JSON within JSON: nothing goes deeper.
    private static let maximumEmbedding = 3

    private static func find(in tree: JSONTree?, depth: Int) -> JSONTree? {
        guard let tree, depth <= maximumEmbedding else { return nil }
        if tree[key] != nil { return tree }
        if case .string(let text) = tree, text.contains(key) { return find(in: JSONTree(text), depth: depth + 1) }
        let inner = tree.members.map(\.value) + tree.elements
        return inner.lazy.compactMap { find(in: $0, depth: depth) }.first
    }

    private static func table(_ element: JSONTree, _ name: String) throws(PlanError) -> Table {
        guard let table = element["table"]?.text, let text = element["size"]?.text else {
            throw .imported("a table in \(name) has no \"table\" or no \"size\"", "save the warning as the platform gives it")
        }
        guard let bytes = SizeText.bytes(text) else {
            throw .imported(
                "the size of \(table.prefix(64)) in \(name) is \"\(text.prefix(40))\"", "give it as PostgreSQL prints it: 373 MB")
        }
        return Table(name: table, bytes: bytes)
    }

    private static func number(_ tree: JSONTree?) -> Double? {
        tree?.text.flatMap(Double.init).flatMap { $0.isFinite && $0 >= 0 ? $0 : nil }
    }
}

/// Sizes as `pg_size_pretty` prints them: `373 MB`, of 1,024 × 1,024 bytes each.
enum SizeText {
    static let mebibyte = 1_048_576.0

    static func bytes(_ text: String) -> Double? {
        let words = text.split(separator: " ")
        guard words.count == 2, let number = Double(words[0]), number >= 0, number.isFinite else { return nil }
        guard let power = ["bytes", "kB", "MB", "GB", "TB", "PB"].firstIndex(of: String(words[1])) else { return nil }
        return (0..<power).reduce(number) { value, _ in value * 1024 }
    }
}

extension HealthWarning {
    package var observations: Observations {
        var observations = Observations()
        observations.health = self
        observations.notes = [note]
        if reading == .total {
            let origin = "health warning"
            observations.size = Observed(PresentSize(total: logTable.bytes), factor: Self.rounding, origin: origin)
        }
        return observations
    }

    /// `pg_size_pretty` rounds to a unit from 10 of it on.
    static let rounding = 1.05

    private var note: Plan.Assumption {
        let total = "as a total it is all that \(logTable.name) takes on disk"
        let increase = "as an increase it is \((increasePerHour * 24).bytesText) a day (\(intervalHours.hoursText) between warnings)"
        let text =
            switch reading {
            case .total:
                "\(logTable.bytes.bytesText) is read as a total, as told: it says at least how fast rows come, not how fast at most"
            case .increase: "\(logTable.bytes.bytesText) is read as an increase, as told: \((increasePerHour * 24).bytesText) a day"
            case .unknown: "\(logTable.bytes.bytesText) has two readings: \(total); \(increase). \(evidence)Only what both allow is used"
            }
        return Plan.Assumption(
            subject: "health warning", text: text,
            lookUp:
                "SELECT pg_size_pretty(pg_total_relation_size('\(logTable.name)')): the same size says total; then tell with --health-reading"
        )
    }

    /// What the warning itself says for one reading.
    private var evidence: String {
        guard let databaseBytes, databaseBytes > 0 else { return "" }
        let sum = tables.reduce(0) { $0 + $1.bytes }
        if sum > databaseBytes * Self.rounding {
            return "The tables' sizes come to more than the database's \(databaseBytes.bytesText), so they are no totals of it. "
        }
        guard sum > databaseBytes / 2 else { return "" }
        return
            "They come to \((sum / databaseBytes * 100).roundedText) % of the database's \(databaseBytes.bytesText), which speaks for totals. "
    }
}
