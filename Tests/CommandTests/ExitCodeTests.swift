import Foundation
import TestSupport
import Testing

/// One mistake has one code, whichever command it is made in.
@Suite("Exit codes of the real binary")
struct ExitCodeTests {
    private static let nowhere = "/nowhere/at/all"
    private static let deployment = Repository.path("samples/deployments/small.yaml")

    @Test("a missing file of ours is 78")
    func ours() throws {
        for command in [
            ["plan", Self.nowhere], ["plan", "table", Self.nowhere], ["plan", Self.deployment, "--profile", Self.nowhere],
            ["ship", Self.nowhere], ["reconcile", Self.nowhere], ["spool", "list", Self.nowhere], ["spool", "check", Self.nowhere],
            ["config", "check", Self.nowhere], ["config", "print", Self.nowhere], ["top", Self.nowhere], ["tap", Self.nowhere],
            ["generate", Self.nowhere, "--out", "/tmp/never", "--records", "1"],
        ] { try expect(78, command) }
    }

    @Test("missing input is 65, a spool that is not there 2, a shipper that does not run or a database that can't be reached 69")
    func others() throws {
        let yard = try ProofYard()
        let directory = try TemporaryDirectory()
        try expect(65, ["measure", Self.nowhere])
        try expect(65, ["reconcile", yard.configuration, "--report", Self.nowhere])
        try expect(65, ["reconcile", yard.configuration, "--manifest", Self.nowhere])
        try expect(65, ["plan", Self.deployment, "--snapshot", Self.nowhere])
        for command in [["spool", "list"], ["spool", "show"], ["spool", "check"], ["spool", "dead", "list"]] {
            try expect(2, command + [directory.path])
        }
        for command in ["top", "tap"] { try expect(69, [command, yard.configuration]) }
        let database = "postgresql://nobody@127.0.0.1:1/none?connect_timeout=1"
        try expect(69, ["measure", "--database", database])
        try expect(69, ["plan", Self.deployment, "--database", database])
        try FileManager.default.removeItem(atPath: yard.spool)
        try expect(2, ["reconcile", yard.configuration])
    }

    @Test("a command line that is wrong is 64")
    func usage() throws {
        for command in [["bogus"], ["plan"], ["plan", "a", "--draws", "0"], ["ship", "--no-such-flag"], ["measure"], ["receive"]] {
            try expect(64, command)
        }
    }

    @Test("an address that is in use is 69, for the receiver as for the console")
    func addresses() throws {
        let yard = try ProofYard()
        let receiver = try Receiver(expecting: 1, report: yard.directory.path + "/r2.json", readyFile: yard.directory.path + "/ready2.json")
        let address = receiver.httpURL.dropFirst("http://".count).dropLast()
        try expect(69, ["receive", "--http", String(address), "--report", yard.directory.path + "/r3.json"])
        let text = try String(contentsOfFile: yard.configuration, encoding: .utf8)
        try (text + "console: {listen: \"\(address)\"}\n").write(toFile: yard.configuration, atomically: true, encoding: .utf8)
        try expect(69, ["ship", yard.configuration])
    }

    private func expect(_ status: Int32, _ arguments: [String]) throws {
        let result = try WeirBinary.run(arguments: arguments)
        #expect(result.status == status, "weir \(arguments.joined(separator: " ")): \(result)")
        #expect(!result.errors.isEmpty || !result.output.isEmpty, "nothing is said")
    }
}
