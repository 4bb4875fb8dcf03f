internal import CWeirSystem
import Glibc

/// Bytes in pages of their own, which grow without a second copy and go back to the system at once: never more memory than `capacity`.
///
/// One owner at a time reads and writes them. They are handed over and not shared, which makes `@unchecked Sendable` true.
package final class PageBytes: @unchecked Sendable {
    private var pages: UnsafeMutableRawPointer?
    package private(set) var capacity = 0
    package private(set) var count = 0

    package init() {}

    deinit { if let pages { munmap(pages, capacity) } }

    /// - Parameter capacity: in whole pages.
    package func grow(to capacity: Int) throws(SystemError) {
        guard capacity > self.capacity else { return }
        guard let grown = weir_grow_pages(pages, self.capacity, capacity) else { throw lastError("allocate", "\(capacity) bytes") }
        (pages, self.capacity) = (grown, capacity)
    }

    /// Appends what `body` writes into the room behind the bytes.
    ///
    /// - Parameter body: gets the room, all that there is, and returns how many of its first bytes it wrote.
    package func append<Failure: Error>(_ body: (UnsafeMutableRawBufferPointer) throws(Failure) -> Int) throws(Failure) {
        let room = UnsafeMutableRawBufferPointer(start: pages.map { $0 + count }, count: capacity - count)
        let written = try body(room)
        precondition((0...room.count).contains(written))
        count += written
    }

    package func withMutableBytes<Result>(_ body: (UnsafeMutableRawBufferPointer) -> Result) -> Result {
        body(UnsafeMutableRawBufferPointer(start: pages, count: count))
    }
}
