import Foundation
import TestSupport
import Testing

@Suite("Reload", .serialized)
struct ReloadTests {
    private static func receiver(_ name: String, _ records: Int, _ directory: TemporaryDirectory, _ extra: [String] = []) throws -> Receiver
    {
        try Receiver(
            expecting: records, report: "\(directory.path)/\(name).json", readyFile: "\(directory.path)/\(name).ready",
            extraArguments: extra)
    }

    private static func http(_ receiver: Receiver) throws -> Receiver.Report.Input {
        try #require(try receiver.report(within: 0).inputs.first { $0.name == "http" })
    }

    @Test("while records flow a sink moves, a third one comes and a source stays: all arrive, none twice where nothing changed")
    func whileRecordsFlow() throws {
        let directory = try TemporaryDirectory()
        let (total, part) = (6_000, 2_000)
        let (one, two, three) = (
            try Self.receiver("one", total, directory), try Self.receiver("two", total, directory),
            try Self.receiver("three", total, directory)
        )
        let stays = #"name: stays, kind: http, url: "\#(one.httpURL)", batch: {records: 100, age: 10ms}"#
        let moves = #"name: moves, kind: syslog, url: "\#(one.syslogURL)", replay_window: {bytes: 64KiB, age: 1s}"#
        let shipper = try RunningShipper(sinks: [stays, moves], in: directory)
        try shipper.write(part)
        try shipper.configure(sinks: [stays, #"name: moves, kind: http, url: "\#(two.httpURL)""#])
        _ = kill(shipper.process.identifier, SIGHUP)
        try shipper.write(part)
        #expect(shipper.process.wait(within: 60) { shipper.process.errors.contains("the configuration was reloaded") })
        try shipper.configure(
            sinks: [stays, #"name: moves, kind: http, url: "\#(two.httpURL)""#, #"name: third, kind: http, url: "\#(three.httpURL)""#])
        let report = try shipper.reload()
        #expect(report["outcome"] as? String == "applied")
        #expect(report["changes"] as? [String] == ["sink third added"])
        #expect(report["before"] as? String != report["after"] as? String)
        try shipper.write(part)
        for sink in ["stays", "moves", "third"] { try shipper.waitForDelivery(at: sink) }
        #expect(shipper.end().status == 0)

        let stayed = try Self.http(one)
        #expect(stayed.distinct == total && stayed.duplicates == 0, "\(stayed)")
        #expect(try Self.http(three).distinct == total)
        // What moved is at its first place, at its second one, or at both where the first one's answer was lost.
        let before = try #require(try one.report(within: 0).inputs.first { $0.name == "syslog" })
        let after = try Self.http(two)
        #expect(before.distinct + after.distinct >= total)
        #expect(after.distinct > 0)
        #expect(Self.covered(before, after, total), "\(before.serials.gaps) and \(after.serials.gaps)")
    }

    /// Whether no serial is missing at both.
    private static func covered(_ first: Receiver.Report.Input, _ second: Receiver.Report.Input, _ total: Int) -> Bool {
        let missing = first.serials.gaps.map { $0.from...$0.to }
        return second.serials.gaps.allSatisfy { gap in missing.allSatisfy { !$0.overlaps(gap.from...gap.to) } }
    }

    @Test("a broken file, and one that moves the spool, leave everything as it runs and say why")
    func brokenFile() throws {
        let directory = try TemporaryDirectory()
        let receiver = try Self.receiver("one", 200, directory)
        let sink = #"name: lake, kind: http, url: "\#(receiver.httpURL)""#
        let shipper = try RunningShipper(sinks: [sink], in: directory)
        try shipper.write(100)
        try shipper.configure(sinks: [sink, "name: other, kind: htpp, url: \"http://127.0.0.1:1/\""])
        let broken = try shipper.reload()
        #expect(broken["outcome"] as? String == "refused")
        #expect((broken["problems"] as? [String])?.joined().contains("did you mean `http`") == true)
        _ = kill(shipper.process.identifier, SIGHUP)
        #expect(shipper.process.wait(within: 60) { shipper.process.errors.contains("by=SIGHUP") })
        #expect(shipper.process.errors.contains("the configuration was not reloaded: the old one goes on"))

        try shipper.configure(sinks: [sink])
        let text = try String(contentsOfFile: shipper.configuration, encoding: .utf8)
        try text.replacing("64MiB", with: "128MiB").write(toFile: shipper.configuration, atomically: true, encoding: .utf8)
        let moved = try shipper.reload()
        #expect(moved["outcome"] as? String == "refused")
        #expect((moved["problems"] as? [String])?.first?.contains("spool.size can't go from") == true)

        try text.write(toFile: shipper.configuration, atomically: true, encoding: .utf8)
        #expect(try shipper.reload()["outcome"] as? String == "unchanged")
        try shipper.write(100)
        try shipper.waitForDelivery(at: "lake")
        #expect(shipper.end().status == 0)
        let report = try Self.http(receiver)
        #expect(report.distinct == 200 && report.duplicates == 0)
    }

    @Test("a sink that fails is sent to another peer by a reload, and everything arrives there")
    func whileFailing() throws {
        let directory = try TemporaryDirectory()
        let failing = try Self.receiver("failing", 1_000, directory, ["--fail", "503:1"])
        let well = try Self.receiver("well", 1_000, directory)
        let shipper = try RunningShipper(sinks: [#"name: lake, kind: http, url: "\#(failing.httpURL)""#], in: directory)
        try shipper.write(1_000)
        let isFailing = shipper.process.wait(within: 60) {
            let sinks = (try? shipper.status())?["sinks"] as? [[String: Any]]
            return (sinks?.first?["failures"] as? Int ?? 0) > 0
        }
        #expect(isFailing)
        try shipper.configure(sinks: [#"name: lake, kind: http, url: "\#(well.httpURL)""#])
        #expect(try shipper.reload()["outcome"] as? String == "applied")
        try shipper.waitForDelivery(at: "lake")
        #expect(shipper.end().status == 0)
        let report = try Self.http(well)
        #expect(report.distinct == 1_000 && report.duplicates == 0)
    }

    @Test("a token that was replaced in its file makes its sink anew, loses and repeats nothing, and is shown nowhere")
    func token() throws {
        let directory = try TemporaryDirectory()
        let receiver = try Self.receiver("one", 20, directory)
        let token = directory.path + "/token"
        try "first-secret".write(toFile: token, atomically: true, encoding: .utf8)
        let sink = #"name: lake, kind: http, url: "\#(receiver.httpURL)", token_file: "\#(token)""#
        let shipper = try RunningShipper(sinks: [sink], in: directory)
        try shipper.write(10)
        try shipper.waitForDelivery(at: "lake")
        #expect(try shipper.reload()["outcome"] as? String == "unchanged")
        try "second-secret".write(toFile: token, atomically: true, encoding: .utf8)
        let report = try shipper.reload()
        #expect(report["outcome"] as? String == "applied")
        #expect(report["changes"] as? [String] == ["sink lake changed", "sinks.lake.token_file has another secret"])
        try shipper.write(10)
        try shipper.waitForDelivery(at: "lake")
        #expect(shipper.end().status == 0)
        #expect(!shipper.process.errors.contains("-secret"))
        let input = try Self.http(receiver)
        #expect(input.distinct == 20 && input.duplicates == 0)
    }

    @Test("a peer with another authority, another token and other clients is followed by a reload; unusable files change nothing")
    func certificates() throws {
        let directory = try TemporaryDirectory()
        let receiver = try Self.receiver("one", 20, directory)
        let port = try FreePort.find()
        let files = ["ca", "certificate", "key"].map { "\(directory.path)/\($0).file" }
        let token = directory.path + "/token"
        /// What both sides trust and show from now on.
        func renew(_ name: String) throws -> NginxProxy {
            let authority = try TestAuthority(name, in: directory)
            let client = try authority.issue("client")
            for (source, file) in zip([authority.certificate, client.certificate, client.key], files) {
                try Data(contentsOf: URL(filePath: source)).write(to: URL(filePath: file), options: .atomic)
            }
            try name.write(toFile: token, atomically: true, encoding: .utf8)
            return try NginxProxy(
                port: port, to: receiver.httpURL, identity: try authority.issue("server"), clients: authority, token: name)
        }

        let old = try renew("old")
        let tls = "tls: {ca_file: \(files[0]), certificate_file: \(files[1]), key_file: \(files[2])}"
        let sink = #"name: lake, kind: http, url: "https://127.0.0.1:\#(port)", token_file: "\#(token)", \#(tls)"#
        let shipper = try RunningShipper(sinks: [sink], in: directory)
        try shipper.write(10)
        try shipper.waitForDelivery(at: "lake")
        old.stop()

        let new = try renew("new")
        defer { new.stop() }
        try shipper.write(10)
        #expect(shipper.process.wait(within: 60) { shipper.process.errors.contains("TLS verification") }, "\(shipper.process.errors)")
        let key = try Data(contentsOf: URL(filePath: files[2]))
        try "-----BEGIN PRIVATE KEY-----\nbm8=\n-----END PRIVATE KEY-----\n".write(toFile: files[2], atomically: true, encoding: .utf8)
        let broken = try shipper.reload()
        #expect(broken["outcome"] as? String == "refused")
        #expect((broken["problems"] as? [String])?.joined().contains("the key can't be used") == true, "\(broken)")

        try key.write(to: URL(filePath: files[2]), options: .atomic)
        let report = try shipper.reload()
        #expect(report["outcome"] as? String == "applied", "\(report)")
        let changes = report["changes"] as? [String] ?? []
        #expect(changes.contains("sinks.lake.token_file has another secret"))
        #expect(changes.contains("sinks.lake.tls.ca_file holds something else"))
        try shipper.waitForDelivery(at: "lake")
        #expect(shipper.end().status == 0)
        let input = try Self.http(receiver)
        #expect(input.distinct == 20 && input.duplicates == 0)
    }
}
