import Testing
import WeirRecords
import WeirShipping
import WeirSystem

@Suite("copies of logs")
struct CopyTests {
    let files = MemoryFiles.withLogs("old")
    private let banner = (0..<40).map { "# \($0) ==========================================\n" }.joined()
    private let lines = MemoryFiles.longLines
    private let text = MemoryFiles.longText

    private func count(_ shipper: Shipper, _ word: String) -> Int { shipper.texts.count { $0.hasPrefix(word) } }

    @Test("two logs that are written at once under numbers are both read, though they begin alike", arguments: [false, true])
    func workers(isBannerFirst: Bool) throws {
        var shipper = try Shipper(files, include: ["/log/worker.log.*"])
        files.append(banner + (0..<100).map { "one \($0)\n" }.joined(), to: "/log/worker.log.1")
        shipper.settle()
        files.append(banner, to: "/log/worker.log.2")
        if isBannerFirst { for _ in 0..<40 { shipper.drain() } }
        files.append((0..<100).map { "two \($0)\n" }.joined(), to: "/log/worker.log.2")
        shipper.settle()
        for number in 100..<110 {
            files.append("one \(number)\n", to: "/log/worker.log.1")
            files.append("two \(number)\n", to: "/log/worker.log.2")
            shipper.drain()
        }
        #expect((count(shipper, "one"), count(shipper, "two"), count(shipper, "# ")) == (110, 110, 80))
        #expect(shipper.alerts().isEmpty)
    }

    @Test(
        "a copy is not shipped again, before its log is truncated and after, whatever it is called",
        arguments: ["/log/a.log.1", "/log/a.log-20261130", "/log/a.log.bak", "/log/a-20261130.log", "/log/old/a.log.1", "/log/old/a.log"],
        [0, 1, 2])
    func names(name: String, stop: Int) throws {
        var shipper = try files.shipper(reading: text, include: ["/log/*.log*", "/log/old/*.log*"])
        if stop == 1 { shipper.restart() }
        files.copy("/log/a.log", name)
        if stop == 0 { shipper.step() }
        files.overwrite("/log/a.log", with: "")
        if stop == 2 { shipper.restart() }
        files.append("new\n", to: "/log/a.log")
        shipper.settle()
        #expect(shipper.texts == lines + ["new"])
        shipper.restart()
        files.append("newer\n", to: "/log/a.log")
        shipper.settle()
        #expect(shipper.texts == lines + ["new", "newer"])
        #expect(shipper.alerts().isEmpty)
    }

    @Test(
        "a copy of a log that goes on is left out for good, over restarts and the log's end", arguments: ["/log/a.log.bak", "/log/a.log.7"])
    func kept(name: String) throws {
        var shipper = try files.shipper(reading: text, include: ["/log/*.log*"])
        files.copy("/log/a.log", name)
        shipper.settle()
        shipper.settle()
        shipper.restart()
        shipper.settle()
        files.append("more\n", to: "/log/a.log")
        shipper.settle()
        files.delete("/log/a.log")
        shipper.settle()
        shipper.restart()
        shipper.settle()
        #expect(shipper.texts == lines + ["more"])
    }

    @Test("a copy that is found while its log is just being copied is not read in between")
    func growing() throws {
        var shipper = try files.shipper(reading: text)
        files.append("", to: "/log/a.log.1")
        shipper.drain()
        for part in [text.prefix(100), text.dropFirst(100).prefix(700), text.dropFirst(800)] {
            files.append(String(part), to: "/log/a.log.1")
            shipper.drain()
        }
        files.overwrite("/log/a.log", with: "new\n")
        shipper.settle()
        #expect(shipper.texts == lines + ["new"])
    }

    @Test("a short log is copied and truncated like a long one")
    func short() throws {
        var shipper = try files.shipper(reading: "one\ntwo\n")
        files.append("three\n", to: "/log/a.log")
        files.copy("/log/a.log", "/log/a.log.1")
        files.overwrite("/log/a.log", with: "four\n")
        shipper.settle()
        #expect(shipper.texts == ["one", "two", "three", "four"])
        #expect(shipper.alerts().isEmpty)
    }

