import Synchronization
import Testing
import WeirRecords
import WeirShipping
import WeirSystem

@Suite("a files source with many files")
struct ManyFilesTests {
    let files = MemoryFiles()

    init() { files.makeDirectory("/log") }

    private func write(_ count: Int) { for number in 0..<count { files.append("line \(number)\n", to: "/log/\(number).log") } }

    @Test("all are read through a few descriptors, and none is opened over and over")
    func fewDescriptors() throws {
        write(1200)
        var shipper = try Shipper(files) { $0.openFiles = 8 }
        shipper.drain()
        #expect(shipper.texts.count == 1200)
        #expect(files.openFiles <= 8)
        #expect(files.opens <= 3 * 1200, "\(files.opens)")
        #expect(shipper.notices.count == 1)
    }

    @Test("at rest a step looks at a few of them, and a scan of all is rare")
    func atRest() throws {
        write(1200)
        var shipper = try Shipper(files)
        shipper.settle()
        let before = files.looks
        for _ in 0..<100 {
            shipper.pass(.milliseconds(100))
            #expect(shipper.step() != .filled)
        }
        let looks = files.looks - before
        #expect(looks < 100 * 2 * Agenda.looksPerRound + 10 * 3 * 1200, "\(looks)")
        #expect(looks > 0)
    }

    @Test("while a watch tells of names, all of them are swept rarely", arguments: [false, true])
    func swept(isWatched: Bool) throws {
        write(1200)
        var shipper = try Shipper(files, watch: isWatched ? TestWatch() : nil)
        shipper.settle()
        shipper.settle()
        let scans = Counter()
        files.state.withLock { state in state.onStatus = { if $0 == "/log" { scans.add() } } }
        for _ in 0..<300 {
            shipper.pass(.milliseconds(100))
            #expect(shipper.step() != .filled)
        }
        #expect(isWatched ? (1...4).contains(scans.count) : scans.count > 15, "\(scans.count)")
    }

    @Test("a new log is read at once though a scan is not due, with descriptors for it or without", arguments: [4000, 8])
    func newcomer(openFiles: Int) throws {
        write(1200)
        let watch = TestWatch()
        var shipper = try Shipper(files, watch: watch) { $0.openFiles = openFiles }
        shipper.settle()
        shipper.lines = []
        shipper.pass(.seconds(30))
        watch.tell(.directoriesChanged)
        while shipper.step() == .filled {}
        files.append("before\n", to: "/log/new.log.1")
        files.append("new\n", to: "/log/new.log")
        watch.appear("new.log.1")
        watch.appear("new.log")
        shipper.pass(.milliseconds(100))
        while shipper.step() == .filled {}
        #expect(shipper.texts == ["before", "new"])
        shipper.settle()
        shipper.restart()
        shipper.settle()
        #expect(shipper.texts == ["before", "new"])
        #expect(files.openFiles <= openFiles && shipper.alerts().isEmpty)
    }

    @Test("a new log is read before a scan that is due, which comes next")
    func newcomerFirst() throws {
        write(1200)
        let watch = TestWatch()
        var shipper = try Shipper(files, watch: watch)
        shipper.settle()
        shipper.lines = []
        let scans = Counter()
        files.state.withLock { state in state.onStatus = { if $0 == "/log" { scans.add() } } }
        shipper.pass(.seconds(60))
        files.append("new\n", to: "/log/new.log")
        watch.appear("new.log")
        #expect(shipper.step() == .filled && shipper.texts == ["new"] && scans.count == 0)
        shipper.step()
        #expect(scans.count == 1)
    }

    @Test("whichever grows, is new or is rotated is read within seconds")
    func changes() throws {
        write(1200)
        var shipper = try Shipper(files) { $0.openFiles = 100 }
        shipper.settle()
        shipper.lines = []
        files.append("more\n", to: "/log/7.log")
        files.append("more\n", to: "/log/1199.log")
        files.append("new\n", to: "/log/new.log")
        files.append("before\n", to: "/log/500.log")
        files.rotate("/log/500.log", kept: 3)
        files.append("after\n", to: "/log/500.log")
        for _ in 0..<50 {
            shipper.pass(.milliseconds(100))
            while shipper.step() == .filled {}
        }
        #expect(shipper.texts.sorted() == ["after", "before", "more", "more", "new"])
        let texts = shipper.texts
        #expect(try #require(texts.firstIndex(of: "before")) < #require(texts.firstIndex(of: "after")))
        #expect(shipper.alerts().isEmpty)
    }

    @Test("a slab holds a bounded number of streams, and saves a bounded number of positions")
    func streams() throws {
        write(Slab.fullStreams + 500)
        var shipper = try Shipper(files, slabBytes: 1 << 20)
        shipper.step()
        #expect(shipper.slab.streams.count == Slab.fullStreams)
        shipper.drain()
        #expect(shipper.texts.count == Slab.fullStreams + 500)
    }

    @Test("after a restart all are found again, and nothing is read twice")
    func restart() throws {
        write(600)
        var shipper = try Shipper(files)
        shipper.settle()
        shipper.restart()
        files.append("more\n", to: "/log/3.log")
        shipper.settle()
        shipper.settle()
        #expect(shipper.texts.count == 601)
        #expect(shipper.alerts().isEmpty)
    }

    @Test("once: all that is there is read, and then it ends")
    func once() throws {
        write(700)
        var shipper = try Shipper(files, once: true) { $0.openFiles = 5 }
        var steps = 0
        while shipper.step() != .exhausted, steps < 100 { steps += 1 }
        #expect(shipper.texts.count == 700)
        #expect(shipper.step() == .exhausted)
    }

    @Test("lag and headroom are told of many as well")
    func standing() throws {
        write(600)
        for number in 1...3 { files.append(String(repeating: "x", count: 99) + "\n", to: "/log/7.log.\(number)") }
        var shipper = try Shipper(files, slabBytes: 2 << 10) { $0.turnBytes = .kibibytes(1) }
        shipper.step()
        #expect(shipper.source.unreadBytes > 0)
        shipper.settle()
        #expect(shipper.source.unreadBytes == 0)
        #expect(shipper.source.headroomBytes == shipper.source.status.headroomBytes)
    }
}

private final class Counter: Sendable {
    private let value = Mutex(0)

    var count: Int { value.withLock { $0 } }
    func add() { value.withLock { $0 += 1 } }
}
