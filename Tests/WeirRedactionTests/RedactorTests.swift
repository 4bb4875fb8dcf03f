import TestSupport
import Testing
import WeirRecords
import WeirSystem

@testable import WeirRedaction

@Suite("Redacting a slab")
struct RedactorTests {
    private static let lines = [
        #"{"asctime": "2026-11-21 00:00:01,000", "name": "api", "levelname": "INFO", "message": "plain", "timestamp": "2026-11-21T00:00:01Z"}"#,
        #"{"asctime": "2026-11-21 00:00:01,000", "name": "api", "levelname": "INFO", "message": "got token=a1b2c3", "timestamp": "2026-11-21T00:00:01Z"}"#,
        #"{"asctime": "2026-11-21 00:01:01,000", "name": "api", "levelname": "INFO", "message": "\u00fc password=hunter2, token=x1y2z3", "timestamp": "2026-11-21T00:01:01Z"}"#,
    ]

    @Test("lengths, weights and flags follow; what a record is known by does not")
    func bookkeeping() throws {
        let plain = try RedactionBench([]).redact(Self.lines).slab
        let slab = try RedactionBench().redact(Self.lines).slab
        #expect(slab.entries[0] == plain.entries[0])
        #expect(slab.entries.map(\.digest) == plain.entries.map(\.digest))
        #expect(slab.entries.map(\.streamOffset) == plain.entries.map(\.streamOffset))
        #expect(slab.entries.map(\.length) == [plain.entries[0].length, plain.entries[1].length - 3, plain.entries[2].length - 7])
        #expect(slab.entries.allSatisfy { $0.flags.contains(.json) })
        #expect(slab.meter.rows.map(\.count.records) == [2, 1])
        let weights = slab.meter.rows.map(\.count.bytes)
        #expect(weights == [UInt64(slab.entries[0].length + slab.entries[1].length), UInt64(slab.entries[2].length)])
        #expect(slab.redactions.records.map { slab.redactions.names(of: $0.rules) } == [["token"], ["password", "token"]])
    }

    @Test("nothing of a secret is left between the records")
    func gaps() throws {
        let slab = try RedactionBench().redact(Self.lines).slab
        let payload = String(decoding: slab.usedPayload, as: UTF8.self)
        for secret in ["a1b2c3", "hunter2", "x1y2z3"] { #expect(!payload.contains(secret)) }
    }

    @Test("the digest of what is left is that of the same line read anew")
    func digests() throws {
        let (results, _) = try RedactionBench().redact(Self.lines)
        let anew = try RedactionBench([]).redact(results.map(\.text)).results
        for (result, other) in zip(results, anew) where result.digestNow != nil { #expect(result.digestNow == other.digest) }
        #expect(results.map { $0.digestNow == nil } == [true, false, false])
    }

    @Test("a second look at the same records finds nothing more")
    func again() throws {
        let (results, _) = try RedactionBench().redact(Self.lines)
        let again = try RedactionBench().redact(results.map(\.text)).results
        #expect(again.allSatisfy { $0.rules.isEmpty })
        #expect(again.map(\.text) == results.map(\.text))
    }

    @Test("a rule of one's own masks the insides of strings and numbers, however far it reaches: the record stays JSON")
    func ownRulesInJSON() throws {
        let bench = try RedactionBench([RedactionRule(name: "braces", pattern: #""b": 1|p\\|"c":.*"#)])
        let result = bench.redact(#"{"a": "p\\q", "b": 1, "c": {"d": ["x", 2, true]}}"#)
        #expect(result.text == #"{"a": "***q", "b": 0, "c": {"*": ["*", 0, true]}}"#)
        #expect(result.isJSON)
        #expect(result.rules == ["braces"])
    }

    @Test("own rules: with literals and without, with what stands before and behind kept")
    func ownRules() throws {
        let bench = try RedactionBench([
            RedactionRule(name: "employee", pattern: #"EMP-\d{4}"#, literals: [.init("emp-")]),
            RedactionRule(name: "iban", pattern: #"\bDE\d\d\K(?: ?\d{4}){4} ?\d\d\b"#),
        ])
        #expect(bench.redact("of EMP-1234 and emp-1").text == "of *** and emp-1")
        #expect(bench.redact("of EMP-1234 and emp-1").rules == ["employee"])
        #expect(bench.redact("to DE89 3704 0044 0532 0130 00 now").text == "to DE89*** now")
        #expect(bench.redact("to DE89 3704").rules.isEmpty)
        #expect(bench.redact("aaaa").rules.isEmpty)
    }

    @Test("where it can't be told in reasonable time what a pattern matches, the whole record is masked")
    func undecided() throws {
        let bench = try RedactionBench([RedactionRule(name: "slow", pattern: #"^(a|aa)+$"#)])
        let result = bench.redact(String(repeating: "a", count: 4_000) + "b")
        #expect(result.text == "***")
        #expect(result.rules == ["slow"])
        #expect(bench.redact("aaaa").text == "***")
        #expect(bench.redact("b").rules.isEmpty)
    }

    @Test("of how many records that could not be told is known by the rule's name, once")
    func undecidedIsCounted() throws {
        let redactor = Redactor(try RedactionRules([RedactionRule(name: "slow", pattern: #"^(a|aa)+$"#), RedactionRule.standard[0]]))
        #expect(redactor.redacted("plain") == "plain")
        #expect(redactor.takeUndecided().isEmpty)
        let line = String(repeating: "a", count: 4_000) + "b"
        for text in [line, line, "aaaa"] { #expect(redactor.redacted(text) == "***") }
        #expect(redactor.takeUndecided() == ["slow": 2])
        #expect(redactor.takeUndecided().isEmpty)
    }

    @Test("empty matches change nothing and end")
    func empty() throws {
        let bench = try RedactionBench([RedactionRule(name: "nothing", pattern: "x*")])
        #expect(bench.redact("abxxxxc").text == "ab***c")
        #expect(bench.redact("abc").rules.isEmpty)
    }

    @Test("rules that can't be used are refused, with what is wrong")
    func refused() {
        func refusal(_ rules: [RedactionRule]) -> RedactionError? {
            do throws(RedactionError) { _ = try RedactionRules(rules) } catch { return error }
            return nil
        }
        let open = refusal([RedactionRule(name: "open", pattern: "a(b")])
        #expect(open?.part == .pattern)
        #expect(open?.description == "the rule open: its pattern can't be used: missing closing parenthesis at its character 4")
        #expect(refusal([RedactionRule(name: "utf", pattern: "(*UTF)a")])?.part == .pattern)
        #expect(refusal([RedactionRule(name: "Big", pattern: "a")])?.part == .name)
        #expect(refusal([RedactionRule(name: "", pattern: "a")])?.part == .name)
        #expect(refusal([RedactionRule(name: "a", pattern: "a"), RedactionRule(name: "a", pattern: "b")])?.part == .name)
        #expect(refusal([RedactionRule(name: "a", pattern: "a", literals: [.init("ab")])])?.part == .literals)
        let many = (0..<65).map { RedactionRule(name: "r\($0)", pattern: "a") }
        #expect(refusal(many)?.rule == nil)
        #expect(refusal(Array(many.dropLast())) == nil)
        #expect(refusal(RedactionRule.standard) == nil)
    }
}
