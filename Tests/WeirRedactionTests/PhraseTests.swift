import Testing

/// Secrets that no sign follows: arguments of commands, directives, lines of protocols, parts of addresses.
@Suite("Secrets without a sign before them")
struct PhraseTests {
    private static let value = ["Gd37", "pVs5", "Wn62", "kZq8"].joined()

    private static let commands = [
        "git remote set-url origin https://§@github.example.org/a/b", "echo § | sudo -S systemctl restart x", "sudo -S <<< § apt update",
        "echo § | passwd --stdin bob", #"docker login -u b --password-stdin <<< "§""#, #"net use Z: \\fs\x § /user:bob"#,
        "net user bob § /add", "zip -r -P § a.zip b", "7z x -p§ a.7z", "rar a -hp§ a.rar b", "wpa_passphrase Home §",
        "mosquitto_pub -u bob -P § -t x", "cargo login §", "snmpwalk -v3 -u bob -A § -X x h", "snmpget -v2c -c § 10.0.0.1",
        "twine upload -u __token__ -p § dist/*", #"psexec \\h -u bob -p § cmd"#, "plink -ssh bob@h -pw § ls", "ssh-keygen -t rsa -N § -f x",
        "lftp -u bob,§ ftp.example.com", "exec ['docker', 'login', '-u', 'bob', '-p', '§']",
    ]
    private static let directives = [
        "requirepass §", "masterauth §", "bindpw §", "auth_pass §", "wpa-psk §", "enable secret 0 §", "enable secret §",
        "snmp-server community § RO", "rocommunity § 10.0.0.0/8", "radius-server key §", "tacacs-server key 0 §",
        "crypto isakmp key § address 10.0.0.1", "pre-shared-key §", "sentinel auth-pass mymaster §",
    ]
    private static let protocols = [
        "C: AUTH PLAIN §=", "smtp >> AUTH LOGIN Ym9i §=", #"redis: "AUTH" "§""#, "redis: AUTH default §", "127.0.0.1:6379> AUTH §",
        #"1700000000.1 [0 127.0.0.1:1] "AUTH" "default" "§""#, "HELLO 3 AUTH default §", "ftp: > PASS §", "pop3: C: PASS §",
        "imap: C: a1 LOGIN bob §", #"imap: > A0003 LOGIN "bob" "§""#, ". LOGIN bob@example.com §",
        "USER bob PASS §", "ftp: > PASS Summer2Rain§", "--> PASS Login2FA§", "PASS §", "app: PASS: §", "irc: PRIVMSG NickServ :IDENTIFY §",
        "irc: PRIVMSG nickserv :identify bob §",
        "kadmin: addprinc -pw § bob", "WIFI:T:WPA;S:Home;P:§;;",
    ]
    private static let addresses = [
        "GET /reset/password/§ 200", "GET /verify-email/§ 200", "GET /magic-link?t=§ 302", "GET /password/reset/§",
        "https://maker.ifttt.com/trigger/x/with/key/§", "x-functions-key: §", "Sec-WebSocket-Protocol: bearer, §",
        "https://hooks.zapier.com/hooks/catch/123456/§/",
    ]

    @Test("they go, and what stands around them stays", arguments: commands + directives + protocols + addresses)
    func masked(line: String) throws {
        let text = try RedactionBench().redact("2026-11-30 08:15:02 INFO app: " + line.replacing("§", with: Self.value)).text
        #expect(!text.contains(Self.value))
        let (before, after) = (line.prefix { $0 != "§" }, line.drop { $0 != "§" }.dropFirst().filter { $0 != "=" })
        #expect(text.hasPrefix("2026-11-30 08:15:02 INFO app: \(before.prefix(4))") && text.hasSuffix(after))
    }

    @Test(
        "a word with digits and a sign is a password behind PASS",
        arguments: ["PASS §", "USER bob PASS §", "pop3: C: USER bob PASS §", "ftp: > PASS §"])
    func signed(line: String) throws {
        let value = "Quartz" + "9585#"
        #expect(try RedactionBench().redact(line.replacing("§", with: value)).text == line.replacing("§", with: "***"))
    }

    @Test(
        "what is like them stays",
        arguments: [
            "the community edition x64v2 is installed", "sudo -S is not allowed for bob", "PASS src/foo2.test.js (5.2s)",
            "result: PASS user8357", "USER bob PASS test", "PASS coverage98%", "PASS UserTest#test_2", "PASS: 12 of 12!",
            "AUTH failed for user8357",
            "AUTH plain not supported by 10.0.0.7", "a1 LOGIN failed: bad credentials",
            "a1 LOGIN bob failed2x9k now", "12:00:01 LOGIN bob tty7a2b3c", "user bob2 LOGIN ok tty7a2b3c", "a1 LOGIN bob id=4f2a9c81",
            "bob LOGIN from 10.0.0.7 tty7a2b3c", "login a7f3c2d1 accepted", "LOGIN session 4f2a9c81 opened", "zip -r build-2x9a.zip dist",
            "7z x archive-2x9a.7z", "enable secret rotation for tenant-7f3a", "secret 2 of 7 deleted", "radius-server key mismatch",
            "git clone https://bob.smith@git.example.com/a/b", "wifi: connected to Home", "snmp-server enable traps",
            "mosquitto_sub -h broker -p 1883 -t sensors/t1x9", "docker run -p 8080:80 web-7f9c2d", "base64 <<< file9x2",
            "GET /reset/password 200", "GET /verify-email/sent 200", "GET /confirm/order/550e8400-e29b-41d4-a716-446655440000 200",
            "GET /assets/reset-4f3a2b1c9d8e7f6a.css 200", "GET /activate?plan=pro2026 200", "GET /invite/4f3a2b1c9d8e7f6a5b4c3d2e 200",
            "Sec-WebSocket-Protocol: graphql-transport-ws", "bearer, token or cookie",
        ])
    func kept(line: String) throws {
        let line = "2026-11-30 08:15:02 INFO app: " + line
        #expect(try RedactionBench().redact(line).text == line)
    }
}
