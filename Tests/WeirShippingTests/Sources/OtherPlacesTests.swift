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
