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

    @Test("it ends there, and the next start ships everything", arguments: FaultPoint.allCases)
    func nothingIsLost(point: FaultPoint) throws {
        let directory = try TemporaryDirectory()
        let records = point == .segmentFilled ? Self.manyRecords : Self.records
        let setup = ShippingSetup(directory: directory.path, name: point.name, logs: directory.path + "/logs", records: records)
        let generated = try WeirBinary.run(
            "generate", Repository.path("samples/deployments/small.yaml"), "--out", setup.logs, "--seed", "7", "--records", "\(records)")
        try #require(generated.status == 0, "\(generated.errors)")
        let receiver = try setup.receiver(arguments: point == .deadLetterWritten ? ["--fail", "400:1"] : [])
        let configuration = try setup.configuration(receiver)

        if let before = Self.earlierEnd(point) { try end(at: before, configuration) }
        if point == .tailCut { try Self.tearTail(of: setup.spool) }
        try end(at: point, configuration)
        let last = try WeirBinary.run("ship", configuration, "--once")
        let (dead, waiting) = try Self.notTaken(in: setup.spool)
        #expect(last.status == (dead == 0 ? 0 : 1), "\(last.errors)")
        #expect((dead > 0) == (point == .deadLetterWritten))
        // What is missing for good keeps the receiver waiting.
        if dead > 0 { receiver.process.terminate() }
        try setup.expectEverything(receiver, notTakenAtHTTP: dead + waiting)
    }

    private func end(at point: FaultPoint, _ configuration: String) throws {
        let run = try WeirBinary.run("ship", configuration, "--once", environment: [CrashPlan.variable: point.name])
        #expect(run.status == SIGKILL, "\(point.name) was not reached: \(run.errors)")
    }

    /// What must have happened before, so that a start comes upon the point at all.
    private static func earlierEnd(_ point: FaultPoint) -> FaultPoint? {
        switch point {
        case .unfinishedRemoved: .checkpointWritten
        case .tailCut, .tailRewritten, .tailSynced, .recoverySynced: .frameWritten
        // A spool of one segment has nothing to remove: the next start begins a second one.
        case .segmentRemoved, .removalSynced: .frameSynced
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
