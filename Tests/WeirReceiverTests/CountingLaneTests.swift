import Synchronization
import Testing
import WeirRecords

@testable import WeirReceiver

@Suite("Counting behind the answers")
struct CountingLaneTests {
    @Test("everything is counted in the order in which it came, before the end")
    func order() throws {
        let counted = Mutex<[UInt8]>([])
        let lane = try CountingLane { body in
            let bytes = body
            counted.withLock { $0 += bytes }
        }
        for number in 0..<200 { lane.add([UInt8(number)], BodyBudget().claim()) }
        lane.finish()
        #expect(counted.withLock { $0 } == (0..<200).map { UInt8($0) })
    }

    @Test("nothing to count ends too")
    func nothing() throws {
        try CountingLane { _ in }.finish()
    }

    @Test(
        "lines are counted that hold something, the last one without its end too",
        arguments: [("", 0), ("a", 1), ("a\n", 1), ("a\nb", 2), ("\n\na\n\n", 1), (String(repeating: "a line\n", count: 100), 100)])
    func lines(text: String, count: Int) {
        #expect(Array(text.utf8).withUnsafeBytes { Lines.count(in: $0) } == count)
    }
}
