import Testing
import WeirRecords

/// Secrets that a router, a mail server, an authorization server or a command hands over.
@Suite("Secrets that are handed over")
struct HandedSecretTests {
    private static let drawn = ["Gd37", "pVs5", "Wn62", "kZq8"].joined()
    private static let words = ["harbor", "velvet", "quartz5"].joined(separator: "-")
    private static let values = [drawn, words]

    @Test(
        "they go, and all that stands around them stays",
        arguments: [
            "snmp-server user netops admins v3 auth sha § priv aes 128 §", "snmp-server user netops admins v3 auth sha-256 § priv aes256 §",
            "snmp-server user bob network-admin auth md5 § priv § localizedkey", "createUser bob SHA \"§\" AES \"§\"",
            "snmp-agent usm-user v3 bob authentication-mode sha cipher § privacy-mode aes128 cipher §",
            "+ snmpwalk -v3 -l authPriv -u bob -a SHA -A § -x AES -X § 10.0.0.1", "+ snmpusm -v3 -u bob -A § host create x",
            "+ restic -r s3:s3.example.com/b --password-command 'echo §' snapshots", "RESTIC_PASSWORD_COMMAND=\"echo §\"",
            "BORG_PASSCOMMAND=\"printf '%s' '§'\"", "PassCmd \"echo §\"", "passwordeval: echo §",
            "mx1 fetchmail[88]: POP3> PASS §", "ftp> PASS §",
        ], values)
    func stated(line: String, value: String) throws {
        #expect(try RedactionBench().redact(line.replacing("§", with: value)).text == line.replacing("§", with: "***"))
    }

    @Test(
        "what has a name of two words, with blanks around its sign, or behind whom it is for",
        arguments: [
            "LDAP bind_pw = §", "ldap.bindpw  = §", "bind_pw: §", "  private key: §", "  preshared key: §", "pre-shared key = §",
            "API key: §",
            "##[debug]secret SONAR_TOKEN resolved to §", "DB_PASSWORD resolved to §", "Temporary password for user k.meier is §",
            "backup codes for anna: §, §", "Your recovery codes are: §", "scratch codes (bob): §",
            #"level=info msg="oauth callback" code=§ state=9f3a7c1e2b client=web"#,
            #"level=info msg="callback" code=§ state=Xk29fjq8Lm"#, "POST /token grant_type=authorization_code code: §",
            #"{"grant_type": "authorization_code", "code": "§"}"#,
        ])
    func named(line: String) throws {
        #expect(try RedactionBench().redact(line.replacing("§", with: Self.drawn)).text == line.replacing("§", with: "***"))
    }

    @Test("a word with digits and a sign is a password in a sentence")
    func signed() throws {
        let line = "Temporary password for user k.meier is §"
        #expect(try RedactionBench().redact(line.replacing("§", with: "Syllables84" + "*")).text == line.replacing("§", with: "***"))
    }

    @Test("of an object only what is secret goes")
    func object() throws {
        let line = "credentials=UsernamePasswordCredentials(username='svc', password=SecretValue('§'))"
        #expect(try RedactionBench().redact(line.replacing("§", with: Self.drawn)).text == line.replacing("§", with: "***"))
    }

    @Test("an answer of AUTH LOGIN goes, whatever the log puts before it")
    func prompted() throws {
        let answer = ["bktz", "dmVj", "ZFIl", "bE1E"].joined()
        for (prompt, form) in [
            ("<-  334 UGFzc3dvcmQ6", " -> §"),
            ("mx postfix/smtpd[1]: > c[10.0.0.7]: 334 UGFzc3dvcmQ6", "mx postfix/smtpd[1]: < c[10.0.0.7]: §"),
            (#"reply: b'334 UGFzc3dvcmQ6\r\n'"#, #"send: '§\r\n'"#), ("334 cGFzc3dvcmQ6", "§"),
        ] {
            let lines = [prompt, form.replacing("§", with: answer), "<-  235 2.7.0 Authentication accepted", " -> \(answer)"]
            let left = try RedactionBench().redact(lines, as: .plain).results.map(\.text)
            #expect(left == [prompt, form.replacing("§", with: "***")] + lines[2...])
        }
        let others = ["<-  334 VXNlcm5hbWU6", " -> \(answer)", "334 UGFzc3dvcmQ6", "535 5.7.8 Authentication credentials accepted"]
        #expect(try RedactionBench().redact(others, as: .plain).results.map(\.text) == others)
    }

    @Test("keys of more issuers go, bare as they stand")
    func issued() throws {
        let hex = String(repeating: "0f3a9c7e5b", count: 4)
        for prefix in ["sqp_", "squ_", "sqa_", "snyk_uat.", "napi_", "dp.ct.", "dbtc_", "xaat-", "rdme_", "csk-", "oy2", "ddp_"] {
            let line = "build 12 uses \(prefix)\(hex)0f3 now"
            #expect(try RedactionBench().redact(line).text == "build 12 uses *** now", "\(prefix)")
        }
    }

    @Test(
        "what is like them stays",
        arguments: [
            "LoadCredential=db_password:/etc/credstore/db_password", "secret: /run/secrets/db-7f3a/token", "password=/home/bob/.pgpass",
            "snmp-server user netops admins v3", "snmp-server user bob removed", "createuser bob --createdb",
            "snmpv3 user bob not found", "SNMPv3 engine id 80001f8803a1b2c3d4", "--password-command 'pass show x7k2p9'",
            "--password-command is missing", "passwordeval \"gpg -d x7k2p9.gpg\"", "pop3: PASS 12 of 12", "result> PASS user8357",
            "cache key: a1b2c3d4e5f6", "public key: ssh-ed25519 AAAAC3Nz7x", "host key: SHA256:Xk29fjq8Lm", "primary key: id_7f3a9c",
            "private key: /etc/ssl/private/web-7f3a.pem", "private key: missing", "api key: invalid", "secret key: not found",
            "exit code=a1b2c3d4e5f6g7 state=failed", "oauth failed code=invalid_grant", "oauth failed code=AADSTS700016 state=x",
            #"{"code": "a1b2c3d4e5f6", "kind": "error"}"#, #"{"grant_type": "client_credentials", "code": 200}"#,
            "secret db-creds resolved to vault/prod", "host db1 resolved to 10.0.0.7", "secret store resolved to default",
            "backup codes for anna: downloaded", "recovery codes generated at 10:15", "backup codes for anna: 3 left",
            "Temporary password for user k.meier is expired", "sqp_count=12 squ_x=1",
            "napi_poll took 12 ms", "oy2 station is up", "task csk-12 done",
        ])
    func kept(line: String) throws { #expect(try RedactionBench().redact(line).text == line) }

    @Test("a key without a secret's name stays behind one that was met before, and the other way round")
    func quiet() throws {
        let lines = ["the cache key: \(Self.drawn)", "the private key: \(Self.drawn)", "the cache key: \(Self.drawn)"]
        let left = try RedactionBench().redact(lines, as: .plain).results.map(\.text)
        #expect(left == [lines[0], "the private key: ***", lines[2]])
    }
}
