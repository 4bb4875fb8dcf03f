import Testing
import WeirRecords

/// Secrets as programs print them: at a first start, in lists of arguments, in pretty-printed structures, in forms.
@Suite("Secrets as programs print them")
struct PrintedSecretTests {
    private static let value = ["Gd37", "pVs5", "Wn62", "kZq8"].joined()

    @Test(
        "they go, and all that stands around them stays",
        arguments: [
            "[MY-010454] [Server] A temporary password is generated for root@localhost: §", "PASSWORD elastic = §",
            "PASSWORD kibana_system = §",
            #"{"msg":"exec","argv":["curl","-u","bob:§","https://api.example.com"]}"#, #"{"args":["lftp","-u","bob,§","ftp.example.com"]}"#,
            #"{"args":["rpcclient","-U","adm%§","dc1"]}"#,
            "CMD (net ads join -U administrator%§)", "+ winexe -U DOM/adm%§ //host cmd", "+ vault login §", "+ vault operator unseal §",
            "+ curl --cert client.pem:§ https://api.example.com", #"+ chpasswd <<< "bob:§""#, "+ kadmin -p admin/admin -w § -q listprincs",
            #"mongosh db.changeUserPassword("bob", "§")"#,
            #"{"user":"bob","recovery_codes":["§"]}"#, #"{"backupCodes":["§"]}"#, #"{"creds":"§"}"#, #"{"bearer":"§"}"#,
            #"{"totp_seed":"§"}"#, #"{"security_answer":"§"}"#, #"{"column":"password_hash","value":"§"}"#,
            #"{"event":"change","field":"password","old":"§","new":"§"}"#,
            "conf <property><name>fs.s3a.secret.key</name><value>§</value></property>",
            "<dict><key>Password</key><string>§</string></dict>",
            "<entry><key>db.password</key><value>§</value></entry>",
            "<member><name>password</name><value><string>§</string></value></member>",
            #"body=--b1\r\nContent-Disposition: form-data; name=\"password\"\r\n\r\n§\r\n--b1--"#,
            #"{"body":"--b1\r\nContent-Disposition: form-data; name=\"password\"\r\n\r\n§\r\n--b1--"}"#,
        ])
    func masked(line: String) throws {
        #expect(try RedactionBench().redact(line.replacing("§", with: Self.value)).text == line.replacing("§", with: "***"))
    }

    @Test(
        "the next line's value goes, however a structure is printed",
        arguments: [
            [#"      "name": "DB_PASSWORD","#, #"      "value": "§""#], [#"    "--password","#, #"    "§","#],
            ["    - --password", "    - §"],
            [#"  "refreshTokens": ["#, #"    "§""#],
            ["  <name>javax.jdo.option.ConnectionPassword</name>", "  <value>§</value>"],
            [#"Content-Disposition: form-data; name="password""#, "§"],
            ["Password for the [elastic] user (reset with `bin/elasticsearch-reset-password -u elastic`):", "  §"],
        ])
    func nextLine(lines: [String]) throws {
        let left = try RedactionBench().redact(lines.map { $0.replacing("§", with: Self.value) } + ["then \(Self.value)"], as: .plain)
        #expect(left.results.map(\.text) == lines.map { $0.replacing("§", with: "***") } + ["then \(Self.value)"])
    }

    @Test("a PIN in groups and the words of a wallet go")
    func phrases() throws {
        #expect(try RedactionBench().redact(" * Debugger PIN: 123-456-789").text == " * Debugger PIN: ***")
        let words = (0..<12).map { ["legal", "winner", "thank", "year"][$0 % 4] }.joined(separator: " ")
        for name in ["mnemonic", "seed_phrase"] {
            #expect(try RedactionBench().redact(#"{"wallet":"w1","\#(name)":"\#(words)"}"#).text == #"{"wallet":"w1","\#(name)":"***"}"#)
        }
    }

    @Test(
        "what is like them stays",
        arguments: [
            #"{"event":"exec","user":"bob","pwd":"/home/bob/.ssh","cmd":"ls"}"#, #"{"USER":"root","PWD":"/srv/app","OLDPWD":"/root/x"}"#,
            "A temporary password is generated for root@localhost", "PASSWORD policy = strict", "login pin: 2026-11-30",
            #"{"args":["curl","-s","-U","https://api.example.com/a1b2c3"]}"#, "kadmin -w is missing", "net ads info -U bob",
            #"{"seed":482913,"name":"run7f3a"}"#, #"{"codes":["a1b2c3d4","e5f6a7b8"]}"#, "status codes: 200 404",
            #"{"token_type":"bearer"}"#,
            #"{"field":"status","old":"a1b2c3d4","new":"e5f6a7b8"}"#,
            "<property><name>fs.default.name</name><value>hdfs://n1:8020</value></property>", "<name>token</name><value>3</value>",
            #"Content-Disposition: form-data; name="comment"\r\n\r\nGd37pVs5Wn62"#, "vault login -method=userpass username=bob",
        ])
    func kept(line: String) throws { #expect(try RedactionBench().redact(line).text == line) }

    @Test(
        "a line that is made of what commands begin with costs no more a byte when it is longer",
        arguments: ["-u ", "curl -u ", "sshpass -p "])
    func repeated(words: String) throws {
        let bench = try RedactionBench()
        let time = { (count: Int) in
            let line = #"10.0.0.1 "GET / HTTP/1.1" 200 ""# + String(repeating: words, count: count / words.utf8.count) + "\""
            return (0..<5).map { _ in ContinuousClock().measure { _ = bench.redact(line) } }.min() ?? .zero
        }
        let (short, long) = (time(4_000), time(16_000))
        #expect(long < short * 10, "\(short) and \(long)")
    }
}