    @Test("what was written between the copy and the truncation, and read, makes the copy no other file")
    func raced() throws {
        var shipper = try files.shipper(reading: text)
        files.copy("/log/a.log", "/log/a.log.1")
        files.append("between\n", to: "/log/a.log")
        shipper.step()
        files.overwrite("/log/a.log", with: "new\n")
        shipper.settle()
        #expect(shipper.texts == lines + ["between", "new"])
    }

    @Test("logs of one name in several directories that hold the same are all read")
    func twins() throws {
        var shipper = try files.shipper(reading: text, include: ["/log/*/a.log", "/log/a.log"])
        files.copy("/log/a.log", "/log/old/a.log")
        shipper.settle()
        for _ in 0..<3 { shipper.drain() }
        #expect(shipper.texts == lines + lines)
    }

    @Test("a copy that goes on by itself is a file of its own")
    func goesOn() throws {
        var shipper = try files.shipper(reading: text)
        files.copy("/log/a.log", "/log/a.log.3")
        shipper.settle()
        #expect(shipper.texts == lines)
        files.append("its own\n", to: "/log/a.log.3")
        files.append("the log's\n", to: "/log/a.log")
        shipper.settle()
        #expect(shipper.texts.suffix(62).sorted() == (lines + ["its own", "the log's"]).sorted())
    }

    @Test("a copy is held against each file that begins alike, not only against the first")
    func severalAlike() throws {
        var shipper = try files.shipper(reading: banner + "one\n")
        files.move("/log/a.log", "/log/a.log.1")
        files.append(banner + "two\n", to: "/log/a.log")
        shipper.drain()
        files.copy("/log/a.log", "/log/a.log.7")
        files.copy("/log/a.log.1", "/log/a.log.8")
        shipper.settle()
        #expect((count(shipper, "one"), count(shipper, "two")) == (1, 1))
    }

    @Test("a copy that can't be read when its log is truncated is waited for, and not shipped again", arguments: [false, true])
    func unreadable(isKnown: Bool) throws {
        var shipper = try files.shipper(reading: text)
        files.append("unread\n", to: "/log/a.log")
        files.copy("/log/a.log", "/log/a.log.1")
        if isKnown { shipper.step() }
        files.setReadable("/log/a.log.1", false)
        files.overwrite("/log/a.log", with: "new\n")
        shipper.drain()
        files.setReadable("/log/a.log.1", true)
        shipper.settle()
        #expect(shipper.texts == lines + ["unread", "new"])
        #expect(shipper.losses.isEmpty)
    }

    @Test("of several copies of a truncated log the longest goes on, also where it can't be read for a moment", arguments: [true, false])
    func longest(isReadable: Bool) throws {
        var shipper = try files.shipper(reading: text)
        files.copy("/log/a.log", "/log/a.log.7")
        shipper.step()
        files.append("more\n", to: "/log/a.log")
        files.copy("/log/a.log", "/log/a.log.1")
        if isReadable { shipper.drain() } else { shipper.step() }
        files.setReadable("/log/a.log.1", isReadable)
        files.overwrite("/log/a.log", with: "new\n")
        shipper.drain()
        files.setReadable("/log/a.log.1", true)
        shipper.settle()
        #expect(shipper.texts == lines + ["more", "new"])
    }

    @Test(
        "of several copies that are found with the truncation the longest goes on, also where it can't be read for a moment",
        arguments: [false, true])
    func longestOfNew(isReadable: Bool) throws {
        var shipper = try files.shipper(reading: text)
        files.copy("/log/a.log", "/log/a.log.7")
        let offset = files.bytes("/log/a.log").count
        files.append("more\n", to: "/log/a.log")
        files.copy("/log/a.log", "/log/a.log.1")
        if !isReadable { files.failReading("/log/a.log.1", from: offset - Fingerprint.maximumBytes) }
        files.overwrite("/log/a.log", with: "new\n")
        shipper.settle()
        #expect(shipper.texts == lines + ["more", "new"])
        #expect(shipper.losses.isEmpty)
    }

