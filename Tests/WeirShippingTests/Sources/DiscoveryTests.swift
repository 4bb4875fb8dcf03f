import Testing
import WeirRecords
import WeirShipping
import WeirSystem

@Suite("a files source finds its files")
struct FilesSourceDiscoveryTests {
    let files = MemoryFiles()

    init() { files.makeDirectory("/log") }

    @Test("a directory that appears later is found")
    func laterDirectory() throws {
        var shipper = try Shipper(files, include: ["/later/*/log/*.log"])
        shipper.drain()
        #expect(shipper.texts.isEmpty)
        files.makeDirectory("/later/on/log")
        files.append("one\n", to: "/later/on/log/a.log")
        shipper.drain()
        #expect(shipper.texts == ["one"])
        #expect(shipper.notices.map { $0.details["pattern"] } == ["/later/*/log/*.log"], "at the start nothing matched")
    }

    @Test("a symbolic link that moves leads to the new files, and the old ones are read to their ends")
    func movingLink() throws {
        files.makeDirectory("/opt/kasm/1.16/log")
        files.makeDirectory("/opt/kasm/1.17/log")
        files.link("/opt/kasm/current", to: "/opt/kasm/1.16")
        files.append("old\n", to: "/opt/kasm/1.16/log/api.log")
        var shipper = try Shipper(files, include: ["/opt/kasm/current/log/*.log"])
        shipper.drain()
        files.append("last of the old\n", to: "/opt/kasm/1.16/log/api.log")
        files.append("new\n", to: "/opt/kasm/1.17/log/api.log")
        files.link("/opt/kasm/current", to: "/opt/kasm/1.17")
        shipper.settleGone()
        #expect(shipper.texts == ["old", "last of the old", "new"])
        #expect(shipper.live.count == 1)
        #expect(shipper.alerts().isEmpty)
    }

    @Test("two ways to one file are one stream")
    func twoWays() throws {
        files.makeDirectory("/opt/kasm/1.17/log")
        files.link("/opt/kasm/current", to: "/opt/kasm/1.17")
        files.append("one\n", to: "/opt/kasm/1.17/log/api.log")
        var shipper = try Shipper(files, include: ["/opt/kasm/*/log/*.log", "/opt/kasm/current/log/a*.log"])
        shipper.settle()
        #expect(shipper.texts == ["one"])
    }

    @Test("rotated names are found though only the log is named, and what is excluded is not, rotated or not")
    func exclusion() throws {
        for name in ["a.log", "a.log.1", "debug.log", "debug.log.1", "a.txt", ".hidden.log", "b.log.2"] {
            files.append("\(name)\n", to: "/log/\(name)")
        }
        var shipper = try Shipper(files, exclude: ["debug.log", "/log/*.log.2"])
        shipper.settle()
        #expect(shipper.texts.sorted() == ["a.log", "a.log.1"])
    }

    @Test("two asterisks go down into every directory, once, even where a link leads up")
    func anyDepth() throws {
        files.makeDirectory("/log/nginx/old")
        files.link("/log/nginx/up", to: "/log")
        for path in ["/log/a.log", "/log/nginx/b.log", "/log/nginx/old/c.log"] { files.append("\(path)\n", to: path) }
        var shipper = try Shipper(files, include: ["/log/**/*.log"])
        shipper.settle()
        #expect(shipper.texts.sorted() == ["/log/a.log", "/log/nginx/b.log", "/log/nginx/old/c.log"])
    }

    @Test("compressed backlog is left out and told of once")
    func compressed() throws {
        for name in ["a.log", "a.log.2.gz", "a.log.3.gz"] { files.append("\(name)\n", to: "/log/\(name)") }
        var shipper = try Shipper(files)
        shipper.settle()
        #expect(shipper.texts == ["a.log"])
        #expect(shipper.notices.count == 1)
        #expect(shipper.notices.first?.details["files"] == "2")
    }

    @Test("a file that can't be read is told of once, and the others go on")
    func unreadable() throws {
        for name in ["a.log", "b.log", "b.log.1"] { files.append("\(name)\n", to: "/log/\(name)") }
        files.setReadable("/log/b.log.1", false)
        var shipper = try Shipper(files)
        shipper.settle()
        #expect(shipper.texts.sorted() == ["a.log", "b.log"])
        #expect(shipper.notices.map { $0.details["path"] } == ["/log/b.log.1"])
        files.setReadable("/log/b.log.1", true)
        shipper.settle()
        #expect(shipper.texts.sorted() == ["a.log", "b.log", "b.log.1"])
    }

    @Test("a directory that can't be listed is told of once, and its files are not given up")
    func unlistable() throws {
        files.append("one\n", to: "/log/a.log")
        var shipper = try Shipper(files)
        shipper.drain()
        files.setReadable("/log", false)
        shipper.settle()
        #expect(shipper.notices.map(\.severity) == [.warning])
        files.setReadable("/log", true)
        files.append("two\n", to: "/log/a.log")
        shipper.settle()
        #expect(shipper.texts == ["one", "two"])
    }

