import Foundation
import TestSupport
import Testing

/// The endpoint moves to another address while the shipper runs.
@Suite("A name that comes to mean another address", .serialized)
struct NameLookupTests {
    private static let records = 500

    @Test("is looked up with each connection, over HTTP and syslog, and every address is tried", arguments: ["http", "tcp"])
    func moves(scheme: String) throws {
        let directory = try TemporaryDirectory()
        let names = try NameLookups(in: directory.path)
        let port = try FreePort.find()
        let generated = try WeirBinary.run(
            "generate", Repository.path("samples/deployments/small.yaml"), "--out", directory.path + "/made", "--seed", "7", "--records",
            "\(Self.records)")
        try #require(generated.status == 0, "\(generated.errors)")

        try names.resolve("siem.test", to: "127.0.0.2")
        let first = try receive(on: "127.0.0.2:\(port)", scheme, "first", in: directory.path)
        let shipper = try ChildProcess(
            WeirBinary.path, ["ship", try configuration(scheme, port, in: directory.path)], environment: names.environment)
        // The lines come only now, so that no line is shipped before the name is there.
        try FileManager.default.moveItem(atPath: directory.path + "/made", toPath: directory.path + "/logs")
        #expect(first.wait(within: 60).status == 0, "the first address got everything: \(shipper.errors)")

        // At 127.0.0.9 nobody listens: the next address is tried.
        try names.resolve("siem.test", to: "127.0.0.9", "127.0.0.3")
        let second = try receive(on: "127.0.0.3:\(port)", scheme, "second", in: directory.path)
        try FileManager.default.copyItem(atPath: directory.path + "/logs", toPath: directory.path + "/logs2")
        #expect(second.wait(within: 60).status == 0, "the second address got everything: \(shipper.errors)")
        shipper.terminate()
        #expect(shipper.wait(within: 60).status == 0)
    }

    private func receive(on address: String, _ scheme: String, _ name: String, in directory: String) throws -> ChildProcess {
        let ready = "\(directory)/\(name).ready"
        let process = try ChildProcess(
            WeirBinary.path,
            [
                "receive", scheme == "http" ? "--http" : "--syslog", address, "--report", "\(directory)/\(name).json", "--expect",
                "\(Self.records)", "--timeout", "50s", "--ready-file", ready,
            ])
        guard process.wait(within: 30, until: { FileManager.default.fileExists(atPath: ready) }) else {
            throw SupportFailure("the receiver did not start: \(process.errors)")
        }
        return process
    }

    private func configuration(_ scheme: String, _ port: Int, in directory: String) throws -> String {
        let path = directory + "/weir.yaml"
        let kind = scheme == "http" ? "http" : "syslog"
        try """
        spool: {directory: \(directory)/spool, size: 64MiB}
        sources:
          - {name: kasm, kind: files, include: ["\(directory)/logs/**/*.log", "\(directory)/logs2/**/*.log"]}
        sinks:
          - {name: siem, kind: \(kind), url: "\(scheme)://siem.test:\(port)", batch: {age: 100ms}}
        """.write(toFile: path, atomically: true, encoding: .utf8)
        return path
    }
}
