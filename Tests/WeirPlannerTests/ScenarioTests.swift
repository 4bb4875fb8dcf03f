import Testing
import WeirRecords

@testable import WeirPlanner

@Suite("scenarios")
struct ScenarioTests {
    @Test("what stands beside the present setting, by the names of the contract, the user's last in the order given")
    func names() {
        let own = Deployment.NamedRetention(name: "three-days", retention: RetentionPolicy(standard: .off, debug: .off))
        let names = Scenario.all(for: .sample(scenarios: [own])).map(\.name.rawValue)
        #expect(
            names == [
                "present", "debug_off", "all_off", "buffer_24h", "tuned_autovacuum", "daily_partitions", "other_unit", "three-days",
            ])
        var generic = Deployment.sample()
        generic.platform = Platform(product: .generic)
        #expect(!Scenario.all(for: generic).contains { $0.name == .otherUnit })
    }

    @Test("what changes the vendor's schema says that it is not supported, and nothing else does")
    func labels() {
        let labelled = Scenario.all(for: .sample()).filter { $0.label == Scenario.unsupported }
        #expect(labelled.map(\.name) == [.dailyPartitions])
        #expect(Scenario.unsupported.contains("not supported by the platform, confirm with its vendor"))
    }

    @Test("a forwarder's buffer keeps a day at most, and switches nothing on")
    func buffer() {
        func buffered(_ standard: RetentionLimit, _ debug: RetentionLimit) -> RetentionPolicy {
            RetentionPolicy(standard: standard, debug: debug).buffered(forHours: 24)
        }
        let day = RetentionLimit.age(.seconds(86_400))
        let hours = RetentionLimit.age(.seconds(4 * 3600))
        #expect(buffered(.age(.seconds(604_800)), hours) == RetentionPolicy(standard: day, debug: hours))
        #expect(buffered(.forever, .off) == RetentionPolicy(standard: day, debug: .off))
        #expect(buffered(.rows(RowCount(5)), .forever).standard == day)
    }

    @Test("settings that were looked up go for every scenario, and tuning switches a disabled autovacuum on")
    func lookedUp() {
        let off = VacuumSettings(isEnabled: false, deadThreshold: 99)
        let all = Scenario.all(for: .sample(), vacuum: off)
        #expect(all.filter { $0.name != .tunedAutovacuum }.allSatisfy { $0.vacuum == off })
        let tuned = all.first { $0.name == .tunedAutovacuum }?.vacuum
        #expect(tuned?.isEnabled == true && tuned?.deadScale == 0.02 && tuned?.deadThreshold == 99)
    }

    @Test("a table that is there already is where the forecast begins")
    func present() throws {
        var observations = Observations()
        observations.size = Observed(PresentSize(total: 60e9), origin: "a test")
        let plan = try Plan.quick(observations: observations, draws: 16)
        #expect(plan.present.curve[0].bytes == .exactly(60e9))
        #expect(plan.present.highWater.value.p10 >= 60e9)
        #expect(try #require(plan.scenario(.allOff)).highWater.value.p10 >= 60e9)
        let empty = try Plan.quick(draws: 16)
        #expect(empty.present.curve[0].bytes == .exactly(0))
    }
}
