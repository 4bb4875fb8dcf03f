import Synchronization
import Testing
import WeirRecords
import WeirShipping

@Suite("a files source takes whole lines")
struct FilesSourceLineTests {
    let files = MemoryFiles()

    init() { files.makeDirectory("/log") }

    @Test("a half-written last line waits for its end, however long")
    func halfLine() throws {
        var shipper = try Shipper(files)
        files.append("one\ntw", to: "/log/a.log")
        shipper.settle()
        #expect(shipper.texts == ["one"])
        shipper.restart()
        shipper.settle()
        files.append("o", to: "/log/a.log")
        shipper.settle()
        #expect(shipper.texts == ["one"])
        files.append("\nthree", to: "/log/a.log")
        shipper.settle()
        #expect(shipper.texts == ["one", "two"])
    }

    @Test("a half-written line of a rotated file holds back the new one until it is quiet, then counts as a line")
    func halfLineRotated() throws {
        var shipper = try Shipper(files)
        files.append("one\ntw", to: "/log/a.log")
        shipper.drain()
        files.rotate("/log/a.log", kept: 3)
        files.append("three\n", to: "/log/a.log")
        shipper.step()
        shipper.pass(.seconds(1))
        shipper.step()
        #expect(shipper.texts == ["one"])
        files.append("o\n", to: "/log/a.log.1")
        shipper.drain()
        #expect(shipper.texts == ["one", "two", "three"])
        files.append("fou", to: "/log/a.log")
        shipper.drain()
        files.rotate("/log/a.log", kept: 3)
        shipper.settle()
        #expect(shipper.texts == ["one", "two", "three", "fou"])
        #expect(shipper.lines.allSatisfy { !$0.isCut })
    }

    @Test("the rest of a line that was taken without its end is marked as cut, a mere line end is no record", arguments: [false, true])
    func completedLater(isRestarted: Bool) throws {
        files.append("one\ntwo", to: "/log/a.log")
        files.append("half", to: "/log/b.log")
        var shipper = try Shipper(files, once: true)
        while shipper.step() == .filled {}
        #expect(shipper.step() == .exhausted)
        #expect(shipper.texts.sorted() == ["half", "one", "two"])
        files.append("\nthree\n", to: "/log/a.log")
        files.append(" more\nlast\n", to: "/log/b.log")
        if isRestarted { shipper.restart(once: true) } else { shipper.restart() }
        shipper.drain()
        #expect(Set(shipper.texts.suffix(3)) == ["three", " more", "last"])
        #expect(shipper.lines.count == 6)
        #expect(shipper.lines.filter(\.isCut).map(\.text) == [" more"])
        #expect(shipper.lines.filter { $0.text == " more" }.map(\.offset) == [4])
    }

    @Test("a line over the limit comes in parts, all of it, each marked and counted", arguments: [64 << 10, 4096])
    func overLimit(slabBytes: Int) throws {
        var shipper = try Shipper(files, slabBytes: slabBytes) { $0.lineBytes = ByteCount(1000) }
        let long = String(repeating: "x", count: 250_000)
        let exact = String(repeating: "y", count: 1000)
        files.append("before\n\(long)\nafter\n\(exact)\n" + String(repeating: "z", count: 1001), to: "/log/a.log")
        shipper.drain()
        files.append(String(repeating: "z", count: 100) + "\nend\n", to: "/log/a.log")
        shipper.drain()
        #expect(shipper.texts.map(\.count) == [6] + Array(repeating: 1000, count: 250) + [5, 1000, 1000, 101, 3])
        let parts = shipper.lines[1...250]
        #expect(parts.allSatisfy { $0.isCut })
        #expect(parts.map(\.isRest) == [false] + Array(repeating: true, count: 249))
        #expect(parts.map(\.offset) == (0..<250).map { 7 + 1000 * $0 })
        #expect(shipper.lines[251...].map(\.isCut) == [false, false, true, true, false])
        #expect(shipper.lines[251...].map(\.isRest) == [false, false, false, true, false])
        #expect(shipper.lines[251].offset == 250_008)
        #expect(shipper.notices.count == 1)
        let counters = shipper.source.status.counters
        #expect(counters.cutLines == 252)
        #expect(counters.records == 256)
        #expect(counters.bytesRead == UInt64(files.contents("/log/a.log")?.utf8.count ?? 0))
    }

