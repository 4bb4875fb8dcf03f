import TestSupport
import WeirPlanner
import WeirRecords
import WeirSystem

/// Tables of the tests' own invention, small enough to be lived through in seconds.
enum GrowthCases {
    /// Newest rows are kept, so many of each class, and cleared every other hour.
    static let byCount = TableCase(
        columns: columns(key: .bigint), indexes: indexes(["written"], ["service", "written"]), sample: sample(seed: 11, note: 180...420),
        load: TableCase.Load(rowsPerHour: 300, debugShare: 0.4),
        retention: TableCase.Retention(standard: .rows(15_000), debug: .rows(4_000), cleanupEveryHours: 2), hours: 220)

    /// Random keys, office hours, notes that are moved out of their rows, a cut of the retention and a rewrite before the end.
    static let cut = TableCase(
        columns: columns(key: .uuid), indexes: indexes(["written"], ["service"]), sample: sample(seed: 12, note: 300...700, long: 4000),
        load: TableCase.Load(rowsPerHour: 250, hourlyFactors: office), retention: TableCase.Retention(standard: .hours(72)),
        vacuum: VacuumSettings(deadThreshold: 200, deadScale: 0.1),
        events: [.retentionChange(at: 190, standard: .hours(30), debug: nil), .vacuumFull(at: 200)], hours: 240)

    /// Cleared by age under the server's own autovacuum, an hour in less than half a second. The limit makes a vacuum of this table
    /// take about one of these hours, naptime is two, and a vacuum falls due well between two looks: when five hours' rows are dead.
    static let live = TableCase(
        columns: columns(key: .bigint), indexes: indexes(["written"]), sample: sample(seed: 13, note: 500...900),
        load: TableCase.Load(rowsPerHour: 250), retention: TableCase.Retention(standard: .hours(72)),
        vacuum: VacuumSettings(
            deadThreshold: 100, deadScale: 0.06, naptimeSeconds: 1, costDelayMilliseconds: 10, costLimit: 40, hourSeconds: 0.45),
        hours: 126)
    /// Nothing is deleted before.
    static let liveUnpacedHours = 66

    private static let office = (0..<24).map { 8..<18 ~= $0 ? 1.8 : 6.0 / 14 }

    private static func columns(key: LogTable.ColumnType) -> [LogTable.Column] {
        [
            LogTable.Column(name: "id", type: key, nullable: false),
            LogTable.Column(name: "written", type: .timestamp, nullable: false),
            LogTable.Column(name: "level", type: .varchar, nullable: false),
            LogTable.Column(name: "service", type: .varchar),
            LogTable.Column(name: "node", type: .varchar),
            LogTable.Column(name: "session", type: .uuid),
            LogTable.Column(name: "note", type: .text),
        ]
    }

    private static func indexes(_ others: [String]...) -> [LogTable.Index] {
        [LogTable.Index(columns: ["id"], primary: true)] + others.map { LogTable.Index(columns: $0) }
    }

    /// - Parameters:
    ///   - note: bytes of the text.
    ///   - long: bytes of every twentieth text, which pglz can't shorten; 0 for none.
    private static func sample(seed: UInt64, note: ClosedRange<Int>, long: Int = 0) -> RowSample {
        var random = SeededRandom(seed: seed)
        let services = ["gateway", "recorder", "scheduler"]
        return RowSample(
            (0..<400).map { number in
                let isDebug = number.isMultiple(of: 2)
                let level = isDebug ? "trace" : random.chance(0.8) ? "notice" : "fault"
                let service = services[random.number(in: 0..<services.count)]
                let isLong = long > 0 && number % 20 == 7
                let bytes = isLong ? long : random.number(in: note.lowerBound..<(note.upperBound + 1))
                let columns: [Int?] = [8, 8, level.utf8.count, service.utf8.count, 14, random.chance(0.5) ? 16 : nil, bytes]
                return RowLengths(
                    isDebug ? .debug : .standard, columns: columns, compressed: isLong ? [6: bytes + 4] : [:],
                    values: [2: level, 3: service])
            })
    }
}
