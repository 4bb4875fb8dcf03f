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
            let second = Self.world.check(printed, path: "/etc/weir/file.yaml")
            // A header's value may be a secret: what stands instead of it is said to.
            let problems = second.report.problems.filter { !$0.message.hasPrefix("is what config print shows") }
            #expect(problems == [], "\(second.report.lines)\n\(printed)")
            #expect(second.resolved == printed)
            #expect(second.kind == first.kind)
        }
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
