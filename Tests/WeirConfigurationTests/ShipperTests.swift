import Testing
import WeirRecords
import WeirRedaction

@testable import WeirConfiguration

@Suite struct ShipperTests {
    @Test("the least that ships has every default")
    func defaults() throws {
        let value = try World().shipper(Valid.shipper).get()
        #expect(value.spool == SpoolPlan(directory: "/var/lib/weir", size: .gibibytes(8), synchronization: .group))
        #expect(value.console == nil)
        let sink = try #require(value.sinks.first)
        #expect(sink.from == ["kasm"])
        #expect(sink.required)
        #expect(sink.batch == BatchLimits(bytes: .mebibytes(1), records: 10_000, age: .seconds(1)))
        guard case .http(let http) = sink.kind else { return #expect(Bool(false)) }
        #expect(http.compression == .gzip(level: 1) && http.tls == TLSPlan() && http.token == nil && http.format == .ndjson)
        guard case .files(let files) = value.sources[0].kind else { return }
        #expect(files == FilesPlan(presets: [], include: ["/var/log/app/*.log"], exclude: [], format: nil, host: nil, start: .beginning))
    }

    @Test("a spool that could not hold the positions of all files of all sources is a warning, with the size that can")
    func smallSpool() throws {
        let sources = (0..<5).map { "  - {name: s\($0), kind: files, include: [/var/log/\($0)/*.log]}\n" }.joined()
        func text(_ size: String) -> String {
            "spool: {directory: spool, size: \(size)}\nsources:\n\(sources)sinks:\n  - {name: h, kind: http, url: \"https://h/\"}\n"
        }
        let least = SpoolPlan.leastSize(sources: 5)
        let warning = try #require(World().shipper(text("16MiB")).report.warnings.first)
        #expect(warning.keyPath == "spool" && warning.explanation.contains("\(least.bytes >> 20)MiB"))
        #expect(World().shipper(text("\(least.bytes >> 20)MiB")).report.problems.isEmpty)
        #expect(SpoolPlan.leastSize(sources: 1) == SpoolPlan.minimalSize)
    }

    @Test("every key of a shipper arrives in its value")
    func everything() throws {
        let text = """
            spool: {directory: spool, size: 64MiB, sync: strict}
            sources:
              - {name: app, kind: files, include: ["logs/*.log", /var/log/x.log], exclude: ["logs/debug*"], format: kasm-json, host: web-1, from: end}
            sinks:
              - {name: h, kind: http, url: "https://h:8443/in?x=1", token_file: /run/token, headers: {X-Api-Key: "${KEY}"}, compression: {codec: zstd, level: 3},
                 batch: {bytes: 512KiB, records: 100, age: 200ms}, timeout: 5s, required: false, tls: {verify: on}, from: [app]}
              - {name: s, kind: syslog, url: "tcp://127.0.0.1:5514", format: rfc5424, facility: local7, replay_window: {bytes: 1MiB, age: 2s}}
            console: {listen: "127.0.0.1:9464", token_file: /run/token}
            """
        let world = World(variables: ["KEY": "k"], secrets: ["/run/token": .contents(Array("t0ken\n".utf8), othersMayRead: false)])
        let loaded = world.shipper(text, path: "/etc/weir/weir.yaml")
        #expect(loaded.report.problems == [])
        let value = try loaded.get()
        #expect(value.spool == SpoolPlan(directory: "/etc/weir/spool", size: .mebibytes(64), synchronization: .strict))
        let files = FilesPlan(
            presets: [], include: ["/etc/weir/logs/*.log", "/var/log/x.log"], exclude: ["/etc/weir/logs/debug*"], format: .kasmJSON,
            host: "web-1",
            start: .end)
        #expect(value.sources == [SourcePlan(name: "app", kind: .files(files))])
        let http = HTTPSinkPlan(
            endpoint: Endpoint(scheme: "https", host: "h", port: 8443, path: "/in?x=1"), format: .ndjson, token: Secret("t0ken"),
            headers: [.init(name: "X-Api-Key", value: Secret("k"))], compression: .zstd(level: 3), tls: TLSPlan())
        let batch = BatchLimits(bytes: .kibibytes(512), records: 100, age: .milliseconds(200))
        #expect(
            value.sinks[0] == SinkPlan(name: "h", from: ["app"], required: false, batch: batch, timeout: .seconds(5), kind: .http(http)))
        let syslog = SyslogSinkPlan(
            endpoint: Endpoint(scheme: "tcp", host: "127.0.0.1", port: 5514, path: "/"), format: .rfc5424, facility: .local7,
            replayWindow: .init(bytes: .mebibytes(1), age: .seconds(2)))
        #expect(value.sinks[1].kind == .syslog(syslog))
        #expect(value.console == ConsolePlan(listen: ListenAddress(host: "127.0.0.1", port: 9464), token: Secret("t0ken")))
    }

