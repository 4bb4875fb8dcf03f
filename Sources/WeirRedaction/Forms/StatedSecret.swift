/// A text that says where a secret stands next to it: the place alone tells that it is one, whatever it looks like.
struct StatedSecret: Sendable {
    enum Position: Sendable {
        /// Behind so many words.
        case word(behind: Int)
        /// Behind one of these flags of the same command.
        case flag([StaticString])
        /// What `echo` hands over through a pipe, or a shell behind `<<<`.
        case piped
        /// All that is left of the line.
        case rest
        /// Behind `:` or `=`, and perhaps a number.
        case labelled
        /// Of `net user bob … /add` and `net use Z: \\host\share … /user:bob`.
        case account, share
        case secureString, community
        /// Of a router's configuration, behind the numbers and the algorithm by which it says the form.
        case directive
        /// The last of `mc alias set NAME ADDRESS KEY SECRET`.
        case alias
        /// Behind `-p` where `-u` stands as well.
        case loginFlags
        /// `user:password` or `user/password`.
        case login, bracketedLogin
        case redisUser, attributes, twilio
        /// An argument of a function.
        case call
    }

    /// At most 20 bytes, in lower case.
    let text: StaticString
    /// How it goes on, one of these where there are some.
    var endings: [String] = []
    let position: Position
    /// Looked for by other forms already.
    var isKnown = false

    /// What shows that a record may hold one.
    static let clues = all.filter { !$0.isKnown }.map { (text: $0.text.description, endings: $0.endings) }

    /// Those that begin with each byte, so that few are compared at a place.
    static let byFirstByte: [[StatedSecret]] = (0...255).map { byte in all.filter { Int($0.text.utf8Start[0]) == byte } }

    static let all: [StatedSecret] = commands + directives + logins + calls

    private static let commands: [StatedSecret] = [
        StatedSecret(text: " /rp ", position: .word(behind: 0)), StatedSecret(text: "-setcookie ", position: .word(behind: 0)),
        StatedSecret(text: "rasdial ", position: .word(behind: 2)), StatedSecret(text: "ctl register ", position: .word(behind: 2)),
        StatedSecret(text: "samba-tool user ", position: .word(behind: 2)),
        StatedSecret(text: "signtool", position: .flag(["/p"])), StatedSecret(text: "certutil", position: .flag(["-p"])),
        StatedSecret(text: "secret set ", position: .flag(["--value", "--body", "-b"])),
        StatedSecret(text: "wifi connect ", position: .flag(["password"])),
        StatedSecret(text: " login -u ", position: .loginFlags), StatedSecret(text: " auth login ", position: .loginFlags),
        StatedSecret(text: "set --secret ", position: .word(behind: 1)), StatedSecret(text: " alias set ", position: .alias),
        StatedSecret(text: "ldappasswd", position: .flag(["-s"]), isKnown: true),
        StatedSecret(text: "mysqladmin", position: .flag(["password"]), isKnown: true),
        StatedSecret(text: "sudo -s", position: .piped, isKnown: true), StatedSecret(text: "word-stdin", position: .piped, isKnown: true),
        StatedSecret(text: "passwd --stdin", position: .piped, isKnown: true),
        StatedSecret(text: "phrase-fd ", position: .piped), StatedSecret(text: "with-token", position: .piped),
        StatedSecret(text: "kinit ", position: .piped),
        StatedSecret(text: "net user ", position: .account, isKnown: true), StatedSecret(text: "net1 user ", position: .account),
        StatedSecret(text: "net.exe user ", position: .account), StatedSecret(text: "net.exe\" user ", position: .account),
        StatedSecret(text: "net use ", position: .share, isKnown: true), StatedSecret(text: "net.exe use ", position: .share),
        StatedSecret(text: "securestring", position: .secureString),
    ]

    private static let directives: [StatedSecret] = [
        StatedSecret(text: "community ", position: .community, isKnown: true),
        StatedSecret(text: "tacacs-server key ", position: .directive, isKnown: true),
        StatedSecret(text: "radius-server key ", position: .directive, isKnown: true),
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
