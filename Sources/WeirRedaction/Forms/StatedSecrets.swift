/// All texts that say where a secret stands: one table, whatever is taken then.
enum StatedSecrets {
    /// Bytes that an entry is looked up by.
    static let keyBytes = 3
    private static let bucketBits = 9

    static let all: [StatedSecret] = commands + directives + logins + calls + programs

    private static let programs = CommandLine.programs.map {
        StatedSecret(text: $0.name, endings: $0.endings, position: .program($0), isWhole: true)
    }

    /// What shows that a record may hold one.
    static let clues = all.filter { !$0.isKnown }.map { (text: $0.text.description, endings: $0.endings) }

    /// A hit may lie at the end of its text.
    static let farthest = all.map(\.text.utf8CodeUnitCount).max() ?? 0

    /// By the bytes that they begin with, bucket by bucket, and where each bucket begins.
    private static let buckets = Dictionary(grouping: all, by: bucket(of:))
    private static let sorted = (0..<1 << bucketBits).flatMap { buckets[$0] ?? [] }
    private static let firsts = (0..<1 << bucketBits).reduce(into: [0]) { $0.append($0[$0.count - 1] + (buckets[$1]?.count ?? 0)) }

    private static func bucket(of secret: StatedSecret) -> Int {
        secret.text.withUTF8Buffer { bucket(UInt32($0[0]) | UInt32($0[1]) << 8 | UInt32($0[2]) << 16) }
    }

    /// Letters of either case are the same.
    private static func bucket(_ bytes: UInt32) -> Int { Int(((bytes & 0xDFDFDF) &* 0x9E37_79B1) >> UInt32(32 - bucketBits)) }

    /// Hands over those that stand in the text around a place, the nearest first.
    static func each(
        in text: UnsafeRawBufferPointer, around place: Int, _ body: (_ secret: StatedSecret, _ said: Range<Int>) -> Void
    ) {
        let (firsts, last) = (firsts, min(place, text.count - keyBytes))
        guard last >= 0 else { return }
        for start in stride(from: last, through: max(0, place - farthest), by: -1) {
            let bucket = bucket(UInt32(text[start]) | UInt32(text[start + 1]) << 8 | UInt32(text[start + 2]) << 16)
            for index in firsts[bucket]..<firsts[bucket + 1] where sorted[index].stands(at: start, in: text) {
                body(sorted[index], start..<start + sorted[index].text.utf8CodeUnitCount)
            }
        }
    }

    private static let commands: [StatedSecret] = [
        StatedSecret(text: " /rp ", position: .word(behind: 0)), StatedSecret(text: "-setcookie ", position: .word(behind: 0)),
        StatedSecret(text: "rasdial ", position: .word(behind: 2)), StatedSecret(text: "ctl register ", position: .word(behind: 2)),
        StatedSecret(text: "samba-tool user ", position: .word(behind: 2)),
        StatedSecret(text: "signtool", position: .flag(["/p"])), StatedSecret(text: "certutil", position: .flag(["-p"])),
        StatedSecret(text: "secret set ", position: .flag(["--value", "--body", "-b"])),
        StatedSecret(text: "wifi connect ", position: .flag(["password"])),
        StatedSecret(text: " login -u ", position: .loginFlags), StatedSecret(text: " auth login ", position: .loginFlags),
        StatedSecret(text: "set --secret ", position: .word(behind: 1)), StatedSecret(text: " alias set ", position: .alias),
        StatedSecret(text: " -u ", position: .userFlags),
        StatedSecret(text: "etcdctl user add ", position: .pair, isKnown: true), StatedSecret(text: "addauth ", position: .pair),
        StatedSecret(text: "bundle config ", position: .pair), StatedSecret(text: ".logon ", position: .pair),
        StatedSecret(text: "authenticate_user ", position: .argument(behind: 1)),
        StatedSecret(text: "mosquitto_passwd ", position: .argument(behind: 2)),
        StatedSecret(text: "mc admin user add ", position: .argument(behind: 2)),
        StatedSecret(text: "http-basic.", position: .argument(behind: 2)),
        StatedSecret(text: "setcredentials ", position: .argument(behind: 4)),
        StatedSecret(text: "reset-admin-password ", position: .word(behind: 0)),
        StatedSecret(text: "user:password ", position: .argument(behind: 1)),
        StatedSecret(text: "auth init -t ", position: .word(behind: 0)),
        StatedSecret(text: "wandb login ", position: .mixedWord(behind: 0)),
        StatedSecret(text: "encrypt_string ", position: .word(behind: 0)),
        StatedSecret(text: "| passwd", position: .piped), StatedSecret(text: "smbpasswd", position: .piped),
        StatedSecret(text: "cryptsetup ", position: .piped), StatedSecret(text: "secret put ", position: .piped),
        StatedSecret(text: "secret create ", position: .piped),
        StatedSecret(text: "hostednetwork ", position: .flag(["key"])),
        StatedSecret(text: "htpasswd ", position: .argument(behind: 2)), StatedSecret(text: "add_user ", position: .argument(behind: 1)),
        StatedSecret(text: "change_password ", position: .argument(behind: 1)),
        StatedSecret(text: "chpasswd", position: .pipedLogin), StatedSecret(text: "-stdin", position: .mixedPiped),
        StatedSecret(text: " -pw ", position: .word(behind: 0)), StatedSecret(text: "cargo login ", position: .mixedWord(behind: 0)),
        StatedSecret(text: "wpa_passphrase ", position: .mixedWord(behind: 1), isWhole: true),
        StatedSecret(text: "'-p", position: .element), StatedSecret(text: "\"-p", position: .element),
        StatedSecret(text: "ldappasswd", position: .flag(["-s"]), isKnown: true),
        StatedSecret(text: "mysqladmin", position: .flag(["password"]), isKnown: true),
        StatedSecret(text: "sudo -s", position: .piped), StatedSecret(text: "word-stdin", position: .piped, isKnown: true),
        StatedSecret(text: "passwd --stdin", position: .piped, isKnown: true),
        StatedSecret(text: "phrase-fd ", position: .piped), StatedSecret(text: "with-token", position: .piped),
        StatedSecret(text: "kinit ", position: .piped),
        StatedSecret(text: "net user ", position: .account),
        StatedSecret(text: "net user ", position: .mixedWord(behind: 1), isKnown: true, isWhole: true),
        StatedSecret(text: "net1 user ", position: .account),
        StatedSecret(text: "net.exe user ", position: .account), StatedSecret(text: "net.exe\" user ", position: .account),
        StatedSecret(text: "net use ", position: .share), StatedSecret(text: "net.exe use ", position: .share),
        StatedSecret(text: "securestring", position: .secureString),
        StatedSecret(text: "vault login ", position: .mixedWord(behind: 0)),
        StatedSecret(text: "operator unseal ", position: .mixedWord(behind: 0)),
        StatedSecret(text: "word-command", position: .printed), StatedSecret(text: "word_command", position: .printed),
        StatedSecret(text: "passcommand", position: .printed), StatedSecret(text: "passcmd", position: .printed),
        StatedSecret(text: "passwordeval", position: .printed),
    ]

