import Foundation
import TestSupport
import Testing

/// The shipper is killed at a random moment and started again; both sinks must end with every record.
@Suite("SIGKILL while shipping", .serialized)
struct KillTests {
    private static let rounds = 50
    private static let records = 6000

    @Test("fifty shippers killed at random moments lose nothing on either sink")
    func nothingIsLost() throws {
        let directory = try TemporaryDirectory()
        let logs = directory.path + "/logs"
        let generated = try WeirBinary.run(
            "generate", Repository.path("samples/deployments/small.yaml"), "--out", logs, "--seed", "7", "--records", "\(Self.records)")
        try #require(generated.status == 0, "\(generated.errors)")

        let undisturbed = try shipOnce(round: "undisturbed", logs: logs, in: directory.path, killAfter: nil)
        var moments = SplitMix(seed: 20_261_121)
        var killed = 0
        for round in 0..<Self.rounds {
            let moment = undisturbed.seconds * Double(moments.next() >> 11) / Double(1 << 53)
            killed += try shipOnce(round: "\(round)", logs: logs, in: directory.path, killAfter: moment).wasKilled ? 1 : 0
        }
        #expect(killed >= Self.rounds / 2, "most shippers were still at work when they were killed: \(killed) of \(Self.rounds)")
    }

    private func shipOnce(round: String, logs: String, in directory: String, killAfter: Double?) throws -> (
        seconds: Double, wasKilled: Bool
    ) {
        let receiver = try Receiver(
            expecting: Self.records, report: "\(directory)/report-\(round).json", readyFile: "\(directory)/ready-\(round).json")
        let configuration = "\(directory)/weir-\(round).yaml"
        try shipperConfiguration(spool: "\(directory)/spool-\(round)", logs: logs, receiver: receiver)
            .write(toFile: configuration, atomically: true, encoding: .utf8)

        let start = ContinuousClock.now
        var wasKilled = false
        if let killAfter {
            let shipper = try WeirBinary.start("ship", configuration, "--once")
            _ = shipper.wait(within: killAfter) { false }
            wasKilled = shipper.isRunning
            shipper.kill()
            shipper.wait()
        }
        let last = try WeirBinary.run("ship", configuration, "--once")
        let seconds = (ContinuousClock.now - start) / .seconds(1)
        #expect(last.status == 0, "round \(round): \(last.errors)")

        let report = try receiver.report()
        for input in report.inputs {
            #expect(input.distinct == Self.records, "round \(round), \(input.name): \(input.distinct) of \(Self.records)")
            #expect(input.serials.missing == 0, "round \(round), \(input.name): \(input.serials.gaps)")
        }
        #expect(report.inputs.map(\.name).sorted() == ["http", "syslog"])
        try FileManager.default.removeItem(atPath: "\(directory)/spool-\(round)")
        return (seconds, wasKilled)
    }

    private func shipperConfiguration(spool: String, logs: String, receiver: Receiver) -> String {
        """
        spool: {directory: \(spool), size: 256MiB}
        sources:
          - {name: kasm, kind: files, include: ["\(logs)/**/*.log"]}
        sinks:
          - {name: lake, kind: http, url: "\(receiver.httpURL)"}
          - {name: soc, kind: syslog, url: "\(receiver.syslogURL)"}
        """
    }
}

private struct SplitMix: RandomNumberGenerator {
    private var state: UInt64
    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
