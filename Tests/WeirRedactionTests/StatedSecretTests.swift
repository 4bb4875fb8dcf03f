import Testing

/// Secrets that show by where they stand, however they look: one that was drawn at random, and one that is made of words.
@Suite("Secrets that their place tells")
struct StatedSecretTests {
    private static let values = [["Gd37", "pVs5", "Wn62"].joined(), ["harbor", "velvet", "quartz5"].joined(separator: "-")]

    private static let commands = [
        "net user bob § /add", "net1 user bob § /active:yes", #"C:\Windows\system32\net.exe user bob § /domain"#,
        #"net use Z: \\srv1\share § /user:DOM\bob /persistent:no"#, #"net use \\srv1\c$ /user:bob §"#,
        #"schtasks /create /tn job /ru DOM\svc /rp § /sc daily"#, "rasdial vpn1 bob §", "certutil -f -p § -importpfx a.pfx",
        "signtool sign /f a.pfx /p § x.exe", #"$p = ConvertTo-SecureString "§" -AsPlainText -Force"#,
        "'§' | ConvertTo-SecureString -AsPlainText -Force", "aws ssm put-parameter --name /p --type SecureString --value § --overwrite",
        "az keyvault secret set --vault-name v --name n --value §", "gh secret set DB --body §",
        "+ echo § | docker login -u x --password-stdin r.example.org", "echo § | gpg --batch --passphrase-fd 0 -d x.gpg",
        #"echo "§" | gh auth login --with-token"#, "echo § | kinit bob@EXAMPLE.ORG", "beam.smp -sname rabbit -setcookie § -noshell",
        "ejabberdctl register bob example.org §", "samba-tool user create bob §", "mysqladmin -u root password §",
        "nmcli dev wifi connect Home password §", #"reg add HKLM\x /v DefaultPassword /t REG_SZ /d § /f"#,
        #"Winlogon DefaultPassword REG_SZ §"#, #"wpa_cli set_network 0 psk "§""#,
        "skopeo login -u bob -p § r.example.org", "crane auth login r -u bob -p §", "pulumi config set --secret dbPassword §",
        "svn co --username bob --password § https://x", "keytool -keypass § -list", "ldappasswd -s § -D cn=bob",
        "mc alias set store https://s3.example.org AKEY §",
    ]
    private static let statements = [
        "SET PASSWORD FOR 'bob'@'%' = '§'", "SELECT pgp_sym_decrypt(card, '§') FROM t", "SELECT AES_DECRYPT(c, '§'), DES_ENCRYPT(c, '§')",
        "SELECT encrypt('aes-256-ofb', name, '§') FROM t", "SELECT hmac(body, '§', 'sha256')", "PRAGMA key = '§'",
        "SELECT a.* FROM OPENROWSET('SQLNCLI', 'srv1';'sa';'§', 'SELECT 1') AS a", "exec sp_addlogin 'bob', '§', 'master'",
        "EXEC sp_addlinkedsrvlogin 'R1', 'false', NULL, 'sa', N'§'", "SELECT * FROM mysql('db1:3306', 'x', 't', 'app', '§')",
        "SELECT * FROM postgresql('db1:5432', 'x', 't', 'app', '§')", "SELECT * FROM s3('https://b/x.csv', 'KEYID', '§', 'CSV')",
        "ALTER CURRENT USER SET PASSWORD FROM 'old' TO '§'",
    ]
    private static let calls = [
        "#0 /x.php(3): PDO->__construct('mysql:host=db1;d...', 'root', '§', Array)",
        "#1 /x.php(9): mysqli_connect('db1', 'root', '§', 'x')",
        "#1 /x.php(9): mysqli_real_connect(Object(mysqli), 'db1', 'root', '§', 'x')", "#1 /x.php(9): oci_connect('app', '§', 'ORCL')",
        #"#1 /x.php(9): ftp_login(Object(FTP\Connection), 'bob', '§')"#, #"#1 /x.php(9): phpseclib3\Net\SSH2->login('root', '§')"#,
        "conn = pymysql.connect('db1', 'root', '§', 'x')", #"auth=HTTPBasicAuth("bob", "§")"#, "auth=('bob', '§')",
        #"db.auth("bob", "§")"#, #"DriverManager.getConnection("jdbc:x", "bob", "§")"#, "conn.simple_bind_s('cn=bob', '§')",
        #"smtp.PlainAuth("", "bob", "§", "mx")"#,
    ]
    private static let protocols = [
        #"1796032931.4 [0 10.1.2.3:5] "AUTH" "default" "§""#, #"1796032931.4 [0 10.1.2.3:5] "auth" "§""#,
        #"1796032931.4 [0 10.1.2.3:5] "HELLO" "3" "AUTH" "app" "§" "SETNAME" "web""#,
        #"1796032931.4 [0 10.1.2.3:5] "CONFIG" "SET" "requirepass" "§""#, "redis-cli ACL SETUSER bob on >§ ~cache:* +@read",
        #"1796032931.4 [0 10.1.2.3:5] "ACL" "SETUSER" "bob" "on" ">§" "~*""#, #"MANAGEMENT: CMD 'password "Auth" "§"'"#,
        #"192.0.2.1 192.0.2.7 : PSK "§""#, #"bob : EAP "§""#, "radiusd[1]: Login incorrect: [bob/§] (from client ap1 port 0)",
        "cowrie: login attempt [root/§] failed", "cache_peer up.example.net parent 3128 0 no-query login=bob:§ proxy-only",
        #"date=x cfgattr="name[x]psksecret[§]" msg="Edit""#, "logged command:snmp-server community § RO",
        "set snmp community § authorization read-only", "::add-mask::§", "##vso[task.setvariable variable=x;issecret=true]§",
        "username bob password 0 §", "tacacs server key 7 §", "ip ospf message-digest-key 12 md5 7 §", "wpa-psk ascii 0 §",
        #"set security ike policy p pre-shared-key ascii-text "§""#, "::set-output name=token::§", "ldap_default_authtok = §",
        "USER bob PASS §",
    ]
    private static let types = [
        #" Password: (string) (len=12) "§","#, #" Token: (main.Secret) (len=12) "§","#, #"~ master_password = "***" -> "§" # forces"#,
        #"~ password: "***" => "§""#, "db password changed from '***' to '§'", "password: str = '§'", "olcRootPW: §", "DB_PASS: §",
        #"[{user,"bob"},{password,<<"§">>}]"#, #"{password,"§"}"#, "  pass: '§'", "password: §",
    ]
    private static let tails = [
        "Cloning https://gitlab-ci-token:§@gitlab.example.org/g/x.git", "AccountName=acc;AccountKey=§;EndpointSuffix=core.windows.net",
        "jdbc:sqlserver://db1:1433;user=sa;password=§;encrypt=true",
    ]

