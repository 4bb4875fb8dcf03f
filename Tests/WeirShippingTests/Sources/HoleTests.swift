import Synchronization
import Testing
import WeirRecords
import WeirShipping
import WeirSystem

@Suite("holes of NUL bytes are passed over")
struct HoleTests {
    let files = MemoryFiles()

    init() { files.makeDirectory("/log") }

    private func zeros(_ count: Int) -> [UInt8] { [UInt8](repeating: 0, count: count) }

    @Test("before a line, in one and at the end; of any size, also larger than a slab", arguments: [1, 7, 8, 100, 4095, 4096, 70_000])
    func sizes(count: Int) throws {
        var shipper = try Shipper(files, slabBytes: 16 << 10) { $0.turnBytes = .kibibytes(4) }
        files.append(bytes: zeros(count), to: "/log/a.log")
        files.append("first behind\nsecond\n", to: "/log/a.log")
        files.append(bytes: zeros(count), to: "/log/a.log")
        files.append("third\nfour", to: "/log/a.log")
        files.append(bytes: zeros(count), to: "/log/a.log")
        files.append("th\nfifth\n", to: "/log/a.log")
        files.append(bytes: zeros(count), to: "/log/a.log")
        shipper.settle()
        let fourth = count < 8 ? "four" + String(repeating: "\0", count: count) + "th" : "fourth"
        #expect(
            shipper.texts.map { count == 7 ? $0.replacing("\0", with: "") : $0 } == [
                "first behind", "second", "third", count == 7 ? "fourth" : fourth, "fifth",
            ])
        #expect(shipper.lines.allSatisfy { $0.isCut == ($0.text == "fourth" && count >= 8) })
        #expect(shipper.notices.filter { $0.message.contains("NUL") }.count == 1)
        #expect(shipper.alerts().isEmpty)
        #expect(shipper.source.unreadBytes == 0)
        shipper.restart()
        files.append("sixth\n", to: "/log/a.log")
        shipper.settle()
        #expect(shipper.texts.last == "sixth")
        #expect(shipper.texts.count == 6)
    }

    @Test("room that a writer made in advance is not passed over, and no loss when it is given back")
    func preallocated() throws {
        var shipper = try Shipper(files)
        var content = zeros(20_000)
        func write(_ text: String, at place: Int, size: Int = 20_000) {
            content.replaceSubrange(place..<place + text.utf8.count, with: Array(text.utf8))
            let bytes = Array(content.prefix(size))
            files.overwrite("/log/a.log", with: "")
            files.append(bytes: bytes, to: "/log/a.log")
        }
        files.append(bytes: content, to: "/log/a.log")
        shipper.drain()
        var place = 0
        for number in 0..<30 {
            let text = "line \(number)\n"
            write(text, at: place)
            place += text.utf8.count
            shipper.drain()
        }
        #expect(shipper.texts == (0..<30).map { "line \($0)" })
        #expect(shipper.source.unreadBytes == 0)
        write("end\n", at: place, size: place + 4)
        shipper.drain()
        files.rotate("/log/a.log", kept: 3)
        files.append("next\n", to: "/log/a.log")
        shipper.settle()
        #expect(shipper.texts.suffix(2) == ["end", "next"])
        #expect(shipper.alerts().isEmpty)
    }

    @Test("a hole that is filled a moment later loses nothing")
    func filled() throws {
        var shipper = try Shipper(files)
        files.append("one\n", to: "/log/a.log")
        shipper.drain()
        shipper.now.microseconds = 2_000_000
        files.state.withLock { $0.ticks = 1_999_990 }
        files.append(bytes: zeros(50), to: "/log/a.log")
        files.append("three\n", to: "/log/a.log")
        for _ in 0..<5 {
            shipper.pass(.milliseconds(100))
            shipper.step()
        }
        #expect(shipper.texts == ["one"])
        files.overwrite("/log/a.log", with: "one\n" + String(repeating: "x", count: 49) + "\nthree\n")
        shipper.settle()
        #expect(shipper.texts == ["one", String(repeating: "x", count: 49), "three"])
    }

    @Test("text may have been in a hole, or may come: it is a loss of unknown size, but not where the writer went on after a truncation")
    func loss() throws {
        var shipper = try Shipper(files)
        files.append("one\n", to: "/log/a.log")
        shipper.drain()
        files.append(bytes: zeros(50), to: "/log/a.log")
        files.append("behind\n", to: "/log/a.log")
        files.append("first\n", to: "/log/b.log")
        shipper.settle()
        #expect(shipper.texts == ["one", "first", "behind"])
        #expect(
            shipper.losses.map(\.subject) == ["/log/a.log"] && shipper.losses.map(\.cause) == [.damaged]
                && shipper.losses.map(\.bytes) == [nil])
        for isStopped in [false, true] {
            files.overwrite("/log/b.log", with: "")
            files.append(bytes: zeros(50), to: "/log/b.log")
            files.append("behind it \(isStopped)\n", to: "/log/b.log")
            if isStopped { shipper.restart() }
            shipper.settle()
        }
        #expect(shipper.texts.suffix(2) == ["behind it false", "behind it true"])
        #expect(shipper.losses.count { $0.cause == .damaged } == 1)
    }

    @Test("a hole that is not filled holds its own file up for the quiet time, and no other one")
    func notFilled() throws {
        var shipper = try Shipper(files)
        shipper.now.microseconds = 2_000_000
        files.state.withLock { $0.ticks = 1_999_990 }
        files.append(bytes: zeros(50), to: "/log/a.log")
        files.append("behind\n", to: "/log/a.log")
        files.append("other\n", to: "/log/b.log")
        shipper.step()
        #expect(shipper.texts == ["other"])
        shipper.drain()
        #expect(shipper.texts == ["other", "behind"])
    }

    @Test("one step looks at so many bytes of NULs at most, and the others have their turns")
    func bounded() throws {
        var shipper = try Shipper(files) { $0.stepBytes = .mebibytes(1) }
        files.append(bytes: zeros(40 << 20), to: "/log/a.log")
        files.append("behind\n", to: "/log/a.log")
        files.append("one\n", to: "/log/b.log")
        #expect(shipper.step() == .idle(.milliseconds(20)))
        #expect(shipper.step() == .filled)
        #expect(shipper.texts == ["one"])
        files.append("two\n", to: "/log/b.log")
        var steps = 0
        while shipper.texts.last != "behind", steps < 100 {
            shipper.step()
            shipper.pass(.milliseconds(20))
            steps += 1
        }
        #expect(steps > 3)
        #expect(shipper.texts == ["one", "two", "behind"])
    }

    @Test("text of two bytes a character within a log of one loses its NUL bytes, so that redaction sees it")
    func interleaved() throws {
        var shipper = try Shipper(files)
        files.append("plain\n", to: "/log/a.log")
        shipper.drain()
        files.append(bytes: "password=hunter\n".utf8.flatMap { [$0, 0] }, to: "/log/a.log")
        files.append("plain again\n", to: "/log/a.log")
        shipper.drain()
        #expect(shipper.texts == ["plain", "password=hunter", "plain again"])
    }

    @Test("much of such text is not taken for another file's the next time, and comes once")
    func muchInterleaved() throws {
        let texts = (0..<200).map { "password=hunter\($0)" }
        var shipper = try Shipper(files)
        files.append("plain\n", to: "/log/a.log")
        shipper.drain()
        files.append(bytes: texts.flatMap { "\($0)\n".utf8.flatMap { [$0, 0] } }, to: "/log/a.log")
        files.append("plain again\n", to: "/log/a.log")
        shipper.drain()
        files.append("and again\n", to: "/log/a.log")
        shipper.settle()
        #expect(shipper.texts == ["plain"] + texts + ["plain again", "and again"])
    }

    @Test("once: a file of NUL bytes alone ends the run")
    func onlyZeros() throws {
        files.append(bytes: zeros(100_000), to: "/log/a.log")
        files.append("one\n", to: "/log/b.log")
        var shipper = try Shipper(files, once: true)
        var steps = 0
        while shipper.step() != .exhausted, steps < 50 { steps += 1 }
        #expect(steps < 50)
        #expect(shipper.texts == ["one"])
    }
}
