import Synchronization
import Testing
import WeirSystem

@testable import WeirReceiver

@Suite("An input's ledger behind its lock")
struct IntakeTests {
    @Test("a long body is counted in pieces, and others have their turn between them")
    func pieces() throws {
        let intake = Intake(
            name: "http", expected: nil, faults: FaultPlan(.init(), seed: 1), clock: HostClock(), output: nil)
        let line = Array((#"{"message":"a record of a long body, which takes its time"}"# + "\n").utf8)
        let count = 30_000
        let counting = try WorkerThread(name: "count") {
            var body: [UInt8] = []
            for _ in 0..<count { body += line }
            body.withUnsafeMutableBytes { intake.addLines(of: $0) }
        }
        var seen: Set<UInt64> = []
        while true {
            let records = UInt64(intake.standing.records)
            seen.insert(records)
            if records == count { break }
        }
        counting.join()
        #expect(seen.count > 3, "\(seen)")
        #expect(intake.report.records == count)
    }
}
