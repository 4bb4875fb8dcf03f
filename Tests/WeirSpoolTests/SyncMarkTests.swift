import Synchronization
import Testing
import WeirSystem

@testable import WeirSpool

@Suite("The mark that threads wait for")
struct SyncMarkTests {
    @Test("it only rises")
    func rises() {
        let mark = SyncMark(RecordNumber(5))
        mark.advance(to: RecordNumber(3))
        #expect(mark.value == RecordNumber(5))
        mark.advance(to: RecordNumber(9))
        #expect(mark.value == RecordNumber(9))
        #expect(mark.wait(beyond: RecordNumber(8)) == RecordNumber(9))
        #expect(mark.wait(beyond: RecordNumber(9), timeout: .zero) == RecordNumber(9))
    }

    @Test("a waiting thread goes on once it has risen, or someone wakes it")
    func wakes() throws {
        let mark = SyncMark()
        let seen = Mutex<[RecordNumber]>([])
        let waiter = try WorkerThread(name: "waiter") {
            let first = mark.wait(beyond: .first)
            seen.withLock { $0.append(first) }
        }
        mark.advance(to: RecordNumber(1))
        waiter.join()
        #expect(seen.withLock { $0 } == [RecordNumber(1)])

        let done = Atomic(false)
        let woken = try WorkerThread(name: "woken") {
            mark.wait(beyond: RecordNumber(1))
            done.store(true, ordering: .sequentiallyConsistent)
        }
        while !done.load(ordering: .sequentiallyConsistent) { mark.wake() }
        woken.join()
    }
}
