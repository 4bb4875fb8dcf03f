import Testing

/// Directives, lines of protocols, parts of addresses.
@Suite("Secrets without a sign before them")
struct PhraseTests {
    private static let value = ["Gd37", "pVs5", "Wn62", "kZq8"].joined()

    private static let lines = [
        "git remote set-url origin https://§@github.example.org/a/b", "requirepass §", "auth_pass §", "wpa-psk §",
        "enable secret 0 §", "enable secret §", "C: AUTH PLAIN §=", "smtp >> AUTH LOGIN Ym9i §=", #"redis: "AUTH" "§""#,
        "redis: AUTH default §", #"1700000000.1 [0 127.0.0.1:1] "AUTH" "default" "§""#, "HELLO 3 AUTH default §", "ftp: > PASS §",
        "pop3: C: PASS §", "x-functions-key: §", "Sec-WebSocket-Protocol: bearer, §",
    ]

    @Test("they go, and what stands around them stays", arguments: lines)
    func masked(line: String) throws {
        let text = try RedactionBench().redact("2026-11-30 08:15:02 INFO app: " + line.replacing("§", with: Self.value)).text
        #expect(!text.contains(Self.value))
        let (before, after) = (line.prefix { $0 != "§" }, line.drop { $0 != "§" }.dropFirst().filter { $0 != "=" })
        #expect(text.hasPrefix("2026-11-30 08:15:02 INFO app: \(before.prefix(4))") && text.hasSuffix(after))
    }

    @Test(
        "what is like them stays",
        arguments: [
            "PASS src/foo2.test.js (5.2s)", "result: PASS user8357", "AUTH failed for user8357", "AUTH plain not supported by 10.0.0.7",
            "enable secret rotation for tenant-7f3a", "secret 2 of 7 deleted", "git clone https://bob.smith@git.example.com/a/b",
            "Sec-WebSocket-Protocol: graphql-transport-ws", "bearer, token or cookie", "token", "invalid password",
        ])
    func kept(line: String) throws {
        let line = "2026-11-30 08:15:02 INFO app: " + line
        #expect(try RedactionBench().redact(line).text == line)
    }
}
