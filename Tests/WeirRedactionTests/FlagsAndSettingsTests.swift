import Testing

/// Flags that mean something else in each program, arguments by their place, settings, and what a pipe hands over.
@Suite("Secrets of flags, arguments, settings and pipes")
struct FlagsAndSettingsTests {
    private static let values = [["Gd37", "pVs5", "Wn62"].joined(), ["harbor", "velvet", "quartz5"].joined(separator: "-")]

    private static let flags = [
        "hdbsql -n h1:30015 -u SYSTEM -p § 'select 1'", "cypher-shell -u neo4j -p § 'RETURN 1'",
        "racadm -r 10.0.0.5 -u root -p § getsysinfo",
        "oc login https://api.example.org -u kubeadmin -p §", "vsql -h v1 -U dbadmin -w § -c x", "gsec -user sysdba -add bob -pw §",
        #"winrs -r:srv1 -u:bob -p:§ ipconfig"#, "knife bootstrap 10.0.0.5 -x ops -P § -N web1", "etcdctl --user root:§ member list",
        "dotnet nuget push a.nupkg --api-key §77Kq -s x", "netsh wlan set hostednetwork mode=allow ssid=x key=§",
    ]
    private static let arguments = [
        "etcdctl user add bob:§", "[zk: 1(CONNECTED) 0] addauth digest bob:§", "bundle config --global gems.example.org bob:§",
        ".LOGON tdprod/bob,§", "rabbitmqctl authenticate_user bob §", "mosquitto_passwd -b /etc/pw bob §", "mc admin user add local bob §",
        "composer config http-basic.repo.example.org bob §", "bitsadmin /setcredentials job SERVER BASIC bob §",
        "grafana-cli admin reset-admin-password §", #"drush user:password bob "§""#, "doctl auth init -t §",
        "ansible-vault encrypt_string '§' --name 'x'",
        "machine x.example.org login bob password §",
        "local-user bob password cipher §", "racadm set idrac.users.2.password §",
        "the password for the built-in superuser is : §",
    ]
    private static let settings = [
        #"proxy_set_header X-Api-Key "§77Kq";"#, #"RequestHeader set X-Auth-Token "§77Kq""#, #"authentication-key "§77Kq";"#,
        #"{"plugins":{"key-auth":{"key":"§77Kq"}}}"#, "'crypt' => ['key' => '§77Kq']", #"{"api_key":"x","encoded":"§77Kq"}"#,
        "connect('weblogic','§','t3://adm:7001')", "mfa recovery codes: §77, §78",
        "> Fastly-Key: §77Kq", "BUILD_HTTP_TOKEN=§77Kq run",
    ]
    private static let pipes = [
        "printf '§' | passwd bob", "(echo §; echo §) | smbpasswd -s -a bob", "echo -n '§' | cryptsetup luksOpen /dev/sdb1 x -",
        "echo § | wrangler secret put API", "echo § | docker secret create db -",
    ]

    @Test("they go, drawn at random and made of words", arguments: flags + arguments + settings + pipes)
    func masked(line: String) throws {
        for value in Self.values {
            let text = try RedactionBench().redact("2026-11-30 08:15:02 INFO app: " + line.replacing("§", with: value)).text
            #expect(!text.contains(value), "\(text)")
            #expect(text.contains(line.prefix { $0 != "§" && $0 != "'" && $0 != "\"" }.prefix(12)), "\(text)")
        }
    }

    @Test(
        "the same flags with a port, a folder, a level or a user's name stay, and sentences with the same words",
        arguments: [
            "journalctl -u nginx -p warning", "sudo -u deploy ssh -p 2222 web1", "sudo -u ops mkdir -p /srv/app2/x9",
            "psql -U bob -p 5432 -w",
            "docker run -u 1000 -p 127.0.0.1:8080:80 app", "ps -u bob -p 1,2,3,4,5",
            "curl -u -w 200", "docker run --user 1000:1000 app", "user add failed: no such group", "machine learning job login ok",
            "connect to db1 as user bob using tls13 now", "the machine login screen asks for a password", "createuser bob failed, exit 3",
            "cryptsetup luksOpen /dev/sdb1 data2", "the password is deprecated", #"{"auth":{"user":"bob","key":"profile"},"encoded":"x"}"#,
            "random seed: 8123456", "backup codes: none left", "bundle config path vendor/x9",
            "password = (sensitive value)",
            "secret create finished in 12ms | echo done", "unexpected token at 12", "key content type is application/json",
        ])
    func left(line: String) throws {
        #expect(try RedactionBench().redact("2026-11-30 08:15:02 INFO app: " + line).text.hasSuffix(line))
    }

    @Test("keys of issuers that part theirs in two, or that came lately")
    func issued() throws {
        let body = (0..<4).map { _ in "Gd37pVs5Wn62kZq8" }.joined()
        let hexadecimal = String(repeating: "3fa9", count: 10)
        for key in [
            "pcsk_" + body, "lsv2_pt_" + hexadecimal, "tvly-" + body, "jina_" + body, "apify_api_" + body,
            "dt0c01." + body, "phx_" + body, "Kx93hTq2Lm8Pzw.atlasv1." + body,
            "AAAAx7Kq2Vn:APA91b" + body,
        ] {
            #expect(try RedactionBench().redact("client \(key) ready").text == "client *** ready")
        }
    }
}
