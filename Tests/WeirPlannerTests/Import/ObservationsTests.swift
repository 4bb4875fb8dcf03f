import Testing
import WeirRecords

@testable import WeirPlanner

@Suite("observations in place of priors")
struct ObservationsTests {
    private let prior = PerClass(
        standard: Spread(low: 100, middle: 1000, high: 10_000), debug: Spread(low: 200, middle: 2000, high: 20_000))
    private let context = NarrowingContext(bytesPerRow: 500, walBytesPerRow: 2000, windowHours: 200, peakConcurrentSessions: 300)

    private func band(_ rows: PerClass<Spread>) -> Double { (rows.standard + rows.debug).high / (rows.standard + rows.debug).middle }

    @Test("without any the prior stays as it is")
    func none() {
        let rows = Observations().narrowed(prior, in: context)
        #expect(rows == prior)
        #expect(Observations().isEmpty)
    }

    @Test("counted rows take the prior's place, class by class by the debug share")
    func counted() {
        var observations = Observations()
        observations.rowsPerHour = Observed(5000, factor: 1.3, origin: "count")
        let rows = observations.narrowed(prior, in: context)
        #expect(abs((rows.standard + rows.debug).middle - 5000) < 1e-6 && abs(rows.debug.middle / rows.standard.middle - 2) < 1e-9)
        #expect(abs(band(rows) - 1.3) < 1e-9 && band(rows) < band(prior))
        observations.debugShare = Observed(0.25, origin: "count")
        #expect(abs(observations.narrowed(prior, in: context).debug.high - 5000 * 1.3 * 0.25) < 1e-6)
    }

    @Test("rows of a system with other sessions are scaled to the deployment's")
    func scaled() {
        var observations = Observations()
        observations.rowsPerHour = Observed(5000, origin: "count")
        observations.peakConcurrentSessions = 100
        #expect(abs(observations.narrowed(prior, in: context).debug.middle - 10_000) < 1e-6)
    }

    @Test("WAL cuts the prior off above, a health warning below, and the band is narrower for it")
    func bounded() throws {
        var wal = Observations()
        wal.walPerHour = Observed(1e7, factor: 1.2, origin: "WAL")
        let above = wal.narrowed(prior, in: context)
        #expect(abs((above.standard + above.debug).high - 6000) < 1e-6 && band(above) < band(prior))
        #expect((above.standard + above.debug).low == 300)
        let health = try HealthWarning(ImportFixture.bytes("health-warning.json"), name: "warning").observations
        let below = health.narrowed(prior, in: context)
        #expect(abs((below.standard + below.debug).low - 373 * 1_048_576 / 200 / 2 / 500) < 1e-6)
        #expect((below.standard + below.debug).high == 30_000)
    }

    @Test("bounds that leave nothing of the prior put it beside them, in order and over 0")
    func beyond() {
        for bounds in [Bounds(atMost: 3), Bounds(atLeast: 1e6), Bounds(atLeast: 900, atMost: 1100)] {
            let cut = Spread(low: 10, middle: 1000, high: 100_000).cut(to: bounds)
            #expect(cut.low > 0 && cut.low <= cut.middle && cut.middle <= cut.high, "\(cut)")
            #expect(cut.high <= bounds.atMost ?? .infinity && cut.low >= bounds.atLeast ?? 0, "\(cut)")
        }
    }

    @Test("of two looks at one thing the surer is taken, whichever way they are joined")
    func merged() {
        var (rough, sure) = (Observations(), Observations())
        rough.rowsPerHour = Observed(900, factor: 3, origin: "rough")
        rough.debugShare = Observed(0.5, origin: "rough")
        sure.rowsPerHour = Observed(1000, factor: 1.15, origin: "sure")
        for both in [rough.merged(with: sure), sure.merged(with: rough)] {
            #expect(both.rowsPerHour?.origin == "sure" && both.debugShare?.origin == "rough" && both.notes.isEmpty)
        }
    }

    @Test("two looks that can't both be right are noted with the one that is used")
    func contradicting() {
        var (first, second) = (Observations(), Observations())
        first.rowsPerHour = Observed(1000, factor: 1.15, origin: "snapshots")
        second.rowsPerHour = Observed(9000, factor: 1.3, origin: "the table")
        let note = first.merged(with: second).notes.first
        #expect(note?.subject == "rows an hour" && note?.text == "snapshots says 1,000, the table 9,000; snapshots is used")
    }

