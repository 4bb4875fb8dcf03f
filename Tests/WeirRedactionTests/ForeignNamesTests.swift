import Testing

@Suite("A password's name in other languages")
struct ForeignNamesTests {
    private static let value = ["Lf46", "xNb9", "Ru28", "mJy3"].joined()

    @Test("announces a value as the English one does", arguments: ["mot_de_passe", "mot de passe", "motdepasse", "passord"])
    func masked(name: String) throws {
        #expect(try RedactionBench().redact("app: \(name)=\(Self.value)").text == "app: \(name)=***")
        #expect(try RedactionBench().redact(#"{"m": "x", "\#(name)": "\#(Self.value)"}"#).text == #"{"m": "x", "\#(name)": "***"}"#)
    }

    @Test("in a sentence it announces none", arguments: ["le mot de passe est incorrect", "passenger=bob7x2", "passe-partout: x1y2z3"])
    func kept(text: String) throws { #expect(try RedactionBench().redact(text).text == text) }
}
