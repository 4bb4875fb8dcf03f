import Synchronization
import Testing
import WeirRecords
import WeirShipping
import WeirSystem

@Suite("a files source follows rotation")
struct FilesSourceRotationTests {
    let files = MemoryFiles.withLogs()

    @Test("lines come in order, each once, as they are written")
    func appends() throws {
        var shipper = try files.shipper(reading: "one\ntwo\n")
        files.append("three\r\n\nfour\n", to: "/log/a.log")
        shipper.drain()
        #expect(shipper.texts == ["one", "two", "three", "four"])
        #expect(shipper.lines.map(\.offset) == [0, 4, 8, 16])
        #expect(Set(shipper.lines.map(\.generation)).count == 1)
        #expect(shipper.notices.isEmpty)
    }

    @Test("a file renamed away is read to its end before the new one")
    func rename() throws {
        var shipper = try files.shipper(reading: "one\n")
        files.append("two\n", to: "/log/a.log")
        files.rotate("/log/a.log", kept: 3)
        files.append("three\n", to: "/log/a.log")
        files.append("late\n", to: "/log/a.log.1")
        shipper.settle()
        #expect(shipper.texts == ["one", "two", "late", "three"])
        #expect(shipper.notices.isEmpty)
    }

    @Test("a backlog is read oldest first, and never again")
    func backlog() throws {
        for (number, name) in ["a.log.12", "a.log.3", "a.log.1", "a.log"].enumerated() { files.append("\(number)\n", to: "/log/\(name)") }
        var shipper = try Shipper(files)
        shipper.settle()
        #expect(shipper.texts == ["0", "1", "2", "3"])
        shipper.restart()
        shipper.settle()
        files.rotate("/log/a.log", kept: 20)
        files.append("4\n", to: "/log/a.log")
        shipper.settle()
        shipper.restart()
        shipper.settle()
        #expect(shipper.texts == ["0", "1", "2", "3", "4"])
        #expect(shipper.notices.isEmpty)
    }

    @Test("files rotated under dates are read in the order of the dates")
    func dates() throws {
        for name in ["a.log-20241125", "a.log", "a.log-20241123"] { files.append("\(name)\n", to: "/log/\(name)") }
        var shipper = try Shipper(files)
        shipper.settle()
        #expect(shipper.texts == ["a.log-20241123", "a.log-20241125", "a.log"])
    }

    @Test("a file rotated while the source was stopped is found again")
    func rotatedWhileStopped() throws {
        var shipper = try files.shipper(reading: "one\n")
        files.append("two\n", to: "/log/a.log")
        files.rotate("/log/a.log", kept: 5)
        files.append("three\n", to: "/log/a.log")
        files.rotate("/log/a.log", kept: 5)
        files.append("four\n", to: "/log/a.log")
        shipper.restart()
        shipper.settle()
        #expect(shipper.texts == ["one", "two", "three", "four"])
        #expect(shipper.notices.isEmpty)
    }

    @Test("a file is found again after a reboot gave its device another number, if enough of it is known")
    func otherDevice() throws {
        var shipper = try Shipper(files)
        let long = (0..<40).map { "a line with the number \($0)\n" }.joined()
        files.append(long, to: "/log/a.log")
        shipper.drain()
        files.setDevice(9)
        files.append("more\n", to: "/log/a.log")
        shipper.restart()
        shipper.settle()
        #expect(shipper.lines.count == 41)
        #expect(shipper.texts.last == "more")
        #expect(Set(shipper.lines.map(\.generation)).count == 1)
        #expect(shipper.alerts().isEmpty)
        shipper.restart()
        shipper.settle()
        #expect(shipper.lines.count == 41)
    }

