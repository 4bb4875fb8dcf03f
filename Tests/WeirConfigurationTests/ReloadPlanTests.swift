import Testing
import WeirRecords

@testable import WeirConfiguration

@Suite("The plan of a reload")
struct ReloadPlanTests {
    private static let before = """
        spool: {directory: /spool, size: 64MiB}
        sources:
          - {name: a, kind: files, include: [/a/*.log]}
          - {name: b, kind: files, include: [/b/*.log]}
        sinks:
          - {name: all, kind: http, url: "https://all/"}
          - {name: some, kind: http, url: "https://some/", token_file: /token, from: [a, b]}
        console: {listen: "127.0.0.1:9464"}
        """

    private static func load(_ text: String, token: String = "one") throws -> ShipperConfiguration {
        try World(secrets: ["/token": .contents(Array(token.utf8), othersMayRead: false)]).shipper(text).get()
    }

    private static func plan(_ edit: (String) -> String, token: String = "one") throws -> ReloadPlan {
        ReloadPlan(from: try load(before), to: try load(edit(before), token: token))
    }

    @Test("the same meaning is no change, whatever the text")
    func unchanged() throws {
        let plan = try Self.plan {
            "# a comment\n" + $0.replacing("from: [a, b]", with: "from: [b, a]").replacing("64MiB", with: "65536KiB")
        }
        #expect(plan.isEmpty)
        #expect(plan.lines == [])
        #expect(plan.sources.kept == ["a", "b"])
        #expect(plan.sinks.kept == ["all", "some"])
    }

    @Test("other rules of redaction make every source anew")
    func changedRedaction() throws {
        let plan = try Self.plan { $0 + "\nredact: off" }
        #expect(plan.sources.changed == ["a", "b"])
        #expect(plan.sinks.kept == ["all", "some"])
        #expect(plan.lines == ["redaction changed", "source a changed", "source b changed"])
    }

    @Test("a sink whose endpoint, batch or headers changed is made anew, and no other is")
    func changedSink() throws {
        for addition in [#"batch: {records: 5}"#, #"headers: {X-Scope: kasm}"#, "timeout: 5s", "required: false"] {
            let plan = try Self.plan { $0.replacing(#"url: "https://all/""#, with: #"url: "https://all/", \#(addition)"#) }
            #expect(plan.sinks == .init(changed: ["all"], kept: ["some"]), "\(addition)")
        }
        let moved = try Self.plan { $0.replacing("https://all/", with: "https://all.example.com/") }
        #expect(moved.sinks == .init(changed: ["all"], kept: ["some"]))
        #expect(moved.lines == ["sink all changed"])
        #expect(moved.sources.isEmpty && !moved.isConsoleChanged)
    }

    @Test("another secret in the same file changes the sink, and is named without being shown")
    func credentials() throws {
        let plan = try Self.plan({ $0 }, token: "two")
        #expect(plan.sinks == .init(changed: ["some"], kept: ["all"]))
        #expect(plan.credentials == ["sinks.some.token_file"])
        #expect(!plan.lines.joined().contains("two") && !plan.lines.joined().contains("one"))
    }

    @Test("a sink that takes all is not touched by sources that come and go; one that names them is")
    func sources() throws {
        let more = try Self.plan { $0.replacing("sinks:", with: "  - {name: c, kind: files, include: [/c/*.log]}\nsinks:") }
        #expect(more.sources == .init(added: ["c"], kept: ["a", "b"]))
        #expect(more.sinks.isEmpty)
        let fewer = try Self.plan {
            $0.replacing("  - {name: b, kind: files, include: [/b/*.log]}\n", with: "").replacing("from: [a, b]", with: "from: [a]")
        }
        #expect(fewer.sources == .init(removed: ["b"], kept: ["a"]))
        #expect(fewer.sinks == .init(changed: ["some"], kept: ["all"]))
        let other = try Self.plan { $0.replacing("/b/*.log", with: "/b/*.txt") }
        #expect(other.sources == .init(changed: ["b"], kept: ["a"]))
    }

    @Test("naming every source is another thing than naming none: those that come later are not taken")
    func namedAndAll() throws {
        let plan = try Self.plan { $0.replacing(", from: [a, b]", with: "") }
        #expect(plan.sinks == .init(changed: ["some"], kept: ["all"]))
    }

    @Test("a sink under another name is another sink")
    func renamed() throws {
        let plan = try Self.plan { $0.replacing("name: some", with: "name: other") }
        #expect(plan.sinks == .init(added: ["other"], removed: ["some"], kept: ["all"]))
        #expect(plan.lines == ["sink other added", "sink some removed"])
    }

    @Test(
        "what can't change while it runs is refused by name",
        arguments: [
            ("/spool", "/elsewhere", "spool.directory"), ("64MiB", "128MiB", "spool.size"), ("64MiB", "64MiB, sync: strict", "spool.sync"),
            ("64MiB", "64MiB, when_full: drop_oldest", "spool.when_full"),
            ("64MiB", "64MiB, ledger: 90d", "spool.ledger"),
        ])
    func refusals(old: String, new: String, key: String) throws {
        let plan = try Self.plan { $0.replacing(old, with: new) }
        #expect(plan.refusals.count == 1)
        #expect(plan.refusals.first?.hasPrefix("\(key) can't go from ") == true)
        #expect(!plan.isEmpty)
    }

    @Test("a console that moved is a change of its own")
    func console() throws {
        let plan = try Self.plan { $0.replacing("9464", with: "9465") }
        #expect(plan.isConsoleChanged && plan.sinks.isEmpty && plan.lines == ["console changed"])
    }
}
