import Synchronization
import Testing
import WeirRecords
import WeirSystem

@testable import WeirReceiver

@Suite("Counting behind the answers")
struct CountingLaneTests {
    @Test("everything is counted in the order in which it came, before the end")
    func order() async throws {
        let counted = Mutex<[UInt8]>([])
        let lane = try CountingLane<[UInt8]> { body in counted.withLock { $0 += body } }
        for number in 0..<200 { await lane.add([UInt8(number)]) }
        lane.finish()
        #expect(counted.withLock { $0 } == (0..<200).map { UInt8($0) })
    }

    @Test("those who wait for room hold up no thread: with every thread of the pool's worth of them, others go on")
    func suspends() async throws {
        let gate = Monitor(false)
        let lane = try CountingLane<[UInt8]> { _ in _ = gate.wait(atMost: .seconds(60)) { $0 ? true : nil } }
        let waiting = (0..<64).map { number in Task { await lane.add([UInt8(number)]) } }
        // Had they blocked, this task would never run.
        let other = Task { true }
        #expect(await other.value)
        gate.change { $0 = true }
        for task in waiting { await task.value }
        lane.finish()
    }

    @Test("nothing to count ends too")
    func nothing() throws {
        try CountingLane<[UInt8]> { _ in }.finish()
    }

    @Test(
        "lines are counted that hold something, the last one without its end too",
        arguments: [("", 0), ("a", 1), ("a\n", 1), ("a\nb", 2), ("\n\na\n\n", 1), (String(repeating: "a line\n", count: 100), 100)])
    func lines(text: String, count: Int) {
        #expect(Array(text.utf8).withUnsafeBytes { Lines.count(in: $0) } == count)
    }
}
