import Foundation
import TestSupport
import Testing

@Suite("Printed samples")
struct PrintedSampleTests {
    @Test("every sample, printed, passes the check and prints as itself, wherever it is put")
    func fixedPoint() throws {
        let files = try Repository.files(below: "samples", ending: ".yaml")
        #expect(files.count >= 6)
        let directory = try TemporaryDirectory()
        let environment = [
            "WEIR_DEMO": directory.path, "WEIR_DEMO_HTTP": "http://127.0.0.1:1", "WEIR_DEMO_SYSLOG": "tcp://127.0.0.1:1",
        ]
        for file in files {
            let printed = try WeirBinary.run("config", "print", file, in: Repository.root, environment: environment)
            #expect(printed.status == 0, "\(file): \(printed.errors)")
            let path = directory.path + "/printed.yaml"
            try printed.output.replacing("<redacted>", with: "value").write(toFile: path, atomically: true, encoding: .utf8)
            let check = try WeirBinary.run("config", "check", path)
            #expect(check.status == 0, "\(file): \(check.output)")
            let again = try WeirBinary.run("config", "print", path, in: directory.path)
            #expect(again.status == 0 && again.output == printed.output, "\(file):\n\(printed.output)\n\(again.output)")
        }
    }

    @Test("a secret's file is printed by its path, and its secret is not")
    func secretFiles() throws {
        let directory = try TemporaryDirectory()
        try "s3cret-token\n".write(toFile: directory.path + "/token", atomically: true, encoding: .utf8)
        try """
        spool: {directory: spool}
        sources:
          - {name: a, kind: files, include: ["logs/*.log"]}
          - {name: b, kind: files, include: ["more/*.log"]}
        sinks:
          - {name: lake, kind: http, url: "https://lake.example.com/", token_file: token, headers: {X-Key: k3y}}
          - {name: soc, kind: http, url: "https://soc.example.com/", from: [b]}
        console: {listen: "127.0.0.1:9464", token_file: token}

        """.write(toFile: directory.path + "/weir.yaml", atomically: true, encoding: .utf8)
        let printed = try WeirBinary.run("config", "print", "weir.yaml", in: directory.path)
        #expect(printed.status == 0, "\(printed.errors)")
        #expect(!printed.output.contains("s3cret") && !printed.output.contains("k3y") && printed.output.contains("from: [b]"))
        #expect(printed.output.matches(of: /token_file: "?\/[^ ,}"]+\/token/).count == 2, "\(printed.output)")
        #expect(printed.output.matches(of: /from: \[/).count == 1, "only where it is given: \(printed.output)")
        let path = directory.path + "/printed.yaml"
        try printed.output.write(toFile: path, atomically: true, encoding: .utf8)
        let check = try WeirBinary.run("config", "check", path)
        #expect(check.status == 78 && check.output.contains("is what config print shows instead of the value"), "\(check.output)")
        try printed.output.replacing("<redacted>", with: "k3y").write(toFile: path, atomically: true, encoding: .utf8)
        #expect(try WeirBinary.run("config", "print", path).output == printed.output)
    }
}
