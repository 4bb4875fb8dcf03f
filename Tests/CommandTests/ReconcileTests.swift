import Foundation
import TestSupport
import Testing

/// `weir reconcile` on a workload that was really generated, shipped and received.
@Suite("weir reconcile", .serialized)
struct ReconcileTests {
    private static let records = 4000

    private struct Proof: Decodable {
        struct Difference: Decodable, Equatable {
            var host: String
            var kind: String
            var expected: Int
            var found: Int
        }

        struct Comparison: Decodable {
            var sides: String
            var expected: Int
            var found: Int
            var gaps: [Difference]
        }

        struct Sink: Decodable {
            var name: String
            var verdict: String
            var reason: String?
            var grade: String?
            var generated: Int?
            var committed: Int
            var delivered: [String: Int]
            var waiting: Int
            var isConserved: Bool
            var redacted: [String: Int]
            var countedBack: Int?
            var comparisons: [Comparison]
        }

        var verdict: String
        var sinks: [Sink]
        var databaseGrowthAvoided: Growth?

        struct Growth: Decodable {
            var rows: Int
            var bytes: Int
        }
    }

    /// One run: its files, and how to ask about it.
    private final class Run {
        let directory: TemporaryDirectory
        var configuration: String { directory.path + "/weir.yaml" }
        var manifest: String { directory.path + "/logs/manifest.json" }
        var report: String { directory.path + "/report.json" }

        init() throws {
            directory = try TemporaryDirectory()
            let generated = try WeirBinary.run(
                "generate", Repository.path("samples/deployments/small.yaml"), "--out", directory.path + "/logs", "--seed", "11",
                "--records", "\(ReconcileTests.records)", "--start", "2026-11-20T10:00:00Z")
            try #require(generated.status == 0, "\(generated.errors)")
            let receiver = try Receiver(expecting: ReconcileTests.records, report: report, readyFile: directory.path + "/ready.json")
            try configure(http: receiver.httpURL, syslog: receiver.syslogURL)
            let shipped = try WeirBinary.run("ship", configuration, "--once")
            try #require(shipped.status == 0, "\(shipped.errors)")
            _ = try receiver.report()
        }

        func configure(http: String, syslog: String) throws {
            let hosts = ["web-app-1", "agent-1", "db-1"]
            let sources = hosts.map { "  - {name: \($0), kind: files, host: \($0), include: [\"\(directory.path)/logs/\($0)/**/*.log\"]}" }
            try """
            spool: {directory: \(directory.path)/spool, size: 256MiB}
            sources:
            \(sources.joined(separator: "\n"))
            sinks:
              - {name: lake, kind: http, url: "\(http)"}
              - {name: soc, kind: syslog, url: "\(syslog)"}

            """.write(toFile: configuration, atomically: true, encoding: .utf8)
        }

        /// Lines of the generated logs that hold a session's token.
        func linesWithToken() throws -> Int {
            try Self.files(below: directory.path + "/logs").reduce(0) { sum, file in
                sum + String(decoding: file, as: UTF8.self).split(separator: "\n").count { $0.contains("token=\(Self.tokenHead)") }
            }
        }

        func spoolHoldsToken() throws -> Bool {
            try Self.files(below: directory.path + "/spool").contains { $0.range(of: Data(Self.tokenHead.utf8)) != nil }
        }

        private static let tokenHead = "eyJhbGci"

        private static func files(below directory: String) throws -> [Data] {
            try FileManager.default.subpathsOfDirectory(atPath: directory).map { directory + "/" + $0 }
                .filter { $0.hasSuffix(".log") || $0.hasSuffix(".weir") }.map { try Data(contentsOf: URL(filePath: $0)) }
        }

        func reconcile(_ arguments: String...) throws -> (status: Int32, proof: Proof) {
            let result = try WeirBinary.run(arguments: ["reconcile", configuration, "--format", "json"] + arguments)
            let decoder = JSONDecoder()
            decoder.keyDecodingStrategy = .convertFromSnakeCase
            return (result.status, try decoder.decode(Proof.self, from: Data(result.output.utf8)))
        }

        /// Changes the report's rows of one input, as a loss at the receiving end would.
        func tamper(input: String, _ change: (inout [[String: Any]]) -> Void) throws -> String {
            var report = try #require(try JSONSerialization.jsonObject(with: Data(contentsOf: URL(filePath: report))) as? [String: Any])
            var inputs = try #require(report["inputs"] as? [[String: Any]])
            let index = try #require(inputs.firstIndex { $0["name"] as? String == input })
            var rows = try #require(inputs[index]["digests"] as? [[String: Any]])
            change(&rows)
            inputs[index]["digests"] = rows
            report["inputs"] = inputs
            let path = directory.path + "/tampered.json"
            try JSONSerialization.data(withJSONObject: report).write(to: URL(filePath: path))
            return path
        }
    }

