internal import CWeirSystem

/// The kernel's queue of events.
enum WatchQueue {
    private static let bufferBytes = 64 << 10

    /// Takes everything that is in it by now.
    ///
    /// - Returns: false where it can't be read any more.
    static func drain(_ descriptor: Int32, _ note: (weir_watch_event) -> Void) -> Bool {
        withUnsafeTemporaryAllocation(of: CChar.self, capacity: bufferBytes) { buffer in
            guard let bytes = buffer.baseAddress else { return false }
            while true {
                let count = weir_watch_read(descriptor, bytes, bufferBytes)
                guard count > 0 else { return count == 0 }
                var offset = 0
                var event = weir_watch_event()
                while weir_watch_next(bytes, count, &offset, &event) != 0 { note(event) }
            }
        }
    }
}
