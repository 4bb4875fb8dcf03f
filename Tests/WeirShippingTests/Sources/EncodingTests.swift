import Testing
import WeirRecords
import WeirShipping
import WeirSystem

@Suite("encodings of log files")
struct EncodingTests {
    let files = MemoryFiles()
    private static let lines = ["2026 password=hunter2secret ok", "ünïcode \u{1F30A} ж 漢字", "", "x", "end"]

    init() { files.makeDirectory("/log") }

    private func wide(_ text: String, isBigEndian: Bool) -> [UInt8] {
        text.utf16.flatMap { isBigEndian ? [UInt8($0 >> 8), UInt8($0 & 0xFF)] : [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
    }

    @Test("UTF-16 becomes UTF-8, with a mark or without, however it is written", arguments: [false, true], [false, true])
    func utf16(isBigEndian: Bool, isMarked: Bool) throws {
        let text = (isMarked ? "\u{FEFF}" : "") + Self.lines.joined(separator: "\r\n") + "\r\n"
        let bytes = wide(text, isBigEndian: isBigEndian)
        for step in [1, 2, 3, 7, 1000] {
            let files = MemoryFiles()
            files.makeDirectory("/log")
            var shipper = try Shipper(files, slabBytes: 4096)
            for start in stride(from: 0, to: bytes.count, by: step) {
                files.append(bytes: Array(bytes[start..<min(start + step, bytes.count)]), to: "/log/a.log")
                shipper.step()
                if start % 5 == 0 { shipper.restart() }
            }
            shipper.settle()
            #expect(shipper.texts == Self.lines.filter { !$0.isEmpty }, "\(step) bytes at a time")
            #expect(shipper.lines.last.map(\.offset) == UInt64(bytes.count - 10))
            #expect(Set(shipper.lines.map(\.offset)).count == shipper.lines.count)
            #expect(shipper.notices.isEmpty)
        }
    }

    @Test(
        "a log in UTF-16 that is gone on with in UTF-8 gives its lines, with an alert, over restarts", arguments: [false, true],
        [false, true])
    func goesOnNarrow(isBigEndian: Bool, restarts: Bool) throws {
        // Two signs whose bytes are ASCII and one of them a line feed: UTF-16 all the same.
        let before = ["2026 first", "上海 上海", "second"]
        let behind = ["a line of UTF-8: ж 漢字", "x", "2026 password=hunter2secret", "the last of them, without a line end"]
        files.append(bytes: wide("\u{FEFF}" + before[0] + "\n", isBigEndian: isBigEndian), to: "/log/a.log")
        var shipper = try Shipper(files)
        shipper.drain()
        files.append(bytes: wide(before[1...].map { $0 + "\n" }.joined(), isBigEndian: isBigEndian), to: "/log/a.log")
        files.append(behind.joined(separator: "\n"), to: "/log/a.log")
        if restarts { shipper.restart() }
        shipper.drain()
        if restarts { shipper.restart() }
        files.rotate("/log/a.log", kept: 3)
        files.append("next\n", to: "/log/a.log")
        shipper.settle()
        #expect(shipper.texts == before + behind + ["next"])
        #expect(shipper.alerts().map { $0.details["path"] } == ["/log/a.log"])
        #expect(Set(shipper.lines.map(\.generation)).count == 2)
    }

    @Test("a line of UTF-16 over the limit comes in parts, and a last half line when nothing more comes")
    func wideParts() throws {
        let long = String(repeating: "ж🌊", count: 3000)
        files.append(bytes: wide("\u{FEFF}short\n\(long)\nhalf", isBigEndian: false), to: "/log/a.log")
        var shipper = try Shipper(files, once: true, slabBytes: 4096) { $0.lineBytes = ByteCount(1000) }
        var steps = 0
        while shipper.step() != .exhausted, steps < 500 { steps += 1 }
        #expect(shipper.texts.joined() == "short" + long + "half")
        #expect(shipper.lines.dropFirst().dropLast().allSatisfy { $0.isCut })
        #expect(shipper.texts.allSatisfy { $0.utf8.count <= 1000 })
    }

    @Test("half a pair becomes one replacement character and costs nothing else")
    func halfPair() throws {
        files.append(bytes: [0xFF, 0xFE, 0x61, 0, 0x3C, 0xD8, 0x62, 0, 0x0A, 0], to: "/log/a.log")
        var shipper = try Shipper(files)
        shipper.settle()
        #expect(shipper.texts == ["a\u{FFFD}b"])
    }

    @Test("a byte order mark is no part of a record, at a file's beginning or where files were put together")
    func utf8Mark() throws {
        var shipper = try Shipper(files)
        files.append("\u{FEFF}one\ntwo\n\u{FEFF}three\n\u{FEFF}\n\u{FEFF}half", to: "/log/a.log")
        shipper.drain()
        files.rotate("/log/a.log", kept: 3)
        files.append("\u{FEFF}", to: "/log/a.log")
        shipper.settle()
        #expect(shipper.texts.map { Array($0.utf8) } == ["one", "two", "three", "half"].map { Array($0.utf8) })
        #expect(shipper.lines.map(\.offset).prefix(3) == [3, 7, 14])
    }

    @Test("UTF-32 is refused by name, and the others go on", arguments: [[0xFF, 0xFE, 0, 0], [0, 0, 0xFE, 0xFF], []] as [[UInt8]])
    func refused(mark: [UInt8]) throws {
        let isBigEndian = mark.first == 0
        let text = "password=hunter\n".utf8.flatMap { isBigEndian ? [0, 0, 0, $0] : [$0, 0, 0, 0] as [UInt8] }
        files.append(bytes: mark + text, to: "/log/a.log")
        files.append("one\n", to: "/log/b.log")
        var shipper = try Shipper(files)
        shipper.settle()
        shipper.settle()
        #expect(shipper.texts == ["one"])
        #expect(shipper.alerts().map { $0.details["encoding"] } == ["UTF-32"])
        #expect(shipper.source.status.counters.lostFiles == 1)
    }

    @Test("what is not plainly UTF-16 is left as it is")
    func detection() {
        func detect(_ bytes: [UInt8]) -> TextEncoding.Finding { bytes.withUnsafeBytes { TextEncoding.detect($0) } }
        #expect(detect(Array("plain text\n".utf8)) == .known(.utf8))
        #expect(detect([]) == .known(.utf8))
        #expect(detect(Array("a\0b\nlonger line of text without any\n".utf8)) == .known(.utf8))
        #expect(detect([UInt8](repeating: 0, count: 100) + Array("text\n".utf8)) == .known(.utf8))
        #expect(detect(Array("half a line".utf8) + [UInt8](repeating: 0, count: 100)) == .known(.utf8))
        #expect(detect([0xFF]) == .undecided)
        #expect(detect([0xFF, 0xFE, 0x41]) == .undecided)
        #expect(detect([0x41, 0, 0x0A, 0]) == .known(.utf16LittleEndian))
        #expect(detect([0, 0x41, 0, 0x0A]) == .known(.utf16BigEndian))
        #expect(detect(wide("2026-11-30 12:00:01 запись в журнале\n", isBigEndian: false)) == .known(.utf16LittleEndian))
        #expect(detect(wide("2026-11-30 12:00:01 запись в журнале\n", isBigEndian: true)) == .known(.utf16BigEndian))
    }
}
