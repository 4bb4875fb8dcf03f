import Testing
import WeirRecords
import WeirShipping
import WeirSystem

/// Logs that begin alike: a banner longer than what a file is known by.
@Suite("files that begin alike")
struct SameBeginningTests {
    let files = MemoryFiles()
    private static let banner = (0..<40).map { "# \($0) ==========================================" }
    private let head = SameBeginningTests.banner.map { $0 + "\n" }.joined()

    init() { files.makeDirectory("/log") }

    private func lines(_ word: String, _ count: Int) -> [String] { (0..<count).map { "\(word) \(1000 + $0)" } }
    private func text(_ word: String, _ count: Int) -> String { head + lines(word, count).map { $0 + "\n" }.joined() }

    @Test("a log written again in place is read from its beginning, however long it is by then", arguments: [30, 100, 300], [false, true])
    func inPlace(count: Int, isStopped: Bool) throws {
        var shipper = try Shipper(files)
        files.append(text("old", 100), to: "/log/a.log")
        shipper.drain()
        files.overwrite("/log/a.log", with: text("new", count))
        if isStopped { shipper.restart() }
        shipper.settle()
        #expect(shipper.texts == Self.banner + lines("old", 100) + Self.banner + lines("new", count))
        #expect(Set(shipper.lines.map(\.generation)).count == 2)
        #expect(shipper.live.count == 1)
    }

    @Test(
        "a log written again in place is read from its beginning, though what was read last of the old one could not be read again then",
        arguments: ["", String(repeating: "\0", count: 40)], [false, true])
    func unreadableEnd(hole: String, isStopped: Bool) throws {
        var shipper = try Shipper(files)
        files.append(text("old", 100), to: "/log/a.log")
        shipper.drain()
        files.append("be\(hole)hind\n", to: "/log/a.log")
        files.failReading("/log/a.log", from: files.bytes("/log/a.log").count - Fingerprint.maximumBytes)
        shipper.settle()
        if isStopped { shipper.restart() }
        files.overwrite("/log/a.log", with: text("new", 300))
        shipper.settle()
        #expect(shipper.texts == Self.banner + lines("old", 100) + ["behind"] + Self.banner + lines("new", 300))
    }

    @Test("a log replaced by a new file is read from its beginning", arguments: [30, 100, 300], [false, true])
    func newFile(count: Int, isStopped: Bool) throws {
        var shipper = try Shipper(files)
        files.append(text("old", 100), to: "/log/a.log")
        shipper.drain()
        if isStopped { files.move("/log/a.log", "/kept") } else { files.delete("/log/a.log") }
        files.append(text("new", count), to: "/log/a.log")
        if isStopped { shipper.restart() }
        shipper.settleGone()
        #expect(shipper.texts == Self.banner + lines("old", 100) + Self.banner + lines("new", count))
        #expect(shipper.live.count == 1)
    }

    @Test("a file that has the inode of one that is gone is read from its beginning", arguments: [100, 300])
    func usedInode(count: Int) throws {
        var shipper = try Shipper(files)
        files.append(text("old", 100), to: "/log/a.log")
        shipper.drain()
        let inode = try files.status(of: "/log/a.log")?.inode
        shipper.restart()
        files.delete("/log/a.log")
        files.append(text("new", count), to: "/log/a.log")
        #expect(try files.status(of: "/log/a.log")?.inode == inode)
        shipper.settle()
        #expect(shipper.texts == Self.banner + lines("old", 100) + Self.banner + lines("new", count))
    }

    @Test("rotated files that begin alike keep their places, stopped or not", arguments: [false, true])
    func rotated(isStopped: Bool) throws {
        var shipper = try Shipper(files)
        files.append(text("a", 50), to: "/log/a.log")
        shipper.drain()
        for word in ["b", "c"] {
            files.rotate("/log/a.log", kept: 5)
            files.append(text(word, 80), to: "/log/a.log")
            if isStopped { shipper.restart() }
            shipper.settle()
        }
        let expected = [("a", 50), ("b", 80), ("c", 80)].flatMap { Self.banner + lines($0.0, $0.1) }
        #expect(shipper.texts == expected)
        #expect(shipper.alerts().isEmpty)
    }

    @Test("what was unread of a log written again is raised, and counted where it is known")
    func loss() throws {
        var shipper = try Shipper(files)
        files.append(text("old", 100), to: "/log/a.log")
        shipper.drain()
        shipper.restart()
        files.overwrite("/log/a.log", with: text("new", 200))
        shipper.settle()
        #expect(shipper.alerts().count == 1)
        #expect(shipper.alerts().first?.details["lost_bytes"] == "unknown")
        #expect(shipper.source.status.counters.lostFiles == 1)
    }

    @Test("a position of version 1 is gone on with, and is of version 3 afterwards")
    func firstVersion() throws {
        var shipper = try Shipper(files)
        files.append(text("old", 100), to: "/log/a.log")
        shipper.drain()
        for (generation, state) in shipper.live {
            var bytes = Array(state.position.bytes.prefix(68))
            bytes[0] = 1
            shipper.live[generation]?.position = StreamPosition(bytes: bytes)
        }
        shipper.restart()
        files.append("more\n", to: "/log/a.log")
        shipper.settle()
        #expect(shipper.texts == Self.banner + lines("old", 100) + ["more"])
        #expect(shipper.live.values.allSatisfy { $0.position.bytes.first == 3 })
        #expect(shipper.notices.isEmpty)
    }

    @Test("what was only touched, or written again as it was, is not read again")
    func touched() throws {
        var shipper = try Shipper(files)
        files.append(text("old", 100), to: "/log/a.log")
        shipper.drain()
        files.overwrite("/log/a.log", with: text("old", 100))
        files.append("more\n", to: "/log/a.log")
        shipper.settle()
        #expect(shipper.texts == Self.banner + lines("old", 100) + ["more"])
    }
}
