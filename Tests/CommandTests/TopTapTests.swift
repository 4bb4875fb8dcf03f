import Foundation
import TestSupport
import Testing

@Suite("weir top and weir tap", .serialized)
struct TopTapTests {
    @Test("two looks at once see the same shipper, with books that add up")
    func top() throws {
        let directory = try TemporaryDirectory()
        let receiver = try Receiver(
            expecting: 500, report: directory.path + "/report.json", readyFile: directory.path + "/ready.json")
        let shipper = try RunningShipper(sinks: [#"name: lake, kind: http, url: "\#(receiver.httpURL)""#], in: directory)
        try shipper.write(500)
        try shipper.waitForDelivery(at: "lake")
        let first = try WeirBinary.start("top", shipper.configuration, "--once", "--interval", "200ms", "--format", "json")
        let second = try WeirBinary.start("top", shipper.socket, "--once", "--interval", "200ms", environment: ["COLUMNS": "100"])
        let (json, text) = (first.wait(), second.wait())
        #expect(json.status == 0 && text.status == 0, "\(json.errors) \(text.errors)")
        let frame = try #require(try JSONSerialization.jsonObject(with: Data(json.output.utf8)) as? [String: Any])
        #expect(frame["schema_version"] as? Int == 1)
        let sink = try #require((frame["sinks"] as? [[String: Any]])?.first)
        #expect(sink["cursor"] as? Int == 500 && sink["waiting_records"] as? Int == 0)
        let ledger = try #require(sink["ledger"] as? [String: Any])
        #expect(ledger["is_conserved"] as? Bool == true && ledger["committed"] as? Int == 500)
        #expect(text.output.contains("conserved") && !text.output.contains("\u{1B}"))
        #expect(shipper.end().status == 0)
        let gone = try WeirBinary.run("top", shipper.configuration, "--once")
        #expect(gone.status == 69 && gone.errors.contains("no shipper runs"), "\(gone.errors)")
    }

    @Test("a tap with filters shows exactly the records that they admit, and delivery goes on beside it")
    func tap() throws {
        let directory = try TemporaryDirectory()
        let receiver = try Receiver(
            expecting: 320, report: directory.path + "/report.json", readyFile: directory.path + "/ready.json")
        let shipper = try RunningShipper(sinks: [#"name: lake, kind: http, url: "\#(receiver.httpURL)""#], in: directory)
        try shipper.write(100)
        try shipper.waitForDelivery(at: "lake")
        let nowhere = try WeirBinary.run("tap", shipper.socket, "--source", "nix")
        #expect(nowhere.status == 64 && nowhere.errors.contains("no source nix") && nowhere.errors.contains("app"), "\(nowhere.errors)")
        let unknown = try WeirBinary.run("tap", shipper.socket, "--level", "loud")
        #expect(unknown.status == 64 && unknown.errors.contains("warning") && !unknown.errors.contains("4"), "\(unknown.errors)")
        let graver = try WeirBinary.start("tap", shipper.configuration, "--level", "warning", "--records", "20", "--format", "raw")
        let some = try WeirBinary.start(
            "tap", shipper.directory.path + "/spool", "--contains", "record 20", "--source", "app", "--host", "web-1", "--records", "10",
            "--format", "json")
        let none = try WeirBinary.start("tap", shipper.socket, "--host", "nobody", "--records", "1")
        // A tap shows what comes from its own beginning on: it must have begun.
        for tap in [graver, some, none] { #expect(tap.wait(within: 60) { tap.errors.contains("from record 100 on") }) }
        try shipper.write(100)
        try shipper.write(20, level: "ERROR")
        try shipper.write(100)
        let graverResult = graver.wait(within: 60)
        #expect(graverResult.status == 0, "\(graverResult.errors)")
        let lines = graverResult.output.split(separator: "\n")
        #expect(lines.count == 20)
        #expect(lines.enumerated().allSatisfy { $1.contains("\"message\": \"record \(201 + $0)\"") && $1.contains("ERROR") })
        let someResult = some.wait(within: 60)
        #expect(someResult.status == 0, "\(someResult.errors)")
        let numbers = try someResult.output.split(separator: "\n").map { line in
            let object = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
            return (object?["record"] as? [String: Any])?["number"] as? Int
        }
        #expect(numbers == Array(199...208))
        #expect(none.isRunning && none.output.isEmpty)
        none.kill()
        try shipper.waitForDelivery(at: "lake")
        #expect(shipper.end().status == 0)
        let input = try #require(try receiver.report(within: 0).inputs.first { $0.name == "http" })
        #expect(input.distinct == 320 && input.duplicates == 0)
    }

    @Test("what waits of a source that was renamed can be tapped by its old name")
    func tapOfARenamedSource() throws {
        let directory = try TemporaryDirectory()
        let shipper = try RunningShipper(sinks: ["name: lake, kind: http, url: \"http://127.0.0.1:\(try FreePort.find())\""], in: directory)
        try shipper.write(5)
        let isCommitted = shipper.process.wait(within: 60) {
            ((try? shipper.status())?["spool"] as? [String: Any])?["mark"] as? Int == 5
        }
        #expect(isCommitted)
        let text = try String(contentsOfFile: shipper.configuration, encoding: .utf8)
        try text.replacing("name: app", with: "name: other").write(toFile: shipper.configuration, atomically: true, encoding: .utf8)
        #expect(try shipper.reload()["outcome"] as? String == "applied")
        let tap = try WeirBinary.run("tap", shipper.socket, "--source", "app", "--from", "oldest", "--records", "5", "--format", "raw")
        #expect(tap.status == 0 && tap.output.split(separator: "\n").count == 5, "\(tap)")
        let nowhere = try WeirBinary.run("tap", shipper.socket, "--source", "nix")
        #expect(nowhere.status == 64, "\(nowhere)")
        shipper.process.kill()
    }
}
