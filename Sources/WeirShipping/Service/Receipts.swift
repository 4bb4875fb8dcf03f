import Synchronization
import WeirSpool
import WeirSystem

/// Receipts of one sink that wait for the next transaction, in the order of their records.
package final class ReceiptQueue: Sendable {
    /// Beyond it the sink waits: a state that can't be written must not fill the memory.
    private static let limit = 256

    private let receipts = Monitor<[Receipt]>([])
    private let hold = Mutex<Reason?>(nil)

    package init() {}

    var hasRoom: Bool { receipts.read { $0.count < Self.limit } }

    func waitForRoom(atMost time: Duration) { _ = receipts.wait(atMost: time) { $0.count < Self.limit ? true : nil } }

    func put(_ receipt: Receipt) { receipts.change { $0.append(receipt) } }

    /// Why the sink must send nothing more for now, where the state can't take what came of it.
    var held: Reason? { hold.withLock { $0 } }

    func hold(for reason: Reason?) { hold.withLock { $0 = reason } }

    func takeAll() -> [Receipt] {
        receipts.change { receipts in
            defer { receipts = [] }
            return receipts
        }
    }
}
