import Synchronization
import Testing
import WeirRecords
import WeirShipping
import WeirSystem

/// A watch that tells what a test says.
final class TestWatch: FileWatch {
    private struct State {
        var opener: FileOpener?
        var events: [FileEvent] = []
        var watched: Set<String> = []
        var awaited: [String: Int] = [:]
        var mostAwaited = Int.max
        var refusal: SystemError?
    }

    private let state = Mutex(State())

    var make: FileWatchMaker {
        { [self] opener throws(SystemError) in
            state.withLock { $0.opener = opener }
            return self
        }
    }

    var watched: Set<String> { state.withLock { $0.watched } }
    func refuse(_ error: SystemError) { state.withLock { $0.refusal = error } }
    func tell(_ event: FileEvent) { state.withLock { $0.events.append(event) } }

    /// The name appears, and is opened as the source wants it.
    func appear(_ name: String, in directory: String = "/log", move: UInt32 = 0) {
        let name = WatchedName(directory: directory, name: name)
        if let opening = state.withLock({ $0.opener })?(name) { tell(.appeared(name, opening, move: move)) }
    }

    func leave(_ name: String, in directory: String = "/log", move: UInt32 = 0) {
        tell(.left(WatchedName(directory: directory, name: name), move: move))
    }

    func watch(_ directory: String) throws(SystemError) {
        if let refusal = state.withLock({ $0.refusal }) { throw refusal }
        state.withLock { _ = $0.watched.insert(directory) }
    }

    func keep(_ directories: Set<String>) { state.withLock { $0.watched.formIntersection(directories) } }

    var awaited: Set<String> { state.withLock { Set($0.awaited.keys) } }
    func grantAwaiting(_ count: Int) { state.withLock { $0.mostAwaited = count } }

    func awaitGrowth(of path: String, as number: Int) -> Bool {
        state.withLock { state in
            guard state.awaited.count < state.mostAwaited || state.awaited[path] != nil else { return false }
            state.awaited[path] = number
            return true
        }
    }

    /// The file was written to: told if that was awaited, and once.
    func grow(_ path: String) {
        state.withLock { state in
            if let number = state.awaited.removeValue(forKey: path) { state.events.append(.grew(number)) }
        }
    }

    /// More files grew than can be told of.
    func loseGrowth() {
        state.withLock { state in
            state.awaited = [:]
            state.events.append(.growthOverflow)
        }
    }

    func catchUp() {}
    func take() -> [FileEvent] {
        state.withLock { state in
            defer { state.events = [] }
            return state.events
        }
    }
}

@Suite("a files source with a watch")
struct WatchedFilesTests {
    let files = MemoryFiles()
    let watch = TestWatch()

    init() { files.makeDirectory("/log") }

    private func shipper(include: [String] = ["/log/*.log"], exclude: [String] = []) throws -> Shipper {
        var shipper = try Shipper(files, include: include, exclude: exclude, watch: watch)
        files.append("0\n", to: "/log/base.log")
        shipper.settle()
        shipper.lines = []
        return shipper
    }

    @Test("a file that lived between two scans is read to its end, and closed")
    func shortLived() throws {
        var shipper = try shipper()
        files.append("one\ntwo\n", to: "/log/a.log")
        watch.appear("a.log")
        files.append("three\nhalf", to: "/log/a.log")
        files.delete("/log/a.log")
        watch.leave("a.log")
        shipper.settleGone()
        #expect(shipper.texts == ["one", "two", "three", "half"])
        #expect(shipper.losses.isEmpty && shipper.alerts().isEmpty)
        #expect(files.openFiles == 1 && shipper.live.count == 1, "only the one that is still there")
    }

    @Test("two files in turn under one name are both read, in their order")
    func oneNameTwice() throws {
        var shipper = try shipper()
        for text in ["one\n", "two\n"] {
            files.append(text, to: "/log/a.log")
            watch.appear("a.log")
            files.delete("/log/a.log")
            watch.leave("a.log")
        }
        shipper.settleGone()
        #expect(shipper.texts == ["one", "two"])
        #expect(files.openFiles == 1)
    }

