import Foundation
import TestSupport
import Testing
import WeirRecords
import WeirSpool
import WeirSystem

/// Ways in which `weir reconcile` could say SAFE and be wrong: each is unknown or unsafe.
@Suite("weir reconcile in doubt", .serialized)
struct ReconcileDoubtTests {
    private typealias JSON = ProofYard.JSON

    @Test("one record removed and a foreign one without a time added agrees by number alone: unknown, with where to look")
    func foreign() throws {
        let yard = try ProofYard()
        #expect(try yard.reconcile("--report", yard.report).status == 0)
        let exchanged = try yard.changed("http") { input in
            var rows = input["digests"] as? [JSON] ?? []
            let removed = rows.removeFirst()
            rows.append([
                "host": removed["host"] ?? "", "application": "", "minute": NSNull(), "records": 1, "bytes": 9,
                "digest": String(repeating: "7", count: 32),
            ])
            input["digests"] = rows
        }
        let result = try yard.reconcile("--report", exchanged)
        #expect(result.status == 2 && result.output.contains("UNKNOWN: lake: 1 record agrees by number alone"), "\(result.output)")
        #expect(result.output.contains("look the listed minutes up at the sink"))
        #expect(result.output.contains("by number alone") && result.output.contains("2026-11-21 0"), "the minute is listed")
    }

    @Test("SAFE says what each sink got, and what its routing keeps from it")
    func routing() throws {
        let yard = try ProofYard(soc: "from: [db]")
        let result = try yard.reconcile("--report", yard.report)
        #expect(result.status == 0, "\(result.output)\(result.errors)")
        let soc = "soc: 10 records were found, 60 are kept from it by its routing"
        #expect(result.output.contains("SAFE: lake: all 70 records were found; \(soc)"))
    }

    @Test("a source that goes to no required sink is unknown")
    func unrouted() throws {
        let yard = try ProofYard(lake: "from: [web]", soc: "from: [db], required: false")
        let result = try yard.reconcile("--report", yard.report)
        #expect(result.status == 2 && result.output.contains("no required sink is given all records of the source db"), "\(result.output)")
        try yard.configure(lake: "from: [web]", soc: "from: [db]")
        let both = try yard.reconcile("--report", yard.report)
        #expect(both.status == 0, "between them they have all: \(both.output)")
    }

    @Test("a sink that is not required stands beside the verdict, and what it lacks is said; where none is required, nothing is shown")
    func optional() throws {
        let yard = try ProofYard(soc: "required: false")
        let lacking = try yard.changed("syslog") { input in
            input["digests"] = Array((input["digests"] as? [JSON] ?? []).dropLast())
            input["distinct"] = 69
            input["records"] = 69
        }
        let result = try yard.reconcile("--report", lacking)
        #expect(result.status == 0 && result.output.contains("SAFE: lake: all 70 records were found"), "\(result.output)")
        #expect(result.output.contains("Beside the verdict") && result.output.contains("soc: it falls short (committed, found: 1 missing)"))
        try yard.configure(lake: "required: false", soc: "required: false")
        let none = try yard.reconcile("--report", yard.report)
        #expect(none.status == 2 && none.output.contains("UNKNOWN: no sink is required"), "\(none.output)")
    }

    @Test("records that a required sink refused are known to be lost to it: unsafe")
    func refused() throws {
        let yard = try ProofYard(soc: nil, receiving: ["--fail", "400:0.5", "--seed", "3"])
        #expect(yard.shipped?.status == 1)
        for arguments in [["--report", yard.report], []] {
            let result = try WeirBinary.run(arguments: ["reconcile", yard.configuration] + arguments)
            #expect(result.status == 1 && result.output.contains("refused for good"), "\(result.output)")
        }
    }

