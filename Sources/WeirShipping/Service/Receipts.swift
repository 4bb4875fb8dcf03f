import Synchronization
import WeirSpool

/// Receipts of one sink that wait for the next transaction, in the order of their records.
package final class ReceiptQueue: Sendable {
    /// Beyond it the sink waits: a state that can't be written must not fill the memory.
    private static let limit = 256

    private let receipts = Mutex<[Receipt]>([])

    package init() {}

    var hasRoom: Bool { receipts.withLock { $0.count < Self.limit } }

    func put(_ receipt: Receipt) { receipts.withLock { $0.append(receipt) } }

    func takeAll() -> [Receipt] {
        receipts.withLock { receipts in
            defer { receipts = [] }
            return receipts
        }
    }
}
