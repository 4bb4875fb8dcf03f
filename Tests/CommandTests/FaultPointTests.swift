import Foundation
import TestSupport
import Testing
import WeirSpool
import WeirSystem

/// The real binary ends itself by SIGKILL at every place where something has just become durable, or has not.
@Suite("The real binary's sudden end at each fault point")
struct FaultPointTests {
    private static let records = 500
    /// More than one segment of the smallest spool, 4 MiB.
    private static let manyRecords = 20_000

    @Test("it ends there, and the next start ships everything", arguments: FaultPoint.shipping)
    func nothingIsLost(point: FaultPoint) throws {
        let directory = try TemporaryDirectory()
        let records = point == .segmentFilled ? Self.manyRecords : Self.records
        let setup = ShippingSetup(directory: directory.path, name: point.name, logs: directory.path + "/logs", records: records)
        let generated = try WeirBinary.run(
            "generate", Repository.path("samples/deployments/small.yaml"), "--out", setup.logs, "--seed", "7", "--records", "\(records)")
        try #require(generated.status == 0, "\(generated.errors)")
        let receiver = try setup.receiver(arguments: point == .deadLetterWritten ? ["--fail", "400:0.7", "--seed", "4"] : [])
        let configuration = try setup.configuration(receiver)

        if let before = Self.earlierEnd(point) { try end(at: before, configuration) }
        if point == .tailCut { try Self.tearTail(of: setup.spool) }
        try end(at: point, configuration)
        // Where all of it came before the end, the receiver has ended by itself, and a next start would find nobody.
        guard receiver.process.isRunning else {
            try setup.expectEverything(receiver, notTakenAtHTTP: 0)
            return
        }
        let last = try WeirBinary.run("ship", configuration, "--once")
        let (dead, waiting) = try Self.notTaken(in: setup.spool)
        // Or it ended a moment after it was asked.
        guard last.status == 0 || dead > 0 || receiver.process.isRunning else {
            try setup.expectEverything(receiver, notTakenAtHTTP: 0)
            return
        }
        #expect(last.status == (dead == 0 ? 0 : 1), "\(last.errors)")
        // Or the endpoint took the second time what it had refused.
        #expect(dead == 0 || point == .deadLetterWritten)
        // What is missing for good keeps the receiver waiting.
        if dead > 0 { receiver.process.terminate() }
        try setup.expectEverything(receiver, notTakenAtHTTP: dead + waiting)
    }

    @Test("it ends there while it gives up the oldest, and the next start accounts for every record", arguments: FaultPoint.dropping)
    func dropping(point: FaultPoint) throws {
        let yard = try SpoolYard(records: Self.manyRecords, padding: 1_000)
        let policy = "size: 16MiB, when_full: drop_oldest"
        try yard.configure(url: "http://127.0.0.1:\(try FreePort.find())/", spool: policy)
        try end(at: point, yard.configuration)
        let receiver = try yard.receiver(expecting: Self.manyRecords, spool: policy)
        let last = try WeirBinary.run("ship", yard.configuration, "--once")
        receiver.process.terminate()
        let state = try #require(try StateStore.inspect(directory: yard.spool, fileSystem: HostFileSystem()))
        let lake = try #require(try state.conservation().first)
        #expect(lake.isConserved && lake.waiting == 0, "\(lake), \(last.errors)")
        #expect(lake.delivered + lake.dropped == UInt64(Self.manyRecords), "\(lake)")
        // Whether the next start gives up any depends on how fast the receiver takes them: before the rename none was.
        #expect(lake.dropped > 0 || point == .segmentThinned, "\(lake)")
        #expect(try receiver.report().inputs.first { $0.name == "http" }.map { UInt64($0.distinct) } ?? 0 >= lake.delivered)
    }

