import Testing
import WeirRecords

@testable import WeirConfiguration

@Suite struct DocumentTests {
    @Test(
        "what is no YAML is reported with its place",
        arguments: [
            ("spool:\n\tdirectory: /x", 2), ("spool: {directory: [/x}", 1), ("sinks: *nowhere", 1), ("a: \"open", 1), ("a: b: c", 1),
            ("spool: 1\n---\nsinks: 2", 2), ("a: %x\n- b", 1), ("}", 1), ("a: \u{7}bell", 1),
        ])
    func notYAML(text: String, line: Int) throws {
        let problem = try #require(World().check(text).report.only())
        #expect(problem.message.hasPrefix("not YAML"), "\(problem)")
        #expect(problem.place?.line == line, "\(problem)")
    }

    @Test(
        "an empty file, a list and a word are reported",
        arguments: ["", "   \n", "# only a comment\n", "---\n", "null", "[]", "- a\n- b", "word", "~", "42"])
    func noMapping(text: String) {
        for report in [World().check(text).report, World().shipper(text).report, World().deployment(text).report] {
            #expect(report.errors.count == 1, "\(report.lines)")
        }
    }

    @Test("each duplicate key is named with its place, and the rest of the file is still checked")
    func duplicates() {
        let text = """
            spool: {directory: /var/lib/weir, directory: /tmp}
            sources:
              - {name: kasm, kind: files, preset: kasm-agent, name: other}
            sinks:
              - {name: siem, kind: http, url: "https://siem.example.com", timeout: never}
            spool: {directory: /elsewhere}
            """
        let report = World().shipper(text).report
        #expect(report.paths == ["spool", "spool.directory", "sources[0].name", "sinks[0].timeout"], "\(report.lines)")
        #expect(report.errors.map { "\($0.place, default: "")" } == ["1:1", "1:9", "3:6", "5:72"])
    }

    @Test("a glob that YAML takes for an alias is told to be put in quotes")
    func globAsAlias() throws {
        let problem = try #require(World().shipper("a: {include: [*.log]}").report.only())
        #expect(problem.wayOut?.contains("in quotes") == true, "\(problem)")
    }

    @Test("a duplicate key in quotes is reported too")
    func quotedDuplicate() throws {
        let problem = try #require(World().shipper("\"spool\": {directory: /x}\n\"spool\": {directory: /y}").report.only())
        #expect(problem.message.contains("more than once"))
    }

    @Test("more duplicate keys than are named one by one end the reading")
    func manyDuplicates() throws {
        let keys = (0...ConfigurationLimits.duplicateKeys).map { "k\($0): 1\nk\($0): 2" }.joined(separator: "\n")
        let report = World().shipper(keys).report
        #expect(report.errors.count == 1)
        #expect(report.errors.first?.message.contains("twice") == true)
    }

    @Test("an anchor and its alias are the same value")
    func alias() throws {
        let text = """
            spool: {directory: /var/lib/weir}
            sources:
              - {name: kasm, kind: files, preset: kasm-agent}
            sinks:
              - {name: a, kind: http, url: "https://a.example.com", batch: &batch {records: 500}}
              - {name: b, kind: http, url: "https://b.example.com", batch: *batch}
            """
        let value = try World().shipper(text).get()
        #expect(value.sinks.map(\.batch.records) == [500, 500])
    }

    @Test("lists may have anchors and stand in a key, which is refused as a key alone")
    func anchoredKey() {
        let report = World().shipper(Valid.shipper("[/var/log/app/*.log]", "&a [\"/var/log/app/*.log\"]") + "\n? *a\n: 1").report
        #expect(report.only()?.message == "a key must be a word")
    }

    @Test("a bomb of aliases is refused in no time")
    func aliasBomb() {
        var text = "a0: &a0 [x,x,x,x,x,x,x,x]\n"
        for level in 1...40 { text += "a\(level): &a\(level) [\((0..<8).map { _ in "*a\(level - 1)" }.joined(separator: ","))]\n" }
        #expect(World().shipper(text).report.errors.map(\.message).contains { $0.contains("aliases") })
        #expect(World().shipper(text + "? *a40\n: 1\n").report.errors.count >= 1)
    }