    @Test("a directory that came and went before it was looked into is a loss of unknown size, where a pattern leads into it")
    func unseenFolder() throws {
        var shipper = try shipper(include: ["/log/*.log", "/log/jobs/**/*.log"])
        for (directory, name) in [("/log/jobs", "1"), ("/log", "other"), ("/log/jobs", ".hidden")] {
            watch.tell(.folderAppeared(WatchedName(directory: directory, name: name), move: 0))
            watch.tell(.folderLeft(WatchedName(directory: directory, name: name), move: 0))
        }
        shipper.step()
        #expect(shipper.losses.map(\.subject) == ["/log/jobs/1"])
        #expect(shipper.losses.map(\.bytes) == [nil])
    }

    @Test("a directory all of which is left out is no loss, however short it lives")
    func excludedFolder() throws {
        var shipper = try shipper(include: ["/log/**/*.log"], exclude: ["/log/tmp/**"])
        watch.tell(.folderAppeared(WatchedName(directory: "/log/tmp", name: "1"), move: 0))
        watch.tell(.folderLeft(WatchedName(directory: "/log/tmp", name: "1"), move: 0))
        shipper.step()
        #expect(shipper.losses.isEmpty)
    }

    @Test("a directory that a scan looked into, or that was moved to where one looks, is no loss")
    func seenFolder() throws {
        var shipper = try shipper(include: ["/log/**/*.log"])
        files.makeDirectory("/log/one")
        shipper.drain()
        watch.tell(.folderAppeared(WatchedName(directory: "/log", name: "one"), move: 0))
        watch.tell(.folderLeft(WatchedName(directory: "/log", name: "one"), move: 0))
        watch.tell(.folderAppeared(WatchedName(directory: "/log", name: "two"), move: 0))
        watch.tell(.folderLeft(WatchedName(directory: "/log", name: "two"), move: 7))
        watch.tell(.folderAppeared(WatchedName(directory: "/log", name: "three"), move: 7))
        files.makeDirectory("/log/three")
        shipper.drain()
        // A scan finds it before its name is told of.
        files.makeDirectory("/log/five")
        shipper.drain()
        watch.tell(.folderAppeared(WatchedName(directory: "/log", name: "four"), move: 0))
        watch.tell(.folderLeft(WatchedName(directory: "/log", name: "four"), move: 8))
        watch.tell(.folderAppeared(WatchedName(directory: "/log", name: "five"), move: 8))
        shipper.drain()
        #expect(shipper.losses.isEmpty && shipper.alerts().isEmpty)
    }

    @Test("a name that came and went before it could be opened is a loss of unknown size of the minutes since it was looked at last")
    func unopened() throws {
        var shipper = try shipper()
        shipper.step()
        let lookedAt = shipper.now.minute
        shipper.pass(.seconds(150))
        watch.appear("a.log")
        watch.leave("a.log")
        shipper.step()
        let loss = try #require(shipper.losses.first)
        #expect(shipper.losses.count == 1)
        #expect(loss.cause == .unopened && loss.bytes == nil && loss.subject == "/log/a.log" && loss.host == "web-app-1")
        #expect(loss.minutes == lookedAt...shipper.now.minute && shipper.now.minute > lookedAt)
        #expect(shipper.alerts().count == 1)
    }

    @Test("a rotation is no loss: the file that is known goes on under its new name")
    func rotation() throws {
        var shipper = try shipper()
        files.append("1\n", to: "/log/base.log")
        files.rotate("/log/base.log", kept: 3)
        watch.leave("base.log", move: 5)
        watch.appear("base.log.1", move: 5)
        files.append("2\n", to: "/log/base.log")
        watch.appear("base.log")
        shipper.settle()
        #expect(shipper.texts == ["1", "2"])
        #expect(shipper.losses.isEmpty && shipper.alerts().isEmpty)
        #expect(files.openFiles <= 2)
    }