    private static let directives: [StatedSecret] = [
        StatedSecret(text: "community ", position: .community),
        StatedSecret(text: "community ", position: .mixedWord(behind: 0), isKnown: true),
        StatedSecret(text: "snmp-server user ", position: .algorithmKeys, isKnown: true),
        StatedSecret(text: "snmpv3 user ", position: .algorithmKeys, isKnown: true),
        StatedSecret(text: "usm-user ", position: .algorithmKeys), StatedSecret(text: "createuser ", position: .algorithmKeys),
        StatedSecret(text: "-server key ", position: .mixedWord(behind: 0)),
        StatedSecret(text: "shared-key ", position: .mixedWord(behind: 0)),
        StatedSecret(text: "key-string ", position: .mixedWord(behind: 0)),
        StatedSecret(text: "isakmp key ", position: .mixedWord(behind: 0)),
        StatedSecret(text: "auth-pass ", position: .mixedWord(behind: 1), isWhole: true),
        StatedSecret(text: "password cipher ", position: .word(behind: 0)),
        StatedSecret(text: "irreversible-cipher ", position: .word(behind: 0)),
        StatedSecret(text: "machine ", position: .netrc),
        StatedSecret(text: "key content", position: .labelled), StatedSecret(text: "recovery codes", position: .codes),
        StatedSecret(text: "backup codes", position: .codes), StatedSecret(text: "scratch codes", position: .codes),
        StatedSecret(text: "rescue codes", position: .codes), StatedSecret(text: "seed: ", position: .seed),
        StatedSecret(text: ": sending \"", position: .typed),

        StatedSecret(text: "wifi:", endings: ["t", "s", "p", "h"], position: .network),
        StatedSecret(text: "tacacs-server key ", position: .directive, isKnown: true),
        StatedSecret(text: "radius-server key ", position: .directive, isKnown: true),
        StatedSecret(text: "-server host ", position: .serverKey), StatedSecret(text: "&p=", position: .query),
        StatedSecret(text: "tacacs server key ", position: .directive), StatedSecret(text: "radius server key ", position: .directive),
        StatedSecret(text: "message-digest-key ", position: .directive), StatedSecret(text: "key ascii-text ", position: .directive),
        StatedSecret(text: "psk ascii ", position: .directive),
        StatedSecret(text: ": eap \"", position: .word(behind: 0)), StatedSecret(text: ": xauth \"", position: .word(behind: 0)),
        StatedSecret(text: "unseal key", position: .labelled), StatedSecret(text: "recovery key", position: .labelled),
        StatedSecret(text: "pragma key", position: .labelled), StatedSecret(text: "pragma rekey", position: .labelled),
        StatedSecret(text: "::add-mask::", position: .rest), StatedSecret(text: "issecret=true", position: .rest),
        StatedSecret(text: "cfgattr=", position: .attributes), StatedSecret(text: "setuser", endings: [" ", "\""], position: .redisUser),
    ]

    private static let logins: [StatedSecret] = [
        StatedSecret(text: ":identify ", position: .mixedWord(behind: 0, mayNameUser: true)),
        StatedSecret(text: "serv identify ", position: .mixedWord(behind: 0, mayNameUser: true)),
        StatedSecret(text: "login=", position: .login), StatedSecret(text: "twilio", position: .twilio),
        StatedSecret(text: "login ", endings: ["ok:", "incorrec", "attempt "], position: .bracketedLogin),
    ]

    private static let calls: [StatedSecret] =
        ([
            "openrowset", "sp_add", "simple_bind", "getconnection(\"", "_connect(", "login(", "imap_open(", "postgresql('", "s3('",
            "remote('", "pdo->__construct(",
        ]
        as [StaticString]).map { StatedSecret(text: $0, position: .call) }
        + ["connect(", "authenticate("].map { StatedSecret(text: $0, endings: ["'", "\""], position: .call) }
        + ["mysql", "mongo", "ldap"].map { StatedSecret(text: $0, position: .call, isKnown: true) }
}
