import Synchronization
import Testing

@testable import WeirSystem

@Suite("A monitor")
struct MonitorTests {
    @Test("what a thread changes with its last look, when its time is over, wakes the others")
    func lastLook() throws {
        let monitor = Monitor(false)
        let woken = Mutex<Duration?>(nil)
        let waiter = try WorkerThread(name: "waiter") {
            let start = ContinuousClock.now
            _ = monitor.wait(atMost: .seconds(30)) { $0 ? true : nil }
            woken.withLock { $0 = ContinuousClock.now - start }
        }
        // It answers only when it is asked for the second time, which is when its time is over: nobody changes anything before.
        var looks = 0
        let answer: Bool? = monitor.wait(atMost: .milliseconds(300)) { state in
            looks += 1
            guard looks > 1 else { return nil }
            state = true
            return true
        }
        #expect(answer == true)
        waiter.join()
        #expect(try #require(woken.withLock { $0 }) < .seconds(20))
    }
}
