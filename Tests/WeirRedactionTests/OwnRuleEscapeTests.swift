import Testing

@testable import WeirRedaction

/// Programs spell a text in JSON with escapes that a rule's author never sees.
@Suite("Rules of one's own and escapes")
struct OwnRuleEscapeTests {
    private static let rules = [
        RedactionRule(name: "name", pattern: "Müller"), RedactionRule(name: "folder", pattern: #"acme/\d+"#),
        RedactionRule(name: "employee", pattern: #"EMP-\d{6}"#, literals: [.init("emp-")]),
        RedactionRule(name: "patient", pattern: #"patient\s\w+"#), RedactionRule(name: "member", pattern: #""badge":"\K[a-z]+"#),
    ]

    @Test(
        "what JSON spells with escapes is found as it is without them, and the record stays JSON",
        arguments: [
            (#"{"customer":"M\u00fcller"}"#, #"{"customer":"***"}"#), (#"{"customer":"Müller"}"#, #"{"customer":"***"}"#),
            (#"{"path":"acme\/123456","to":"\/x"}"#, #"{"path":"***","to":"\/x"}"#),
            (#"{"id":"\u0045MP\u002d123456!"}"#, #"{"id":"***!"}"#), (#"{"m":"a patient\tJane Roe"}"#, #"{"m":"a *** Roe"}"#),
            (#"{"log":"{\"customer\":\"M\\u00fcller\",\"badge\":\"abcd\"}\n"}"#, #"{"log":"{\"customer\":\"***\",\"badge\":\"***\"}\n"}"#),
            (#"{"M\u00fcller":1,"in":{"M\u00fcller":2}}"#, #"{"M\u00fcller":1,"in":{"***":2}}"#),
        ])
    func escapes(line: String, expected: String) throws {
        let result = try RedactionBench(Self.rules).redact(line)
        #expect(result.text == expected)
        #expect(result.isJSON)
    }

    @Test("also in a line that only holds some JSON, and with the rules of the house off or on")
    func islands() throws {
        let line = #"INFO body={"customer":"M\u00fcller","id":"EMP\u002d123456"} took 3 ms"#
        let expected = #"INFO body={"customer":"***","id":"***"} took 3 ms"#
        #expect(try RedactionBench(Self.rules).redact(line).text == expected)
        let together = try RedactionBench(Self.rules + RedactionRule.standard).redact(line)
        #expect(together.text == expected)
        #expect(together.rules == ["name", "employee"])
    }

    @Test("escapes call for no rule whose literal stands nowhere, and a record without a match stays as it is")
    func others() throws {
        let bench = try RedactionBench([RedactionRule(name: "id", pattern: #"\d{6}"#, literals: [.init("emp")])])
        for line in [#"{"a":"\u00fc 123456"}"#, #"C:\tamp\123456"#, #"{"a":"\ud800 \\"}"#] {
            #expect(bench.redact(line).text == line)
        }
        #expect(bench.redact(#"{"a":"\u0065mp 123456"}"#).text == #"{"a":"\u0065mp ***"}"#)
    }
}
