import Testing

/// Passwords that are words and a number, as people and generators make them: a name announces them, and names of things look alike.
@Suite("Passwords made of words")
struct GeneratedWordsTests {
    private static let forms = ["falcon-ember-17-rocket", "Violet.orchid-131", "Saddle*walrus^6868", "Velvet+copper_18"]

    private static let places = [
        "backup --yes --passphrase § -d a.gpg", "docker login --username ci --password § registry.example.org",
        "keytool -importkeystore -srcstorepass § -destkeystore b.p12", "C: a001 LOGIN anna@example.org §",
        "loaded: {db: {host: db, user: app, password: §}, debug: false}", "root's password is generated for root@localhost: §",
        "the password for user anna is §", "Login failed for user bob with password §", "neighbor 10.0.0.9 password §",
        "  smtp-password: §", "nslcd: bindpw §", #"Config { client_secret: Some("§"), retries: 3 }"#,
        "POST client_id=web&client_secret=§&grant_type=client_credentials",
    ]

    @Test("they go wherever a name announces a password", arguments: places, forms)
    func masked(place: String, form: String) throws {
        let text = try RedactionBench().redact("app: " + place.replacing("§", with: form)).text
        #expect(!text.contains(form), "\(text)")
        #expect(text.hasPrefix("app: \(place.prefix(4))"))
    }

    @Test(
        "names of things stay",
        arguments: [
            "secret: prod/builder-token-17-tls", "deleted secret prod/builder-token-x7k2p (12 owners)",
            "DB_PASSWORD=${DB_PASSWORD:?missing}", "password policy for kasm-prod-17-users updated", "host web-prod-17-blue is up",
            "GET /list?u=anna&p=1200 200", "headers: ['X-Api-Key', 'Accept', 'Authorization']", "a001 LOGIN completed",
            "API key rotation is enabled", "radius-server host 10.0.0.1 auth-port 1812", "the key api gateway-prod-12-blue uses",
        ])
    func stays(line: String) throws {
        #expect(try RedactionBench().redact(line).text == line)
    }

    private static let drawn = ["hUfSkSEnKQ1MKwbK", "MGD7Icvy4vrq3lpI"].joined()

    @Test(
        "what is drawn goes as well where its place is told otherwise",
        arguments: [
            "rawHeaders: [ 'Host', 'db-1', 'X-Api-Key', '§', 'Accept', '*/*' ]",
            #"headers: [{"content-type", "application/json"}, {"x-api-key", "§"}]"#,
            "POST http://db:8086/write?db=telegraf&u=telegraf&p=§&precision=s 401",
            "Command '['mysqldump', '-u', 'dump', '-p§', 'shop']' returned non-zero exit status 2.",
            "Neues Passwort f\u{FC}r Benutzer mueller: §", "rejected request: API key § is disabled", "tacacs-server host 10.0.0.7 key §",
            "radius-server host 10.0.0.7 auth-port 1812 key 7 §", #"key "rndc-key" { algorithm hmac-sha256; secret "§="; };"#,
            #"imaplib > b'BDPN1 LOGIN "anna" "§"'"#,
        ])
    func otherPlaces(line: String) throws {
        let text = try RedactionBench().redact(line.replacing("§", with: Self.drawn)).text
        #expect(!text.contains(Self.drawn) && text.contains("***"), "\(text)")
        #expect(text.hasPrefix(line.prefix(8)))
    }

    @Test("the short last line of a key goes behind the name of its container too")
    func composed() throws {
        let (begin, end) = ("-----BEGIN PRIVATE" + " KEY-----", "-----END PRIVATE" + " KEY-----")
        let body = String((0..<64).map { Array("MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSj")[($0 * 7) % 40] })
        let lines = [begin, body, "WAlrrAy5" + "frnFyy65", end].map { "proxy-1  | \($0)" }
        let text = try RedactionBench().redact(lines).results.map(\.text)
        #expect(text.filter { $0 == "proxy-1  | ***" }.count == 2, "\(text)")
    }
}