    @Test("names that are excluded, compressed or matched by no pattern are nobody's business")
    func uninteresting() throws {
        var shipper = try shipper(exclude: ["/log/x.log"])
        for name in ["x.log", "a.txt", "a.log.1.gz", ".a.log"] {
            watch.appear(name)
            watch.leave(name)
        }
        shipper.drain()
        #expect(shipper.losses.isEmpty && files.openFiles == 1)
    }

    @Test("an overflow is a loss of unknown size, and a scan finds what is there")
    func overflow() throws {
        var shipper = try shipper()
        files.append("one\n", to: "/log/a.log")
        watch.tell(.overflow)
        shipper.step()
        #expect(shipper.texts == ["one"])
        #expect(shipper.losses.map(\.cause) == [.watchOverflow] && shipper.losses.first?.bytes == nil)
        #expect(shipper.alerts().count == 1)
    }

    @Test("names beyond those that are kept in mind are a loss of unknown size too, said once a step")
    func manyNames() throws {
        var shipper = try shipper()
        for number in 0..<(NameLog.maximumNames + 3) {
            watch.tell(.appeared(WatchedName(directory: "/log", name: "\(number).log"), .notOpened, move: 0))
        }
        shipper.step()
        #expect(shipper.losses.map(\.cause) == [.watchOverflow] && shipper.losses.first?.bytes == nil)
        #expect(shipper.alerts().map { $0.details["names"] } == ["3"])
    }

    @Test("an event asks for a look at once")
    func promptly() throws {
        var shipper = try shipper()
        files.append("one\n", to: "/log/a.log")
        watch.appear("a.log")
        shipper.step()
        #expect(shipper.texts == ["one"])
    }

    @Test("while the spool is full, what appears is held open all the same")
    func observed() throws {
        var shipper = try shipper()
        files.append("one\n", to: "/log/a.log")
        watch.appear("a.log")
        shipper.source.observe(now: shipper.now)
        files.delete("/log/a.log")
        watch.leave("a.log")
        shipper.source.observe(now: shipper.now)
        shipper.settle()
        #expect(shipper.texts == ["one"] && shipper.losses.isEmpty)
    }

    @Test("directories are watched as they come, and no longer than they are there")
    func directories() throws {
        var shipper = try shipper(include: ["/log/**/*.log"])
        #expect(watch.watched == ["/log"])
        files.makeDirectory("/log/sub")
        shipper.drain()
        #expect(watch.watched == ["/log", "/log/sub"])
    }

    @Test("where watching can't be had, that is said once, and scans go on")
    func refused() throws {
        watch.refuse(SystemError("watch", "/log", code: SystemError.noSpace))
        var shipper = try shipper()
        shipper.drain()
        #expect(shipper.notices.filter { $0.message.contains("can't be watched") }.count == 1)
        files.append("one\n", to: "/log/a.log")
        shipper.drain()
        #expect(shipper.texts == ["one"])
    }

    @Test("where a directory may not be watched, no limit of the system is blamed")
    func denied() throws {
        watch.refuse(SystemError("watch", "/log", code: SystemError.denied))
        let shipper = try shipper()
        let wayOut = shipper.notices.first { $0.message.contains("can't be watched") }?.details["way_out"] ?? ""
        #expect(wayOut.contains("right to watch") && !wayOut.contains("sysctl"))
    }

    @Test("a stranger's link that appears is neither opened nor a loss")
    func link() throws {
        var shipper = try shipper()
        files.append("secret\n", to: "/etc/shadow")
        files.link("/log/evil.log", to: "/etc/shadow", isTrusted: false)
        watch.appear("evil.log")
        files.unlink("/log/evil.log")
        watch.leave("evil.log")
        shipper.settle()
        #expect(shipper.texts.isEmpty && shipper.losses.isEmpty)
    }
}
