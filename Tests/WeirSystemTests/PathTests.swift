import Glibc
import TestSupport
import Testing
import WeirSystem

@Suite("Names as text")
struct PathTextTests {
    @Test(
        "a byte that is not UTF-8 is escaped, and so is a backslash that would be taken for an escape",
        arguments: [
            ([0x63, 0x61, 0x66, 0xE9], "caf\\xE9"), (Array("café".utf8), "café"), (Array("a\\b".utf8), "a\\b"),
            (Array("a\\xE9".utf8), "a\\x5CxE9"), (Array("a\\x41".utf8), "a\\x41"), ([0xC3], "\\xC3"),
            ([0xF0, 0x9F, 0x98, 0x2E], "\\xF0\\x9F\\x98."),
            (Array("\\x5C".utf8), "\\x5Cx5C"),
        ])
    func escapes(bytes: [UInt8], text: String) {
        #expect(PathText.text(of: bytes) == text)
        #expect(PathText.bytes(of: text) == bytes)
    }

    @Test(
        "names that Unicode calls equivalent have different texts, and one that is written by hand in either form has its own",
        arguments: [
            ("caf\u{E9}", "cafe\u{301}"), ("\u{C5}", "\u{212B}"), ("\u{AC00}", "\u{1100}\u{1161}"), ("\u{1E69}", "s\u{307}\u{323}"),
        ])
    func equivalent(one: String, other: String) {
        let texts = [one, other].map { PathText.text(of: Array($0.utf8)) }
        #expect(one == other && texts[0] != texts[1])
        #expect(texts.map { PathText.bytes(of: $0) } == [Array(one.utf8), Array(other.utf8)])
        #expect([one, other].map(PathText.canonical) == texts)
        #expect(texts.map(PathText.canonical) == texts)
    }

    @Test("every name has a text that leads back to it")
    func roundTrip() {
        var random = SeededRandom(seed: 12)
        let alphabet = Array("\\x5CE9fa.".utf8) + [0xE9, 0xC3, 0xA9, 0xCC, 0x81, 0xF0, 0x9F, 0x98, 0x80, 0xFF]
        for _ in 0..<5000 {
            let bytes = (0..<(random.next() % 12)).map { _ in alphabet[Int(random.next() % UInt64(alphabet.count))] }
            #expect(PathText.bytes(of: PathText.text(of: bytes)) == bytes)
        }
    }

    @Test("a file whose name is not UTF-8 is listed, looked at, opened, renamed and removed under its text")
    func file() throws {
        let directory = try TemporaryDirectory()
        let files = HostFileSystem()
        let path = FilePath.join(directory.path, "caf\\xE9.log")
        try files.open(path, .create).close()
        #expect(access(directory.path + "/caf\\xE9.log", F_OK) != 0, "the text is not the name")
        #expect(try files.names(in: directory.path) == ["caf\\xE9.log"])
        #expect(try files.status(of: path)?.kind == .file)
        #expect(try files.status(of: path, links: .trusted)?.kind == .file)
        try files.open(path, links: .trusted).close()
        try files.rename(path, to: path + ".1")
        #expect(try files.names(in: directory.path) == ["caf\\xE9.log.1"])
        try files.remove(path + ".1")
        #expect(try files.names(in: directory.path).isEmpty)
    }

    @Test("a link is seen as one, and rights are taken away, in a directory whose name is not UTF-8")
    func directory() throws {
        let above = try TemporaryDirectory()
        let files = HostFileSystem()
        let directory = FilePath.join(above.path, "caf\\xE9")
        try files.createDirectory(directory)
        let (file, link) = (FilePath.join(directory, "file"), FilePath.join(directory, "link"))
        try files.open(file, .create).close()
        func call(_ path: String, _ body: (UnsafePointer<CChar>) -> Int32) -> Int32 {
            (PathText.bytes(of: path) + [0]).map { CChar(bitPattern: $0) }.withUnsafeBufferPointer { $0.baseAddress.map(body) ?? -1 }
        }
        #expect(call(link) { symlink("file", $0) } == 0)
        #expect(try files.statusOfLink(link)?.kind == .link)
        #expect(try files.statusOfLink(file)?.kind == .file)
        #expect(call(file) { chmod($0, 0o644) } == 0)
        try files.restrict(file)
        #expect(try files.status(of: file)?.permissions == 0o600)
    }
}

/// As root, which may give a link to another user.
@Suite("Links that may be followed", .enabled(if: geteuid() == 0))
struct LinkRuleTests {
    private let files = HostFileSystem()
    private let directory: TemporaryDirectory
    private let other: uid_t = 4711

    init() throws {
        directory = try TemporaryDirectory()
        try files.createDirectory(path("secret"))
        try files.createDirectory(path("logs"))
        try write("secret", to: "secret/file")
        try write("log", to: "logs/a.log")
    }

    private func path(_ name: String) -> String { FilePath.join(directory.path, name) }