    @Test("columns, indexes and sample come from one source together")
    func shape() {
        var (table, other) = (Observations(), Observations())
        table.columns = Observed(AssumedTable.columns, origin: "catalog")
        table.indexes = Observed(AssumedTable.indexes, origin: "catalog")
        other.rowSample = Observed(RowSample([]), origin: "elsewhere")
        #expect(other.merged(with: table).rowSample == nil && table.merged(with: other).columns?.origin == "catalog")
    }

    @Test("live rows far from retention × rate are a finding, near ones are none")
    func retention() {
        var observations = Observations()
        observations.rowsPerHour = Observed(1000, factor: 1.15, origin: "snapshots")
        observations.debugShare = Observed(0.5, origin: "sample")
        let kept = 500 * 168 + 500 * 4.0
        for (live, part) in [(kept * 10, "fails"), (kept / 10, "young")] {
            observations.liveRows = Observed(live, factor: 1.2, origin: "pg_stat_user_tables")
            let finding = observations.findings(for: .sample(), bytesPerRow: 500).first { $0.subject == "retention" }
            #expect(finding?.text.contains(part) == true)
        }
        observations.liveRows = Observed(kept * 1.5, origin: "pg_stat_user_tables")
        #expect(observations.findings(for: .sample(), bytesPerRow: 500).map(\.subject) == ["counted rows"])
        let forever = observations.findings(for: .sample(standard: .forever), bytesPerRow: 500)
        #expect(forever.map(\.subject) == ["counted rows"], "for ever keeps any number")
    }

    @Test("a table much larger than its live rows need is called bloated")
    func bloat() {
        var observations = Observations()
        observations.liveRows = Observed(100_000, origin: "pg_stat_user_tables")
        observations.size = Observed(PresentSize(total: 60e6), origin: "catalog")
        #expect(observations.findings(for: .sample(), bytesPerRow: 500).isEmpty)
        observations.size = Observed(PresentSize(total: 600e6), origin: "catalog")
        #expect(observations.findings(for: .sample(), bytesPerRow: 500).map(\.subject) == ["bloat"])
    }

    @Test("bounds that leave no room between them are noted")
    func conflicting() throws {
        let warning = try HealthWarning(ImportFixture.bytes("health-warning.json"), name: "warning").observations
        var wal = Observations()
        func findings() -> [Plan.Assumption] { warning.merged(with: wal).findings(for: .sample(), bytesPerRow: 500) }
        wal.walPerHour = Observed(1e4, origin: "WAL positions")
        #expect(findings().contains { $0.text.contains("leave no room") })
        wal.walPerHour = Observed(1e8, origin: "WAL positions")
        #expect(!findings().contains { $0.text.contains("leave no room") })
    }

    @Test("WAL that is less than what the counted rows take is noted")
    func littleWAL() {
        var observations = Observations()
        (observations.rowsPerHour, observations.walPerHour) = (Observed(1e6, origin: "rows"), Observed(1e7, origin: "WAL positions"))
        #expect(observations.findings(for: .sample(), bytesPerRow: 500).map(\.subject) == ["counted rows", "WAL"])
    }

    @Test("the table's size or the counted rows say which reading of a health warning holds")
    func settled() throws {
        var observations = try HealthWarning(ImportFixture.bytes("health-warning.json"), name: "warning").observations
        func finding() -> String? { observations.findings(for: .sample(), bytesPerRow: 500).last?.text }
        observations.rowsPerHour = Observed(1000, origin: "rows")
        #expect(finding()?.contains("can't be an increase") == true)
        observations.rowsPerHour = Observed(3e6, origin: "rows")
        #expect(finding()?.contains("which an increase may be") == true)
        observations.size = Observed(PresentSize(total: 400e6), origin: "size")
        #expect(finding()?.contains("it is a total") == true)
    }

    @Test("columns in the deployment file that the table doesn't have are noted")
    func columns() {
        var deployment = Deployment.sample()
        deployment.logTable = LogTable(name: "logs", columns: Array(AssumedTable.columns.dropLast()))
        var observations = Observations()
        observations.columns = Observed(AssumedTable.columns, origin: "catalog of public.logs")
        let finding = observations.findings(for: deployment, bytesPerRow: 500).first
        #expect(finding?.subject == "log table" && finding?.text.contains("(message)") == true)
        deployment.logTable?.columns = AssumedTable.columns
        #expect(observations.findings(for: deployment, bytesPerRow: 500).isEmpty)
    }
}
