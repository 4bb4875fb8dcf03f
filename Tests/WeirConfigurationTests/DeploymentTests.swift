import Testing
import WeirPlanner
import WeirRecords

@testable import WeirConfiguration

@Suite struct DeploymentTests {
    /// Every key that a deployment's file can have.
    static let everything = """
        name: example
        purpose: production
        platform: {product: kasm, version: "1.19"}
        sessions: {peak_concurrent: 400, mean_duration: 2h, profile: office, growth_per_month: 3%}
        zones:
          - {name: us-east, boundary: geographic, search_alternate_zones: true}
          - {name: eu-west, boundary: geographic}
        roles:
          web_app: {count: 5, zone: us-east, availability_zone: us-east-1a, behind: network_load_balancer, health_check: /api/__healthcheck, queries_per_launch: 10}
          agent: [{count: 30, zone: us-east, sessions_each: 12, autoscaling: {provision_time: 4m, upstream_auth_address: kasm.example.com}}, {count: 10, zone: eu-west, sessions_each: 12}]
          connection_proxy: {count: 2, zone: us-east, protocols: [rdp, ssh]}
          dedicated_proxy: [{count: 2, zone: us-east}, {count: 2, zone: eu-west, round_trip_to_web_app: 90ms}]
        database: {engine: patroni, members: [{zone: us-east, availability_zone: us-east-1a, role: primary}, {zone: us-east, availability_zone: us-east-1b}], disk: 200GiB, disk_used_by_others: 12GiB,
                   volume: {iops: 3000, throughput: 125MiB/s}, round_trip: 0.6ms}
        log_table: {name: logs, columns: [{name: id, type: bigint, nullable: false}, {name: message, type: text}], indexes: [{columns: [id], primary: true}]}
        retention: {standard: 7d, debug: 4h, cleanup_every: 1h}
        scenarios: [{name: three-days, retention: {standard: 3d, debug: off, cleanup_every: 15m}}, {name: capped, retention: 400000 rows}]
        host_files: {rotation: {bytes: 10MiB, kept: 20}}
        siem: {retention: {declared: 400d, online: 90d}, longest_outage: 8h, zone: us-east, ingest_price: {per_gb: 2.50, currency: USD, as_of: 2026-11-01}}
        obligations: [pci-dss-4.0.1, fedramp-r5]
        profile: measured.json
        """

    @Test("every key of the design arrives in its value")
    func everything() throws {
        let loaded = World().deployment(Self.everything, path: "plans/deployment.yaml")
        #expect(loaded.report.problems == [])
        let value = try loaded.get()
        #expect(value.platform == Platform(product: .kasm, version: PlatformVersion(major: 1, minor: 19)))
        #expect(value.sessions == SessionPlan(peakConcurrent: 400, meanDuration: .seconds(7_200), growthPerMonth: Share(percent: 3)))
        #expect(value.zones == [Zone(name: "us-east"), Zone(name: "eu-west")])
        #expect(value.retention == RetentionPolicy(standard: .age(.seconds(604_800)), debug: .age(.seconds(14_400))))
        #expect(value.hostFiles == .platformDefault)
        #expect(value.obligations == [.pciDSS401, .fedRAMPRevision5])
        #expect(value.profile == "plans/measured.json")
    }

