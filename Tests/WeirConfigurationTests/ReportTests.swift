import Testing
import WeirRecords

@testable import WeirConfiguration

@Suite struct ReportTests {
    @Test("an unknown key, a wrong type, a missing secret file and a bad duration stand in one report, with lines and the nearest key")
    func fourProblems() {
        let text = """
            spool: {directory: /var/lib/weir}
            sources:
              - {name: kasm, kind: files, preset: kasm-web-app}
            sinks:
              - name: siem
                kind: http
                url: "https://siem.example.com/in"
                compresion: {codec: gzip}
                token_file: /run/secrets/siem
                batch: {records: many}
                timeout: 30 seconds
            """
        let loaded = World().shipper(text)
        #expect(loaded.value == nil)
        let errors = loaded.report.errors
        #expect(errors.map(\.place?.line) == [8, 9, 10, 11])
        #expect(errors.map(\.keyPath) == ["sinks[0].compresion", "sinks[0].token_file", "sinks[0].batch.records", "sinks[0].timeout"])
        #expect(errors[0].suggestion == "compression")
        #expect(errors[1].message.contains("names no file"))
        #expect(errors[2].message == "`many` is not a whole number from 1 to 1000000")
        #expect(errors[3].suggestion == "30s")
        #expect(
            loaded.report.lines[0] == "weir.yaml:8:5: error: sinks[0].compresion: unknown key; did you mean `compression`?")
    }

    @Test("problems stand in the order of the file, and beyond the limit they are counted")
    func limit() {
        let lines = (1...150).map { "unknown\($0): 1" }.joined(separator: "\n")
        let report = World().shipper(Valid.shipper + "\n" + lines).report
        #expect(report.problems.count == ConfigurationLimits.problems)
        #expect(report.omitted == 50)
        #expect(report.problems.map(\.place).compactMap(\.self) == report.problems.map(\.place).compactMap(\.self).sorted())
        #expect(report.lines.last == "weir.yaml: 50 more problems are not listed")
    }

    @Test("a file without a mistake has an empty report", arguments: [Valid.shipper, Valid.deployment])
    func clean(text: String) {
        let check = World().check(text)
        #expect(check.report.problems == [])
        #expect(check.summary != nil)
    }

    @Test(
        "the kind of a file shows in its keys, misspelled ones included",
        arguments: [
            (Valid.shipper, ConfigurationCheck.Kind.shipper), (Valid.deployment, .deployment), ("sink: []\nspol: {}", .shipper),
            ("zone: []\nrole: {}", .deployment),
        ])
    func kind(text: String, kind: ConfigurationCheck.Kind) {
        #expect(World().check(text).kind == kind)
    }

    @Test("a file of no kind says what each kind has")
    func neither() throws {
        let check = World().check("colour: red")
        #expect(check.kind == nil)
        let problem = try #require(check.report.only())
        #expect(problem.message.contains("no deployment, no shipper and no table"))
        #expect(problem.wayOut?.contains("spool") == true)
    }

    @Test("a file that is missing, too large or no text is reported")
    func unreadable() {
        let world = World(secrets: ["locked.yaml": .unreadable(reason: "Permission denied")])
        let large = [UInt8](repeating: 32, count: Int(ConfigurationLimits.fileBytes.bytes) + 1)
        let surroundings = world.surroundings(["large.yaml": large, "binary.yaml": [0xFF, 0xFE, 0x00]])
        let messages = ["absent.yaml", "locked.yaml", "large.yaml", "binary.yaml"].map { path in
            ShipperConfiguration.load(path: path, in: surroundings).report.problems.map(\.message)
        }
        #expect(messages[0] == ["there is no such file"])
        #expect(messages[1] == ["can't be read: Permission denied"])
        #expect(messages[2].first?.contains("262144") == true)
        #expect(messages[3] == ["is no UTF-8 text"])
    }

    @Test("messages stay on one line and within bounds, whatever stands in the file")
    func hostileText() {
        let text = Valid.shipper("name: kasm", "name: \"\(String(repeating: "x", count: 5000))\\n\\e[31m\"")
        let lines = World().shipper(text).report.lines
        #expect(!lines.isEmpty)
        #expect(lines.allSatisfy { $0.count < 500 && !$0.contains("\u{1B}") && !$0.contains("\n") })
    }
}

@Suite struct SuggestionTests {
    @Test(
        "the nearest word is found through typing mistakes",
        arguments: [
            ("compresion", "compression"), ("tokne_file", "token_file"), ("token-file", "token_file"), ("URL", "url"), ("batchs", "batch"),
        ])
    func nearest(word: String, meant: String) {
        #expect(Suggestion.nearest(to: word, among: SinkKey.allCases.map(\.rawValue)) == meant)
    }

    @Test("nothing is suggested where nothing is near", arguments: ["colour", "zzz", "q", String(repeating: "u", count: 100_000)])
    func none(word: String) {
        #expect(Suggestion.nearest(to: word, among: ["spool", "sinks", "console"]) == nil)
    }

    @Test("the distance counts insertions, deletions, substitutions and swaps")
    func distance() {
        let pairs = [("", "abc", 3), ("abc", "abc", 0), ("abc", "acb", 1), ("kitten", "sitting", 3), ("flaw", "lawn", 2)]
        for (left, right, distance) in pairs {
            #expect(Suggestion.distance(Array(left), Array(right)) == distance)
            #expect(Suggestion.distance(Array(right), Array(left)) == distance)
        }
    }
}
