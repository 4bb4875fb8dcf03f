import Foundation
import TestSupport
import Testing
import WeirSystem

/// The power of the spool's disk, a real ext4, is cut while the real shipper is at work.
///
/// The logs grow while it is at work, and the moment is how far they are. In every second round they are gone afterwards: what was
/// committed can then come from the spool alone.
@Suite("Power losses of a real ext4", .serialized, .enabled(if: LoopDisk.isPossible, "needs root and loop mounts"))
struct DiskPowerTests {
    /// `WEIR_POWER_LOSSES` for more, as `./dev soak` does.
    private static let rounds = ProcessInfo.processInfo.environment["WEIR_POWER_LOSSES"].flatMap(Int.init) ?? 4
    private static let records = 4_000
    private static let diskMebibytes = 96

    @Test("what was committed is delivered to both sinks after the power is back, as it was written, logs or no logs")
    func nothingCommittedIsLost() throws {
        let directory = try TemporaryDirectory()
        let logs = directory.path + "/logs"
        let generated = try WeirBinary.run(
            "generate", Repository.path("samples/deployments/small.yaml"), "--out", logs, "--seed", "13", "--records", "\(Self.records)")
        try #require(generated.status == 0, "\(generated.errors)")
        let undisturbed = try PowerRound(name: "undisturbed", logs: logs, records: Self.records, in: directory, Self.diskMebibytes)
        #expect(try undisturbed.ship(undisturbed.logs).status == 0)
        let expected = try undisturbed.received()
        try #require(expected.inputs.map(\.distinct) == [Self.records, Self.records] && expected.records.count == Self.records)

        var chance = SeededRandom(seed: 20_261_130)
        var committed = 0
        for number in 0..<Self.rounds {
            let round = try PowerRound(name: "\(number)", logs: logs, records: Self.records, in: directory, Self.diskMebibytes)
            let mark = try round.losePower(at: 1 + Int(chance.next() % UInt64(GrowingLogs.portions)))
            committed += mark
            let isLogLost = number % 2 == 1
            let end = try round.ship(isLogLost ? logs + "-lost" : round.grown)
            #expect(end.status == 0, "round \(number): \(end.errors)")
            let check = try WeirBinary.run("spool", "check", round.spool)
            #expect(check.status == 0, "round \(number): \(check.output) \(check.errors)")
            let received = try round.received()
            let altered = received.records.subtracting(expected.records)
            #expect(altered.isEmpty, "round \(number): \(altered.prefix(2))")
            for input in received.inputs {
                let least = isLogLost ? mark : Self.records
                #expect(input.distinct >= least, "round \(number), \(input.name): \(input.distinct), and \(mark) were committed")
            }
        }
        print("\(Self.rounds) power losses of an ext4: \(committed) records were committed before them, none was lost or altered")
    }
}

/// One shipper with its two peers, its spool on a disk of its own.
private final class PowerRound {
    let logs: String
    private let setup: ShippingSetup
    private let receiver: Receiver
    private let disk: LoopDisk

    var spool: String { setup.spool }
    /// The logs that grew, whole by now.
    var grown: String { setup.directory + "/growing-" + setup.name }

    init(name: String, logs: String, records: Int, in directory: TemporaryDirectory, _ mebibytes: Int) throws {
        self.logs = logs
        disk = try LoopDisk(mebibytes: mebibytes)
        setup = ShippingSetup(directory: directory.path, name: name, logs: logs, records: records, spoolFolder: disk.path)
        receiver = try setup.receiver(output: true)
    }

    /// - Parameter moment: portions of the logs that are written before.
    /// - Returns: records that were committed, as the shipper said before.
    func losePower(at moment: Int) throws -> Int {
        let growing = try GrowingLogs(of: logs, in: grown)
        var setup = setup
        setup.logs = growing.path
        let shipper = try WeirBinary.start("ship", try setup.configuration(receiver))
        var mark = 0
        let hasCome = shipper.wait(within: 60) {
            let status = try? ControlClient(self.spool + "/control.sock").ask(#"{"request":"status"}"#)
            mark = (status?["spool"] as? [String: Any])?["mark"] as? Int ?? mark
            if status != nil { growing.write() }
            return growing.written == moment
        }
        try disk.cutPower()
        shipper.kill()
        shipper.wait()
        #expect(hasCome, "\(setup.name): \(growing.written) of \(moment) portions; \(shipper.errors)")
        try disk.restart()
        growing.writeAll()
        return mark
    }

    func ship(_ logs: String) throws -> ChildProcess.Result {
        var setup = setup
        setup.logs = logs
        return try WeirBinary.run("ship", try setup.configuration(receiver), "--once")
    }

    /// Ends the receiver; what it got at each input, and the records themselves, of both, each once.
    func received() throws -> (inputs: [Receiver.Report.Input], records: Set<Substring>) {
        receiver.process.terminate()
        let inputs = try receiver.report().inputs
        let lines = try String(contentsOfFile: setup.output, encoding: .utf8).split(separator: "\n")
        try setup.remove()
        return (inputs, Set(lines))
    }
}

/// Logs that are written portion by portion, each portion a part of each of them.
private final class GrowingLogs {
    static let portions = 100

    let path: String
    private let files: [(handle: FileHandle, text: Data)]
    private(set) var written = 0

    init(of staged: String, in path: String) throws {
        self.path = path
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        let names = FileManager.default.enumerator(atPath: staged)?.compactMap { $0 as? String }.filter { $0.hasSuffix(".log") } ?? []
        files = try names.enumerated().map { number, name in
            let copy = "\(path)/\(number).log"
            guard FileManager.default.createFile(atPath: copy, contents: nil), let handle = FileHandle(forWritingAtPath: copy) else {
                throw SupportFailure("\(copy) can't be written")
            }
            return (handle, try Data(contentsOf: URL(filePath: "\(staged)/\(name)")))
        }
    }

    func write() {
        guard written < Self.portions else { return }
        for (handle, text) in files {
            handle.write(text[text.count * written / Self.portions..<text.count * (written + 1) / Self.portions])
        }
        written += 1
    }

    func writeAll() { while written < Self.portions { write() } }
}