    @Test("from the end: what was there is left out, what comes is not, and neither are files that come later")
    func fromTheEnd() throws {
        files.append("old\n", to: "/log/a.log.1")
        files.append("old\nhalf of an old", to: "/log/a.log")
        var shipper = try Shipper(files, from: .end)
        shipper.drain()
        shipper.restart()
        files.append(" line\nnew\n", to: "/log/a.log")
        files.append("first\n", to: "/log/b.log")
        shipper.settle()
        #expect(shipper.texts.sorted() == ["first", "new"])
    }

    @Test("once: what was there is read, to the last half line, and nothing that comes later")
    func once() throws {
        files.append("0\n", to: "/log/a.log.1")
        files.append("1\n2", to: "/log/a.log")
        files.append("", to: "/log/empty.log")
        var shipper = try Shipper(files, once: true)
        #expect(shipper.step() == .filled)
        files.append("later\n", to: "/log/b.log")
        files.append("\nlater\n", to: "/log/a.log")
        var steps = 0
        while shipper.step() != .exhausted, steps < 10 { steps += 1 }
        shipper.drain()
        #expect(shipper.texts.prefix(3) == ["0", "1", "2"])
        #expect(shipper.step() == .exhausted)
        #expect(shipper.alerts().isEmpty)
    }

    @Test("once with nothing there ends at once")
    func onceWithNothing() throws {
        var shipper = try Shipper(files, include: ["/nowhere/*.log"], once: true)
        #expect(shipper.step() == .exhausted)
    }

    @Test("files share a slab, each in its turn")
    func fairness() throws {
        for name in ["a", "b", "c"] { files.append(String(repeating: "\(name) line\n", count: 2000), to: "/log/\(name).log") }
        var shipper = try Shipper(files, slabBytes: 12 << 10) { $0.turnBytes = .kibibytes(4) }
        shipper.step()
        #expect(shipper.slab.streams.count == 3)
        var counts: [Substring: Int] = [:]
        for text in shipper.texts { counts[text.prefix(1), default: 0] += 1 }
        #expect(counts.values.allSatisfy { (400...600).contains($0) })
        shipper.drain()
        #expect(shipper.texts.count == 6000)
    }

    @Test("no more files are open than may be, and all are read")
    func openFiles() throws {
        for number in 0..<20 { files.append("\(number)\n", to: "/log/\(number).log") }
        var shipper = try Shipper(files) { $0.openFiles = 3 }
        for round in 0..<3 {
            shipper.drain()
            #expect(shipper.texts.count == 20 * (round + 1))
            #expect(files.openFiles <= 3)
            for number in 0..<20 { files.append("\(round) more\n", to: "/log/\(number).log") }
        }
        #expect(shipper.notices.map(\.severity) == [.warning])
    }

    @Test("more files than may be known are told of")
    func knownFiles() throws {
        for number in 0..<5 { files.append("\(number)\n", to: "/log/\(number).log") }
        var shipper = try Shipper(files) { $0.knownFiles = 3 }
        shipper.settle()
        #expect(shipper.texts.count == 3)
        #expect(shipper.alerts().count == 1)
    }

    @Test("an unreadable position is told of and its file read from the beginning; other sources' are left alone")
    func hostilePositions() throws {
        files.append("one\n", to: "/log/a.log")
        var shipper = try Shipper(files)
        let descriptor = StreamDescriptor(
            kind: .file, source: "kasm", host: "h", origin: "/log/a.log", generation: Digest128(low: 1, high: 2), format: .plain)
        var other = descriptor
        other.source = "other"
        for state in [descriptor, other].map({ StreamState(descriptor: $0, position: StreamPosition(bytes: [1, 2, 3])) }) {
            shipper.live[Digest128(low: UInt64(shipper.live.count), high: 0)] = state
        }
        shipper.restart()
        shipper.settle()
        #expect(shipper.texts == ["one"])
        #expect(shipper.alerts().count == 1)
    }

    @Test("the status tells the lag and what the rotation still holds")
    func status() throws {
        for number in 1...4 { files.append(String(repeating: "x", count: 99) + "\n", to: "/log/a.log.\(number)") }
        files.append(String(repeating: "y", count: 29) + "\n", to: "/log/a.log")
        var shipper = try Shipper(files, slabBytes: 128) { $0.turnBytes = ByteCount(128) }
        shipper.source.observe(now: shipper.now)
        #expect(shipper.source.status.unreadBytes == 430)
        #expect(shipper.source.status.headroomBytes == 70)
        shipper.step()
        shipper.step()
        #expect(shipper.source.unreadBytes == 230)
        #expect(shipper.source.status.headroomBytes == 270)
        shipper.settle()
        let status = shipper.source.status
        #expect(status.unreadBytes == 0)
        #expect(status.headroomBytes == 470)
        #expect(status.windows.map(\.keptFiles) == [4])
        #expect(status.counters.records == 5)
        #expect(status.counters.bytesRead == 430)
        #expect(status.knownFiles == 5)
        #expect(status.openFiles == 1)
    }
}