    @Test(
        "kinds that come later are refused by name, with those that are there",
        arguments: ["splunk_hec", "elasticsearch", "otlp", "loki", "datadog", "azure", "relp", "s3", "file", "stdout", "nats", "kafka"])
    func laterSinks(kind: String) {
        let text = Valid.shipper("kind: http,", "kind: \(kind), acknowledge: auto, index: kasm,")
        let problem = World().shipper(text).report.only()
        #expect(problem?.message == "kind \(kind) is not available in this version")
        #expect(problem?.wayOut == "available: http, syslog")
    }

    @Test("sources that come later are refused by name", arguments: ["postgres", "syslog", "hec", "http", "stdin"])
    func laterSources(kind: String) {
        let text = Valid.shipper("kind: files, include: [/var/log/app/*.log]", "kind: \(kind), listen: \"tcp://127.0.0.1:5514\"")
        #expect(World().shipper(text).report.only()?.message == "kind \(kind) is not available in this version")
    }

    @Test("keys that come later are refused by name, never passed over")
    func laterKeys() {
        let text =
            Valid.shipper("kind: http,", "kind: http, acknowledge: auto, where: {level: {at_least: warning}},")
            + "\nfilters: []"
        let report = World().shipper(text).report
        #expect(report.paths == ["sinks[0].acknowledge", "sinks[0].where", "filters"])
        #expect(report.errors.allSatisfy { $0.message.hasSuffix("is not available in this version") })
    }

    @Test(
        "values that can't be are refused",
        arguments: [
            ("directory: /var/lib/weir", "directory: /var/lib/weir, size: 1MiB", "spool.size"),
            ("directory: /var/lib/weir", "size: 1GiB", "spool"), ("directory: /var/lib/weir", "directory: [a]", "spool.directory"),
            ("directory: /var/lib/weir", "directory: /x, sync: sometimes", "spool.sync"),
            ("directory: /var/lib/weir", "directory: /x, ledger: 4h", "spool.ledger"),
            ("kind: files", "kind: flies", "sources[0].kind"), ("/var/log/app/*.log", "\"/var/log/app/[a.log\"", "sources[0].include[0]"),
            ("/var/log/app/*.log", "/var/log/app/", "sources[0].include[0]"), ("[/var/log/app/*.log]", "[]", "sources[0].include"),
            ("include: [/var/log/app/*.log]", "preset: kasm-webapp", "sources[0].preset"),
            ("include: [/var/log/app/*.log]", "format: auto", "sources[0]"),
            ("https://siem.example.com/in", "tcp://siem.example.com:1", "sinks[0].url"),
            ("https://siem.example.com/in", "siem.example.com", "sinks[0].url"),
            ("kind: http,", "kind: http, compression: {codec: gzip, level: 10},", "sinks[0].compression.level"),
            ("kind: http,", "kind: http, compression: {codec: none, level: 1},", "sinks[0].compression.level"),
            ("kind: http,", "kind: http, compression: gzip,", "sinks[0].compression"),
            ("kind: http,", "kind: http, facility: local0,", "sinks[0].facility"),
            ("kind: http,", "kind: http, headers: {Content-Type: x},", "sinks[0].headers.Content-Type"),
            ("kind: http,", "kind: http, headers: {\"a b\": x},", "sinks[0].headers.…"),
            ("kind: http,", "kind: http, headers: {X: \"a\\nb\"},", "sinks[0].headers.X"),
            ("kind: http,", "kind: http, batch: {age: 0s},", "sinks[0].batch.age"),
            ("kind: http,", "kind: http, from: [],", "sinks[0].from"),
            ("kind: http,", "kind: http, from: [kasn],", "sinks[0].from[0]"),
            ("kind: http,", "kind: http, required: yes,", "sinks[0].required"),
            ("name: siem,", "", "sinks[0]"), ("name: siem", "name: \"\"", "sinks[0].name"),
        ])
    func refused(part: String, replacement: String, path: String) {
        let report = World().shipper(Valid.shipper(part, replacement)).report
        #expect(report.paths == [path], "\(report.lines)")
    }