    @Test("a truncated file begins a new generation", arguments: ["x\n", "another long line, longer than before\n"])
    func truncation(text: String) throws {
        var shipper = try files.shipper(reading: "one\ntwo\n")
        files.overwrite("/log/a.log", with: text)
        shipper.drain()
        files.append("more\n", to: "/log/a.log")
        shipper.drain()
        #expect(shipper.texts == ["one", "two", String(text.dropLast()), "more"])
        #expect(Set(shipper.lines.map(\.generation)).count == 2)
        #expect(shipper.lines[2].offset == 0)
        #expect(shipper.alerts().isEmpty)
        #expect(shipper.live.count == 1)
    }

    @Test("a truncation while the source was stopped is noticed")
    func truncatedWhileStopped() throws {
        var shipper = try files.shipper(reading: "one\ntwo\n")
        files.overwrite("/log/a.log", with: "other and longer\n")
        shipper.restart()
        shipper.settle()
        #expect(shipper.texts == ["one", "two", "other and longer"])
        #expect(shipper.live.count == 1)
    }

    @Test("a file rewritten to the very size that was read is noticed by its change")
    func rewrittenToTheSameSize() throws {
        var shipper = try files.shipper(reading: "one\ntwo\n")
        files.overwrite("/log/a.log", with: "ONE\nTWO\n")
        shipper.drain()
        #expect(shipper.texts == ["one", "two", "ONE", "TWO"])
    }

    @Test("a copy made before a truncation goes on where the log stopped", arguments: [false, true])
    func copyAndTruncate(isStopped: Bool) throws {
        var shipper = try files.shipper(reading: MemoryFiles.longText)
        files.append("unread\n", to: "/log/a.log")
        files.copy("/log/a.log", "/log/a.log.1")
        files.overwrite("/log/a.log", with: "")
        files.append("new\n", to: "/log/a.log")
        if isStopped { shipper.restart() }
        shipper.settle()
        #expect(shipper.texts == MemoryFiles.longLines + ["unread", "new"])
        #expect(shipper.alerts().isEmpty)
        shipper.restart()
        shipper.settle()
        #expect(shipper.lines.count == 62)
    }

    @Test("a copy that a scan saw before the truncation is taken up as well")
    func copySeenFirst() throws {
        var shipper = try files.shipper(reading: MemoryFiles.longText)
        files.copy("/log/a.log", "/log/a.log.1")
        shipper.drain()
        #expect(shipper.texts == MemoryFiles.longLines)
        files.append("new after the copy\n", to: "/log/a.log")
        files.overwrite("/log/a.log", with: "new\n")
        shipper.settle()
        #expect(shipper.texts == MemoryFiles.longLines + ["new"])
    }

    @Test("a deleted file that was held open is read to its end, then closed")
    func deletion() throws {
        var shipper = try files.shipper(reading: "one\n")
        files.append("two\nhalf", to: "/log/a.log")
        files.delete("/log/a.log")
        shipper.settleGone()
        #expect(shipper.texts == ["one", "two", "half"])
        #expect(shipper.live.isEmpty)
        #expect(files.openFiles == 0)
        #expect(shipper.alerts().isEmpty)
    }

    @Test("what is written to a log after it was moved away or deleted is read as well, for a while")
    func writtenOn() throws {
        var shipper = try files.shipper(reading: "one\n")
        files.move("/log/a.log", "/elsewhere.log")
        shipper.settle()
        files.append("late\n", to: "/elsewhere.log")
        shipper.settle()
        #expect(shipper.texts == ["one", "late"])
        shipper.settleGone()
        #expect(shipper.live.isEmpty && files.openFiles == 0)
        #expect(shipper.alerts().isEmpty)
    }

    @Test("a log that was deleted is not waited for where another one needs its place")
    func goneAndNeeded() throws {
        var shipper = try files.shipper(reading: "one\n") { $0.openFiles = 1 }
        files.delete("/log/a.log")
        shipper.step()
        files.append("two\n", to: "/log/b.log")
        shipper.settle()
        #expect(shipper.texts == ["one", "two"])
        #expect(shipper.losses.isEmpty && shipper.alerts().isEmpty)
    }

