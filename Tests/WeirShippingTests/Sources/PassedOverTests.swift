import Testing
import WeirRecords
import WeirShipping
import WeirSystem

@Suite("what patterns match and a files source does not read")
struct PassedOverTests {
    let files = MemoryFiles()

    init() { files.makeDirectory("/log") }

    private func messages(_ shipper: Shipper) -> [String] { shipper.notices.map(\.message) }

    @Test(
        "a FIFO, a socket, a device are told of, once, and again when they come back",
        arguments: [FileStatus.Kind.fifo, .socket, .device, .other])
    func special(kind: FileStatus.Kind) throws {
        files.append("one\n", to: "/log/a.log")
        files.makeSpecial("/log/b.log", kind)
        var shipper = try Shipper(files)
        shipper.settle()
        #expect(shipper.texts == ["one"])
        #expect(shipper.notices.map { $0.details["kind"] } == [kind.rawValue])
        #expect(shipper.notices.first?.details["first"] == "/log/b.log")
        files.makeSpecial("/log/b.log", nil)
        shipper.settle()
        files.makeSpecial("/log/b.log", kind)
        shipper.settle()
        #expect(shipper.notices.count == 2)
    }

    @Test("a special file whose name no pattern matches, or that is excluded, is nobody's business")
    func unmatched() throws {
        files.append("one\n", to: "/log/a.log")
        files.makeSpecial("/log/b.pipe", .fifo)
        files.makeSpecial("/log/c.log", .fifo)
        var shipper = try Shipper(files, exclude: ["/log/c.log"])
        shipper.settle()
        #expect(shipper.notices.isEmpty)
    }

    @Test("a pattern that names a directory says so; one for all names says nothing of the directories among them")
    func directory() throws {
        files.makeDirectory("/log/sub.log")
        files.append("one\n", to: "/log/a.log")
        var shipper = try Shipper(files, include: ["/log/*", "/log/sub.log"])
        shipper.settle()
        #expect(messages(shipper) == ["a pattern names a directory: nothing is read by it"])
        #expect(shipper.notices.first?.details["way_out"]?.contains("/log/sub.log/*.log") == true)
    }

    @Test("a directory and a link to nothing that a pattern for logs matches are told of, once, and count as nothing unread")
    func directoryAndDanglingLink() throws {
        files.makeDirectory("/log/sub.log")
        files.link("/log/next.log", to: "/nowhere/b.log")
        files.append("one\n", to: "/log/a.log")
        var shipper = try Shipper(files)
        shipper.settle()
        let firsts = Set(shipper.notices.filter { $0.severity == .warning }.compactMap { $0.details["first"] })
        #expect(firsts == ["/log/sub.log", "/log/next.log"] && shipper.notices.count == 2)
        shipper.source.finish(now: shipper.now)
        #expect(shipper.source.takeLosses().isEmpty)
        files.append("two\n", to: "/nowhere/b.log")
        shipper.settle()
        #expect(shipper.texts == ["one", "two"])
    }

    @Test("a pattern that matches nothing is told of at the start, each by itself, and what appears is read", arguments: [false, true])
    func nothing(once: Bool) throws {
        files.append("one\n", to: "/log/a.log")
        var shipper = try Shipper(files, include: ["/log/*.log", "/log/*.lgo", "/lag/*.log"], once: once)
        shipper.step()
        #expect(shipper.notices.map { $0.details["pattern"] } == ["/log/*.lgo", "/lag/*.log"])
        files.makeDirectory("/lag")
        files.append("two\n", to: "/lag/b.log")
        if !once { shipper.settle() }
        #expect(shipper.texts == (once ? ["one"] : ["one", "two"]))
        #expect(shipper.notices.count == 2)
    }

    @Test("a pattern that only a rotated or a compressed file matches is not called empty")
    func rotatedOnly() throws {
        files.append("one\n", to: "/log/a.log.1")
        var shipper = try Shipper(files, include: ["/log/a.log"])
        shipper.settle()
        #expect(shipper.texts == ["one"])
        #expect(shipper.notices.isEmpty)
    }

    @Test("a stranger's link to a file or a directory is not followed and is told of once; by key it is followed")
    func untrustedLinks() throws {
        files.makeDirectory("/etc/deep")
        files.append("secret\n", to: "/etc/shadow")
        files.append("deep secret\n", to: "/etc/deep/x.log")
        files.append("one\n", to: "/log/a.log")
        files.link("/log/evil.log", to: "/etc/shadow", isTrusted: false)
        files.link("/log/sub", to: "/etc/deep", isTrusted: false)
        var shipper = try Shipper(files, include: ["/log/**/*.log"])
        shipper.settle()
        #expect(shipper.texts == ["one"])
        #expect(messages(shipper) == ["a symbolic link is not followed: neither root nor this user made it"])
        #expect(shipper.notices.first?.details["files"] == "2")
        #expect(shipper.notices.first?.details["way_out"]?.contains("follow_links: all") == true)
        var trusting = try Shipper(files, include: ["/log/**/*.log"], links: .all)
        trusting.settle()
        #expect(trusting.texts.sorted() == ["deep secret", "one", "secret"])
    }

    @Test("a followed file that is exchanged for a stranger's link is not read any more")
    func exchanged() throws {
        files.append("secret\n", to: "/etc/shadow")
        files.append("one\n", to: "/log/a.log")
        var shipper = try Shipper(files) { $0.openFiles = 1 }
        shipper.drain()
        files.delete("/log/a.log")
        files.link("/log/a.log", to: "/etc/shadow", isTrusted: false)
        shipper.settle()
        #expect(shipper.texts == ["one"])
        #expect(messages(shipper).contains("a symbolic link is not followed: neither root nor this user made it"))
    }

    @Test("what a source would find is told without one")
    func preview() throws {
        files.append("one\n", to: "/log/a.log")
        files.makeSpecial("/log/b.log", .fifo)
        let shipper = try Shipper(files, include: ["/log/*.log", "/nowhere/*"])
        let found = FilesPreview.look(shipper.settings, fileSystem: files)
        #expect(found.streams.map(\.descriptor.origin) == ["/log/a.log"])
        #expect(found.notices.count == 2)
    }
}
