import WeirPlanner
import WeirRecords

extension MeasuredProfile {
    /// Groups kept; the rest counts under `other`.
    static let maximumGroups = 256

    init(_ measurement: Measurement, _ rates: MeasuredRates, sessions: Int?, holdsWholeTable: Bool) {
        self.init(
            firstTime: rates.period.map { "\($0.lowerBound)" }, lastTime: rates.period.map { "\($0.upperBound)" },
            spanSeconds: rates.longestSeconds, uncertainty: rates.uncertainty, peakConcurrentSessions: sessions,
            unparsedLines: Int(clamping: measurement.rowsWithoutTime), holdsWholeTable: holdsWholeTable,
            roles: Self.roles(measurement, rates),
            hourlyRows: Self.hours(measurement), hourlySpans: Self.spans(measurement), groups: Self.groups(measurement),
            messageLengths: Self.lengths(measurement))
    }

    private static func roles(_ measurement: Measurement, _ rates: MeasuredRates) -> [RoleRows] {
        let weights = measurement.totals { RoleAndClass(role: $0.role, retentionClass: $0.retentionClass) }
        return Role.allCases.compactMap { role in
            let parts = PerClass { weights[RoleAndClass(role: role, retentionClass: $0)] ?? .zero }
            guard parts.standard.records + parts.debug.records > 0 else { return nil }
            let hosts = Set(rates.logs.filter { $0.role == role }.map(\.identity.host))
            let perDay = rates.rowsPerDay(of: role)
            return RoleRows(
                role: role, hosts: max(1, hosts.count), bytes: Int(clamping: parts.standard.lineBytes &+ parts.debug.lineBytes),
                standard: ClassRows(rows: Int(clamping: parts.standard.records), rowsPerDay: perDay.standard),
                debug: ClassRows(rows: Int(clamping: parts.debug.records), rowsPerDay: perDay.debug))
        }
    }

    private struct RoleAndClass: Hashable {
        var role: Role
        var retentionClass: RetentionClass
    }

    private static func hours(_ measurement: Measurement) -> [Int] {
        var hours = Array(repeating: 0, count: DayShape.hoursPerDay)
        for (cell, weight) in measurement.meter.cells where cell.key.role.reachesDatabase {
            hours[Int(((cell.span % 24) + 24) % 24)] += Int(clamping: weight.records)
        }
        return hours
    }

    private static func spans(_ measurement: Measurement) -> [Int] {
        var spans = Array(repeating: 0, count: DayShape.hoursPerDay)
        for span in Set(measurement.meter.cells.keys.filter { $0.key.role.reachesDatabase }.map(\.span)) {
            spans[Int(((span % 24) + 24) % 24)] += 1
        }
        return spans
    }

    private struct GroupKey: Hashable {
        var application: String
        var level: Level
        var category: Category
    }

    private static func groups(_ measurement: Measurement) -> [Group] {
        let weights = measurement.meter.totals { cell in
            cell.key.role.reachesDatabase
                ? GroupKey(application: cell.key.application, level: cell.key.level, category: cell.key.category) : nil
        }
        let sorted = weights.compactMap { key, weight in key.map { ($0, weight) } }
            .sorted { ($1.1.records, $0.0.application, $0.0.level.rawValue) < ($0.1.records, $1.0.application, $1.0.level.rawValue) }
        return sorted.prefix(maximumGroups).map { group($0, $1) } + rest(sorted.dropFirst(maximumGroups).map { $0 })
    }

    private static func group(_ key: GroupKey, _ weight: MeterWeight) -> Group {
        Group(
            application: key.application, level: key.level.name, category: key.category.name, rows: Int(clamping: weight.records),
            bytes: Int(clamping: weight.lineBytes))
    }

    private static func rest(_ groups: [(GroupKey, MeterWeight)]) -> [Group] {
        let byLevel = Dictionary(grouping: groups) { $0.0.level }
        return byLevel.sorted { $0.key < $1.key }.map { level, members in
            var sum = MeterWeight.zero
            members.forEach { sum.add($0.1) }
            return group(GroupKey(application: MeterKey.otherName, level: level, category: .infrastructure), sum)
        }
    }

    private static func lengths(_ measurement: Measurement) -> [MessageLength] {
        RetentionClass.allCases.flatMap { each in
            measurement.lengths.counts(of: each).map {
                MessageLength(retentionClass: each, bytes: $0.bytes, rows: Int(clamping: $0.records))
            }
        }
    }
}