    @Test("a log that was deleted after it was read is no loss where the shipper ends while it is still held")
    func goneAtTheEnd() throws {
        var shipper = try files.shipper(reading: "one\n")
        files.delete("/log/a.log")
        shipper.settle()
        shipper.restart()
        shipper.settle()
        #expect(shipper.texts == ["one"])
        #expect(shipper.losses.isEmpty && shipper.alerts().isEmpty)
    }

    @Test("a file made anew with a used inode is another file")
    func usedInode() throws {
        var shipper = try files.shipper(reading: "one\n")
        let inode = try files.status(of: "/log/a.log")?.inode
        shipper.restart()
        files.delete("/log/a.log")
        files.append("uno y dos\n", to: "/log/a.log")
        #expect(try files.status(of: "/log/a.log")?.inode == inode)
        shipper.settle()
        #expect(shipper.texts == ["one", "uno y dos"])
        #expect(Set(shipper.lines.map(\.generation)).count == 2)
    }

    @Test("a rotation in the middle of a scan hides no file")
    func rotationDuringScan() throws {
        for number in (1...4).reversed() {
            files.append("line \(4 - number)\n", to: "/log/a.log.\(number)")
        }
        files.append("line 4\n", to: "/log/a.log")
        for target in ["/log/a.log", "/log/a.log.1", "/log/a.log.3", "/log/a.log.5"] {
            let other = MemoryFiles.withLogs()
            for number in 0...4 { other.append("line \(number)\n", to: number == 4 ? "/log/a.log" : "/log/a.log.\(4 - number)") }
            var shipper = try Shipper(other)
            other.state.withLock {
                $0.onStatus = { [unowned other] path in
                    guard path == target else { return }
                    other.state.withLock { $0.onStatus = nil }
                    other.rotate("/log/a.log", kept: 5)
                    other.append("line 5\n", to: "/log/a.log")
                }
            }
            shipper.settle()
            #expect(shipper.texts == (0...5).map { "line \($0)" })
            #expect(shipper.notices.isEmpty)
        }
    }

    @Test("bytes rotated away unread are counted, named and raised")
    func loss() throws {
        for number in [3, 2, 1] { files.append("a line of number \(number)\n", to: "/log/a.log.\(number)") }
        files.append("the log itself\n", to: "/log/a.log")
        var shipper = try Shipper(files) { $0.openFiles = 1 }
        shipper.source.observe(now: shipper.now)
        // .3 is held open; .2 is not, and goes.
        files.delete("/log/a.log.2")
        shipper.settle()
        #expect(shipper.texts == ["a line of number 3", "a line of number 1", "the log itself"])
        #expect(shipper.alerts().map { $0.details["lost_bytes_at_least"] } == ["19"])
        #expect(shipper.alerts().first?.details["path"] == "/log/a.log.2")
        #expect(shipper.source.status.counters.lostBytes == 19)
        #expect(shipper.source.status.counters.lostFiles == 1)
    }

    @Test("a window that went by unseen is raised")
    func passedWindow() throws {
        var shipper = try files.shipper(reading: "line 0\n")
        for number in 1...7 {
            files.rotate("/log/a.log", kept: 2)
            files.append("line \(number)\n", to: "/log/a.log")
        }
        shipper.settle()
        #expect(shipper.texts == ["line 0", "line 5", "line 6", "line 7"])
        #expect(shipper.alerts().count == 1)
    }

    @Test("a file that rotated out of its window while the source was stopped is raised, a finished one is not")
    func goneWhileStopped() throws {
        var shipper = try Shipper(files)
        files.append("one\n", to: "/log/a.log.1")
        files.append("two\n", to: "/log/a.log")
        shipper.settle()
        files.delete("/log/a.log.1")
        shipper.restart()
        shipper.settle()
        #expect(shipper.alerts().isEmpty)
        files.delete("/log/a.log")
        shipper.restart()
        shipper.settle()
        #expect(shipper.alerts().count == 1)
        #expect(shipper.live.isEmpty)
    }
}
