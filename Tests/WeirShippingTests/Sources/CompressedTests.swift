import Synchronization
import Testing
import WeirCompression
import WeirRecords
import WeirShipping
import WeirSystem

@Suite("logs that were compressed before they were read")
struct CompressedTests {
    let files = MemoryFiles()
    private let lines = (0..<5_000).map { "a line with the number \($0)" }

    init() { files.makeDirectory("/log") }

    private func compress(_ path: String, to other: String) throws {
        var encoder = try GzipEncoder(level: 1)
        var bytes: [UInt8] = []
        try Array((files.contents(path) ?? "").utf8).withUnsafeBytes { try encoder.compress($0, into: &bytes) }
        files.delete(path)
        files.append(bytes: bytes, to: other)
    }

    private func write(_ range: Range<Int>) { files.append(lines[range].map { $0 + "\n" }.joined(), to: "/log/a.log") }

    @Test("the rest is read from there, once, over restarts in the middle", arguments: [false, true], [false, true])
    func rest(isStopped: Bool, restarts: Bool) throws {
        var shipper = try Shipper(files, slabBytes: 8 << 10) { $0.openFiles = isStopped ? 256 : 1 }
        write(0..<100)
        shipper.drain()
        write(100..<5_000)
        // Another file takes the one handle that there is.
        if !isStopped { files.append("other\n", to: "/log/0.log") }
        files.rotate("/log/a.log", kept: 5)
        try compress("/log/a.log.1", to: "/log/a.log.1.gz")
        files.append("new\n", to: "/log/a.log")
        shipper.restart()
        if restarts {
            for _ in 0..<10 {
                shipper.step()
                shipper.restart()
            }
        }
        shipper.settle()
        #expect(shipper.texts.filter { $0.hasPrefix("a line") } == lines)
        #expect(shipper.texts.contains("new"))
        #expect(shipper.alerts().isEmpty)
        shipper.restart()
        shipper.settle()
        #expect(shipper.texts.count { $0.hasPrefix("a line") } == lines.count)
        #expect(shipper.alerts().isEmpty)
    }

    @Test("what was rotated and compressed twice meanwhile is read as well, in its order; once does the same", arguments: [false, true])
    func twice(once: Bool) throws {
        var shipper = try Shipper(files)
        write(0..<100)
        shipper.drain()
        write(100..<200)
        files.rotate("/log/a.log", kept: 5)
        write(200..<300)
        files.rotate("/log/a.log", kept: 5)
        write(300..<400)
        try compress("/log/a.log.2", to: "/log/a.log.2.gz")
        try compress("/log/a.log.1", to: "/log/a.log.1.gz")
        shipper.restart(once: once)
        if once {
            var steps = 0
            while shipper.step() != .exhausted, steps < 100 { steps += 1 }
        } else {
            shipper.settle()
        }
        #expect(shipper.texts == Array(lines[0..<400]))
        #expect(shipper.alerts().isEmpty)
    }

    /// Of 300 lines the last 200 are in compressed files that can't be opened.
    private func unread(_ shipper: inout Shipper, _ names: [String], code: Int32) throws {
        write(0..<100)
        shipper.drain()
        write(100..<200)
        files.rotate("/log/a.log", kept: 5)
        write(200..<300)
        files.rotate("/log/a.log", kept: 5)
        files.append("new\n", to: "/log/a.log")
        try compress("/log/a.log.2", to: "/log/a.log.2.gz")
        try compress("/log/a.log.1", to: "/log/a.log.1.gz")
        for name in names { files.fail("/log/\(name)", code: code) }
        shipper.restart()
    }

    @Test(
        "one that can't be read just now is waited for, the older or the younger, and nothing of it is lost",
        arguments: [SystemError.inputOutput, MemoryFiles.notPermitted, 24], [["a.log.2.gz"], ["a.log.1.gz"], ["a.log.1.gz", "a.log.2.gz"]])
    func passing(code: Int32, names: [String]) throws {
        var shipper = try Shipper(files)
        try unread(&shipper, names, code: code)
        shipper.drain()
        shipper.drain()
        #expect(shipper.texts.filter { $0.hasPrefix("a line") } == Array(lines[0..<100]))
        #expect(shipper.notices.count { $0.message.contains("can't be read") } == 1, "said once, and the way it is")
        for name in names { files.fail("/log/\(name)", code: nil) }
        shipper.settle()
        #expect(shipper.texts.filter { $0.hasPrefix("a line") } == Array(lines[0..<300]))
        #expect(shipper.losses.isEmpty && shipper.alerts().isEmpty)
    }