    @Test(
        "of several copies that were made while no shipper ran the longest goes on, whatever they are called",
        arguments: ["a-1.log", "a.log.9", "a.log.bak"])
    func longestSinceStop(name: String) throws {
        var shipper = try files.shipper(reading: text)
        files.append("more\n", to: "/log/a.log")
        files.copy("/log/a.log", "/log/\(name)")
        files.append("and more\n", to: "/log/a.log")
        files.copy("/log/a.log", "/log/a.log.1")
        files.overwrite("/log/a.log", with: "new\n")
        shipper.restart()
        shipper.settle()
        #expect(shipper.texts.sorted() == (lines + ["more", "and more", "new"]).sorted())
    }

    @Test("a log that is copied twice and truncated before anything of it was read comes once, though the new one begins alike")
    func unread() throws {
        var shipper = try Shipper(files)
        shipper.drain()
        files.append(banner + "one 1\n", to: "/log/a.log")
        files.copy("/log/a.log", "/log/a.log.1001")
        shipper.source.observe(now: shipper.now)
        files.append("one 2\n", to: "/log/a.log")
        files.copy("/log/a.log", "/log/a.log.1")
        files.overwrite("/log/a.log", with: banner + "two 1\ntwo 2\ntwo 3\n")
        shipper.pass(.seconds(1))
        shipper.settle()
        #expect((count(shipper, "one"), count(shipper, "two"), count(shipper, "# ")) == (2, 3, 80))
        #expect(shipper.alerts().isEmpty)
    }

    @Test("a log that is truncated before anything of it was read does not go on in the copy of another one that begins alike")
    func unreadBesideAnother() throws {
        var shipper = try Shipper(files)
        files.append(banner + "one\n", to: "/log/a.log")
        shipper.drain()
        files.move("/log/a.log", "/log/a.log.1")
        files.copy("/log/a.log.1", "/log/a.log.7")
        shipper.settle()
        files.append(banner + "two\n", to: "/log/a.log")
        shipper.source.observe(now: shipper.now)
        files.move("/log/a.log.1", "/log/a.log.2")
        files.copy("/log/a.log", "/log/a.log.1")
        files.overwrite("/log/a.log", with: "")
        files.append(banner + "three\n", to: "/log/a.log")
        shipper.settle()
        #expect((count(shipper, "one"), count(shipper, "two"), count(shipper, "three"), count(shipper, "# ")) == (1, 1, 1, 120))
        #expect(shipper.alerts().isEmpty && shipper.losses.isEmpty)
    }

    @Test("the copy of a log that was deleted before anything of it was read is read instead")
    func unreadAndDeleted() throws {
        var shipper = try Shipper(files) { $0.openFiles = 1 }
        files.append("b\n", to: "/log/b.log")
        shipper.drain()
        files.append(text, to: "/log/a.log")
        files.copy("/log/a.log", "/log/a.log.7")
        shipper.source.observe(now: shipper.now)
        files.delete("/log/a.log")
        for _ in 0..<3 { shipper.scan() }
        shipper.settle()
        #expect(shipper.texts == ["b"] + lines)
        #expect(shipper.losses.isEmpty && shipper.alerts().isEmpty)
    }

    @Test("a log that was deleted before anything of it was read is a loss where its copies are another one's")
    func unreadAndLost() throws {
        var shipper = try Shipper(files) { $0.openFiles = 1 }
        files.append("b\n", to: "/log/b.log")
        shipper.drain()
        files.append(text, to: "/log/a.log")
        shipper.source.observe(now: shipper.now)
        files.delete("/log/a.log")
        for _ in 0..<3 { shipper.scan() }
        shipper.settle()
        #expect(shipper.texts == ["b"])
        #expect(shipper.losses.map(\.cause) == [.rotatedAway])
    }

