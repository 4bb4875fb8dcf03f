import Testing
import WeirRecords
import WeirRedaction
import WeirShipping
import WeirSystem

@Suite("secrets that two records share")
struct ContinuationTests {
    private func masked(_ lead: String, _ rest: String) throws -> String {
        let mask = ContinuationMask(try RedactionRules(RedactionRule.standard))
        var bytes = Array(rest.utf8)
        let count = bytes.withUnsafeMutableBytes { mask.mask($0, behind: Array(lead.utf8)) }
        return String(decoding: bytes.prefix(count), as: UTF8.self)
    }

    @Test("the second half is masked with the first, and what stands behind it is kept")
    func halves() throws {
        #expect(try masked("login password=hun", "ter2secret ok") == "*** ok")
        #expect(try masked("login password=", "hunter2secret ok") == "*** ok")
        #expect(try masked("login ok, then ", "more of the line") == "more of the line")
        #expect(try masked("", "token=abcdefgh1234 then") == "token=abcdefgh1234 then")
        #expect(try masked("password=hun", "") == "")
    }

    @Test(
        "a part ends before a secret that goes on behind it, unless that is masked there already",
        arguments: [
            ("go ghp_aB3dE5gH7jK9", "mN1pQ3sT5vW7yZ9bC1dF3gH5 ok", "go "),
            ("login password=hun", "ter2secret ok", "login password="),
            ("login password=hunter2sec", "ret ok", "login password=hunter2sec"),
            ("a line without one", " that goes on", "a line without one"),
            ("go ghp_aB3dE5gH7jK9", "\nmN1pQ3sT5vW7yZ9bC1dF3gH5 ok", "go ghp_aB3dE5gH7jK9"),
        ])
    func heldBack(part: String, rest: String, kept: String) throws {
        let mask = ContinuationMask(try RedactionRules(RedactionRule.standard))
        let count = Array(part.utf8).withUnsafeBytes { mask.end(of: $0, before: Array(rest.utf8)) }
        #expect(String(part.prefix(count)) == kept)
    }

    @Test("of a line taken without its end the rest goes out masked, over a rotation and from run to run", arguments: [false, true])
    func acrossRuns(once: Bool) throws {
        let files = MemoryFiles()
        files.makeDirectory("/log")
        let rules = try RedactionRules(RedactionRule.standard)
        var shipper = try Shipper(files, once: once)
        shipper.source.mask(continuations: ContinuationMask(rules))
        files.append("one\nlogin password=hun", to: "/log/a.log")
        if once {
            while shipper.step() != .exhausted {}
        } else {
            shipper.drain()
            files.rotate("/log/a.log", kept: 3)
            files.append("next\n", to: "/log/a.log")
            shipper.settle()
        }
        files.append("ter2secret ok\ntwo\n", to: once ? "/log/a.log" : "/log/a.log.1")
        shipper.restart(once: once)
        shipper.source.mask(continuations: ContinuationMask(rules))
        if once { while shipper.step() != .exhausted {} } else { shipper.settle() }
        #expect(shipper.texts.suffix(2) == ["*** ok", "two"])
        #expect(!shipper.texts.contains { $0.contains("ter2secret") })
    }

    @Test("a file is the same one still where much stands behind what was masked of it, and comes once")
    func longRest() throws {
        let files = MemoryFiles()
        files.makeDirectory("/log")
        let more = String(repeating: " more", count: 400)
        var shipper = try Shipper(files)
        shipper.source.mask(continuations: ContinuationMask(try RedactionRules(RedactionRule.standard)))
        files.append("one\nlogin password=hun", to: "/log/a.log")
        shipper.drain()
        files.rotate("/log/a.log", kept: 3)
        shipper.settle()
        for text in ["ter2secret\(more)\n", "two\n"] {
            files.append(text, to: "/log/a.log.1")
            shipper.settle()
        }
        #expect(shipper.texts == ["one", "login password=hun", "***" + more, "two"])
    }

    @Test("the rest of a line waits where what stands before it can't be read for a moment, and is not masked for nothing")
    func unreadableLead() throws {
        let files = MemoryFiles()
        files.makeDirectory("/log")
        let rules = try RedactionRules(RedactionRule.standard)
        var shipper = try Shipper(files) { $0.lineBytes = .kibibytes(5) }
        let part = String(repeating: "x", count: 5 << 10)
        files.append(part, to: "/log/a.log")
        files.append("y", to: "/log/a.log")
        shipper.drain()
        shipper.restart()
        files.append(String(repeating: "y", count: 100) + "\n", to: "/log/a.log")
        files.failReading("/log/a.log", from: 1 << 10)
        var texts: [String] = []
        let redactor = Redactor(rules)
        for _ in 0..<4 {
            shipper.slab.reset()
            _ = shipper.source.step(into: shipper.slab, now: shipper.now)
            redactor.redact(shipper.slab, lookback: shipper.source.lookback())
            texts += shipper.slab.entries.map { String(decoding: shipper.slab.bytes(of: $0), as: UTF8.self) }
            shipper.pass(.seconds(1))
        }
        #expect(shipper.texts == [part])
        #expect(texts == [String(repeating: "y", count: 101)])
    }
}
