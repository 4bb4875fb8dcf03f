import Foundation
import TestSupport
import Testing
import WeirSystem

/// The shipper is killed wherever it has got to and started again; both sinks must end with every record.
///
/// The moment is a number of bytes, in its spool and with its peers, and not a time: a machine that is slow or busy changes nothing.
@Suite("SIGKILL while shipping", .serialized)
struct KillTests {
    /// `WEIR_KILLS` for more, as `./dev soak` does.
    private static let rounds = ProcessInfo.processInfo.environment["WEIR_KILLS"].flatMap(Int.init) ?? 50
    private static let records = 6000

    @Test("shippers killed anywhere on their way lose and alter nothing on either sink")
    func nothingIsLost() throws {
        let directory = try TemporaryDirectory()
        let logs = directory.path + "/logs"
        let generated = try WeirBinary.run(
            "generate", Repository.path("samples/deployments/small.yaml"), "--out", logs, "--seed", "7", "--records", "\(Self.records)")
        try #require(generated.status == 0, "\(generated.errors)")
        let undisturbed = try ship(setup("undisturbed", logs: logs, in: directory.path), killedAt: nil)
        // Each sink is sent every record, with something around it.
        let sent = 2 * ShippingSetup.bytes(below: logs)
        var chance = SeededRandom(seed: 20_261_121)
        var duplicates = 0
        for round in 0..<Self.rounds {
            let moment = 1 + Int(chance.next() % UInt64(sent))
            let inputs = try ship(setup("\(round)", logs: logs, in: directory.path), killedAt: moment)
            #expect(inputs.map(\.digests) == undisturbed.map(\.digests), "round \(round): altered")
            duplicates += inputs.reduce(0) { $0 + $1.duplicates }
        }
        print("\(Self.rounds) shippers killed with \(Self.records) records for each of two sinks: \(duplicates) came twice")
    }

    private func setup(_ name: String, logs: String, in directory: String) -> ShippingSetup {
        ShippingSetup(directory: directory, name: name, logs: logs, records: Self.records)
    }

    /// What each peer got in the end.
    private func ship(_ setup: ShippingSetup, killedAt moment: Int?) throws -> [Receiver.Report.Input] {
        let receiver = try setup.receiver(output: true)
        let configuration = try setup.configuration(receiver)
        if let moment { try kill(configuration, of: setup, at: moment) }
        let last = try WeirBinary.run("ship", configuration, "--once")
        #expect(last.status == 0, "\(setup.name): \(last.errors)")
        defer { try? setup.remove() }
        return try setup.expectEverything(receiver)
    }

    private func kill(_ configuration: String, of setup: ShippingSetup, at moment: Int) throws {
        let shipper = try WeirBinary.start("ship", configuration)
        // It goes on until it is told otherwise: whatever the moment, it is at work.
        let hasCome = shipper.wait(until: { setup.progress >= moment })
        #expect(hasCome, "\(setup.name): \(setup.progress) of \(moment) bytes; \(shipper.errors)")
        shipper.kill()
        #expect(shipper.wait().status == SIGKILL, "\(setup.name): it had ended by itself: \(shipper.errors)")
    }
}

/// One shipper with its two peers, on directories of its own.
struct ShippingSetup {
    var directory: String
    var name: String
    var logs: String
    var records: Int
    /// Where the spool lies, if not beside everything else.
    var spoolFolder: String?

    var spool: String { "\(spoolFolder ?? directory)/spool-\(name)" }
    var output: String { "\(directory)/received-\(name)" }

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
    @discardableResult
    func expectEverything(_ receiver: Receiver, notTakenAtHTTP: Int = 0) throws -> [Receiver.Report.Input] {
        let report = try receiver.report()
        #expect(report.inputs.map(\.name).sorted() == ["http", "syslog"])
        for input in report.inputs {
            let notTaken = input.name == "http" ? notTakenAtHTTP : 0
            #expect(input.distinct >= records - notTaken, "\(name), \(input.name): \(input.distinct) of \(records)")
            #expect(input.serials.missing <= notTaken, "\(name), \(input.name): \(input.serials.gaps)")
            #expect(input.distinct + input.serials.missing == records, "\(name), \(input.name)")
        }
        return report.inputs
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