    @Test("over crashes in the middle of a line over the limit, each of its parts comes once")
    func overLimitRestart() throws {
        var shipper = try Shipper(files, slabBytes: 4096) { $0.lineBytes = ByteCount(1000) }
        files.append(String(repeating: "x", count: 20_500) + "\nafter\n", to: "/log/a.log")
        while shipper.texts.last != "after" {
            shipper.step(isLost: true)
            shipper.restart()
            shipper.step()
            shipper.restart()
        }
        #expect(shipper.texts.map(\.count) == Array(repeating: 1000, count: 20) + [500, 5])
        #expect(shipper.lines.map(\.isCut).last == false)
    }

    @Test("a part of a line ends neither in a character nor, where there is a choice, in a word")
    func cutCharacter() throws {
        var shipper = try Shipper(files) { $0.lineBytes = ByteCount(10) }
        files.append("123456789é and more\n12345678é\n1234567\u{1F30A}\n", to: "/log/a.log")
        shipper.drain()
        #expect(shipper.texts == ["123456789", "é and mor", "e", "12345678é", "1234567", "\u{1F30A}"])
        var other = try Shipper(files, include: ["/log/b.txt"]) { $0.lineBytes = ByteCount(1600) }
        files.append(String(repeating: "a", count: 1550) + " password=" + String(repeating: "b", count: 100) + "\n", to: "/log/b.txt")
        other.drain()
        #expect(other.texts.map(\.count) == [1551, 109])
    }

    @Test("an endless line of one file holds up no other")
    func endless() throws {
        var shipper = try Shipper(files, slabBytes: 16 << 10) { $0.lineBytes = ByteCount(4096) }
        files.append(String(repeating: "x", count: 2_000_000), to: "/log/a.log")
        files.append("one\n", to: "/log/b.log")
        shipper.step()
        #expect(shipper.texts.contains("one"))
        files.append("two\n", to: "/log/b.log")
        for _ in 0..<3 { shipper.step() }
        #expect(shipper.texts.contains("two"))
    }

    @Test("a line that fills a slab comes whole, whatever was in the slab before")
    func longLines() throws {
        var shipper = try Shipper(files, slabBytes: 8192) { $0.turnBytes = ByteCount(512) }
        let long = String(repeating: "x", count: 8191)
        files.append("a\na\n\(long)\na\n", to: "/log/a.log")
        files.append("b\n\(long)\nb\n", to: "/log/b.log")
        shipper.drain()
        let byFile = Dictionary(grouping: shipper.lines, by: \.generation).values.map { $0.map(\.text) }
        #expect(byFile.contains(["a", "a", long, "a"]))
        #expect(byFile.contains(["b", long, "b"]))
        #expect(shipper.lines.allSatisfy { !$0.isCut })
    }

    @Test("invalid UTF-8 is kept and flagged, not a reason to stop")
    func invalidUTF8() throws {
        var shipper = try Shipper(files)
        files.append("good\n", to: "/log/a.log")
        files.state.withLock { $0.files["/log/a.log"]?.bytes += [0xFF, 0xC0, 0x0A, 0x41, 0x0A] }
        #expect(shipper.step() == .filled)
        #expect(shipper.texts.first == "good")
        #expect(shipper.texts.last == "A")
        #expect(shipper.slab.entries.map { $0.flags.contains(.invalidUTF8) } == [false, true, false])
        #expect(shipper.slab.bytes(of: shipper.slab.entries[1]).elementsEqual([0xFF, 0xC0]))
    }

    @Test("a log is followed once a line is whole, and each line is read by itself, before a restart and after it")
    func format() throws {
        var shipper = try Shipper(files)
        shipper.settings.format = nil
        shipper.restart()
        files.append("{\"asctime\": \"2023-01-31 15:05:01,896\", \"name\": \"client_api_", to: "/log/a.log")
        shipper.drain()
        #expect(shipper.live.isEmpty)
        files.append("server\", \"levelname\": \"INFO\", \"message\": \"m\"}\n", to: "/log/a.log")
        shipper.drain()
        #expect(shipper.live.values.map(\.descriptor.format) == [.automatic])
        files.append("2023\n", to: "/log/a.log")
        shipper.restart()
        shipper.drain()
        #expect(shipper.live.values.map(\.descriptor.format) == [.automatic])
    }
}
