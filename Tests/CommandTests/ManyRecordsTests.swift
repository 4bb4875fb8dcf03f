import Foundation
import TestSupport
import Testing

/// Logs that are small in bytes and large in everything else, through the real shipper and the smallest spool.
@Suite("Many records in few bytes", .serialized)
struct ManyRecordsTests {
    private static func ship(_ log: String, records: Int) throws -> (ship: ChildProcess.Result, distinct: Int, check: ChildProcess.Result) {
        let directory = try TemporaryDirectory()
        try log.write(toFile: directory.path + "/a.log", atomically: true, encoding: .utf8)
        let receiver = try Receiver(
            expecting: records, report: directory.path + "/report.json", readyFile: directory.path + "/ready.json")
        let configuration = directory.path + "/weir.yaml"
        try """
        spool: {directory: \(directory.path)/spool, size: 16MiB}
        sources:
          - {name: files, kind: files, host: web-1, include: ["\(directory.path)/*.log"]}
        sinks:
          - {name: lake, kind: http, url: "\(receiver.httpURL)", batch: {records: 100000}}

        """.write(toFile: configuration, atomically: true, encoding: .utf8)
        let ship = try WeirBinary.run("ship", configuration, "--once", "--drain", "60s")
        let check = try WeirBinary.run("spool", "check", directory.path + "/spool")
        receiver.process.terminate()
        let distinct = try receiver.report().inputs.first { $0.name == "http" }?.distinct ?? 0
        return (ship, distinct, check)
    }

    @Test("half a million lines of one byte come, every one, through a spool of 16 MiB")
    func oneByteLines() throws {
        let records = 524_288
        let result = try Self.ship(String(repeating: "x\n", count: records), records: records)
        #expect(result.ship.status == 0, "\(result.ship.errors)")
        #expect(result.distinct == records)
        #expect(result.check.status == 0, "\(result.check.output)")
    }

    @Test("an application's name that is another one in every line stops nothing")
    func madeUpNames() throws {
        let records = 20_000
        let lines = (0..<records).map {
            #"{"asctime": "2026-11-21 07:00:00,000", "name": "made-up-\#($0)", "levelname": "INFO", "message": "m"}"# + "\n"
        }
        let result = try Self.ship(lines.joined(), records: records)
        #expect(result.ship.status == 0, "\(result.ship.errors)")
        #expect(result.distinct == records)
        #expect(result.check.status == 0, "\(result.check.output)")
    }
}
