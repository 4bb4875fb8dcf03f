import Testing
import WeirRecords

@testable import WeirConfiguration

@Suite("Secrets in a configuration")
struct SecrecyTests {
    private static func file(
        _ text: String, others: Bool = false, group: Bool = false, writable: Bool = false, weaknesses: [FileWeakness] = []
    ) -> FileReading {
        .contents([UInt8](text.utf8), othersMayRead: others, groupMayRead: group, othersMayWrite: writable, weaknesses: weaknesses)
    }

    private func load(
        _ keys: String, url: String = "https://siem.example.com/in", secrets: [String: FileReading] = [:],
        variables: [String: String] = [:], exposure: FileExposure = .none
    ) -> Loaded<ShipperConfiguration> {
        let text = Valid.shipper("kind: http,", "kind: http, \(keys)").replacing("https://siem.example.com/in", with: url)
        return ShipperConfiguration.load(
            text: text, path: "weir.yaml", environment: { variables[$0] }, readSecret: { secrets[$0] ?? .missing }, exposure: exposure)
    }

    @Test("values of headers come from files too, are as secret, and are read again with the file")
    func headerFiles() throws {
        func read(_ value: String) throws -> ShipperConfiguration {
            try load("headers: {X-Scope: kasm}, header_files: {X-Api-Key: /run/key},", secrets: ["/run/key": Self.file("\(value)\n")]).get()
        }
        let (before, after) = (try read("one-1"), try read("two-2"))
        guard case .http(let http) = before.sinks[0].kind else { return #expect(Bool(false)) }
        #expect(http.headers.map(\.name) == ["X-Scope", "X-Api-Key"] && http.headers[1].value.revealed == "one-1")
        #expect(!before.printed.contains("one-1"))
        let plan = ReloadPlan(from: before, to: after)
        #expect(plan.sinks.changed == ["siem"] && plan.credentials == ["sinks.siem: the header X-Api-Key"])
    }

    @Test("what can't be the value of a header is refused, and not quoted")
    func headerValues() {
        for bad in ["hunter2\u{E9}", "", "a\nhunter2"] {
            let loaded = load("header_files: {X-Key: /run/key},", secrets: ["/run/key": Self.file(bad)])
            #expect(loaded.value == nil && !loaded.report.lines.joined().contains("hunter2"))
        }
        let written = load("headers: {X-Key: \"hunter2\u{E9}\"},")
        #expect(written.report.only()?.keyPath == "sinks[0].headers.X-Key")
        #expect(!written.report.lines.joined().contains("hunter2"))
        let twice = load("headers: {X-Key: a}, header_files: {x-key: /run/key},", secrets: ["/run/key": Self.file("b")])
        #expect(twice.report.only()?.message == "is set twice")
    }

    @Test("a secret that stands where its file's name belongs is not quoted: its key and its length are said, and what to write")
    func pasted() {
        let secret = "hunter2" + "-hunter2"
        for (keys, key) in [("token_file: \(secret),", "token_file"), ("header_files: {X-Key: \(secret)},", "header_files.X-Key")] {
            for reading in [FileReading.missing, .unreadable(reason: "file name too long")] {
                let problem = load(keys, secrets: [secret: reading]).report.only()
                #expect(problem?.keyPath == "sinks[0].\(key)" && problem?.message.contains("15 characters") == true)
                #expect(problem.map { !"\($0)".contains("hunter2") && $0.wayOut?.contains("the path of that file here") == true } == true)
            }
        }
    }

    @Test("an address whose path is the secret is printed without it")
    func webhook() throws {
        let secret = "Zq8Secret" + "Word77Zq8Sec" + "ret"
        for host in ["hooks.slack.com", "hooks.slack.com:443", "hooks.slack.com:8443"] {
            let hook = try load("", url: "https://\(host)/services/T0AB1CD2E/B0AB1CD2E/\(secret)").get().printed
            #expect(hook.contains(host) && !hook.contains(secret))
        }
        for plain in ["https://siem.example.com:443/services/collector", "https://[::1]:8088/services/collector/event"] {
            #expect(try load("", url: plain).get().printed.contains(plain))
        }
        let wrong = load("", url: "ftp://hooks.slack.com/services/T0AB1CD2E/B0AB1CD2E/\(secret)").report.lines.joined()
        #expect(wrong.contains("sinks[0].url") && wrong.contains("https://") && !wrong.contains(secret))
    }

    @Test("a file that others may read is a warning, and one that they may write is refused")
    func modes() {
        for keys in ["token_file: /run/s,", "header_files: {X-Key: /run/s},"] {
            #expect(load(keys, secrets: ["/run/s": Self.file("t")]).report.problems == [])
            #expect(load(keys, secrets: ["/run/s": Self.file("t", others: true)]).report.warnings.count == 1)
            #expect(load(keys, secrets: ["/run/s": Self.file("t", group: true)]).report.warnings.count == 1)
            #expect(load(keys, secrets: ["/run/s": Self.file("t", writable: true)]).value == nil)
        }
    }

    @Test("each way in which someone else could change a file of a secret or of certificates is a warning with its way out")
    func weaknesses() {
        let all: [FileWeakness] = [
            .groupMayWrite, .owner(1234), .foreignLink, .directoryWritable("/run/open"), .directoryOwner("/run/theirs", 1234),
        ]
        let words = ["group", "another user (1234)", "link", "`/run/open`", "`/run/theirs`"]
        for keys in ["token_file: /run/s,", "header_files: {X-Key: /run/s},"] {
            let warnings = load(keys, secrets: ["/run/s": Self.file("t", weaknesses: all)]).report.warnings
            #expect(warnings.count == all.count && warnings.allSatisfy { $0.wayOut != nil && $0.keyPath.contains("_file") })
            for (warning, word) in zip(warnings, words) { #expect(warning.message.contains(word)) }
        }
        let authority = Self.file("-----BEGIN CERTIFICATE-----", others: true, writable: true, weaknesses: [.groupMayWrite])
        #expect(load("tls: {ca_file: /run/ca},", secrets: ["/run/ca": authority]).report.warnings.count == 2)
    }

    @Test("a token is one word of visible ASCII: a byte order mark is taken off, and what else stands beside it is refused by name")
    func tokens() throws {
        func token(_ text: String) -> Loaded<ShipperConfiguration> { load("token_file: /run/s,", secrets: ["/run/s": Self.file(text)]) }
        guard case .http(let http) = try token("\u{FEFF}hunter2\r\n").get().sinks[0].kind else { return #expect(Bool(false)) }
        #expect(http.token?.revealed == "hunter2")
        let wrong = [
            ("Bearer hunter2", "`Bearer`"), ("bearer  hunter2", "`Bearer`"), ("Splunk hunter2", "spaces"), ("hun ter2", "spaces"),
            ("hunter2\u{200B}", "visible ASCII"), ("hunter\u{FEFF}2", "visible ASCII"), ("hun\tter2", "one line"),
        ]
        for (text, words) in wrong {
            let problem = token(text).report.only()
            #expect(problem?.keyPath == "sinks[0].token_file" && problem?.message.contains(words) == true, "\(text)")
            #expect(problem.map { !"\($0)".contains("hunter2") } == true)
        }
    }

    /// Made at run time: no text that looks like a secret is kept in the project.
    private static let made = "Zk8" + "Qw3Lm7Xr2" + "Vt9Bn4"

    @Test(
        "what stands in a wrong place is quoted by no message: as a header's name, behind `!`, in an address without its scheme",
        arguments: [
            "headers: {\"Authorization: Bearer SECRET\": \"\"}", "headers: {Authorization: !SECRET }",
            "headers: {Authorization: !<SECRET> x}",
            "headers: {SECRET: \"\"}", "headers: {velvetlantern: \"\"}", "headers: {\"X: SECRET\": a, \"X: SECRET\": b}",
            "headers: {\"Authorization: SECRET\": \"${MISSING}\"}", "headers: \"Authorization: Bearer SECRET\"",
            "header_files: {SECRET: {}}",
            "url: \"bob:SECRET@siem.example.org/in\"", "url: \"http:/bob:SECRET@siem.example.org/in\"", "url: \"ttps://x/SECRET\"",
            "url: \"hooks.slack.com/services/T0AB/B0CD/SECRET\"", "\"token: SECRET\": \"\"", "\"bob:SECRET@siem\": x", "SECRET: x",
            "tls: \"bob:SECRET@siem\"", "batch: SECRET",
        ])
    func misplaced(keys: String) {
        let secret = keys.contains("velvetlantern") ? "velvetlantern" : Self.made
        let ownURL = keys.hasPrefix("url") ? "name: w" : "name: w, url: \"https://siem.example.com/in\""
        let sink = "{\(ownURL), kind: http, \(keys.replacing("SECRET", with: Self.made))}"
        let text = Valid.shipper.replacing("{name: siem, kind: http, url: \"https://siem.example.com/in\"}", with: sink)
        let report = World().shipper(text).report
        #expect(!report.errors.isEmpty && !report.lines.joined().contains(secret), "\(report.lines)")
        #expect(report.errors.allSatisfy { $0.place != nil && ($0.keyPath.hasPrefix("sinks[0]") || $0.message.contains("more than once")) })
    }

    @Test("the same of addresses to listen on, and of what stands where a mapping belongs", arguments: ["listen: ", "hosts: ", ""])
    func misplacedListener(key: String) {
        let listener = key.isEmpty ? "\"bob:\(Self.made)@127.0.0.1:0\"" : "{\(key)\"bob:\(Self.made)@127.0.0.1:0\"}"
        for section in ["console", "probes"] {
            let report = World().shipper(Valid.shipper + "\n\(section): \(listener)").report
            #expect(!report.errors.isEmpty && !report.lines.joined().contains(Self.made), "\(report.lines)")
        }
    }

    @Test("so it is with the file itself, as far as a secret stands in it")
    func ownMode() {
        let (readable, writable) = (FileExposure(isReadable: true, isWritable: false), FileExposure(isReadable: true, isWritable: true))
        let secret = "headers: {Authorization: \"Bearer abc\"},"
        #expect(load(secret).report.problems == [])
        #expect(load(secret, exposure: readable).report.warnings.map(\.keyPath) == ["sinks[0].headers.Authorization"])
        #expect(load("headers: {X-Scope: kasm},", exposure: readable).report.problems == [])
        #expect(load("headers: {X-Key: \"${KEY}\"},", variables: ["KEY": "abc"], exposure: readable).report.problems == [])
        #expect(load(secret, exposure: writable).value == nil)
        #expect(load("token_file: /run/s,", secrets: ["/run/s": Self.file("t")], exposure: writable).value == nil)
        #expect(load("", exposure: writable).report.warnings.count == 1 && load("", exposure: writable).value != nil)
        #expect(
            load("", url: "https://siem.example.com/in?apikey=k1", exposure: readable).report.warnings.map(\.keyPath) == ["sinks[0].url"])
    }

    @Test("records that travel unencrypted to another machine are warned of, with a token or without")
    func plainText() {
        #expect(load("", url: "http://siem.example.com/").report.warnings.map(\.keyPath) == ["sinks[0].url"])
        let token = load("token_file: /run/s,", url: "http://siem.example.com/", secrets: ["/run/s": Self.file("t")])
        #expect(token.report.warnings.first?.message.contains("token") == true)
        #expect(load("", url: "http://127.0.0.1:8080/").report.problems == [])
        func syslog(_ url: String) -> Loaded<ShipperConfiguration> {
            World().shipper(Valid.shipper("kind: http, url: \"https://siem.example.com/in\"", "kind: syslog, url: \"\(url)\""))
        }
        #expect(syslog("tcp://siem.example.com").report.warnings.map(\.keyPath) == ["sinks[0].url"])
        #expect(syslog("tcp://siem.example.com:6514").report.warnings.first?.message.contains("6514") == true)
        #expect(syslog("tcp://127.0.0.1:5514").report.problems == [])
        let tls = syslog("tls://siem.example.com:6514").report.only()
        #expect(tls?.message.contains("not available in this version") == true && tls?.wayOut?.contains("relay") == true)
    }

    @Test(
        "what comes later is refused by its name, with what to do meanwhile", arguments: ["proxy: \"http://p:3128\"", "framing: newline"])
    func later(keys: String) {
        let problem = load(keys + ",").report.only()
        #expect(problem?.message.contains("not available in this version") == true)
        #expect(problem?.wayOut?.contains("relay") == true)
    }

    @Test(
        "a variable of the environment that names a proxy is named where it would apply, and never read out",
        arguments: [
            ("http_proxy", "http://siem.example.com/", "", true), ("HTTP_PROXY", "http://siem.example.com/", "", true),
            ("https_proxy", "https://siem.example.com/", "", true), ("HTTPS_PROXY", "https://siem.example.com/", "", true),
            ("all_proxy", "https://siem.example.com/", "", true), ("http_proxy", "https://siem.example.com/", "", false),
            ("https_proxy", "https://siem.example.com/", "example.com", false), ("https_proxy", "https://siem.example.com/", "*", false),
            ("https_proxy", "https://siem.example.com/", "localhost, .example.com", false),
            ("https_proxy", "https://siem.example.com/", "ample.com", true), ("http_proxy", "http://127.0.0.1:80/", "", false),
        ])
    func proxies(name: String, url: String, exempt: String, isNamed: Bool) {
        let loaded = load("", url: url, variables: [name: "http://bob:hunter2@proxy:3128", "no_proxy": exempt])
        let lines = loaded.report.lines.filter { $0.contains(name) }
        #expect(lines.count == (isNamed ? 1 : 0) && loaded.value != nil)
        #expect(!loaded.report.lines.joined().contains("hunter2"))
    }

    @Test(
        "no message quotes what is secret in a URL",
        arguments: [
            "http://bob:hunter2@siem/x", "https://hunter2@siem", "https://siem/in?apikey=hunter2#f", "https://siem:port/in?apikey=hunter2",
            "ftp://bob:hunter2@siem", "https://bob:p@hunter2@siem", "https://bob:x/hunter2@siem/", "tcp://bob:hunter2@siem:514/path",
        ])
    func urls(url: String) {
        for text in [
            Valid.shipper.replacing("https://siem.example.com/in", with: url),
            Valid.shipper("kind: http, url: \"https://siem.example.com/in\"", "kind: syslog, url: \"\(url)\""),
            Valid.shipper + "\nconsole: {listen: \"\(url)\"}", Valid.shipper("url: \"https://siem.example.com/in\"", "url: [\"\(url)\"]"),
        ] {
            let loaded = World().shipper(text)
            #expect(loaded.value == nil && !loaded.report.lines.joined().contains("hunter2"), "\(loaded.report.lines)")
        }
    }

    @Test("a printed url has the names of its query and not their values")
    func printedQuery() throws {
        let printed = try load("", url: "https://siem.example.com/in?apikey=hunter2&tenant=7&x").get().printed
        #expect(printed.contains("https://siem.example.com:443/in?apikey=<redacted>&tenant=<redacted>&<redacted>"))
    }

    @Test("a console that others can reach needs a token and certificates; probes need neither")
    func console() {
        let secrets = [
            "/t": Self.file("token"), "/c": Self.file("-----BEGIN CERTIFICATE-----"), "/k": Self.file("-----BEGIN PRIVATE KEY-----"),
        ]
        func read(_ keys: String) -> Loaded<ShipperConfiguration> {
            World(secrets: secrets).shipper(Valid.shipper + "\n\(keys)")
        }
        let tls = "tls: {certificate_file: /c, key_file: /k}"
        #expect(read("console: {listen: \"0.0.0.0:1\", token_file: /t}").report.only()?.keyPath == "console.listen")
        #expect(read("console: {listen: \"0.0.0.0:1\", \(tls)}").report.only()?.keyPath == "console.listen")
        #expect(read("console: {listen: \"0.0.0.0:1\", token_file: /t, \(tls), hosts: [logs.example.com]}").report.problems == [])
        #expect(read("console: {listen: \"127.0.0.1:1\", \(tls)}").report.problems == [])
        #expect(read("console: {listen: \"127.0.0.1:1\", tls: {certificate_file: /c}}").value == nil)
        #expect(read("console: {listen: \"127.0.0.1:1\", hosts: [\"x:1\"]}").report.only()?.keyPath == "console.hosts[0]")
        #expect(read("probes: {listen: \"0.0.0.0:8081\"}").report.problems == [])
        #expect(read("probes: {listen: x}").report.only()?.keyPath == "probes.listen")
    }

    @Test("what is printed of a console and of probes reads back as the same")
    func printedConsole() throws {
        let secrets = [
            "/t": Self.file("token"), "/c": Self.file("-----BEGIN CERTIFICATE-----"), "/k": Self.file("-----BEGIN PRIVATE KEY-----"),
        ]
        let text =
            Valid.shipper + """

                console: {listen: "0.0.0.0:1", tls: {certificate_file: /c, key_file: /k}, hosts: [a.example.com], token_file: /t}
                probes: {listen: "0.0.0.0:8081"}
                """
        let first = try World(secrets: secrets).shipper(text).get()
        let again = World(secrets: secrets).shipper(first.printed.replacing("token_file: \"<redacted>\"", with: "token_file: /t"))
        #expect(try again.get().console == first.console && again.get().probes == first.probes)
    }
}
