internal import CWeirSystem
import Glibc
import Synchronization

/// The machine's own watch: inotify, read by a thread of its own so that a file is opened within a moment of its making.
package final class HostFileWatch: FileWatch {
    /// Events kept until they are taken; beyond them the answer is an overflow, as it is the kernel's beyond its own.
    package static let maximumEvents = 65_536

    fileprivate struct State {
        var paths: [Int32: String] = [:]
        var watches: [String: Int32] = [:]
        var events: [FileEvent] = []
        var capacity: Int
    }

    /// What the thread holds: it must not keep the watch itself.
    fileprivate final class Core: Sendable {
        let descriptor: Int32
        let end: Int32
        let opener: FileOpener
        let state: Mutex<State>
        /// Held by whoever reads the kernel's queue, so that events keep their order.
        let reading = Mutex(())

        init(descriptor: Int32, end: Int32, capacity: Int, opener: @escaping FileOpener) {
            (self.descriptor, self.end, self.opener) = (descriptor, end, opener)
            state = Mutex(State(capacity: capacity))
        }

        deinit {
            Glibc.close(descriptor)
            Glibc.close(end)
        }
    }

    private let core: Core
    private let growth = HostGrowthWatch()
    private let thread: WorkerThread

    /// - Parameter capacity: events kept until they are taken.
    /// - Throws: where this user has as many watches as the system grants, or the system has none.
    package init(keeping capacity: Int = maximumEvents, _ opener: @escaping FileOpener) throws(SystemError) {
        let descriptor = try uninterrupted("watch", "directories") { weir_watch_open() }
        let end = weir_event_open()
        guard end >= 0 else {
            defer { Glibc.close(descriptor) }
            throw lastError("watch", "directories")
        }
        let core = Core(descriptor: descriptor, end: end, capacity: capacity, opener: opener)
        self.core = core
        thread = try WorkerThread(name: "files") { core.run() }
    }

    deinit {
        _ = weir_event_raise(core.end)
        thread.join()
    }

    package func watch(_ directory: String) throws(SystemError) {
        // Under the lock, so that no event is looked up before its directory is known.
        try core.state.withLock { state throws(SystemError) in
            let number = try uninterrupted("watch", directory) { PathText.withBytes(directory) { weir_watch_add(core.descriptor, $0) } }
            if let unwanted = state.add(number, directory) { _ = weir_watch_remove(core.descriptor, unwanted) }
        }
    }

    package func keep(_ directories: Set<String>) {
        let unwanted = core.state.withLock { state in
            state.watches.keys.filter { !directories.contains($0) }.compactMap { state.remove($0) }
        }
        for number in unwanted { _ = weir_watch_remove(core.descriptor, number) }
    }

    package func catchUp() { core.read() }

    package func take() -> [FileEvent] {
        let names = core.state.withLock { state in
            defer { state.events = [] }
            return state.events
        }
        return names + growth.take()
    }

    package func awaitGrowth(of path: String, as number: Int) -> Bool { growth.begin(path, as: number) }
}

extension HostFileWatch.State {
    /// - Returns: a watch that nobody needs any more: the path leads to another directory now.
    mutating func add(_ number: Int32, _ directory: String) -> Int32? {
        guard watches[directory] != number else { return nil }
        let before = remove(directory)
        watches[directory] = number
        // A second way to the same directory is told of by the first one's name.
        paths[number] = paths[number] ?? directory
        return before
    }

    /// - Returns: its watch, where no other path needs it.
    mutating func remove(_ directory: String) -> Int32? {
        guard let number = watches.removeValue(forKey: directory) else { return nil }
        // As many paths as watches: there is no second way to any directory.
        let hasOthers = watches.count >= paths.count
        if paths[number] == directory { paths[number] = hasOthers ? watches.first { $0.value == number }?.key : nil }
        return paths[number] == nil ? number : nil
    }

    var hasRoom: Bool { events.count < capacity }

    mutating func append(_ event: FileEvent) {
        if hasRoom { return events.append(event) }
        if case .overflow? = events.last { return }
        events.append(.overflow)
    }
}

extension HostFileWatch.Core {
    func run() {
        while weir_watch_wait(descriptor, end) != 0 {
            guard read() else { return }
        }
    }

    /// Notes everything that is in the kernel's queue by now. False where it can't be read any more.
    @discardableResult
    func read() -> Bool {
        reading.withLock { _ in
            let isReadable = WatchQueue.drain(descriptor) { note($0) }
            if !isReadable { state.withLock { $0.append(.overflow) } }
            return isReadable
        }
    }

    private func note(_ event: weir_watch_event) {
        let what = Int(event.what)
        if what & weir_watch_overflowed != 0 { return state.withLock { $0.append(.overflow) } }
        if what & weir_watch_ended != 0 { return forget(event.watch) }
        guard let name = name(of: event) else {
            if what & weir_directory_changed != 0 { state.withLock { $0.append(.directoriesChanged) } }
            return
        }
        if what & weir_directory_changed != 0 {
            let isNew = what & weir_name_appeared != 0
            let change: FileEvent = isNew ? .folderAppeared(name, move: event.move) : .folderLeft(name, move: event.move)
            state.withLock { $0.append(change) }
        } else if what & weir_name_left != 0 {
            state.withLock { $0.append(.left(name, move: event.move)) }
        } else if what & weir_name_appeared != 0 {
            // Nobody would give back what is opened and then not told. Events are added by this thread alone: the room stays.
            guard state.withLock({ $0.hasRoom }) else { return state.withLock { $0.append(.overflow) } }
            if let opening = opener(name) { state.withLock { $0.append(.appeared(name, opening, move: event.move)) } }
        }
    }

    /// `nil` of the watched directory itself, and where it is none of those that are watched now.
    private func name(of event: weir_watch_event) -> WatchedName? {
        guard let directory = state.withLock({ $0.paths[event.watch] }), let bytes = event.name, bytes.pointee != 0 else { return nil }
        return WatchedName(directory: directory, name: PathText.text(of: UnsafeRawBufferPointer(start: bytes, count: strlen(bytes))))
    }

    private func forget(_ number: Int32) {
        state.withLock { state in
            if let path = state.paths[number], state.watches.count == state.paths.count {
                state.watches[path] = nil
            } else {
                for (path, watch) in state.watches where watch == number { state.watches[path] = nil }
            }
            if state.paths.removeValue(forKey: number) != nil { state.append(.directoriesChanged) }
        }
    }
}
