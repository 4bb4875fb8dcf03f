import Testing
import WeirRecords
import WeirShipping
import WeirSystem

@Suite("a files source and logs that it may not read, or not any more")
struct LeftOutTests {
    let files = MemoryFiles.withLogs()

    /// A shipper that has read `one` of a.log and `two` of b.log, and whose pattern names b.log alone since.
    private func shipper() throws -> Shipper {
        var shipper = try Shipper(files)
        files.append("one\n", to: "/log/a.log")
        files.append("two\n", to: "/log/b.log")
        shipper.settle()
        try take(in: "b.log", &shipper)
        return shipper
    }

    private func take(in names: String, _ shipper: inout Shipper) throws {
        shipper.settings.include = [try Glob("/log/\(names)")]
        shipper.restart()
        shipper.settle()
    }

    @Test("a log that nobody follows any more is told of with what was not read of it, under whatever name it has, until it is gone")
    func unread() throws {
        let shipper = try shipper()
        func left(besides sources: [FilesSettings]) -> [String] {
            UnfollowedFile.find(Array(shipper.live.values), besides: sources, files).map { "\($0.source) \($0.path) \($0.unread.bytes)" }
        }
        #expect(left(besides: [shipper.settings]).isEmpty)
        files.append("three\n", to: "/log/a.log")
        files.append("four\n", to: "/log/b.log")
        #expect(left(besides: [shipper.settings]) == ["kasm /log/a.log 6"])
        #expect(left(besides: []) == ["kasm /log/a.log 6", "kasm /log/b.log 5"])
        files.rotate("/log/a.log", kept: 3)
        files.append("of a log that was never followed\n", to: "/log/a.log")
        #expect(left(besides: [shipper.settings]) == ["kasm /log/a.log.1 6"])
        files.delete("/log/a.log.1")
        #expect(left(besides: [shipper.settings]).isEmpty)
    }

    @Test("a log that the patterns leave out for a while is read on from where reading stood", arguments: [false, true])
    func returns(isRotated: Bool) throws {
        var shipper = try shipper()
        files.append("three\n", to: "/log/a.log")
        if isRotated {
            files.rotate("/log/a.log", kept: 3)
            files.append("four\n", to: "/log/a.log")
        }
        shipper.restart()
        shipper.settle()
        #expect(shipper.texts == ["one", "two"])
        try take(in: "*.log", &shipper)
        #expect(shipper.texts == ["one", "two", "three"] + (isRotated ? ["four"] : []))
        #expect(shipper.losses.isEmpty && shipper.alerts().isEmpty)
    }

    @Test("where reading of a log that is left out stood is no other log's, though that begins alike")
    func keepsToItself() throws {
        var shipper = try Shipper(files)
        files.append(String(repeating: "x", count: 300) + "\n", to: "/log/a.log")
        shipper.settle()
        try take(in: "b*.log", &shipper)
        files.copy("/log/a.log", "/log/b.log")
        shipper.settle()
        #expect(shipper.lines.count == 2)
        try take(in: "*.log", &shipper)
        #expect(shipper.lines.count == 2)
    }

    @Test("a log that is gone meanwhile is forgotten, and no loss")
    func isGone() throws {
        var shipper = try shipper()
        #expect(shipper.live.count == 2)
        files.delete("/log/a.log")
        shipper.restart()
        shipper.settle()
        #expect(shipper.live.count == 1)
        #expect(shipper.losses.isEmpty && shipper.alerts().isEmpty)
    }

    @Test("a known log that can't be opened any more keeps no other one from being read, and is read on when it can")
    func isUnreadable() throws {
        var shipper = try Shipper(files)
        files.append("one\n", to: "/log/a.log")
        shipper.settle()
        files.rotate("/log/a.log", kept: 3)
        files.append("two\n", to: "/log/a.log.1")
        files.setReadable("/log/a.log.1", false)
        files.append("three\n", to: "/log/a.log")
        files.append("four\n", to: "/log/b.log")
        shipper.restart()
        shipper.drain()
        #expect(shipper.texts == ["one", "three", "four"])
        files.setReadable("/log/a.log.1", true)
        shipper.settle()
        #expect(shipper.texts == ["one", "three", "four", "two"])
        #expect(shipper.losses.isEmpty && shipper.alerts().isEmpty)
    }

    @Test("what begins as a known log that can't be opened waits for it: it may be its copy")
    func mayBeItsCopy() throws {
        var shipper = try Shipper(files)
        files.append("one\n", to: "/log/a.log")
        shipper.settle()
        files.copy("/log/a.log", "/log/a.log.bak.log")
        files.setReadable("/log/a.log", false)
        shipper.restart()
        shipper.drain()
        #expect(shipper.texts == ["one"])
    }
}
