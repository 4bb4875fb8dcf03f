import NIOCore

/// The beginning of a syslog message whose rest has not come. A connection has a small part of its own; what is longer is charged to the
/// budget before it is taken.
struct UnfinishedMessage {
    /// Free for each connection, so that senders of ordinary messages don't notice those who fill the budget.
    static let ownBytes = 4_096

    private var bytes: [UInt8] = []
    private let share: MemoryShare

    init(of budget: MemoryBudget) { share = MemoryShare(of: budget) }

    var count: Int { bytes.count }

    /// - Returns: false where the budget has no room; then nothing was appended.
    mutating func append(_ part: ByteBufferView) -> Bool {
        let needed = bytes.count + part.count
        if needed > bytes.capacity {
            let size = needed > Self.ownBytes ? MemorySteps.size(for: needed) : Self.ownBytes
            guard size == Self.ownBytes || share.cover(size) else { return false }
            bytes.reserveCapacity(size)
        }
        bytes.append(contentsOf: part)
        return true
    }

    func withUnsafeBytes<Result>(_ body: (UnsafeRawBufferPointer) -> Result) -> Result { bytes.withUnsafeBytes(body) }

    /// What was long gives its room back.
    mutating func removeAll() {
        bytes.removeAll(keepingCapacity: bytes.capacity < 2 * Self.ownBytes)
        if bytes.capacity == 0 { share.giveBack() }
    }
}