    private func write(_ text: String, to name: String) throws {
        let file = try files.open(path(name), .create)
        defer { file.close() }
        try Array(text.utf8).withUnsafeBytes { try file.write([$0], at: 0) }
    }

    private func link(_ name: String, to target: String, of owner: uid_t) {
        #expect(symlink(target, path(name)) == 0 && lchown(path(name), owner, owner) == 0)
    }

    private func text(_ name: String, _ rule: LinkRule = .trusted) throws -> String {
        let file = try files.open(path(name), links: rule)
        defer { file.close() }
        var bytes = [UInt8](repeating: 0, count: 64)
        let count = try bytes.withUnsafeMutableBytes { try file.read(into: $0, at: 0) }
        return String(decoding: bytes[..<count], as: UTF8.self)
    }

    private func expectUntrusted(_ name: String) {
        for attempt in [{ _ = try files.open(path(name), links: .trusted) }, { _ = try files.status(of: path(name), links: .trusted) }] {
            let error = #expect(throws: SystemError.self) { try attempt() }
            #expect(error?.isUntrustedLink == true && error?.wayOut?.contains("follow_links") == true)
        }
    }

    @Test("a stranger's link is not followed, be it to a file, to a directory or through root's own")
    func stranger() throws {
        link("logs/evil.log", to: "../secret/file", of: other)
        link("logs/evil", to: path("secret"), of: other)
        link("logs/mine.log", to: "evil.log", of: 0)
        expectUntrusted("logs/evil.log")
        expectUntrusted("logs/evil")
        expectUntrusted("logs/mine.log")
        #expect(throws: SystemError.self) { try files.open(path("logs/evil/file"), links: .trusted) }
        #expect(try text("logs/evil.log", .all) == "secret")
        #expect(try text("logs/evil/file", .all) == "secret")
    }

    @Test("root's link is followed, relative, absolute, up and down, and as a directory that moves on")
    func root() throws {
        link("current", to: "logs", of: 0)
        link("logs/b.log", to: path("current/../secret/file"), of: 0)
        #expect(try text("current/a.log") == "log")
        #expect(try text("logs/b.log") == "secret")
        #expect(try files.status(of: path("current"), links: .trusted)?.kind == .directory)
        try files.remove(path("current"))
        link("current", to: path("secret"), of: 0)
        #expect(try text("current/file") == "secret")
    }

    @Test("a link in a circle is an error, and what is not there is not there")
    func circle() throws {
        link("logs/x", to: "y", of: 0)
        link("logs/y", to: "x", of: 0)
        let error = #expect(throws: SystemError.self) { try files.open(path("logs/x"), links: .trusted) }
        #expect(error?.code == ELOOP && error?.isUntrustedLink == false)
        link("logs/nowhere", to: "missing", of: 0)
        #expect(try files.status(of: path("logs/nowhere"), links: .trusted) == nil)
        #expect(try files.status(of: path("logs/missing"), links: .trusted) == nil)
        #expect(throws: SystemError.self) { try files.open(path("logs/missing"), links: .trusted) }
    }

    @Test("a FIFO without a writer doesn't block, and each kind is told")
    func kinds() throws {
        #expect(mkfifo(path("logs/pipe"), 0o600) == 0)
        #expect(try files.status(of: path("logs/pipe"), links: .trusted)?.kind == .fifo)
        try files.open(path("logs/pipe"), links: .trusted).close()
        try files.open(path("logs/pipe"), links: .all).close()
        #expect(try files.status(of: "/dev/null", links: .trusted)?.kind == .device)
    }

    @Test("a file that is exchanged for a link, over and over, never leads to what the link names")
    func exchanged() throws {
        try write("plain", to: "logs/plain")
        let (plain, place) = (path("logs/plain"), path("logs/x.log"))
        #expect(Glibc.link(plain, place) == 0)
        let state = Monitor((isOver: false, exchanges: 0))
        let attacker = try WorkerThread(name: "attacker") {
            while state.change({ state in
                state.exchanges += 1
                return !state.isOver
            }) {
                symlink("../secret/file", place + ".next")
                lchown(place + ".next", 4711, 4711)
                Glibc.rename(place + ".next", place)
                Glibc.unlink(place + ".next")
                Glibc.link(plain, place + ".next")
                Glibc.rename(place + ".next", place)
                Glibc.unlink(place + ".next")
            }
        }
        var (read, refused) = (0, 0)
        // On a machine that has other things to do the attacker may get little time: each round waits for it.
        for round in 1...200_000 where read < 100 || refused < 100 {
            _ = state.wait(atMost: .seconds(20)) { $0.exchanges >= min(round, 100) ? true : nil }
            do {
                #expect(try text("logs/x.log") == "plain")
                read += 1
            } catch {
                refused += 1
            }
        }
        state.change { $0.isOver = true }
        attacker.join()
        #expect(read > 0 && refused > 0)
    }
}
