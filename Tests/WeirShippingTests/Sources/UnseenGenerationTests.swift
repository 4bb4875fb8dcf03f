import Testing
import WeirCompression
import WeirRecords
import WeirShipping
import WeirSystem

@Suite("generations of logs that came, were rotated and compressed while no shipper ran")
struct UnseenGenerationTests {
    let files = MemoryFiles()

    init() { files.makeDirectory("/log") }

    private func lines(_ range: Range<Int>) -> [String] { range.map { "a line with the number \($0)" } }
    private func write(_ range: Range<Int>, _ path: String) { files.append(lines(range).map { $0 + "\n" }.joined(), to: path) }

    private func compressed(_ range: Range<Int>, _ path: String, _ time: Timestamp) throws {
        var encoder = try GzipEncoder(level: 1)
        var bytes: [UInt8] = []
        try Array(lines(range).map { $0 + "\n" }.joined().utf8).withUnsafeBytes { try encoder.compress($0, into: &bytes) }
        files.append(bytes: bytes, to: path)
        files.touch(path, at: time)
    }

    /// A shipper that has read the first hundred lines of a log, and knows an archive of another.
    private func stopped() throws -> Shipper {
        var shipper = try Shipper(files)
        try compressed(9_000..<9_010, "/log/old.log.1.gz", Timestamp(microseconds: 1))
        write(0..<100, "/log/a.log")
        shipper.settle()
        shipper.pass(.seconds(60))
        return shipper
    }

    @Test(
        "of a new log, of one without a file of its own name, and behind a gap: read once, over restarts", arguments: 0..<3, [false, true])
    func read(kind: Int, restarts: Bool) throws {
        var shipper = try stopped()
        let time = shipper.now
        switch kind {
        case 0:
            try compressed(100..<150, "/log/b.log.1.gz", time)
            write(150..<160, "/log/b.log")
        case 1:
            files.move("/log/a.log", "/log/a.log.2")
            try compressed(100..<160, "/log/a.log.1.gz", time)
        default:
            files.delete("/log/a.log")
            try compressed(100..<130, "/log/a-2026-11-28.log.gz", time)
            try compressed(130..<150, "/log/a-2026-11-29.log.gz", time)
            write(150..<160, "/log/a.log")
        }
        shipper.pass(.seconds(60))
        shipper.restart()
        for _ in 0..<(restarts ? 10 : 0) {
            shipper.step(isLost: restarts && shipper.texts.count == 100)
            shipper.restart()
        }
        shipper.settleGone()
        if !restarts {
            #expect(!shipper.notices.contains { $0.message.contains("left out") && $0.details["first"] != "/log/old.log.1.gz" })
        }
        shipper.restart()
        shipper.settleGone()
        #expect(shipper.texts == lines(0..<160))
        #expect(shipper.losses.isEmpty == (kind != 2))
    }

    @Test("what was there before, and what is a log's that was read, is left out")
    func known() throws {
        var shipper = try stopped()
        let time = shipper.now
        try compressed(8_000..<8_010, "/log/b.log.1.gz", Timestamp(microseconds: 2))
        write(100..<110, "/log/b.log")
        try compressed(0..<100, "/log/a.log.1.gz", time)
        shipper.pass(.seconds(60))
        shipper.restart()
        shipper.settle()
        #expect(shipper.texts == lines(0..<110))
        #expect(shipper.losses.isEmpty && shipper.alerts().isEmpty)
    }

    @Test("one that was read and compressed beside the shipper is left out at the next start, though no other log came meanwhile")
    func readBefore() throws {
        var shipper = try stopped()
        files.rotate("/log/a.log", kept: 3)
        write(100..<110, "/log/a.log")
        shipper.settle()
        shipper.pass(.seconds(3_600))
        try compressed(0..<100, "/log/a-2026-11-29.log.gz", shipper.now)
        files.delete("/log/a.log.1")
        shipper.settleGone()
        shipper.pass(.seconds(3_600))
        files.move("/log/a.log", "/log/a.log.1")
        shipper.restart()
        shipper.settleGone()
        #expect(shipper.texts == lines(0..<110))
    }

    @Test("one that can't be unpacked is a loss of unknown size, with an alert", arguments: ["/log/b.log.1.xz", "/log/b.log.2.gz"])
    func unreadable(path: String) throws {
        var shipper = try stopped()
        files.append("no archive", to: path)
        files.touch(path, at: shipper.now)
        if path.hasSuffix(".gz") { files.fail(path, code: MemoryFiles.notPermitted) }
        write(100..<110, "/log/b.log")
        shipper.restart()
        shipper.settle()
        #expect(shipper.texts == lines(0..<110))
        #expect(shipper.alerts().map { $0.details["path"] } == [path])
        #expect(shipper.losses.map(\.subject) == [path] && shipper.losses.map(\.bytes) == [nil])
    }

    @Test("a log under its own name that was written while no shipper ran and holds the same is another one, with a warning")
    func sameWords() throws {
        var shipper = try stopped()
        files.move("/log/a.log", "/kept")
        write(0..<100, "/log/a.log")
        files.touch("/log/a.log", at: shipper.now)
        shipper.restart()
        shipper.settle()
        #expect(shipper.texts == lines(0..<100) + lines(0..<100))
        #expect(shipper.notices.contains { $0.severity == .warning && $0.message.contains("twice") && $0.details["path"] == "/log/a.log" })
    }

    @Test("one that was copied to another disk goes on there", arguments: [false, true])
    func otherDisk(isLater: Bool) throws {
        var shipper = try stopped()
        files.move("/log/a.log", "/kept")
        write(0..<100, "/log/a.log")
        if isLater { files.setDevice(7) }
        files.touch("/log/a.log", at: isLater ? shipper.now : Timestamp(microseconds: 5))
        shipper.restart()
        write(100..<110, "/log/a.log")
        if !isLater { files.touch("/log/a.log", at: Timestamp(microseconds: 5)) }
        shipper.settle()
        #expect(shipper.texts == lines(0..<110))
    }

    @Test("a file that was moved to where no pattern leads while no shipper ran is read on by its inode", arguments: [false, true])
    func moved(isLinked: Bool) throws {
        if isLinked { files.link("/log/current", to: "/data/day1") }
        files.makeDirectory("/data")
        let (first, second) = isLinked ? ("/data/day1", "/data/day2") : ("/log/current", "/log/current")
        write(0..<100, first)
        var shipper = try Shipper(files, include: ["/log/current"])
        shipper.settle()
        write(100..<150, first)
        if isLinked { files.link("/log/current", to: "/data/day2") } else { files.move("/log/current", "/log/yesterday") }
        write(150..<160, second)
        shipper.restart()
        shipper.settle()
        shipper.restart()
        shipper.settleGone()
        #expect(shipper.texts.sorted() == lines(0..<160).sorted())
        #expect(shipper.losses.isEmpty && shipper.alerts().isEmpty)
    }

    @Test("a log that was read to its end and removed is no loss where the shipper ends a moment later")
    func removedAtTheEnd() throws {
        var shipper = try stopped()
        write(100..<110, "/log/b.log")
        shipper.settle()
        files.delete("/log/b.log")
        shipper.pass(.seconds(1))
        while shipper.step() == .filled {}
        shipper.restart()
        shipper.settle()
        #expect(shipper.texts == lines(0..<110))
        #expect(shipper.losses.isEmpty && shipper.alerts().isEmpty)
    }
}
