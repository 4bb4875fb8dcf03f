import WeirCompression
import WeirSystem

/// A request's body in memory, with its part of the budget: room is taken of that before it is taken of the system, and both get it back with
/// the last who holds this.
struct BodyBytes: Sendable {
    private let pages = PageBytes()
    private let share: MemoryShare

    init(of budget: MemoryBudget) { share = MemoryShare(of: budget) }

    var count: Int { pages.count }

    func append(_ part: UnsafeRawBufferPointer) throws(BodyRefusal) {
        try reserve(part.count)
        pages.append { room in
            room.copyMemory(from: part)
            return part.count
        }
    }

    func withMutableBytes<Result>(_ body: (UnsafeMutableRawBufferPointer) -> Result) -> Result { pages.withMutableBytes(body) }

    private func reserve(_ room: Int) throws(BodyRefusal) {
        let needed = count + room
        guard needed > pages.capacity else { return }
        let capacity = MemorySteps.size(for: needed)
        // The sender tries again.
        guard share.cover(capacity) else { throw .tooManyBodies }
        do throws(SystemError) { try pages.grow(to: capacity) } catch { throw .tooManyBodies }
    }
}

extension BodyBytes: InflaterOutput {
    func appendBytes(
        room: Int, _ body: (UnsafeMutableRawBufferPointer) throws(CompressionError) -> Int
    ) throws(CompressionError) {
        do throws(BodyRefusal) { try reserve(room) } catch { throw CompressionError(.noRoom, error.message) }
        try pages.append { bytes throws(CompressionError) in try body(UnsafeMutableRawBufferPointer(rebasing: bytes.prefix(room))) }
    }
}