    @Test("what was generated, shipped and received is safe; every loss and change is named; the book alone is unknown")
    func verdicts() throws {
        let run = try Run()

        let whole = try run.reconcile("--report", run.report, "--manifest", run.manifest)
        #expect(whole.status == 0 && whole.proof.verdict == "safe")
        #expect(whole.proof.databaseGrowthAvoided?.rows == Self.records)
        for sink in whole.proof.sinks {
            #expect(sink.generated == Self.records && sink.committed == Self.records && sink.countedBack == Self.records)
            #expect(sink.waiting == 0 && sink.isConserved && sink.grade == "found")
            #expect(sink.comparisons.count == 4 && sink.comparisons.allSatisfy { $0.gaps.isEmpty && $0.found == Self.records })
        }

        let twice = try WeirBinary.run("reconcile", run.configuration, "--report", run.report, "--report", run.report)
        #expect(twice.status == 64 && twice.errors.contains("let one run of weir receive see everything"), "\(twice.errors)")
        let directory = try WeirBinary.run("reconcile", run.directory.path)
        #expect(directory.status == 78 && directory.errors.contains("it is a directory: name the file in it"), "\(directory.errors)")

        // Sessions post with a token in their address, and the access log has it: what was sent differs there, and the proof knows by what.
        let tokens = try run.linesWithToken()
        #expect(tokens > 0 && whole.proof.sinks.allSatisfy { $0.redacted == ["token": tokens] })
        #expect(try !run.spoolHoldsToken())

        let book = try run.reconcile()
        #expect(book.status == 2 && book.proof.verdict == "unknown")
        #expect(book.proof.sinks.map(\.grade) == ["accepted", "sent"])
        #expect(book.proof.sinks.allSatisfy { $0.reason?.contains("not shown to be stored") == true })

        let lost = try run.tamper(input: "http") { rows in rows.removeLast() }
        try expectLoss(run, lost, kind: "missing")
        let altered = try run.tamper(input: "http") { rows in rows[rows.count - 1]["digest"] = String(repeating: "0", count: 32) }
        try expectLoss(run, altered, kind: "altered")
    }

    private func expectLoss(_ run: Run, _ report: String, kind: String) throws {
        let (status, proof) = try run.reconcile("--report", report, "--manifest", run.manifest)
        #expect(status == 1 && proof.verdict == "unsafe" && proof.sinks.map(\.verdict) == ["unsafe", "safe"])
        let found = try #require(proof.sinks[0].comparisons.first { $0.sides == "generated, found" })
        #expect(found.gaps.map(\.kind) == [kind] && found.gaps[0].host == "web-app-1")
    }

    @Test("a report goes to the sinks that it is told, and nothing else is guessed at")
    func mapping() throws {
        let run = try Run()
        let swapped = try run.reconcile("--report", run.report + ":http=soc:syslog=lake", "--manifest", run.manifest)
        #expect(swapped.status == 0, "both inputs hold the same records")
        for wrong in [":http=nothing", ":hec=lake"] {
            let result = try WeirBinary.run("reconcile", run.configuration, "--report", run.report + wrong)
            #expect(result.status == 64 && result.errors.contains("it has: "))
        }
    }

    @Test("a spool that is not there is unknown and is not made; files that are no reports are refused")
    func wrongFiles() throws {
        let directory = try TemporaryDirectory()
        let configuration = directory.path + "/weir.yaml"
        try """
        spool: {directory: \(directory.path)/spool}
        sources:
          - {name: a, kind: files, include: ["\(directory.path)/*.log"]}
        sinks:
          - {name: lake, kind: http, url: "http://127.0.0.1:1/"}

        """.write(toFile: configuration, atomically: true, encoding: .utf8)
        let result = try WeirBinary.run("reconcile", configuration)
        #expect(result.status == 2 && result.errors.contains("there is no spool"))
        #expect(!FileManager.default.fileExists(atPath: directory.path + "/spool"))

        let run = try Run()
        for contents in ["", "{}", #"{"version":2,"inputs":[]}"#, #"{"version":1,"inputs":[{"name":"http"}]}"#] {
            let path = directory.path + "/report.json"
            try contents.write(toFile: path, atomically: true, encoding: .utf8)
            let result = try WeirBinary.run("reconcile", run.configuration, "--report", path)
            #expect(result.status == 65 && result.errors.contains(path), "\(contents)")
        }
    }
}
