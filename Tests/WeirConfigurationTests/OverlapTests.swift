import Testing

@testable import WeirConfiguration

@Suite struct OverlapTests {
    private func load(_ sources: String...) -> ConfigurationReport {
        let list = sources.enumerated().map { "  - {name: s\($0.offset), kind: files, \($0.element)}" }.joined(separator: "\n")
        return World().shipper(
            """
            spool: {directory: /x}
            sources:
            \(list)
            sinks: [{name: s, kind: http, url: "https://h/1"}]
            """
        ).report
    }

    @Test(
        "one file read by two sources is refused",
        arguments: [
            ("include: [/a/x.log]", "include: [/a/x.log]"), ("include: [/a/*.log]", "include: [/a/x.log]"),
            ("include: [/a/x.log]", "include: [/a/**]"),
            ("include: [/a/*.log]", "include: [/a/b*.log]"), ("include: [\"/a/[bc]*\"]", "include: [/y/*.log, /a/b?]"),
            ("include: [/a//x.log]", "include: [/a/./x.log]"), ("preset: kasm-web-app", "preset: kasm-agent"),
            ("preset: kasm-agent", "include: [\"/opt/kasm/current/log/*_json.log\"]"),
            // One name, written in two ways; and one that no text is.
            ("include: [/a/cafe\u{301}.log]", #"include: ['/a/cafe\xCC\x81.log']"#),
            (#"include: ['/a/caf\xE9*.log']"#, #"include: ['/a/caf\xE9*.log']"#),
        ])
    func refused(first: String, second: String) {
        let report = load(first, second)
        #expect(report.only()?.message.contains("shipped twice") == true, "\(report.lines)")
        #expect(report.errors.first?.keyPath.hasPrefix("sources[1].") == true)
    }

    @Test(
        "files that differ, or are excluded in one of the two, are fine",
        arguments: [
            ("include: [/a/*.log]", "include: [/a/*.txt]"), ("include: [/a/*.log]", "include: [/a/b/*.log]"),
            ("include: [/a/*.log], exclude: [/a/x.log]", "include: [/a/x.log]"),
            // A name with a dot in front is no other pattern's, nor is anything below a directory of such a name.
            ("include: [/a/*]", "include: [/a/.*.log]"), ("include: [/a/**]", "include: [/a/.hidden/x.log]"),
            ("preset: kasm-database", "preset: kasm-web-app"),
            // Two names that look alike.
            ("include: [/a/cafe\u{301}.log]", "include: [/a/caf\u{E9}.log]"),
        ])
    func fine(first: String, second: String) {
        #expect(load(first, second).problems == [])
    }

    @Test("several presets in one source read each file once")
    func presets() throws {
        let text = Valid.shipper("include: [/var/log/app/*.log]", "preset: [kasm-web-app, kasm-agent, kasm-connection-proxy]")
        let loaded = World().shipper(text)
        #expect(loaded.report.problems == [])
        guard case .files(let files) = try loaded.get().sources[0].kind else { return }
        #expect(files.include.count == Set(files.include).count)
        #expect(files.include.contains("/opt/kasm/current/log/agent_json.log"))
    }

    @Test("a JSON file and its text twin are warned of, in one source or two")
    func twins() {
        let json = "include: [/opt/kasm/current/log/agent_json.log]"
        let one = load("include: [\"/opt/kasm/current/log/*.log\"]")
        #expect(one.errors == [] && one.warnings.contains { $0.message.contains("agent.log") })
        let two = load(json, "include: [/opt/kasm/current/log/agent.log]")
        #expect(two.warnings.map(\.keyPath) == ["sources[1].include"])
        #expect(load("include: [\"/opt/kasm/current/log/*.log\"], exclude: [\"/opt/kasm/current/log/*_json.log\"]").problems == [])
    }

    @Test("no preset reads a record twice", arguments: FilePreset.allCases)
    func presetTwins(preset: FilePreset) {
        #expect(load("preset: \(preset.rawValue)").problems == [])
    }

    @Test(
        "a pattern is refused with what to write instead",
        arguments: [
            ("[a", "never closed"), ("/x[/y]", "never closed"), ("/x/[]", "never closed"), ("[z-a]", "the other way round"),
            ("/a/", "directory"),
        ])
    func refusedGlobs(pattern: String, said: String) {
        #expect(load("include: [\"\(pattern)\"]").only()?.explanation.contains(said) == true)
    }

    @Test("more globs than can be compared are refused")
    func manyGlobs() {
        let globs = (0...ConfigurationLimits.globs).map { "/a/\($0)" }.joined(separator: ", ")
        #expect(load("include: [\(globs)]").only()?.keyPath == "sources")
    }

    @Test(
        "a pattern that takes in the spool is warned of, one that looks nowhere else is refused",
        arguments: [
            ("include: [\"/x*/**\"]", Problem.Severity.warning), ("include: [\"/?/s*/*\"]", .warning), ("include: [/x/**]", .error),
            ("include: [\"/x/segments/*\"]", .error), ("include: [/var/log/a.log, /x/weir/a.log]", .error),
        ])
    func spool(source: String, severity: Problem.Severity) {
        let problems = load(source).problems
        #expect(problems.map(\.severity) == [severity], "\(problems)")
        #expect(problems.first?.message.contains("own spool") == true)
    }

    @Test(
        "a pattern beside the spool, or that excludes it, is fine",
        arguments: ["include: [\"/*/*.log\"]", "include: [\"/xy/**\"]", "include: [\"/x*/**\"], exclude: [\"/x/**\"]"])
    func besideTheSpool(source: String) { #expect(load(source).problems == []) }
}