    @Test("every key of a role arrives in its value")
    func roles() throws {
        let roles = try World().deployment(Self.everything).get().roles
        let webApp = Placement(count: 5, zone: "us-east", availabilityZone: "us-east-1a")
        let scaling = AgentGroup.Autoscaling(provisionTime: .seconds(240), upstreamAuthAddress: "kasm.example.com")
        #expect(
            roles.webApp == [
                WebAppGroup(placement: webApp, behind: .networkLoadBalancer, healthCheck: "/api/__healthcheck", queriesPerLaunch: 10)
            ])
        #expect(roles.agent.map(\.autoscaling) == [scaling, nil])
        #expect(roles.agent.map(\.placement) == [Placement(count: 30, zone: "us-east"), Placement(count: 10, zone: "eu-west")])
        #expect(roles.connectionProxy.map(\.protocols) == [[.rdp, .ssh]])
        #expect(roles.dedicatedProxy.map(\.roundTripToWebApp) == [nil, .milliseconds(90)])
    }

    @Test("every key of the database, its table and the SIEM arrives in its value")
    func database() throws {
        let value = try World().deployment(Self.everything).get()
        #expect(value.database.engine == .patroni)
        #expect(value.database.members.map(\.role) == [.primary, .replica])
        #expect(value.database.disk == .gibibytes(200))
        #expect(value.database.volume == .init(operationsPerSecond: 3_000, throughputPerSecond: .mebibytes(125)))
        #expect(value.database.roundTrip == .microseconds(600))
        #expect(value.logTable?.columns?.map(\.type) == [.bigint, .text])
        #expect(value.logTable?.indexes == [.init(columns: ["id"], primary: true)])
        #expect(value.siem?.retention == .init(declared: .seconds(400 * 86_400), online: .seconds(90 * 86_400)))
        #expect(value.siem?.ingestPrice?.perGigabyte == 2.5)
        #expect(value.siem?.ingestPrice?.asOf.description == "2026-11-01")
    }

    @Test("every scenario arrives with its name and its retention, and the printed file gives them back")
    func scenarios() throws {
        let value = try World().deployment(Self.everything).get()
        let days = RetentionPolicy(standard: .age(.seconds(259_200)), debug: .off, cleanupEvery: .seconds(900))
        let capped = RetentionPolicy(standard: .rows(RowCount(400_000)), debug: .rows(RowCount(400_000)))
        #expect(value.scenarios == [.init(name: "three-days", retention: days), .init(name: "capped", retention: capped)])
        #expect(try World().deployment(value.printed).get().scenarios == value.scenarios)
        #expect(try World().deployment(Valid.deployment).get().scenarios == [])
    }

    @Test(
        "a scenario needs a name of its own and a retention that could be the present one",
        arguments: [
            ("[{name: present, retention: off}]", "scenarios[0].name"),
            ("[{name: a, retention: off}, {name: a, retention: off}]", "scenarios[1].name"),
            ("[{retention: off}]", "scenarios[0]"), ("[{name: a}]", "scenarios[0]"), ("[]", "scenarios"),
            ("[{name: a, retention: {standard: -7d, debug: 4h}}]", "scenarios[0].retention.standard"),
            ("[{name: a, retention: {standard: 7, debug: 4h}}]", "scenarios[0].retention.standard"),
            ("[{name: a, retenton: off, retention: off}]", "scenarios[0].retenton"),
        ])
    func wrongScenarios(text: String, path: String) {
        let report = World().deployment(Valid.deployment + "\nscenarios: \(text)\n").report
        #expect(report.problems.map(\.keyPath) == [path])
        #expect(report.problems.allSatisfy { $0.suggestion != nil || $0.wayOut != nil })
    }

    @Test("what is left out has the platform's default")
    func defaults() throws {
        let value = try World().deployment(Valid.deployment).get()
        #expect(value.purpose == .production)
        #expect(value.zones == [.implicit])
        #expect(value.roles.agent.map(\.placement.zone) == ["default"])
        #expect(value.retention.cleanupEvery == .seconds(3_600))
        #expect(value.logTable == nil && value.siem == nil && value.profile == nil && value.obligations == [])
    }

    @Test("an unknown key is found at every depth, with the nearest one")
    func unknownKeys() {
        let text = Self.everything.replacing("upstream_auth_address", with: "upstream_auth_adress").replacing("iops:", with: "iop:")
            .replacing("host_files", with: "hostfiles").replacing("nullable", with: "nulable")
        let report = World().deployment(text).report
        #expect(Set(report.errors.compactMap(\.suggestion)) == ["upstream_auth_address", "iops", "host_files", "nullable"])
        #expect(report.paths.contains("roles.agent[0].autoscaling.upstream_auth_adress"))
    }

    @Test("a missing key is reported where it should stand, and all of them at once")
    func missing() {
        let report = World().deployment("name: x\nsessions: {profile: office}\nroles: {web_app: {zone: default}}").report
        let keys = ["platform", "peak_concurrent", "mean_duration", "agent", "count", "database", "retention"]
        for key in keys { #expect(report.errors.contains { $0.message.contains("`\(key)`") }, "\(key)") }
    }

    @Test(
        "values that can't be are refused",
        arguments: [
            ("peak_concurrent: 400", "peak_concurrent: 0", "sessions.peak_concurrent"),
            ("peak_concurrent: 400", "peak_concurrent: -5", "sessions.peak_concurrent"),
            ("mean_duration: 2h", "mean_duration: 0s", "sessions.mean_duration"),
            ("mean_duration: 2h", "mean_duration: 2h, growth_per_month: -100%", "sessions.growth_per_month"),
            ("mean_duration: 2h", "mean_duration: 2h, profile: offise", "sessions.profile"),
            ("mean_duration: 2h", "mean_duration: 2h, profile: {hourly: [1, 2]}", "sessions.profile.hourly"),
            ("engine: single", "engine: singel", "database.engine"), ("disk: 200GiB", "disk: 200", "database.disk"),
            ("disk: 200GiB", "disk: 200GiB, disk_used_by_others: 200GiB", "database.disk_used_by_others"),
            ("disk: 200GiB", "disk: 200GiB, members: [{role: primary}, {role: primary}]", "database.members"),
            ("web_app: {count: 2}", "web_app: []", "roles.web_app"), ("web_app: {count: 2}", "web_app: 2", "roles.web_app"),
            ("web_app: {count: 2}", "web_app: {count: 2, zone: mars}", "roles.web_app.zone"),
            ("product: kasm", "product: kasn", "platform.product"), ("version: \"1.19\"", "version: latest", "platform.version"),
            ("name: example", "name: \"two words\"", "name"), ("name: example", "name: [example]", "name"),
        ])
    func refused(part: String, replacement: String, path: String) {
        let report = World().deployment(Valid.deployment(part, replacement)).report
        #expect(report.paths.contains(path), "\(report.lines)")
    }

    @Test("24 hourly factors are a profile")
    func hourly() throws {
        let factors = (0..<24).map { "\($0).5" }.joined(separator: ", ")
        let value = try World().deployment(Valid.deployment("mean_duration: 2h", "mean_duration: 2h, profile: {hourly: [\(factors)]}"))
            .get()
        #expect(value.sessions.profile == .hourly((0..<24).map { Double($0) + 0.5 }))
        let zeros = Array(repeating: "0", count: 24).joined(separator: ", ")
        let report = World().deployment(Valid.deployment("mean_duration: 2h", "mean_duration: 2h, profile: {hourly: [\(zeros)]}")).report
        #expect(report.only()?.message == "is zero in every hour")
    }

    @Test("growth that doubles every month is warned of and taken")
    func growth() throws {
        let loaded = World().deployment(Valid.deployment("mean_duration: 2h", "mean_duration: 2h, growth_per_month: 150%"))
        #expect(loaded.report.warnings.map(\.keyPath) == ["sessions.growth_per_month"])
        #expect(try loaded.get().sessions.growthPerMonth == Share(percent: 150))
    }

    @Test("zones are named once, and with several each role says which")
    func zones() {
        let twice = World().deployment(Valid.deployment + "\nzones: [{name: a}, {name: a}]").report
        #expect(twice.paths == ["zones[1].name"])
        let several = World().deployment(Valid.deployment + "\nzones: [{name: a}, {name: b}]").report
        #expect(several.errors.map(\.keyPath) == ["roles.web_app", "roles.agent"])
        let near = World().deployment(Valid.deployment("{count: 2}", "{count: 2, zone: us-eats}") + "\nzones: [{name: us-east}]").report
        #expect(near.only()?.suggestion == "us-east")
    }

    @Test("columns and indexes fit together")
    func logTable() {
        let table = "\nlog_table: {columns: [{name: id, type: bigint}, {name: id, type: text}], indexes: [{columns: [idd]}, {columns: []}]}"
        let report = World().deployment(Valid.deployment + table).report
        #expect(report.paths == ["log_table.columns[1].name", "log_table.indexes[0].columns[0]", "log_table.indexes[1].columns"])
        #expect(report.errors[1].suggestion == "id")
    }
}