    @Test("redaction is the standard rules, nothing, or rules of one's own before them")
    func redaction() throws {
        func plan(_ text: String) throws -> RedactionPlan { try World().shipper(Valid.shipper + text).get().redaction }
        #expect(try plan("") == RedactionPlan())
        #expect(try plan("\nredact: default") == RedactionPlan())
        #expect(try plan("\nredact: off").rules.isEmpty)
        let own = RedactionRule(name: "employee", pattern: #"EMP-\d{4}"#, literals: [.init("EMP-")])
        let text = #"{name: employee, pattern: "EMP-\\d{4}", literals: EMP-}"#
        #expect(try plan("\nredact: {rules: [\(text)]}").rules == [own] + RedactionRule.standard)
        let alone = "\nredact: {default: off, rules: [\(text)]}"
        #expect(try plan(alone).rules == [own])
        let configuration = try World().shipper(Valid.shipper + alone).get()
        #expect(try World().shipper(configuration.printed).get().redaction == configuration.redaction)
    }

    @Test(
        "rules that can't be used are refused where they stand",
        arguments: [
            ("redact: on", "redact"), ("redact: [a]", "redact"), ("redact: {rule: []}", "redact.rule"),
            ("redact: {rules: [{name: a}]}", "redact.rules[0]"),
            ("redact: {rules: [{name: a, pattern: \"(\"}]}", "redact.rules[0].pattern"),
            ("redact: {rules: [{name: A b, pattern: x}]}", "redact.rules[0].name"),
            ("redact: {rules: [{name: a, pattern: x}, {name: a, pattern: y}]}", "redact.rules[1].name"),
            ("redact: {rules: [{name: a, pattern: x, literals: [ab]}]}", "redact.rules[0].literals"),
            ("redact: {rules: [{name: jwt, pattern: x}]}", "redact.rules[0].name"),
        ])
    func refusedRules(text: String, path: String) {
        let report = World().shipper(Valid.shipper + "\n" + text).report
        #expect(report.paths == [path], "\(report.lines)")
    }

    @Test("a syslog sink speaks plain TCP in this version")
    func syslog() {
        func report(_ url: String) -> ConfigurationReport {
            World().shipper(Valid.shipper("kind: http, url: \"https://siem.example.com/in\"", "kind: syslog, url: \"\(url)\"")).report
        }
        #expect(report("tcp://127.0.0.1:5514").problems == [])
        #expect(report("tls://h:6514").only()?.message.contains("not available in this version") == true)
        #expect(report("tcp://h:5514/path").only()?.keyPath == "sinks[0].url")
    }

    @Test("without sources or sinks there is nothing to ship")
    func nothing() {
        #expect(World().shipper("spool: {directory: /x}\nsources: []\nsinks: []").report.paths == ["sources", "sinks"])
        #expect(World().shipper("spool: {directory: /x}").report.errors.count == 2)
    }

    @Test("names are used once")
    func names() {
        let text = """
            spool: {directory: /x}
            sources: [{name: a, kind: files, include: [/a]}, {name: a, kind: files, include: [/b]}]
            sinks: [{name: s, kind: http, url: "http://h/1"}, {name: s, kind: http, url: "http://h/2"}]
            """
        #expect(World().shipper(text).report.paths == ["sources[1].name", "sinks[1].name"])
    }

    @Test("a source that no sink takes from is refused")
    func unrouted() {
        let text = """
            spool: {directory: /x}
            sources: [{name: a, kind: files, include: [/a]}, {name: b, kind: files, include: [/b]}]
            sinks: [{name: s, kind: http, url: "http://h/1", from: [a]}]
            """
        let problem = World().shipper(text).report.only()
        #expect(problem?.keyPath == "sources[1].name")
        #expect(problem?.message.contains("go nowhere") == true)
    }

    @Test("several batches in flight load, with a note of what is given up for them, and print as they were read")
    func inFlight() throws {
        let loaded = World().shipper(Valid.shipper("kind: http,", "kind: http, in_flight: 8,"))
        #expect(loaded.report.notes.map(\.keyPath) == ["sinks[0].in_flight"])
        #expect(loaded.report.notes.first?.text.contains("out of order") == true)
        #expect(loaded.report.warnings.isEmpty && loaded.report.errors.isEmpty)
        guard case .http(let http) = try loaded.get().sinks[0].kind else { return #expect(Bool(false)) }
        #expect(http.inFlight == 8)
        #expect(try loaded.get().printed.contains("in_flight: 8"))
        #expect(World().shipper(Valid.shipper("kind: http,", "kind: http, in_flight: 1,")).report.problems == [])
        #expect(try World().shipper(Valid.shipper).get().printed.contains("in_flight: 1"))
    }

    @Test(
        "what can't be in flight is refused",
        arguments: [
            ("kind: http,", "kind: http, in_flight: 0,"), ("kind: http,", "kind: http, in_flight: 33,"),
            ("kind: http, url: \"https://siem.example.com/in\"", "kind: syslog, in_flight: 2, url: \"tcp://siem.example.com:514\""),
        ])
    func notInFlight(valid: String, wrong: String) {
        #expect(World().shipper(Valid.shipper(valid, wrong)).report.only()?.keyPath == "sinks[0].in_flight")
    }

    @Test("two sinks with one address are warned of")
    func sameAddress() {
        let text = Valid.shipper + "\n  - {name: again, kind: http, url: \"https://siem.example.com/in\"}"
        let loaded = World().shipper(text)
        #expect(loaded.report.warnings.map(\.keyPath) == ["sinks[1].url"])
        #expect(loaded.value != nil)
    }

    @Test("a console that others can reach needs a token")
    func console() {
        #expect(World().shipper(Valid.shipper + "\nconsole: {listen: \"127.0.0.1:9464\"}").report.problems == [])
        #expect(World().shipper(Valid.shipper + "\nconsole: {listen: \"0.0.0.0:9464\"}").report.only()?.keyPath == "console.listen")
        #expect(World().shipper(Valid.shipper + "\nconsole: {listen: \"[::]:9464\"}").report.only()?.keyPath == "console.listen")
    }

    @Test("certificates are checked unless that is switched off by name, and then it is a warning")
    func tls() throws {
        let off = World().shipper(Valid.shipper("kind: http,", "kind: http, tls: {verify: off},"))
        #expect(off.report.warnings.map(\.keyPath) == ["sinks[0].tls.verify"])
        guard case .http(let http) = try off.get().sinks[0].kind else { return }
        #expect(!http.tls.verifies)
        #expect(World().shipper(Valid.shipper("kind: http,", "kind: http, tls: {verify: false},")).report.only() != nil)
        let plain = Valid.shipper("kind: http,", "kind: http, tls: {verify: off},").replacing("https://", with: "http://")
        #expect(World().shipper(plain).report.only()?.keyPath == "sinks[0].tls")
    }
}

@Suite struct SecretTests {
    private func load(_ reading: FileReading?, url: String = "https://siem.example.com/in") -> Loaded<ShipperConfiguration> {
        let text = Valid.shipper("kind: http,", "kind: http, token_file: /run/token,").replacing("https://siem.example.com/in", with: url)
        return World(secrets: reading.map { ["/run/token": $0] } ?? [:]).shipper(text)
    }

    @Test("a secret loses the end of its line and nothing else")
    func trimmed() throws {
        guard case .http(let http) = try load(.contents(Array("a-b-c\r\n".utf8), othersMayRead: false)).get().sinks[0].kind else { return }
        #expect(http.token?.revealed == "a-b-c")
    }

    @Test("a secret that can't be had is reported")
    func refused() {
        let readings: [FileReading?] = [
            nil, .tooLarge, .unreadable(reason: "Permission denied"), .contents([], othersMayRead: false),
            .contents(Array(" \n".utf8), othersMayRead: false),
            .contents([0xFF], othersMayRead: false), .contents(Array("a\nb".utf8), othersMayRead: false),
        ]
        for reading in readings {
            #expect(load(reading).report.only()?.keyPath == "sinks[0].token_file")
        }
    }

    @Test("a secret that everybody may read, or that travels unencrypted, is warned of")
    func warned() {
        #expect(load(.contents(Array("t".utf8), othersMayRead: true)).report.warnings.map(\.keyPath) == ["sinks[0].token_file"])
        let plain = load(.contents(Array("t".utf8), othersMayRead: false), url: "http://siem.example.com")
        #expect(plain.report.warnings.map(\.keyPath) == ["sinks[0].url"])
        #expect(load(.contents(Array("t".utf8), othersMayRead: false), url: "http://127.0.0.1:8080").report.problems == [])
    }

    @Test("whoever prints a secret gets <redacted>")
    func opaque() {
        let secret = Secret("hunter2")
        var dumped = ""
        dump([secret], to: &dumped)
        for text in ["\(secret)", String(describing: secret), String(reflecting: [secret]), dumped, "\(Optional(secret) as Any)"] {
            #expect(text.contains(Secret.redacted) && !text.contains("hunter2"))
        }
    }

    @Test("certificates are named by file, with their key, and held to what they must hold")
    func certificates() throws {
        var world = World()
        world.secrets = [
            "/etc/weir/ca.pem": .contents([UInt8]("-----BEGIN CERTIFICATE-----".utf8), othersMayRead: true),
            "/etc/weir/key.pem": .contents([UInt8]("-----BEGIN EC PRIVATE KEY-----".utf8), othersMayRead: false),
            "/etc/weir/open.pem": .contents([UInt8]("-----BEGIN PRIVATE KEY-----".utf8), othersMayRead: true),
        ]
        func read(_ tls: String) -> Loaded<ShipperConfiguration> {
            world.shipper(Valid.shipper("kind: http,", "kind: http, tls: {\(tls)},"), path: "/etc/weir/weir.yaml")
        }
        let whole = read("ca_file: ca.pem, certificate_file: /etc/weir/ca.pem, key_file: key.pem")
        #expect(whole.report.problems == [])
        guard case .http(let http) = try whole.get().sinks[0].kind else { return }
        #expect(http.tls.authorities?.path == "/etc/weir/ca.pem")
        #expect(http.tls.identity?.key.text.revealed == "-----BEGIN EC PRIVATE KEY-----")
        #expect(!"\(http.tls)".contains("EC PRIVATE"))
        #expect(read("certificate_file: ca.pem").report.only()?.keyPath == "sinks[0].tls.certificate_file")
        #expect(read("key_file: key.pem").report.only()?.keyPath == "sinks[0].tls.key_file")
        #expect(read("ca_file: key.pem").report.only()?.message.contains("certificate in PEM") == true)
        #expect(read("ca_file: none.pem").report.only()?.message.contains("no file") == true)
        #expect(read("certificate_file: ca.pem, key_file: open.pem").report.warnings.map(\.keyPath) == ["sinks[0].tls.key_file"])
        #expect(read("verify: off, ca_file: ca.pem").report.errors.map(\.keyPath) == ["sinks[0].tls.ca_file"])
    }

    @Test("how long the ledger is kept is a key, in whole days, and is printed")
    func ledger() throws {
        let rest = "\nsources: [{name: a, kind: files, include: [/a]}]\nsinks: [{name: b, kind: http, url: \"https://x/\"}]"
        let plain = try #require(World().shipper("spool: {directory: /x}" + rest).value)
        #expect(plain.spool.ledgerDays == 35)
        #expect(plain.printed.contains("ledger: 35d"))
        let longer = try #require(World().shipper("spool: {directory: /x, ledger: 90d}" + rest).value)
        #expect(longer.spool.ledgerDays == 90)
        #expect(try #require(World().shipper("spool: {directory: /x, ledger: 36h}" + rest).value).spool.ledgerDays == 2)
    }
}
