import Foundation
import TestSupport
import Testing

/// The shipper is killed wherever it has got to and started again; both sinks must end with every record.
///
/// The moment is a number of bytes, in its spool and with its peers, and not a time: a machine that is slow or busy changes nothing.
@Suite("SIGKILL while shipping", .serialized)
struct KillTests {
    /// `WEIR_KILLS` for more, as `./dev soak` does.
    private static let rounds = ProcessInfo.processInfo.environment["WEIR_KILLS"].flatMap(Int.init) ?? 50
    private static let records = 6000

    @Test("shippers killed anywhere on their way lose nothing on either sink")
    func nothingIsLost() throws {
        let directory = try TemporaryDirectory()
        let logs = directory.path + "/logs"
        let generated = try WeirBinary.run(
            "generate", Repository.path("samples/deployments/small.yaml"), "--out", logs, "--seed", "7", "--records", "\(Self.records)")
        try #require(generated.status == 0, "\(generated.errors)")
        // Each sink is sent every record, with something around it.
        let sent = 2 * ShippingSetup.bytes(below: logs)
        var chance = SeededNumbers(seed: 20_261_121)
        for round in 0..<Self.rounds {
            let moment = 1 + Int(chance.next() % UInt64(sent))
            try killOnce(round: round, at: moment, logs: logs, in: directory.path)
        }
    }

    private func killOnce(round: Int, at moment: Int, logs: String, in directory: String) throws {
        let setup = ShippingSetup(directory: directory, name: "\(round)", logs: logs, records: Self.records)
        let receiver = try setup.receiver(output: true)
        let configuration = try setup.configuration(receiver)
        let shipper = try WeirBinary.start("ship", configuration)
        // It goes on until it is told otherwise: whatever the moment, it is at work.
        let hasCome = shipper.wait(until: { setup.progress >= moment })
        #expect(hasCome, "round \(round): \(setup.progress) of \(moment) bytes; \(shipper.errors)")
        shipper.kill()
        #expect(shipper.wait().status == SIGKILL, "round \(round): it had ended by itself: \(shipper.errors)")
        let last = try WeirBinary.run("ship", configuration, "--once")
        #expect(last.status == 0, "round \(round): \(last.errors)")
        try setup.expectEverything(receiver)
        try setup.remove()
    }
}

/// One shipper with its two peers, on directories of its own.
struct ShippingSetup {
    var directory: String
    var name: String
    var logs: String
    var records: Int

    var spool: String { "\(directory)/spool-\(name)" }
    private var output: String { "\(directory)/received-\(name)" }

    func receiver(output isWritten: Bool = false, arguments: [String] = []) throws -> Receiver {
        try Receiver(
            expecting: records, report: "\(directory)/report-\(name).json", readyFile: "\(directory)/ready-\(name).json",
            extraArguments: (isWritten ? ["--output", output] : []) + arguments)
    }

    /// Path of the file.
    func configuration(_ receiver: Receiver) throws -> String {
        let path = "\(directory)/weir-\(name).yaml"
        try """
        spool: {directory: \(spool), size: 16MiB}
        sources:
          - {name: kasm, kind: files, include: ["\(logs)/**/*.log"]}
        sinks:
          - {name: lake, kind: http, url: "\(receiver.httpURL)"}
          - {name: soc, kind: syslog, url: "\(receiver.syslogURL)"}
        """.write(toFile: path, atomically: true, encoding: .utf8)
        return path
    }

    /// How far the shipper is: bytes that lie in its spool, and bytes that its peers took.
    var progress: Int { Self.bytes(below: spool + "/segments") + Self.bytes(of: output) }

    /// - Parameter notTakenAtHTTP: dead letters of the HTTP sink and what waits for it. Some may have been taken before the process
    ///   ended, and were refused when they came again.
    func expectEverything(_ receiver: Receiver, notTakenAtHTTP: Int = 0) throws {
        let report = try receiver.report()
        #expect(report.inputs.map(\.name).sorted() == ["http", "syslog"])
        for input in report.inputs {
            let notTaken = input.name == "http" ? notTakenAtHTTP : 0
            #expect(input.distinct >= records - notTaken, "\(name), \(input.name): \(input.distinct) of \(records)")
            #expect(input.serials.missing <= notTaken, "\(name), \(input.name): \(input.serials.gaps)")
            #expect(input.distinct + input.serials.missing == records, "\(name), \(input.name)")
        }
    }

    func remove() throws {
        for path in [spool, output] where FileManager.default.fileExists(atPath: path) { try FileManager.default.removeItem(atPath: path) }
    }

    static func bytes(below path: String) -> Int {
        let names = FileManager.default.enumerator(atPath: path)?.compactMap { $0 as? String } ?? []
        return names.reduce(0) { $0 + bytes(of: "\(path)/\($1)") }
    }

    private static func bytes(of path: String) -> Int {
        let attributes = try? FileManager.default.attributesOfItem(atPath: path)
        guard attributes?[.type] as? FileAttributeType == .typeRegular else { return 0 }
        return attributes?[.size] as? Int ?? 0
    }
}

private struct SeededNumbers: RandomNumberGenerator {
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
