import Synchronization

/// Room for frames, used again and again: blocks of nearly one size that threads free in any order leave an allocator with holes that
/// fit none of them.
final class FrameBuffers: Sendable {
    /// A block that one owner at a time has.
    struct Room: @unchecked Sendable {
        let bytes: UnsafeMutableRawBufferPointer
    }

    /// Free blocks that are kept: one for the frame that is read next, one for where two are given back at once.
    private static let kept = 2
    /// Blocks are multiples of it, so that most fit most frames. A frame that needs less has a block of its own size: many may be held.
    private static let step = 256 << 10

    private let free = Mutex<[Room]>([])

    deinit { free.withLock { for room in $0 { room.bytes.deallocate() } } }

    /// At least so many bytes, aligned for a frame's entries, which begin at a multiple of 8.
    func take(_ count: Int) -> Room {
        guard count >= Self.step else { return Room(bytes: .allocate(byteCount: count, alignment: 64)) }
        let found = free.withLock { free in free.firstIndex { $0.bytes.count >= count }.map { free.remove(at: $0) } }
        let steps = (count + Self.step - 1) / Self.step
        return found ?? Room(bytes: .allocate(byteCount: steps * Self.step, alignment: 64))
    }

    func giveBack(_ room: Room) {
        let isKept = free.withLock { free in
            guard room.bytes.count >= Self.step, free.count < Self.kept else { return false }
            free.append(room)
            return true
        }
        if !isKept { room.bytes.deallocate() }
    }
}
