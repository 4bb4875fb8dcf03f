import Testing
import WeirRecords
import WeirShipping
import WeirSystem

@Suite("a files source and what is its own, another source's, or no longer what it was")
struct OtherPlacesTests {
    let files = MemoryFiles()
    private let lines = (0..<100).map { "a line with the number \($0)" }

    init() { files.makeDirectory("/log") }

    private func text(_ range: Range<Int>) -> String { lines[range].map { $0 + "\n" }.joined() }

    @Test("the shipper's own directory is left out and told of, by whatever way a pattern comes there")
    func own() throws {
        files.makeDirectory("/log/spool/segments")
        files.append("x\n", to: "/log/spool/state.sqlite")
        files.append("y\n", to: "/log/spool/segments/1.seg")
        files.append("one\n", to: "/log/a.log")
        files.link("/log/other", to: "/log/spool")
        var shipper = try Shipper(files, include: ["/log/**", "/log/spool/segments/*"])
        shipper.settings.own = ["/log/spool"]
        shipper.restart()
        shipper.settle()
        #expect(shipper.texts == ["one"])
        #expect(shipper.notices.count { $0.message.contains("own spool") && $0.severity == .warning } == 1)
    }

    @Test("files of a source that is configured no more are told of where another one reads them again", arguments: [false, true])
    func formerSource(isStillThere: Bool) throws {
        files.append(text(0..<10), to: "/log/a.log")
        var shipper = try Shipper(files)
        shipper.settle()
        shipper.settings.name = "other"
        shipper.settings.configured = isStillThere ? ["other", "kasm"] : ["other"]
        shipper.restart()
        shipper.settle()
        let told = shipper.notices.filter { $0.details["before"] == "kasm" }
        #expect(told.map { $0.details["first"] } == (isStillThere ? [] : ["/log/a.log"]))
        shipper.restart()
        shipper.settle()
        #expect(shipper.notices.count { $0.details["before"] != nil } == told.count, "its own positions are there by now")
    }

    @Test("a log that is cut back to a part of what was read is no loss, and read again with a warning", arguments: [false, true])
    func cutBack(once: Bool) throws {
        files.append(text(0..<100), to: "/log/a.log")
        var shipper = try Shipper(files)
        shipper.settle()
        files.overwrite("/log/a.log", with: text(0..<50))
        files.append("new\n", to: "/log/a.log")
        shipper.restart(once: once)
        if once { for _ in 0..<20 where shipper.step() != .exhausted {} } else { shipper.settle() }
        #expect(shipper.texts == lines + lines[..<50] + ["new"])
        #expect(shipper.losses.isEmpty && shipper.alerts().isEmpty)
        #expect(shipper.notices.contains { $0.severity == .warning && $0.message.contains("shorter than what was read") })
    }

    @Test("a log that begins as it did and was not read to its end before it was cut is a loss")
    func cutBackUnread() throws {
        files.append(text(0..<100), to: "/log/a.log")
        var shipper = try Shipper(files, slabBytes: 1_024) { $0.turnBytes = ByteCount(1_024) }
        shipper.step()
        let read = shipper.texts.joined(separator: "\n").utf8.count
        files.overwrite("/log/a.log", with: String((text(0..<100)).prefix(read - 100)))
        shipper.restart()
        shipper.settle()
        #expect(shipper.losses.map(\.subject) == ["/log/a.log"])
    }

    @Test("a log that is replaced by a file that begins as it did is told of")
    func replaced() throws {
        files.append(text(0..<50), to: "/log/a.log")
        var shipper = try Shipper(files)
        shipper.settle()
        files.copy("/log/a.log", "/log/new")
        files.move("/log/new", "/log/a.log")
        files.append("new\n", to: "/log/a.log")
        shipper.settle()
        #expect(shipper.texts.contains("new"))
        #expect(shipper.notices.count { $0.message.contains("begins as it did") } == 1)
    }
}
