import Testing
import WeirRecords
import WeirShipping
import WeirSystem

@Suite("patterns and names")
struct FileNameTests {
    @Test(
        "a pattern matches what it says",
        arguments: [
            ("/log/*.log", "/log/a.log"), ("/log/*.log", "/log/x.y.log"), ("/log/?.log", "/log/é.log"),
            ("/log/[a-c]x.log", "/log/bx.log"), ("/log/[!a-c]x.log", "/log/dx.log"), ("/log/[^a]x.log", "/log/dx.log"),
            ("/log/[]x].log", "/log/].log"), ("/log/[a-].log", "/log/-.log"), ("/**/a.log", "/a.log"), ("/**/a.log", "/x/y/z/a.log"),
            ("/x/**", "/x/y/z"), ("/x/**/y/*.log", "/x/y/q/y/a.log"), ("*.log", "/deep/down/a.log"), ("*.log", "a.log"),
            ("log/*.log", "log/a.log"), ("./log/*.log", "log/a.log"), ("/log/*a*b*c", "/log/xaxbxaxbxc"), ("/.x/*.log", "/.x/a.log"),
            ("/log/.*.log", "/log/.a.log"), ("/log/[[]a.log", "/log/[a.log"),
            ("/log/caf?.log", "/log/caf\\xE9.log"), ("/log/caf\\xE9.log", "/log/caf\\xE9.log"), ("/log/a\\b.log", "/log/a\\b.log"),
            ("/log/????", "/log/\\x5CxE9"), ("/log/cafe?.log", "/log/cafe\\xCC\\x81.log"),
            ("/log/cafe\u{301}.log", "/log/cafe\\xCC\\x81.log"), ("/log/caf*\\xCC\\x81.log", "/log/cafe\u{301}.log"),
        ])
    func matches(pattern: String, path: String) throws {
        #expect(try Glob(pattern).matches(path))
    }

    @Test(
        "an archive's name says of which log it is, and its place among those",
        arguments: [
            ("app-2026-11-29.log.gz", FileRank.dated("2026-11-29")), ("app.2026-11-29.3.log.zst", .dated("2026-11-29.000003")),
            ("app-11-29-2026-12.log.gz", .dated("2026-11-29.000012")), ("app_20261129.log.gz", .dated("20261129")),
            ("app-2026-11.log.xz", .dated("2026-11")), ("app.3.log.gz", .numbered(3)), ("app.log.3.gz", .numbered(3)),
            ("app.log.gz", .base),
        ])
    func archive(name: String, rank: FileRank) {
        let log = FileFamily(directory: "/log", base: "app.log")
        #expect(FileFamily.ofCompressed("/log/" + name).contains(log))
        #expect(FileRank(ofCompressed: name, in: log) == rank)
    }

    @Test(
        "a name that is no archive's says nothing",
        arguments: ["app-2026-11-29.log", "2026-11-29.log.gz", "app-v.log.gz", "app-12345678901.log.gz", "app.gz", ".1.log.gz"])
    func noArchive(name: String) {
        #expect(FileFamily.ofCompressed("/log/" + name) == [FileFamily(of: "/log/" + name)])
    }

    @Test(
        "a pattern matches no more than it says",
        arguments: [
            ("/log/*.log", "/log/a.log.1"), ("/log/*.log", "/log/x/a.log"), ("/log/*.log", "log/a.log"), ("/log/*.log", "/log/.a.log"),
            ("/log/?.log", "/log/ab.log"), ("/log/[a-c]x.log", "/log/dx.log"), ("/log/[!a-c]x.log", "/log/ax.log"),
            ("/**/a.log", "/x/b.log"), ("log/*.log", "/log/a.log"), ("/log/*a*b*c", "/log/xaxbxaxbx"), ("/a/**/b", "/a/b/c"),
            ("/log/caf??????.log", "/log/caf\\xE9.log"), ("/log/*", "/log/.a.log"), ("/log/?a.log", "/log/.a.log"),
            ("/**/a.log", "/.x/a.log"), ("/log/**", "/log/x/.y/a.log"),
            ("/log/cafe\u{301}.log", "/log/caf\u{E9}.log"),
        ])
    func doesNotMatch(pattern: String, path: String) throws {
        #expect(try !Glob(pattern).matches(path))
    }

    @Test(
        "a pattern that can't be meant is refused",
        arguments: ["", "/", "/log/", "/log/[a.log", "/log/[", "/log/[z-a].log", String(repeating: "x", count: 5000)])
    func refused(pattern: String) {
        #expect(throws: GlobError.self) { try Glob(pattern) }
    }

    @Test("a name of any byte has one character for it, whichever way the byte is written")
    func everyByte() throws {
        let whole = try Glob("?xE9")
        for byte in UInt8(1)...255 where byte != UInt8(ascii: "/") && byte != UInt8(ascii: ".") {
            let text = PathText.text(of: [byte] + Array("xE9".utf8))
            #expect(whole.matches(text), "\(text)")
            if !Array("*?[".utf8).contains(byte) { #expect(try Glob("*" + text).matches(text), "\(text)") }
        }
    }

    @Test(
        "a pattern matches its own example",
        arguments: [
            "/a/*.log", "/a/**/b?[w-z].log", "/**", "[!a]", "[!x]y", "/a/[*]b", "a/./b", "caf\\xE9*", "a\\x5CxE9*", "[\\xE9]*", "\\*",
        ])
    func example(pattern: String) throws {
        let glob = try Glob(pattern)
        #expect(glob.matches(glob.example))
    }

    @Test("many asterisks cost no more than the product of the lengths")
    func hostilePattern() throws {
        let glob = try Glob("/" + String(repeating: "*a", count: 500) + "b")
        #expect(!glob.matches("/" + String(repeating: "a", count: 3000)))
        let deep = try Glob(String(repeating: "/**/a", count: 100) + "/b")
        #expect(!deep.matches(String(repeating: "/a", count: 1000)))
    }

    @Test(
        "a path belongs to the family of the name that it was rotated from",
        arguments: [
            ("/log/a.log", "/log", "a.log"), ("/log/a.log.1", "/log", "a.log"), ("/log/a.log.20.gz", "/log", "a.log"),
            ("/log/a.log-20241125", "/log", "a.log"), ("/log/a.log-20241125-1732492800.gz", "/log", "a.log"),
            ("/log/a.log.2024-11-25_03", "/log", "a.log"), ("/a.log.1", "/", "a.log"), ("a.log.1", ".", "a.log"),
            ("/log/kasmguac-2024.10.29.log", "/log", "kasmguac-2024.10.29.log"),
            ("/log/postgresql-11-25.log", "/log", "postgresql-11-25.log"), ("/log/a-1.log", "/log", "a-1.log"),
            ("/log/20241125", "/log", "20241125"), ("/log/.1", "/log", ".1"), ("/log/a.", "/log", "a."),
        ])
    func families(path: String, directory: String, base: String) {
        #expect(FileFamily(of: path) == FileFamily(directory: directory, base: base))
    }

    @Test("ranks rise from the oldest to the one being written")
    func ranks() {
        let rising: [FileRank] = [.dated("20241123"), .dated("20241125"), .numbered(20), .numbered(3), .numbered(1), .base]
        #expect(rising.shuffled().sorted() == rising)
    }
}
