import Synchronization
import WeirSpool
import WeirSystem

/// Receipts of one sink that wait for the next transaction, in the order of their records.
package final class ReceiptQueue: Sendable {
    /// Beyond it the sink waits: a state that can't be written must not fill the memory.
    private static let limit = 256
    /// The same for what they count by key and minute, which senders choose.
    private static let rowLimit = 32_768

    private struct State {
        var receipts: [Receipt] = []
        var rows = 0
        var isAbandoned = false

        var hasRoom: Bool { receipts.count < ReceiptQueue.limit && rows < ReceiptQueue.rowLimit }

        mutating func add(_ receipt: Receipt) {
            guard !isAbandoned else { return }
            receipts.append(receipt)
            rows += receipt.rows.count
        }
    }

    private let state = Monitor(State())
    private let hold = Mutex<Reason?>(nil)

    package init() {}

    var count: Int { state.read { $0.receipts.count } }
    var hasRoom: Bool { state.read { $0.hasRoom } }

    func waitForRoom(atMost time: Duration) { _ = state.wait(atMost: time) { $0.hasRoom ? true : nil } }

    func put(_ receipt: Receipt) { state.change { $0.add(receipt) } }

    /// Why the sink must send nothing more for now, where the state can't take what came of it.
    var held: Reason? { hold.withLock { $0 } }

    func hold(for reason: Reason?) { hold.withLock { $0 = reason } }

    func takeAll() -> [Receipt] {
        state.change { state in
            defer { (state.receipts, state.rows) = ([], 0) }
            return state.receipts
        }
    }

    /// Receipts count no more: another delivery goes on with the sink's records.
    func abandon() { state.change { ($0.receipts, $0.rows, $0.isAbandoned) = ([], 0, true) } }
}
