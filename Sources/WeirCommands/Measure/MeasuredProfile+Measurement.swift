import WeirPlanner
import WeirRecords

extension MeasuredProfile {
    /// Groups kept; the rest counts under `other`.
    static let maximumGroups = 256

    init(_ measurement: Measurement, sessions: Int?) {
        let period = measurement.meter.period
        self.init(
            firstTime: period.map { "\($0.lowerBound)" }, lastTime: period.map { "\($0.upperBound)" }, spanSeconds: measurement.spanSeconds,
            peakConcurrentSessions: sessions, unparsedLines: Int(clamping: measurement.linesWithoutTime), roles: Self.roles(measurement),
            hourlyRows: Self.hours(measurement), hourlySpans: Self.spans(measurement), groups: Self.groups(measurement),
            messageLengths: Self.lengths(measurement))
    }

    private static func roles(_ measurement: Measurement) -> [RoleRows] {
        let weights = measurement.meter.totals { RoleAndClass(role: $0.key.role, retentionClass: $0.key.retentionClass) }
        return Role.allCases.compactMap { role in
            let parts = PerClass { weights[RoleAndClass(role: role, retentionClass: $0)] ?? .zero }
            guard parts.standard.records + parts.debug.records > 0 else { return nil }
            let hosts = Set(measurement.periods.keys.filter { $0.role == role }.map(\.host))
            return RoleRows(
                role: role, hosts: max(1, hosts.count), bytes: Int(clamping: parts.standard.lineBytes &+ parts.debug.lineBytes),
                standard: rows(measurement, role, .standard, parts), debug: rows(measurement, role, .debug, parts))
        }
    }

    private struct RoleAndClass: Hashable {
        var role: Role
        var retentionClass: RetentionClass
    }

    private static func rows(
        _ measurement: Measurement, _ role: Role, _ retentionClass: RetentionClass, _ parts: PerClass<MeterWeight>
    ) -> ClassRows {
        let seconds = measurement.periods.filter { $0.key.role == role && $0.key.retentionClass == retentionClass }.values.map(\.seconds)
        return ClassRows(rows: Int(clamping: parts[retentionClass].records), hostSeconds: seconds.reduce(0, +))
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
