import Testing
import WeirRecords
import WeirShipping
import WeirSystem

@Suite("logs that a files source can't read")
struct UnreadTests {
    let files = MemoryFiles()

    init() {
        files.makeDirectory("/log")
        files.append("one\n", to: "/log/a.log")
        files.append("two\n", to: "/log/b.log")
        files.setReadable("/log/b.log", false)
    }

    private func end(_ shipper: inout Shipper) {
        shipper.source.finish(now: shipper.now)
        shipper.losses += shipper.source.takeLosses()
    }

    private func subjects(_ shipper: Shipper, _ cause: Loss.Cause) -> [String] {
        shipper.losses.filter { $0.cause == cause && $0.bytes == nil }.map(\.subject)
    }

    @Test("one that is removed before it could be read is a loss of unknown size, with an alert, once")
    func removed() throws {
        var shipper = try Shipper(files)
        shipper.drain()
        #expect(shipper.losses.isEmpty)
        files.delete("/log/b.log")
        shipper.settle()
        end(&shipper)
        #expect(subjects(shipper, .unopened) == ["/log/b.log"] && shipper.losses.count == 1)
        #expect(shipper.alerts().map { $0.details["path"] } == ["/log/b.log"])
    }

    @Test("one that is there at the end counts as missing, in a run of once and where a service stops", arguments: [false, true])
    func atTheEnd(once: Bool) throws {
        var shipper = try Shipper(files, once: once)
        shipper.drain()
        end(&shipper)
        #expect(subjects(shipper, .unread) == ["/log/b.log"] && shipper.losses.count == 1)
        #expect(shipper.texts == ["one"])
    }

    @Test("what lies behind a stranger's link that a pattern matches counts as missing: a log, a directory of logs, and nothing else")
    func barred() throws {
        files.setReadable("/log/b.log", true)
        files.makeDirectory("/data/deep")
        files.append("three\n", to: "/data/deep/c.log")
        files.append("no log\n", to: "/data/readme")
        files.link("/log/c.log", to: "/data/deep/c.log", isTrusted: false)
        files.link("/log/deep", to: "/data/deep", isTrusted: false)
        files.link("/log/readme", to: "/data/readme", isTrusted: false)
        files.link("/log/next.log", to: "/nowhere", isTrusted: false)
        var shipper = try Shipper(files, include: ["/log/**/*.log"])
        shipper.drain()
        end(&shipper)
        #expect(shipper.texts == ["one", "two"])
        #expect(subjects(shipper, .unread) == ["/log/c.log", "/log/deep"] && shipper.losses.count == 2)
        var excluding = try Shipper(files, include: ["/log/**/*.log"], exclude: ["/log/deep/**", "/log/c.log"])
        excluding.drain()
        end(&excluding)
        #expect(excluding.losses.isEmpty)
    }

    @Test("one that is renamed is the same, and one that can be read after a while is no loss")
    func comesBack() throws {
        var shipper = try Shipper(files)
        shipper.drain()
        files.setReadable("/log/b.log.1", false)
        files.move("/log/b.log", "/log/b.log.1")
        shipper.settle()
        #expect(shipper.losses.isEmpty)
        files.setReadable("/log/b.log.1", true)
        shipper.settle()
        end(&shipper)
        #expect(shipper.texts == ["one", "two"])
        #expect(shipper.losses.isEmpty && shipper.alerts().isEmpty)
    }

    @Test("one that stays unread for long is said before the end, and again for the minutes since")
    func forLong() throws {
        var shipper = try Shipper(files)
        shipper.drain()
        shipper.pass(UnreadLogs.patience)
        shipper.drain()
        #expect(subjects(shipper, .unread) == ["/log/b.log"])
        shipper.drain()
        #expect(shipper.losses.count == 1)
        shipper.pass(UnreadLogs.repetition)
        shipper.drain()
        #expect(shipper.losses.count == 2 && shipper.losses.last?.since == shipper.losses.first?.noticed)
    }

    @Test("an empty one is missed only once it is gone")
    func empty() throws {
        files.delete("/log/b.log")
        files.append("", to: "/log/c.log")
        files.setReadable("/log/c.log", false)
        var shipper = try Shipper(files, once: true)
        shipper.drain()
        end(&shipper)
        #expect(shipper.losses.isEmpty)
    }

    @Test("a followed log that can't be read any more is said once, as missing or as lost", arguments: [false, true])
    func followed(isRemoved: Bool) throws {
        var shipper = try Shipper(files) { $0.openFiles = 1 }
        shipper.drain()
        files.setReadable("/log/a.log", false)
        shipper.restart()
        files.append("three\n", to: "/log/a.log")
        shipper.drain()
        if isRemoved { files.delete("/log/a.log") }
        shipper.settle()
        end(&shipper)
        #expect(shipper.losses.count { $0.subject == "/log/a.log" } == 1, "\(shipper.losses)")
    }

    @Test("a directory that can't be listed counts as missing at the end, and not where it could be in the end", arguments: [false, true])
    func directory(comesBack: Bool) throws {
        files.setReadable("/log/b.log", true)
        files.makeDirectory("/log/d")
        files.append("three\n", to: "/log/d/c.log")
        files.setReadable("/log/d", false)
        var shipper = try Shipper(files, include: ["/log/**/*.log"])
        shipper.drain()
        files.setReadable("/log/d", comesBack)
        shipper.settle()
        end(&shipper)
        #expect(shipper.losses.map(\.subject) == (comesBack ? [] : ["/log/d"]))
    }

    @Test("directories beyond the limit are told of, by name, and count as missing")
    func directories() throws {
        files.setReadable("/log/b.log", true)
        for name in ["c", "d", "e"] {
            files.makeDirectory("/log/\(name)")
            files.append("\(name)\n", to: "/log/\(name)/x.log")
        }
        var shipper = try Shipper(files, include: ["/log/*/*.log"]) { $0.directories = 2 }
        shipper.drain()
        #expect(shipper.texts == ["c", "d"])
        #expect(shipper.alerts().map { $0.details["first"] } == ["/log/e"])
        end(&shipper)
        #expect(subjects(shipper, .unread) == ["/log/e"])
    }

    @Test("files beyond those that may be followed count as missing")
    func knownFiles() throws {
        files.setReadable("/log/b.log", true)
        var shipper = try Shipper(files) { $0.knownFiles = 1 }
        shipper.drain()
        end(&shipper)
        #expect(subjects(shipper, .unread) == ["/log/b.log"])
    }
}
