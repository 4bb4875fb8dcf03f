import Testing

@testable import WeirRedaction

@Suite("What is not shown is no part of a name")
struct UnseenTests {
    private static let value = ["Maple", "7kQz", "3Wd9"].joined()

    @Test(
        "colours, controls and marks of direction neither end a name nor part it from its value",
        arguments: [
            "login \u{1B}[36mpassword\u{1B}[0m=§ \u{1B}[36muser\u{1B}[0m=bob", "\u{1B}[36mpassword\u{1B}[0m=\u{1B}[35m§\u{1B}[0m",
            "login \u{1B}[3mpassword\u{1B}[0m\u{1B}[2m=\u{1B}[0m\"§\"",
            "  \u{1B}[34;1m\"password\"\u{1B}[0m\u{1B}[1;39m:\u{1B}[0m \u{1B}[0;32m\"§\"\u{1B}[0m",
            "app.conf:\u{1B}[01;31m\u{1B}[Kpassword\u{1B}[m\u{1B}[K=§", "\u{1B}[36mapi_key\u{1B}[0m=§",
            #"{"level": "info", "msg": "\u001b[36mpassword\u001b[0m=§"}"#, #"msg \x1b[36mpassword\x1b[0m=§"#,
            #"msg \033[36mpassword\033[0m=§"#, "pass\u{01}word=§", "pass\u{202E}word=§", "pass\u{2060}word=§", "password\u{08}=\u{07}§",
            "\u{1B}(Bpassword\u{1B}(B=§",
        ])
    func masked(line: String) throws {
        let left = try RedactionBench().redact(line.replacing("§", with: Self.value)).text
        #expect(!left.contains(Self.value), "\(left.debugDescription)")
        #expect(left.contains("***"))
    }

    @Test(
        "a line in colours without a secret stays as it is",
        arguments: [
            "\u{1B}[32mINFO\u{1B}[0m password \u{1B}[1mchanged\u{1B}[0m for bob", "\u{1B}[36mtoken\u{1B}[0m expired",
            "\u{1B}[31mERROR\u{1B}[0m \u{1B}[1mkey\u{1B}[0m not found",
        ])
    func kept(line: String) throws { #expect(try RedactionBench().redact(line).text == line) }

    @Test("each of them, within a name and behind it")
    func each() throws {
        for mark in Unseen.scalars.joined().compactMap({ UnicodeScalar($0) }) where mark != "\u{1B}" && mark != "\u{9B}" {
            for line in ["pass\(mark)word=\(Self.value)", "password\(mark)=\(Self.value)", "password=\(mark)\(Self.value)"] {
                #expect(try !RedactionBench().redact(line).text.contains(Self.value), "\(line.debugDescription)")
            }
        }
    }

    @Test("letters next to them are seen", arguments: ["\u{61B}", "\u{61D}", "\u{85}", "\u{A1}", "\u{2030}", "\u{FDFF}", "\u{4E2D}"])
    func seen(mark: String) { #expect(Array(mark.utf8).withUnsafeBytes { Unseen.length($0, at: 0) } == nil) }
}