    @Test("a sink that the spool still delivers to and the configuration no longer names, one that is new, a source that gave nothing")
    func configuration() throws {
        let yard = try ProofYard(extra: [#"{name: silent, kind: files, include: ["/nowhere/at/all/*.log"]}"#])
        let silent = try yard.reconcile("--report", yard.report)
        #expect(silent.status == 2 && silent.output.contains("no record of the source silent was ever committed"), "\(silent.output)")
        try yard.configure(soc: nil)
        let removed = try yard.reconcile("--report", yard.report)
        #expect(removed.status == 2 && removed.output.contains("the spool still delivers to soc"), "\(removed.output)")
        try yard.configure(lake: nil, soc: "")
        try """
        \(String(contentsOfFile: yard.configuration, encoding: .utf8))  - {name: new, kind: http, url: "http://127.0.0.1:9/"}

        """.write(toFile: yard.configuration, atomically: true, encoding: .utf8)
        let new = try yard.reconcile("--report", yard.report + ":http=new")
        #expect(new.status == 2 && new.output.contains("the spool knows no sink new"), "\(new.output)")
    }

    @Test("a sink that took another's place never had what was committed before: unknown")
    func replaced() throws {
        let yard = try ProofYard(soc: nil)
        try yard.configure(lake: nil)
        _ = try WeirBinary.run("ship", yard.configuration, "--once", "--drain", "1s")
        let result = try yard.reconcile("--report", yard.report + ":http=soc")
        #expect(result.status == 2, "\(result.output)")
    }

    @Test("segments that were put there from another spool are unknown")
    func swapped() throws {
        let (yard, other) = (try ProofYard(), try ProofYard())
        #expect(try yard.reconcile("--report", yard.report).status == 0)
        try FileManager.default.removeItem(atPath: yard.spool + "/segments")
        try FileManager.default.copyItem(atPath: other.spool + "/segments", toPath: yard.spool + "/segments")
        let result = try yard.reconcile("--report", yard.report)
        #expect(result.status == 2 && result.output.contains("another spool"), "\(result.output)\(result.errors)")
    }

    @Test("what a source lost is unsafe where its size is known, and makes its host and minute unknown where it is not")
    func losses() throws {
        for (bytes, status, words) in [(nil, 2, "an unknown part of"), (0, 2, "an unknown part of"), (80, 1, "80 bytes of")]
            as [(UInt64?, Int32, String)]
        {
            let yard = try ProofYard(soc: nil)
            let state = try #require(try StateStore.beside(directory: yard.spool, fileSystem: HostFileSystem()))
            let loss = Loss(
                source: "web", host: "web-1", since: nil, noticed: 29_900_000, cause: .rotatedAway, subject: "/web/a.log", bytes: bytes)
            try state.record([loss])
            let result = try yard.reconcile("--report", yard.report)
            #expect(result.status == status && result.output.contains("web-1, 2026-11-06 21:20"), "\(result.output)")
            #expect(result.output.contains("lost before it was read: \(words) /web/a.log (rotated away)"), "\(result.output)")
        }
    }

    @Test("nothing committed is nothing proven")
    func nothing() throws {
        let yard = try ProofYard(extra: [])
        try FileManager.default.removeItem(atPath: yard.spool)
        try FileManager.default.removeItem(atPath: yard.directory.path + "/web/a.log")
        try FileManager.default.removeItem(atPath: yard.directory.path + "/db/a.log")
        _ = try WeirBinary.run("ship", yard.configuration, "--once", "--drain", "1s")
        let empty = try yard.changed("http") { $0.merge(["digests": [JSON](), "distinct": 0, "records": 0, "duplicates": 0]) { $1 } }
        #expect(try yard.reconcile("--report", empty).status == 2)
    }

    @Test("reports that contradict themselves prove nothing, those that were made to confuse are refused, and none ends the program")
    func crafted() throws {
        let yard = try ProofYard()
        let most = NSNumber(value: UInt64.max)
        let changes: [(String, Int32, (inout JSON) -> Void)] = [
            ("distinct", 2, { $0["distinct"] = 71 }),
            ("records", 2, { $0["records"] = 1 }),
            ("all records", 2, { $0["duplicates"] = most }),
            ("negative", 65, { Self.row(&$0, "records", -1) }),
            ("fraction", 65, { Self.row(&$0, "records", 1.5) }),
            ("overflow", 65, { Self.row(&$0, "records", most) }),
            (
                "twice", 2,
                { input in
                    let rows = input["digests"] as? [JSON] ?? []
                    input["digests"] = rows + rows
                }
            ),
            ("one lost", 1, { input in input["digests"] = Array((input["digests"] as? [JSON] ?? []).dropLast()) }),
            ("short", 65, { Self.row(&$0, "digest", "12") }),
            ("minute", 65, { Self.row(&$0, "minute", "yesterday") }),
            (
                "lost minute", 65,
                { input in
                    var rows = input["digests"] as? [JSON] ?? []
                    rows[0]["minute"] = nil
                    input["digests"] = rows
                }
            ),
        ]
        for (name, status, change) in changes {
            let result = try yard.reconcile("--report", try yard.changed("http", named: name, change))
            #expect(result.status == status, "\(name): \(result)")
        }
    }

    @Test("a report whose serials or bytes contradict its rows, or that says what it could not tell, is unknown, with what to do")
    func admitted() throws {
        let yard = try ProofYard(soc: nil)
        #expect(try yard.reconcile("--report", yard.report).status == 0)
        func serials(_ input: inout JSON, _ key: String, _ more: Int) {
            var serials = input["serials"] as? JSON ?? [:]
            serials[key] = (serials[key] as? Int ?? 0) + more
            input["serials"] = serials
        }
        func weigh(_ input: inout JSON) {
            Self.row(&input, "bytes", 1)
            let rows = input["digests"] as? [JSON] ?? []
            input["payload_bytes"] = rows.reduce(0) { $0 + ($1["bytes"] as? Int ?? 0) }
        }
        let changes: [(String, String, (inout JSON) -> Void)] = [
            ("missing", "serials", { serials(&$0, "missing", 7) }), ("without", "serials", { serials(&$0, "without", 7) }),
            (
                "both", "missing by the receiver's own count",
                {
                    serials(&$0, "missing", 7)
                    serials(&$0, "expected", 7)
                }
            ), ("payload", "rows weigh", { $0["payload_bytes"] = 1 }), ("row", "not its bytes", weigh),
            ("untold", "beyond the ids", { $0["untold"] = 1 }), ("unidentified", "without an event id", { $0["unidentified"] = 1 }),
            ("torn", "cut off", { $0["torn"] = 1 }), ("malformed", "could not read", { $0["malformed"] = 1 }),
        ]
        for (name, words, change) in changes {
            let result = try yard.reconcile("--report", try yard.changed("http", named: name, change))
            #expect(result.status == 2 && result.output.contains(words), "\(name): \(result)")
        }
    }

    @Test("one receiver's count shows nothing of two sinks")
    func copied() throws {
        let yard = try ProofYard()
        let copy = try yard.changed("syslog", named: "copy") { _ in }
        var whole = try JSONSerialization.jsonObject(with: Data(contentsOf: URL(filePath: copy))) as? JSON ?? [:]
        let inputs = (whole["inputs"] as? [JSON] ?? []).filter { $0["name"] as? String == "http" }
        #expect(inputs.count == 1)
        whole["inputs"] = inputs
        try JSONSerialization.data(withJSONObject: whole).write(to: URL(filePath: copy))
        let result = try yard.reconcile("--report", copy + ":http=lake", "--report", copy + ":http=soc")
        #expect(result.status == 2 && result.output.contains("one receiver's count can't show two"), "\(result)")
    }

    @Test("a report with a key twice, torn or nested without end is refused")
    func malformed() throws {
        let yard = try ProofYard()
        let text = try String(contentsOfFile: yard.report, encoding: .utf8)
        let wrong = [
            text.replacing("\"version\" : 1", with: "\"version\" : 1, \"inputs\" : []"),
            text.replacing("\"wire_bytes\"", with: "\"wireBytes\" : 1, \"wire_bytes\""),
            text.replacing("\"distinct\" : 70", with: "\"distinct\" : 70, \"disti\\u006ect\" : 70"), String(text.dropLast(30)), text + text,
            String(repeating: "[", count: 100_000), String(repeating: "{\"a\":", count: 100_000), "\"", "\\", "",
        ]
        for (index, text) in wrong.enumerated() {
            let path = "\(yard.directory.path)/wrong.json"
            try text.write(toFile: path, atomically: true, encoding: .utf8)
            let result = try yard.reconcile("--report", path)
            #expect(result.status == 65, "\(index): \(result.status) \(result.errors)")
        }
    }

    private static func row(_ input: inout JSON, _ key: String, _ value: Any) {
        var rows = input["digests"] as? [JSON] ?? []
        rows[0][key] = value
        input["digests"] = rows
    }
}
