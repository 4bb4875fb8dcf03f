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
}
