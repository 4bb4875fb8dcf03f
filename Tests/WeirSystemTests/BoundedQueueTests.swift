import Synchronization
import Testing
import WeirSystem

@Suite("Bounded queue")
struct BoundedQueueTests {
    @Test("a full queue refuses after its time, and takes again once there is room")
    func bounds() {
        let queue = BoundedQueue<Int>(capacity: 2)
        #expect(queue.put(1) && queue.put(2))
        #expect(!queue.put(3, timeout: .milliseconds(1)))
        #expect(queue.take() == 1)
        #expect(queue.put(3, timeout: .milliseconds(1)))
        #expect(queue.takeAll() == [2, 3])
    }

    @Test("a closed queue gives what it holds, then nothing, and takes no more")
    func closing() {
        let queue = BoundedQueue<Int>(capacity: 4)
        #expect(queue.put(1))
        queue.close()
        #expect(!queue.put(2))
        #expect(queue.take() == 1)
        #expect(queue.take() == nil)
    }

    @Test("what one thread puts another takes, in order, through a queue far smaller than it")
    func handsOver() throws {
        let queue = BoundedQueue<Int>(capacity: 3)
        let taken = Mutex<[Int]>([])
        let taker = try WorkerThread(name: "taker") {
            while let element = queue.take() { taken.withLock { $0.append(element) } }
        }
        for element in 0..<2000 { #expect(queue.put(element)) }
        queue.close()
        taker.join()
        #expect(taken.withLock { $0 } == Array(0..<2000))
    }

    @Test("where the newest goes first, what was put last is taken first, and the rest waits")
    func newestFirst() {
        let queue = BoundedQueue<Int>(capacity: 3, order: .newestFirst)
        for number in 1...3 { queue.put(number) }
        #expect(queue.take() == 3)
        queue.put(4)
        #expect([queue.take(), queue.take(), queue.take()] == [4, 2, 1])
        #expect(queue.take(timeout: .zero) == nil)
    }
}