    @Test("one that stays unreadable is a named loss after a while", arguments: ["a.log.2.gz", "a.log.1.gz"])
    func unreadable(name: String) throws {
        var shipper = try Shipper(files)
        try unread(&shipper, [name], code: SystemError.inputOutput)
        for _ in 0..<100 { shipper.drain() }
        #expect(shipper.losses.map(\.cause) == [.rotatedAway])
        #expect(shipper.losses.first?.bytes == nil && shipper.alerts().count == 1)
        #expect(shipper.texts.filter { $0.hasPrefix("a line") } == Array(lines[0..<(name == "a.log.1.gz" ? 200 : 100)]))
    }

    @Test("no more of them are open at once than may be, and each is read in its turn")
    func descriptors() throws {
        var shipper = try Shipper(files, slabBytes: 8 << 10) { $0.openFiles = 2 }
        for log in 0..<5 { files.append("a begin of log \(log)\n", to: "/log/\(log).log") }
        shipper.settle()
        for log in 0..<5 {
            files.append("the rest of log \(log)\n", to: "/log/\(log).log")
            try compress("/log/\(log).log", to: "/log/\(log).log.1.gz")
        }
        shipper.restart()
        for _ in 0..<60 {
            while shipper.step() == .filled { #expect(files.openFiles <= 2) }
            #expect(files.openFiles <= 2)
            shipper.pass(.seconds(1))
        }
        #expect(shipper.texts.count == 10 && Set(shipper.texts).count == 10)
        #expect(shipper.alerts().isEmpty && shipper.losses.isEmpty)
    }

    @Test("each of several that were compressed at several stops goes on in its own file")
    func severalStops() throws {
        var shipper = try Shipper(files)
        write(0..<100)
        shipper.drain()
        for stop in 0..<4 {
            let first = 100 + stop * 200
            write(first..<first + 100)
            for number in stride(from: stop, to: 0, by: -1) { files.move("/log/a.log.\(number).gz", "/log/a.log.\(number + 1).gz") }
            try compress("/log/a.log", to: "/log/a.log.1.gz")
            write(first + 100..<first + 200)
            shipper.restart()
            shipper.drain()
        }
        shipper.settle()
        #expect(shipper.texts == Array(lines[..<900]))
        #expect(shipper.losses.isEmpty && shipper.alerts().isEmpty)
    }

    @Test("a compressed file that is not the one is left out, and the loss has no known size")
    func other() throws {
        var shipper = try Shipper(files)
        write(0..<100)
        shipper.drain()
        files.append("something else\n", to: "/log/b.log")
        try compress("/log/b.log", to: "/log/a.log.1.gz")
        files.delete("/log/a.log")
        shipper.restart()
        shipper.settle()
        #expect(shipper.texts.count == 100)
        #expect(shipper.alerts().map { $0.details["lost_bytes"] } == ["unknown"])
        #expect(shipper.losses.map(\.bytes) == [nil])
    }

    @Test("one that is damaged is read as far as it goes, and the rest is a loss")
    func damaged() throws {
        var shipper = try Shipper(files)
        write(0..<100)
        shipper.drain()
        write(100..<5_000)
        files.rotate("/log/a.log", kept: 5)
        try compress("/log/a.log.1", to: "/log/a.log.1.gz")
        files.state.withLock { state in
            let count = state.files["/log/a.log.1.gz"]?.bytes.count ?? 0
            state.files["/log/a.log.1.gz"]?.bytes.removeLast(count / 2)
        }
        shipper.restart()
        shipper.settle()
        // The last one may be half a line.
        #expect(shipper.texts.dropLast() == lines.prefix(shipper.texts.count - 1)[...])
        #expect(shipper.texts.count > 100)
        #expect(shipper.alerts().count == 1)
    }

    @Test("the last line of what was cut off is marked as a part")
    func torn() throws {
        var shipper = try Shipper(files)
        write(0..<100)
        shipper.drain()
        write(100..<200)
        files.rotate("/log/a.log", kept: 5)
        try compress("/log/a.log.1", to: "/log/whole.log.1.gz")
        let bytes = files.bytes("/log/whole.log.1.gz")
        files.delete("/log/whole.log.1.gz")
        files.append(bytes: Array(bytes.dropLast(12)), to: "/log/a.log.1.gz")
        shipper.restart()
        shipper.settle()
        let (whole, torn) = (shipper.lines.filter { !$0.isCut }.map(\.text), shipper.lines.filter(\.isCut).map(\.text))
        #expect(whole.count > 100 && whole == Array(lines.prefix(whole.count)))
        #expect(torn.count == 1 && torn.allSatisfy { lines[whole.count].hasPrefix($0) }, "\(torn)")
        #expect(shipper.losses.map(\.cause) == [.damaged])
    }
}
