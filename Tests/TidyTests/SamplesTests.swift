import Foundation
import TestSupport
import Testing

@Suite("Samples")
struct SamplesTests {
    @Test("every sample configuration passes the check that the daemon makes")
    func configurationsPass() throws {
        let files = try Repository.files(below: "samples", ending: ".yaml")
        #expect(files.count >= 6)
        let directory = try TemporaryDirectory()
        let environment = [
            "WEIR_DEMO": directory.path, "WEIR_DEMO_HTTP": "http://127.0.0.1:1", "WEIR_DEMO_SYSLOG": "tcp://127.0.0.1:1",
        ]
        for file in files {
            let result = try WeirBinary.run("config", "check", Repository.path(file), environment: environment)
            #expect(result.status == 0, "\(file): \(result.output)\(result.errors)")
        }
    }

    @Test("every sample deployment can be planned")
    func deploymentsCanBePlanned() throws {
        for file in try Repository.files(below: "samples/deployments", ending: ".yaml") {
            let result = try WeirBinary.run("plan", Repository.path(file), "--draws", "10")
            #expect(result.status == 0, "\(file): \(result.errors)")
            let json = try WeirBinary.run("plan", Repository.path(file), "--draws", "10", "--format", "json")
            #expect(json.status == 0 && json.output.hasPrefix("{"), "\(file): \(json.errors)")
        }
    }

    @Test("the platform's sample logs are read whole: as many records as lines but for a hint, the text twin of a JSON log left out")
    func logsAreMeasured() throws {
        let files = try Repository.files(below: "samples/logs", ending: ".log").filter { !$0.contains("/formats/") }
        let result = try WeirBinary.run(arguments: ["measure", "--format", "json"] + files.map(Repository.path))
        #expect(result.status == 0, "\(result.errors)")
        let lines = try files.filter { !$0.hasSuffix("/api_server.log") }
            .flatMap { try Repository.text($0).split(separator: "\n") }
            .filter { !$0.contains(">HINT:") }
        let report = try #require(try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any])
        #expect(report["records"] as? Int == lines.count, "\(result.output)")
    }
}