    @Test(
        "they go, and all that stands around them stays", arguments: commands + statements + calls + protocols + types + tails,
        values)
    func masked(line: String, value: String) throws {
        #expect(try RedactionBench().redact(line.replacing("§", with: value)).text == line.replacing("§", with: "***"))
    }

    @Test("a key, a ticket and a token of an account go")
    func keys() throws {
        let hex = String(repeating: "0f3a9c7e5b21d846", count: 4)
        for line in [
            #"<machineKey validationKey="§" validation="HMACSHA256" />"#, "Unseal Key 1: §", "Recovery Key 2: §", "-Dsonar.login=§",
            "GET /app?ticket=§ 302", "x {Bearer §|curl/8.5} y",
        ] {
            #expect(try RedactionBench().redact(line.replacing("§", with: hex)).text == line.replacing("§", with: "***"))
        }
        let token = String(hex.prefix(32))
        #expect(
            try RedactionBench().redact("api.twilio.com auth=('AC\(token)', '\(token)')").text
                == "api.twilio.com auth=('AC\(token)', '***')")
        let digest = "$6$" + String(hex.prefix(12)) + "$" + hex
        #expect(try RedactionBench().redact("root:\(digest):19700:0:99999:7:::").text == "root:$6$***:19700:0:99999:7:::")
    }

    @Test("an audit record's words are read as the command they are, its digits too", arguments: values)
    func audited(value: String) throws {
        for line in [
            #"type=EXECVE msg=audit(1.2:3): argc=4 a0="curl" a1="-u" a2="bob:§" a3="https://x""#,
            #"audit: type=1309 audit(1.2:3): argc=3 a0="sshpass" a1="-p" a2="§""#,
            #"type=EXECVE msg=audit(1.2:3): argc=3 a0="sh" a1="-c" a2="net user bob § /add""#,
        ] {
            #expect(try RedactionBench().redact(line.replacing("§", with: value)).text == line.replacing("§", with: "***"))
        }
        let digits = { (text: String) in text.utf8.map { ($0 < 16 ? "0" : "") + String($0, radix: 16, uppercase: true) }.joined() }
        let command = digits("mysql\0-uroot\0-p")
        let line = "type=PROCTITLE msg=audit(1.2:3): proctitle=\(command)"
        #expect(try RedactionBench().redact(line + digits(value)).text == line + "***")
    }

    @Test("what another member of JSON declares a secret goes, and the record stays JSON with its members", arguments: values)
    func declared(value: String) throws {
        for line in [
            #"{"apiVersion":"v1","data":{"x":"§"},"kind":"Secret","metadata":{"name":"db"}}"#,
            #"{"verb":"create","requestObject":{"kind":"Secret","stringData":{"value":"§"}}}"#,
            #"{"objectRef":{"resource":"secrets"},"requestObject":{"stringData":{"x":"§"}}}"#,
            #"{"kind":"SecretList","items":[{"data":{"x":"§"}}]}"#, #"{"Name":"/prod/db","Type":"SecureString","Value":"§"}"#,
            #"{"type":"random_password","name":"db","instances":[{"attributes":{"length":16,"result":"§","special":true}}]}"#,
            #"{"message":"applying {\"kind\":\"Secret\",\"stringData\":{\"x\":\"§\"}}"}"#,
        ] {
            let result = try RedactionBench().redact(line.replacing("§", with: value))
            #expect(result.text == line.replacing("§", with: "***") && result.isJSON)
        }
    }

    @Test(
        "what is like them stays",
        arguments: [
            "net user bob /domain", #"net use Z: \\srv1\share /persistent:no"#, "login=bob ok", "login=2026-11-30T10:02:11 user=bob",
            "GET /x?login=true&next=/home 200", "at AuthService.login(AuthService.java:42)", #"login("bob", "web-app-1")"#,
            "connect('db1', 5432, 'app')", "mysql('8.0.36') started", #"bcrypt("cost 12") took 80ms"#, "decrypt(x) failed in cipher.go:12",
            #"type=EXECVE msg=audit(1.2:3): argc=3 a0="ls" a1="-la" a2="/home/bob""#,
            "type=PROCTITLE msg=audit(1.2:3): proctitle=2F7573722F7362696E2F73736864002D44",
            "Login incorrect (pap: x): [bob] (from client ap1 port 0)", "Login OK: [bob/<via Auth-Type = eap>] (from client ap1 port 0)",
            "snmp-server community string is missing", "bgp community=65000:100 accepted",
            #"{"kind":"Secret","metadata":{"name":"db","namespace":"prod"},"type":"Opaque"}"#,
            #"{"kind":"ConfigMap","data":{"url":"https://x","mode":"7f3a2b"}}"#, #"{"type":"password","result":"rejected"}"#,
            #"{"resource":"secrets","count":3,"data":{"page":"a1b2c3"}}"#, "::set-output name=version::1.2.3", "ticket=INC0012345 opened",
            #"wpa_supplicant: PSK "Home" not found"#, "password: scram-sha-256", "password: user-12", "error: --password must be given",
            "password 2 of 7 deleted", "password 3 attempts", "server key 7 expired", "token (string) is missing",
            "loading server key server-key-2.pem", "ssh: server key rsa-sha2-256 accepted", "gh auth login -p https -h github.com",
            "Elasticsearch alias set on index logs-2026 for search7x", "helm upgrade --secret dbPassword", "password: kerberos5 failed",
            #"MANAGEMENT: CMD 'username "Auth" "bob"'"#,
        ])
    func kept(line: String) throws { #expect(try RedactionBench().redact(line).text == line) }

    @Test(
        "what names a secret that is kept elsewhere, a place in a source or an algorithm stays",
        arguments: [
            "GetSecretValue arn:aws:secretsmanager:eu-central-1:123456789012:secret:prod/db-AbCdEf took 31 ms",
            #"{"ARN":"arn:aws:secretsmanager:eu-central-1:123456789012:secret:db-AbCdEf","Name":"db"}"#,
            "password=op://vault/item/field7x", "  at Object.verifyToken (/app/node_modules/jsonwebtoken/verify.js:89:19)",
            "at refreshToken (webpack:///./src/token.ts:12:4)", "signature=ecdsa_secp256r1_sha256", "signature=sha256WithRSAEncryption",
            "signature: rsa_pss_rsae_sha256",
        ])
    func mentioned(line: String) throws { #expect(try RedactionBench().redact(line).text == line) }
}
