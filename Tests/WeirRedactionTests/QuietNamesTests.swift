import Testing

@testable import WeirRedaction

@Suite("Names that announced nothing before")
struct QuietNamesTests {
    @Test("a name is known again only where all that told its meaning is the same")
    func other() throws {
        let lines = [
            "app: is_administrator_password: Qx83hd72kq", "app: is_administrator_password: Qx83hd72kq",
            "app: my_administrator_password: Qx83hd72kq", "app: is_administrator_password: Qx83hd72kq",
        ]
        let results = try RedactionBench().redact(lines).results.map(\.text)
        #expect(results == [lines[0], lines[1], "app: my_administrator_password: ***", lines[3]])
    }

    @Test("what stands behind the name is a part of that")
    func behind() throws {
        let lines = ["see \"the session\" of today", "see /x?the&session=Qx83hd72kqAbC4 of today"]
        let results = try RedactionBench().redact(lines).results.map(\.text)
        #expect(results == [lines[0], "see /x?the&session=*** of today"])
    }

    @Test("a key that is a name only with the words before it is masked, a query's name only in a query")
    func blanks() throws {
        let text = try RedactionBench().redact(#"{"API Key": "Qx83hd72kq", "key": "Qx83hd72kq", "session": "Qx83hd72kq"}"#).text
        #expect(text == #"{"API Key": "***", "key": "Qx83hd72kq", "session": "Qx83hd72kq"}"#)
    }
}
