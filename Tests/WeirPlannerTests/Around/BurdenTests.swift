import Testing
import WeirRecords

@testable import WeirPlanner

@Suite("what a table asks of its server")
struct BurdenTests {
    private func database(
        _ engine: DatabasePlan.Engine, members: Int = 0, disk: ByteCount = .gibibytes(200), volume: DatabasePlan.Volume? = nil
    )
        -> DatabasePlan
    {
        DatabasePlan(
            engine: engine, members: Array(repeating: DatabasePlan.Member(), count: members), disk: disk, volume: volume)
    }

    @Test("every replica holds the whole, and Aurora bills one copy")
    func copies() {
        #expect(Copies(database(.single)).count == 1)
        #expect(Copies(database(.rdsMultiAZ)).count == 2)
        #expect(Copies(database(.patroni, members: 3)).count == 3)
        #expect(Copies(database(.patroni)).origin == .assumed)
        #expect(Copies(database(.aurora, members: 4)).count == 1)
        #expect(Copies(database(.cloudSQL)).count == 2)
    }

    @Test("a volume under RDS is striped from 400 GiB on; elsewhere nothing is known that wasn't given")
    func limits() {
        #expect(VolumeLimits(database(.rdsMultiAZ, disk: .gibibytes(399))).operations == 3000)
        #expect(VolumeLimits(database(.rdsMultiAZ, disk: .gibibytes(400))).operations == 12_000)
        #expect(VolumeLimits(database(.patroni)).operations == nil)
        let given = VolumeLimits(database(.rdsMultiAZ, volume: .init(operationsPerSecond: 500)))
        #expect(given.operations == 500 && given.throughput == nil && given.origin == .given)
    }

    private func budget(_ operations: Int?, _ throughput: ByteCount?) -> IOBudget {
        IOBudget(
            limits: VolumeLimits(
                database(.single, volume: .init(operationsPerSecond: operations, throughputPerSecond: throughput))), rowsPerCommit: 1)
    }

    private let burden = DrawBurden(
        plateau: 1e9, highWater: 2e9, walPerHour: 3.6e9, peakWALPerSecond: 8_192_000, peakRowsPerSecond: 500)

    @Test("the tighter of operations and throughput decides, and a checkpoint's burst asks for more")
    func share() throws {
        #expect(budget(nil, nil).share(burden) == nil)
        // 500 commits and 1,000 pages a second.
        #expect(budget(3000, nil).share(burden) == 0.5)
        #expect(budget(3000, ByteCount(16_384_000)).share(burden) == 1)
        #expect(try #require(budget(3000, nil).burstShare(burden)) > 0.5)
    }

    @Test("a launch feels nothing under a twentieth of saturation, and no more than was measured at it")
    func launch() {
        #expect(LaunchDelay.perQuery(rowsPerSecond: 0) == 0)
        #expect(LaunchDelay.perQuery(rowsPerSecond: 100) == 0)
        #expect(abs(LaunchDelay.perQuery(rowsPerSecond: 2859) - 1.26) < 1e-9)
        #expect(LaunchDelay.perQuery(rowsPerSecond: 1e9) == LaunchDelay.perQuery(rowsPerSecond: 2859))
    }

    @Test("without the clean-up the disk fills sooner, the longer outage costs more hosts, and every figure can be asked for")
    func plan() throws {
        let plan = try Plan(.sample(), draws: 24, only: [])
        let stopped = try #require(plan.figure(named: "days_until_full_without_cleanup"))
        #expect(stopped.value.p50.isFinite && stopped.value.p10 <= stopped.value.p50)
        #expect(plan.figure(named: "copies_bytes")?.value == plan.present.highWater.value)
        #expect(Set(plan.figureNames).count == plan.figureNames.count)
        for figure in plan.figures { #expect(!figure.formula.isEmpty && !figure.inputs.isEmpty, "\(figure.name)") }
        func losing(_ outage: Duration) throws -> Int {
            var deployment = Deployment.sample()
            deployment.siem = SIEMPlan(longestOutage: outage)
            return try Plan(deployment, draws: 24, only: []).failures.hostsThatLose.count
        }
        #expect(try losing(.seconds(1)) == 0)
        #expect(try losing(.seconds(86_400 * 3650)) > 0)
    }

    @Test("a class that is off costs a launch nothing, and where there is no standby no slot is shown")
    func off() throws {
        let both = try Plan(.sample(), draws: 24, only: [])
        let standardOnly = try Plan(.sample(debug: .off), draws: 24, only: [])
        let (all, some) = (both.figure(named: "peak_rows_per_second"), standardOnly.figure(named: "peak_rows_per_second"))
        #expect(try #require(some).value.p50 < #require(all).value.p50 * 0.7)
        #expect(both.figure(named: "slot_wal_per_hour") == nil)
        var deployment = Deployment.sample()
        deployment.database.engine = .rdsMultiAZ
        #expect(try Plan(deployment, draws: 24, only: []).figure(named: "slot_wal_per_hour") != nil)
    }
}