    @Test("a repair ends there, and the next one puts right what is left", arguments: FaultPoint.repairing)
    func repairing(point: FaultPoint) throws {
        let yard = try SpoolYard(records: Self.records)
        try yard.configure(url: "http://127.0.0.1:\(try FreePort.find())/")
        #expect(try WeirBinary.run("ship", yard.configuration, "--once", "--drain", "1s").status == 1)
        let segment = try #require(try FileManager.default.contentsOfDirectory(atPath: yard.spool + "/segments").first)
        let path = "\(yard.spool)/segments/\(segment)"
        var bytes = try Data(contentsOf: URL(filePath: path))
        bytes[bytes.count / 2] ^= 1
        try bytes.write(to: URL(filePath: path))
        try end(at: point, "spool", "check", yard.spool, "--repair")
        #expect(try WeirBinary.run("spool", "check", yard.spool, "--repair").status != SIGKILL)
        let kept = try FileManager.default.contentsOfDirectory(atPath: yard.spool + "/quarantine")
        #expect(!kept.isEmpty)
        let sound = try WeirBinary.run("spool", "check", yard.spool)
        #expect(!sound.output.contains("damaged"), "\(sound.output)")
        let receiver = try yard.receiver(expecting: Self.records)
        _ = try WeirBinary.run("ship", yard.configuration, "--once")
        receiver.process.terminate()
        let state = try #require(try StateStore.inspect(directory: yard.spool, fileSystem: HostFileSystem()))
        let lake = try #require(try state.conservation().first)
        // The damaged frame was the newest: its source reads its records again.
        #expect(lake.isConserved && lake.waiting == 0 && lake.delivered == UInt64(Self.records) && lake.quarantined > 0, "\(lake)")
    }

    private func end(at point: FaultPoint, _ configuration: String) throws {
        try end(at: point, "ship", configuration, "--once")
    }

    private func end(at point: FaultPoint, _ arguments: String...) throws {
        let run = try WeirBinary.run(arguments: arguments, environment: [CrashPlan.variable: point.name])
        #expect(run.status == SIGKILL, "\(point.name) was not reached: \(run.errors)")
    }

    /// What must have happened before, so that a start comes upon the point at all.
    private static func earlierEnd(_ point: FaultPoint) -> FaultPoint? {
        switch point {
        case .unfinishedRemoved: .checkpointWritten
        case .tailCut, .tailRewritten, .tailSynced, .recoverySynced: .frameWritten
        // A spool of one segment has nothing to remove: the next start begins a second one.
        case .segmentRemoved, .removalSynced: .frameSynced
        case .logSynced: .transactionCommitted
        default: nil
        }
    }

    /// Half a frame behind the last one, as a loss of power leaves it.
    private static func tearTail(of spool: String) throws {
        let folder = spool + "/segments"
        let newest = try #require(try FileManager.default.contentsOfDirectory(atPath: folder).sorted().last)
        let file = try #require(FileHandle(forWritingAtPath: "\(folder)/\(newest)"))
        try file.seekToEnd()
        try file.write(contentsOf: Data(repeating: 0x57, count: 1_000))
        try file.close()
    }

    /// Dead letters of the HTTP sink, and what waits for it: after so many refusals a sink holds.
    private static func notTaken(in spool: String) throws -> (dead: Int, waiting: Int) {
        let state = try #require(try StateStore.inspect(directory: spool, fileSystem: HostFileSystem()))
        let lake = try #require(try state.conservation().first { $0.sink == "lake" })
        return (try state.deadLetterCount(of: "lake"), Int(lake.waiting))
    }

    @Test("a name that no fault point has is refused, with the names that there are", arguments: ["frame-writen", "", "frame-synced:0"])
    func unknownName(text: String) throws {
        let run = try WeirBinary.run("config", "check", "none.yaml", environment: [CrashPlan.variable: text])
        #expect(run.status == 64)
        #expect(run.errors.contains(CrashPlan.variable))
        if !text.contains(":") { #expect(run.errors.contains(FaultPoint.frameSynced.name)) }
    }
}
