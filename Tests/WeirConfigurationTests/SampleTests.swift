import Foundation
import Testing

@testable import WeirConfiguration

@Suite struct SampleTests {
    /// What the demonstration's script sets, and the rows of the sample tables.
    private static let world = World(
        variables: [
            "WEIR_DEMO": "/tmp/weir-demo", "WEIR_DEMO_HTTP": "http://127.0.0.1:8080", "WEIR_DEMO_SYSLOG": "tcp://127.0.0.1:5514",
        ],
        secrets: ["\(Samples.directory)/tables/rows.csv": rows, "/etc/weir/rows.csv": rows])

    private static let rows =
        (try? String(contentsOfFile: "\(Samples.directory)/tables/rows.csv", encoding: .utf8))
        .map { FileReading.contents(Array($0.utf8), othersMayRead: true) } ?? .missing

    @Test("every sample is valid, without so much as a warning")
    func valid() throws {
        let samples = try Samples.all()
        #expect(samples.count >= 7)
        for sample in samples {
            let check = Self.world.check(sample.text, path: sample.path)
            #expect(check.report.problems == [], "\(check.report.lines)")
            let folders: [(String, ConfigurationCheck.Kind)] = [("/deployments/", .deployment), ("/tables/", .table)]
            #expect(check.kind == folders.first { sample.path.contains($0.0) }?.1 ?? .shipper)
        }
    }

    @Test("what is printed reads back as the same value")
    func printed() throws {
        let texts = try Samples.all().map(\.text) + [Valid.shipper, Valid.deployment, DeploymentTests.everything]
        for text in texts {
            let first = Self.world.check(text, path: "/etc/weir/file.yaml")
            let printed = try #require(first.resolved)
            // A header's value may be a secret: what stands instead of it must be put back.
            let second = Self.world.check(printed.replacing("<redacted>", with: "value"), path: "/etc/weir/file.yaml")
            #expect(second.report.problems == [], "\(second.report.lines)\n\(printed)")
            #expect(second.resolved == printed)
            #expect(second.kind == first.kind)
        }
    }

    @Test("a printed configuration is refused while <redacted> stands in a header, a token's file or a url")
    func redacted() {
        let header = World().shipper(Valid.shipper("kind: http,", "kind: http, headers: {X-Key: \"<redacted>\"},"))
        #expect(header.report.errors.map(\.keyPath) == ["sinks[0].headers.X-Key"])
        let url = World().shipper(Valid.shipper("example.com/in", "example.com/in?token=<redacted>"))
        #expect(url.report.errors.map(\.keyPath) == ["sinks[0].url"])
        #expect(url.report.errors.allSatisfy { $0.wayOut == "put the value back" })
    }

    @Test("a pattern without a slash excludes a name in any directory, however the file is named, and is printed as it is")
    func excludedNames() throws {
        let text = Valid.shipper("*.log]}", "*.log], exclude: [\"debug*.log\", more/x.log]}")
        for (path, resolved) in [("weir.yaml", "more/x.log"), ("/etc/weir/weir.yaml", "/etc/weir/more/x.log")] {
            let value = try World().shipper(text, path: path).get()
            let files =
                switch value.sources[0].kind {
                case .files(let files): files
                }
            #expect(files.exclude == ["debug*.log", resolved])
            #expect(try World().shipper(value.printed, path: "/elsewhere/weir.yaml").get().printed.contains("\"debug*.log\""))
        }
    }

    @Test("a file of another kind is said to be one, in one line, with the command that takes it")
    func otherKind() {
        let report = World().shipper(Valid.deployment).report
        #expect(report.errors.map(\.message) == ["this is a deployment"] && report.errors.first?.wayOut == "use weir plan or weir generate")
        #expect(World().deployment(Valid.shipper).report.errors.map(\.message) == ["this is a shipper"])
        #expect(World().shipper("sourcs: []\nsniks: []\n").report.errors.count > 1)
    }

    @Test("literals that have nothing to do with what the pattern names are warned of: the rule would never look at such a record")
    func strangeLiterals() {
        func warnings(_ rule: String) -> Int {
            World().shipper(Valid.shipper + "\nredact: {rules: [{name: e, \(rule)}]}").report.problems.count { $0.severity == .warning }
        }
        #expect(warnings(#"pattern: 'EMP-\d{6}', literals: NEVER-"#) == 1)
        #expect(warnings(#"pattern: '(?<=badge )[A-Z]{2}\d{6}', literals: [NEVER, OTHER]"#) == 1)
        for right in [
            #"pattern: 'EMP-\d{6}', literals: EMP-"#, #"pattern: 'EMP-\d{6}', literals: emp"#, #"pattern: 'EMP-\d{6}'"#,
            #"pattern: '\d{16}', literals: card"#, #"pattern: '(?i)(?:badge|pass)=\d+', literals: ["badge=", "pass="]"#,
            #"pattern: '[Ee]mp\.no \d+', literals: emp.no"#,
        ] { #expect(warnings(right) == 0, "\(right)") }
    }

    @Test("a pattern that repeats a repetition is warned of, and none that gives nothing back or has something between")
    func patternsOfManySteps() {
        func warnings(_ pattern: String) -> [String] {
            let report = World().shipper(Valid.shipper + "\nredact: {rules: [{name: e, pattern: '\(pattern)'}]}").report
            return report.problems.filter { $0.severity == .warning }.map(\.keyPath)
        }
        for slow in [
            "^([a-z0-9]+)*@corp$", #"(\w+\s?)+x"#, "(?:a*)*", "((ab)+)+", "(?<word>[^ ]+|x)*", "(?i:.*){2,}", #"(\(?\d+)+-"#,
        ] { #expect(warnings(slow) == ["redact.rules[0].pattern"], "\(slow)") }
        for fine in [
            "([a-z]++)*@corp", #"(\w+\s+)*x"#, #"(,\w+)*"#, "(?>a+)*", "(?=a+)*", "(?:a{2})+", #"[(a+)*]"#, #"\(a+\)*"#, "(?i)(?:a+)?b*",
            "(a+){3}", "(a|b)*", #"(?:\p{L}+-)+"#, "(?#a+)*",
        ] { #expect(warnings(fine).isEmpty, "\(fine)") }
    }

    @Test("a printed deployment is the same deployment")
    func deployment() throws {
        let value = try World().deployment(DeploymentTests.everything).get()
        #expect(try World().deployment(value.printed).get() == value)
    }

    @Test("printing shows no secret and reads a dollar back as a dollar")
    func printedSecrets() throws {
        let world = World(variables: ["KEY": "hunter2"], secrets: ["/run/token": .contents(Array("hunter2".utf8), othersMayRead: false)])
        let text = Valid.shipper("kind: http,", "kind: http, token_file: /run/token, headers: {X-Key: \"${KEY}\"},")
            .replacing("/var/lib/weir", with: "\"/var/$${x} \\\"y\\\\\"")
        let value = try world.shipper(text).get()
        #expect(value.spool.directory == "/var/${x} \"y\\")
        #expect(!value.printed.contains("hunter2"))
        #expect(value.printed.contains(#"directory: "/var/$${x} \"y\\""#))
    }
}