@Suite struct RetentionTests {
    private func load(_ retention: String, platform: String = "{product: kasm, version: \"1.19\"}") -> Loaded<Deployment> {
        let text = Valid.deployment("{product: kasm, version: \"1.19\"}", platform)
        return World().deployment(text.replacing("{standard: 7d, debug: 4h}", with: retention))
    }

    @Test(
        "retention is an age, a number of rows, off or forever",
        arguments: [
            ("7d", RetentionLimit.age(.seconds(604_800))), ("400000 rows", .rows(RowCount(400_000))), ("1 row", .rows(RowCount(1))),
            ("off", .off),
            ("forever", .forever),
        ])
    func limits(text: String, limit: RetentionLimit) throws {
        #expect(try load("{standard: \(text), debug: 4h}").get().retention.standard == limit)
        #expect(try load(text).get().retention == RetentionPolicy(standard: limit, debug: limit))
    }

    @Test("a bare zero means off where that is known", arguments: ["0", "0d", "0 rows"])
    func zeroKnown(text: String) throws {
        #expect(try load("{standard: \(text), debug: 0}").get().retention == RetentionPolicy(standard: .off, debug: .off))
    }

    @Test(
        "a bare zero is refused where nobody knows what it means",
        arguments: ["{product: generic}", "{product: kasm}", "{product: generic, version: \"2.0\"}"])
    func zeroUnknown(platform: String) {
        let report = load("0", platform: platform).report
        #expect(report.only()?.wayOut == "write `off` or `forever`")
        #expect(load("off", platform: platform).value?.retention.debug == .off)
    }

    @Test("off is refused where the platform can't turn its logging off", arguments: ["off", "0"])
    func cannotBeOff(text: String) {
        let report = load("{standard: 7d, debug: \(text)}", platform: "{product: kasm, version: \"1.10\"}").report
        #expect(report.only()?.keyPath == "retention.debug")
        #expect(load("off", platform: "{product: kasm, version: \"1.11\"}").value != nil)
    }

    @Test("what is neither age nor rows is refused", arguments: ["7", "-1d", "1.5 rows", "of", "7 moons", "1s", "[7d]", "{standard: 7d}"])
    func refused(text: String) {
        #expect(!load(text).report.errors.isEmpty)
    }

    @Test("a bare number is not guessed at")
    func bareNumber() {
        #expect(load("{standard: 400000, debug: 4h}").report.only()?.message.contains("age and rows are different things") == true)
        #expect(load("{standard: of, debug: 4h}").report.only()?.suggestion == "off")
    }
}