    @Test("the copy of a log that can't be looked at just now is not read in its place", arguments: [false, true])
    func unseenLog(isTruncated: Bool) throws {
        var shipper = try Shipper(files)
        shipper.drain()
        files.append(text, to: "/log/a.log")
        files.copy("/log/a.log", "/log/a.log.1001")
        files.setSeen("/log/a.log", false)
        shipper.drain()
        files.append("more\n", to: "/log/a.log")
        if isTruncated {
            files.copy("/log/a.log", "/log/a.log.1")
            files.overwrite("/log/a.log", with: "new\n")
        }
        files.setSeen("/log/a.log", true)
        shipper.settle()
        #expect(shipper.texts == lines + ["more"] + (isTruncated ? ["new"] : []))
        #expect(shipper.losses.isEmpty && shipper.alerts().isEmpty)
    }

    @Test("a log whose name can't be looked at for good is not waited for without end")
    func unseenForGood() throws {
        var shipper = try Shipper(files)
        shipper.drain()
        files.append(text, to: "/log/a.log")
        files.copy("/log/a.log", "/log/a.log.1001")
        files.setSeen("/log/a.log", false)
        for _ in 0..<40 { shipper.drain() }
        #expect(shipper.texts == lines)
    }

    @Test("a truncated log does not go on in an earlier copy while the last one can't be looked at", arguments: [false, true])
    func unknownLongest(isSeen: Bool) throws {
        var shipper = try files.shipper(reading: text)
        files.copy("/log/a.log", "/log/a.log.7")
        shipper.step()
        files.append("more\n", to: "/log/a.log")
        files.copy("/log/a.log", "/log/a.log.1")
        files.setSeen("/log/a.log.1", isSeen)
        files.fail("/log/a.log.1", code: SystemError.inputOutput)
        files.overwrite("/log/a.log", with: "new\n")
        shipper.drain()
        files.setSeen("/log/a.log.1", true)
        files.fail("/log/a.log.1", code: nil)
        shipper.settle()
        #expect(shipper.texts == lines + ["more", "new"])
        #expect(shipper.losses.isEmpty)
    }

    @Test("a copy of what came since a truncation is not shipped again, before anything of that was read", arguments: [0, 1])
    func copiedAtOnce(steps: Int) throws {
        var shipper = try Shipper(files)
        files.append("0\n", to: "/log/0.log")
        files.append(text, to: "/log/a.log")
        shipper.drain()
        for _ in 0..<steps { shipper.step() }
        files.append("1\n", to: "/log/0.log")
        files.copy("/log/a.log", "/log/a.log.1")
        files.overwrite("/log/a.log", with: "")
        // The truncation is found, and the scan waits for what the other log gave.
        shipper.step()
        files.append(banner + "new\n", to: "/log/a.log")
        files.copy("/log/a.log", "/log/a.log.1001")
        shipper.settle()
        #expect((count(shipper, "a line"), count(shipper, "# "), count(shipper, "new")) == (60, 40, 1))
    }

    @Test("a log that is deleted while it is not held open goes on in its copy")
    func deleted() throws {
        var shipper = try files.shipper(reading: text) { $0.openFiles = 1 }
        files.append("b\n", to: "/log/b.log")
        shipper.drain()
        files.append("more\n", to: "/log/a.log")
        files.copy("/log/a.log", "/log/a-7.log")
        files.delete("/log/a.log")
        shipper.settle()
        #expect(shipper.texts == lines + ["b", "more"])
        #expect(shipper.losses.isEmpty && shipper.alerts().isEmpty)
    }

    @Test("a log that was truncated and rotated while it was not held open goes on in its copy")
    func truncatedAndRotated() throws {
        var shipper = try files.shipper(reading: text) { $0.openFiles = 1 }
        files.append("b\n", to: "/log/b.log")
        shipper.drain()
        files.append("more\n", to: "/log/a.log")
        files.copy("/log/a.log", "/log/a.log.1")
        files.overwrite("/log/a.log", with: banner + banner + "new\n")
        files.rotate("/log/a.log", kept: 9)
        shipper.settle()
        #expect(shipper.texts.filter { !$0.hasPrefix("#") } == lines + ["b", "more", "new"])
        #expect(count(shipper, "# ") == 80)
        #expect(shipper.losses.isEmpty && shipper.alerts().isEmpty)
    }

