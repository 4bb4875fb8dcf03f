internal import CWeirSystem
import Glibc
import Synchronization

/// The machine's own watch on files at rest: one-shot, so that a busy file has none. A watch on directories would cost its writers as much
/// again as each write, and tell of every one.
///
/// The kernel's queue is read by whoever asks what happened, and by no thread of its own.
final class HostGrowthWatch: Sendable {
    fileprivate struct State {
        /// Opened when it is needed first.
        var descriptor: Int32?
        /// What is told of each watch.
        var numbers: [Int32: Int] = [:]
    }

    private let state = Mutex(State())

    deinit { state.withLock { $0.close() } }

    /// - Returns: false where there can be no more, or the file can't be watched.
    func begin(_ path: String, as number: Int) -> Bool {
        state.withLock { state in
            guard GrowthWatchShare.take() else { return false }
            if state.descriptor == nil { state.open() }
            let watch = state.descriptor.map { descriptor in PathText.withBytes(path) { weir_growth_add(descriptor, $0) } } ?? -1
            let isNew = watch >= 0 && state.numbers.updateValue(number, forKey: watch) == nil
            if !isNew { GrowthWatchShare.give(1) }
            return watch >= 0
        }
    }

    /// Files that were written to, in the order of that.
    func take() -> [FileEvent] {
        state.withLock { state in
            guard let descriptor = state.descriptor else { return [] }
            var events: [FileEvent] = []
            var isWhole = true
            let isReadable = WatchQueue.drain(descriptor) { event in
                let what = Int(event.what)
                if what & weir_watch_overflowed != 0 { isWhole = false }
                if what & weir_file_grew != 0, let number = state.numbers[event.watch] { events.append(.grew(number)) }
                if what & weir_watch_ended != 0, state.numbers.removeValue(forKey: event.watch) != nil { GrowthWatchShare.give(1) }
            }
            if isWhole, isReadable { return events }
            // Nobody knows which of them still are watched.
            state.close()
            return [.growthOverflow]
        }
    }
}

extension HostGrowthWatch.State {
    mutating func open() {
        let opened = weir_watch_open()
        descriptor = opened >= 0 ? opened : nil
    }

    mutating func close() {
        if let descriptor { Glibc.close(descriptor) }
        GrowthWatchShare.give(numbers.count)
        (descriptor, numbers) = (nil, [:])
    }
}

/// How many files this process may watch: the kernel counts the watches of a user, and others of this user need some.
private enum GrowthWatchShare {
    /// Where the kernel doesn't tell what it grants: what it grants the smallest machine.
    private static let leastGranted = 8192
    private static let taken = Mutex(0)
    private static let most = granted() / 2

    static func take() -> Bool {
        taken.withLock { taken in
            guard taken < most else { return false }
            taken += 1
            return true
        }
    }

    static func give(_ count: Int) { taken.withLock { $0 -= count } }

    private static func granted() -> Int {
        var bytes = [UInt8](repeating: 0, count: 32)
        guard let file = try? HostFileSystem().open("/proc/sys/fs/inotify/max_user_watches", .read) else { return leastGranted }
        defer { file.close() }
        let count = (try? bytes.withUnsafeMutableBytes { try file.read(into: $0, at: 0) }) ?? 0
        return Int(String(decoding: bytes[..<count].prefix { $0 > UInt8(ascii: " ") }, as: UTF8.self)) ?? leastGranted
    }
}