    @Test("few aliases that multiply many values run into the limit on values")
    func wideAliases() {
        let wide = (0..<6_000).map { "v\($0)" }.joined(separator: ",")
        let text = "a: &a [\(wide)]\nb: [*a, *a, *a, *a]\n"
        let messages = World().shipper(text).report.errors.map(\.message)
        #expect(messages.contains { $0.contains("more than \(ConfigurationLimits.nodes) values") }, "\(messages)")
    }

    @Test("depth is limited, however deep the file goes", arguments: [30, 900, 5_000, 100_000])
    func depth(levels: Int) {
        for text in [
            String(repeating: "[", count: levels), String(repeating: "{a: ", count: levels), "a: " + String(repeating: "- ", count: levels),
        ] {
            let closed = text.hasPrefix("[") ? text + String(repeating: "]", count: levels) : text
            #expect(!World().shipper(closed).report.errors.isEmpty)
        }
    }

    @Test("a file over the limit is not parsed")
    func size() throws {
        let text = Valid.shipper + "\n#" + String(repeating: "x", count: Int(ConfigurationLimits.fileBytes.bytes))
        let problem = try #require(World().shipper(text).report.only())
        #expect(problem.message.contains("262144"))
    }

    @Test("tags, merge keys and keys that are no words are refused")
    func oddities() {
        #expect(World().shipper(Valid.shipper("kasm,", "!!binary aGk=,")).report.errors.first?.message.contains("tag") == true)
        #expect(World().shipper(Valid.shipper + "\n<<: {a: 1}").report.only()?.message == "merge keys are not read")
        #expect(World().shipper(Valid.shipper + "\n? [a, b]\n: 1").report.only()?.message == "a key must be a word")
    }

    @Test("a key without a value is reported, not taken for left out", arguments: ["", " ~", " null"])
    func empty(value: String) {
        let report = World().shipper(Valid.shipper + "\nconsole:\(value)").report
        #expect(report.only()?.message == "has no value")
    }
}

@Suite struct SubstitutionTests {
    private func apply(_ text: String, _ variables: [String: String] = [:]) throws -> String {
        try Substitution.apply(to: text) { variables[$0] }
    }

    @Test("variables are replaced once, and other dollars stay")
    func replaced() throws {
        #expect(try apply("a${X}b${Y}", ["X": "1", "Y": "${X}"]) == "a1b${X}")
        #expect(try apply("$${X} $5 $", ["X": "1"]) == "${X} $5 $")
        #expect(try apply("${_a1}", ["_a1": ""]) == "")
    }

    @Test("what is no name is refused", arguments: ["${", "${}", "${a b}", "${1a}", "${é}", "${a${b}}"])
    func malformed(text: String) {
        #expect(throws: Substitution.Failure.malformed) { try apply(text) }
    }

    @Test("a value from the environment can't change the shape of the file")
    func injection() throws {
        let world = World(variables: ["NAME": "x\", url: evil, \"y", "DIR": "/spool: {a: b}"])
        let text = Valid.shipper("directory: /var/lib/weir", "directory: \"${DIR}\"")
        #expect(try world.shipper(text).get().spool.directory == "/spool: {a: b}")
        #expect(world.shipper(Valid.shipper("name: kasm", "name: \"${NAME}\"")).report.only()?.keyPath == "sources[0].name")
    }

    @Test("a missing variable is reported by its name, once")
    func missing() throws {
        let problem = try #require(World().shipper(Valid.shipper("https://siem.example.com/in", "${SIEM_URL}")).report.only())
        #expect(problem.message == "the environment has no `SIEM_URL`")
        #expect(problem.keyPath == "sinks[0].url")
    }

    @Test("what came from the environment is never printed")
    func secrecy() {
        let world = World(variables: ["KEY": "hunter2hunter2", "SIZE": "hunter2"])
        var text = Valid.shipper(
            "url: \"https://siem.example.com/in\"", "url: \"ftp://${KEY}\", timeout: \"${KEY}\", headers: {X: \"${KEY}\"}")
        text += "\nconsole: {listen: \"${KEY}\"}"
        let loaded = world.shipper(text)
        #expect(loaded.report.errors.count == 3)
        #expect(loaded.report.lines.allSatisfy { !$0.contains("hunter2") })
    }
}