    @Test("a copy of what was written since a truncation that was not noticed yet is not shipped again", arguments: [0, 1_000])
    func copiedBeforeNoticed(unread: Int) throws {
        var shipper = try files.shipper(reading: text)
        let last = String(repeating: "x", count: unread)
        files.append(last + "\n", to: "/log/a.log")
        files.copy("/log/a.log", "/log/a.log.1")
        files.overwrite("/log/a.log", with: banner + banner + "new\n")
        files.copy("/log/a.log", "/log/a.log.1001")
        shipper.scan()
        shipper.settle()
        #expect(shipper.texts.filter { !$0.hasPrefix("#") } == lines + (unread > 0 ? [last] : []) + ["new"])
        #expect(count(shipper, "# ") == 80)
        #expect(shipper.losses.isEmpty && shipper.alerts().isEmpty)
    }

    @Test("the earlier copy of a log that was truncated unread is not read while the later one can't be looked at")
    func earlierCopy() throws {
        var shipper = try files.shipper(reading: text)
        files.overwrite("/log/a.log", with: "")
        shipper.settle()
        files.append(banner + "one\n", to: "/log/a.log")
        files.copy("/log/a.log", "/log/a.log.1001")
        shipper.scan()
        files.append("two\n", to: "/log/a.log")
        files.copy("/log/a.log", "/log/a.log.1")
        files.fail("/log/a.log.1", code: SystemError.inputOutput)
        files.overwrite("/log/a.log", with: "")
        shipper.scan()
        files.fail("/log/a.log.1", code: nil)
        shipper.settle()
        #expect((count(shipper, "one"), count(shipper, "two"), count(shipper, "# ")) == (1, 1, 40))
        #expect(shipper.losses.map(\.bytes) == [nil])
    }

    @Test("a copy of a short log that is found after a restart is not shipped again")
    func shortAfterRestart() throws {
        var shipper = try files.shipper(reading: "one\n")
        files.copy("/log/a.log", "/log/a.log.7")
        shipper.restart()
        shipper.settle()
        #expect(shipper.texts == ["one"])
    }

    @Test("a short log and its copy that are found together come once where the log is truncated then", arguments: [false, true])
    func shortFoundTogether(isRead: Bool) throws {
        var shipper = try Shipper(files)
        shipper.drain()
        files.append("one\n", to: "/log/a.log")
        files.copy("/log/a.log", "/log/a.log.1")
        if isRead { shipper.step() } else { shipper.source.observe(now: shipper.now) }
        files.overwrite("/log/a.log", with: "")
        shipper.settle()
        files.append("two\n", to: "/log/a.log")
        shipper.settle()
        #expect(shipper.texts == ["one", "two"])
        #expect(shipper.alerts().isEmpty && shipper.losses.isEmpty)
    }

    @Test(
        "two short logs that hold the same are both read, though one is called like the other's copy", arguments: [0, 1, 2, 3])
    func shortTwins(what: Int) throws {
        var shipper = try Shipper(files)
        shipper.drain()
        files.append("one\n", to: "/log/a.log")
        files.copy("/log/a.log", "/log/a.log.1")
        shipper.step()
        switch what {
        case 1: shipper.restart()
        case 2: files.delete("/log/a.log")
        case 3: files.append("two\n", to: "/log/a.log")
        default: break
        }
        shipper.settle()
        #expect(shipper.texts.sorted() == ["one", "one"] + (what == 3 ? ["two"] : []))
    }

    @Test("a short log that was rotated is read, though the next one begins alike and is truncated")
    func shortRotated() throws {
        var shipper = try Shipper(files)
        shipper.drain()
        files.append("one\n", to: "/log/a.log")
        files.move("/log/a.log", "/log/a.log.1")
        files.append("one\n", to: "/log/a.log")
        shipper.step()
        files.overwrite("/log/a.log", with: "")
        shipper.settle()
        #expect(shipper.texts == ["one", "one"])
    }
}
