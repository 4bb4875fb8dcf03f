import Testing
import WeirRecords

@testable import WeirPlanner

@Suite("tables under a load that stays")
struct SteadyTableTests {
    private static let coefficients = Result {
        TableCoefficients(
            layout: try TableLayout(
                columns: AssumedTable.columns, indexes: AssumedTable.indexes, sample: AssumedRows.sample(for: AssumedTable.columns)))
    }

    private func table(
        _ standard: RetentionLimit, _ debug: RetentionLimit, rows: PerClass<Double> = PerClass(standard: 300, debug: 900),
        shape: DayShape = DayShape(.aroundTheClock), vacuum: VacuumSettings = .postgresDefault
    ) throws -> SteadyTable {
        SteadyTable(
            try Self.coefficients.get(), RetentionPolicy(standard: standard, debug: debug), rowsPerHour: rows, shape: shape, vacuum: vacuum)
    }

    private static let week = RetentionLimit.age(.seconds(7 * 86_400))
    private static let fourHours = RetentionLimit.age(.seconds(4 * 3600))

    /// Cases in which nothing happens but rows that come and go.
    private static let steadyCases = [
        "R24", "base_bigint", "base_uuid", "ckpt_hourly_bigint", "diurnal", "long_uuid_json", "rows60k", "rows_two", "sf01", "two_d80",
        "two_uuid",
    ]

    @Test("the plateau is what PostgreSQL measured within 2 %", arguments: steadyCases)
    func plateau(name: String) throws {
        let truth = try MeasuredCase(name)
        let plateau = try #require(truth.steady().plateau)
        let total = percent(plateau.bytes, truth.hours.map(\.total).max() ?? 0)
        #expect(abs(total) < 2, "\(name): total \(total)")
    }

    @Test("WAL a row stays within 7 % of the later hours', and within 5 % where checkpoints come as in life", arguments: steadyCases)
    func wal(name: String) throws {
        let truth = try MeasuredCase(name)
        let later = truth.hours.dropFirst(truth.hours.count / 3)
        let measured = later.reduce(0) { $0 + $1.wal } / Double(later.count) / truth.plan.meanRows.sum
        let wal = percent(try #require(truth.steady().walPerRow), measured)
        #expect(abs(wal) < (truth.plan.checkpoints == nil ? 7 : 5), "\(name): WAL \(wal)")
    }

    @Test("the disk is full at the moment at which the files outgrow it, and never where the plateau fits")
    func full() throws {
        let week = try table(Self.week, Self.fourHours)
        let plateau = try #require(week.plateau).bytes
        #expect(week.hoursUntilOver(plateau) == nil)
        let times = [0.0, 0.1, 0.5, 0.9, 0.999].compactMap { week.hoursUntilOver(plateau * $0) }
        #expect(times.count == 5 && times == times.sorted() && times.first == 0)
        let forever = try table(.forever, .forever)
        let (one, two) = (try #require(forever.hoursUntilOver(1e9)), try #require(forever.hoursUntilOver(2e9)))
        #expect(abs(percent(two, 2 * one)) < 1)
        #expect(forever.hoursUntilOver(1e13) == nil, "not within five years")
    }

    @Test("an hour that brings many times the disk's room fills it within that hour")
    func withinTheHour() throws {
        let table = try table(Self.week, Self.fourHours, rows: PerClass(standard: 1e9, debug: 1e9))
        let hours = try #require(table.hoursUntilOver(1e9))
        #expect(hours > 0 && hours < 0.1)
    }

    @Test("there is no plateau where rows, or the room that they leave, are kept for ever")
    func none() throws {
        #expect(try table(.forever, Self.fourHours).plateau == nil)
        #expect(try table(Self.week, Self.fourHours, vacuum: VacuumSettings(isEnabled: false)).plateau == nil)
        // A class without rows doesn't count.
        #expect(try table(.forever, Self.fourHours, rows: PerClass(standard: 0, debug: 10)).plateau != nil)
        #expect(try table(.forever, .forever).walPerRow == nil)
    }

    @Test("nothing that comes in leaves empty files, and no WAL")
    func empty() throws {
        let off = try table(.off, .off)
        #expect(try #require(off.plateau).bytes < 200_000)
        #expect(off.walPerRow == nil && off.hoursUntilOver(1e6) == nil)
        #expect(off.keptHours == .zero)
    }

    @Test("retentions of many years are run in steps of hours, and come to as much a year as those of some")
    func manyYears() throws {
        let sizes = try [1.0, 5, 20, 100].map { years in
            let age = RetentionLimit.age(.seconds(years * 365 * 86_400))
            return try #require(table(age, age).plateau).bytes / years
        }
        for size in sizes { #expect(abs(percent(size, sizes[1])) < 2, "\(sizes)") }
        let few = try table(.rows(RowCount(400_000)), .rows(RowCount(300_000)), rows: PerClass(standard: 1e-3, debug: 1e-12))
        #expect(try #require(few.plateau).bytes > 1e8)
    }

    @Test("a peak by day lifts the plateau, a cap of rows sets the history")
    func shapes() throws {
        let (even, office) = try (table(Self.week, Self.fourHours), table(Self.week, Self.fourHours, shape: DayShape(.office)))
        let (lifted, flat) = (try #require(office.plateau).bytes, try #require(even.plateau).bytes)
        #expect(lifted > flat)
        let capped = try table(.rows(RowCount(6000)), Self.fourHours)
        #expect(capped.keptHours == PerClass(standard: 20, debug: 4))
    }
}

extension TableCase {
    /// Of each class, over a day.
    fileprivate var meanRows: PerClass<Double> {
        let hours = (0..<DayShape.hoursPerDay).map { rows(inHour: $0) }
        return hours.reduce(.zero, +) * (1 / Double(DayShape.hoursPerDay))
    }

    /// One cap for all rows leaves each class its part of it.
    fileprivate func limit(_ retentionClass: RetentionClass) -> RetentionLimit {
        let share = retention.debug == nil ? meanRows[retentionClass] / meanRows.sum : 1
        return switch retentionClass == .debug ? retention.debug ?? retention.standard : retention.standard {
        case .hours(let hours): .age(.seconds(3600 * hours))
        case .rows(let count): .rows(RowCount(Int64(Double(count) * share)))
        case .forever: .forever
        }
    }
}

extension MeasuredCase {
    fileprivate func steady() throws -> SteadyTable {
        let layout = try TableLayout(columns: plan.columns, indexes: plan.indexes, sample: plan.sample)
        return SteadyTable(
            TableCoefficients(layout: layout), RetentionPolicy(standard: plan.limit(.standard), debug: plan.limit(.debug)),
            rowsPerHour: plan.meanRows, shape: DayShape(factors: plan.load.hourlyFactors), vacuum: plan.vacuum,
            checkpoints: TableRules(plan).checkpoints)
    }
}
