internal import WeirSystem

/// What shows that a record may hold a secret: texts that are looked for in all records at once. A record without any costs nothing more.
enum Clue: Int, CaseIterable {
    case name, address, issuedKey, webToken, privateKey, statement, command, escape, verifier

    /// - Parameter shift: the first of the bits that hits are told with.
    static func literals(shift: Int) -> [LiteralScanner.Literal] {
        allCases.flatMap { clue in
            let marks: UInt64 = 1 << UInt64(shift + clue.rawValue)
            return clue.texts.map { LiteralScanner.Literal($0.text, endings: $0.endings, marks: marks) }
                + clue.bytes.map { LiteralScanner.Literal(byte: $0, marks: marks) }
        }
    }

    private typealias Text = (text: String, endings: [String])

    private var texts: [Text] {
        switch self {
        case .name: Self.names
        case .address: ["://", #":\/"#, #":\\"#, "%3a%2f", "%3a%252f", "thin:", "sqlplus"].map { ($0, []) }
        case .issuedKey: Self.issued
        case .webToken: [("eyJ", [])]
        case .privateKey:
            [("private key", []), ("-----end", []), ("private-lines:", []), (EncodedKey.start.description, []), ("\"kty", ["\"", "\\"])]
        case .statement: [("identified ", ["by", "with"])] + ["insert into", "replace into", "parameters: $", "crypt("].map { ($0, []) }
        case .command: StatedSecrets.clues + AuditRecord.clues + DeclaredSecrets.clues + PendingName.clues
        case .escape: Self.escapes
        case .verifier: Self.verifiers
        }
    }

    private var bytes: [UInt8] {
        switch self {
        case .address: [UInt8(ascii: "@")]
        case .escape: [0]
        default: []
        }
    }

    private static let signs = [
        "=", ":", "\"", "'", "\\", "`", "]", ">", "%", " =", " :", " '", " \"", "  ", "\t", "\u{FF1A}", "\u{FF1D}", "\u{A0}", "(", "&", "/",
        ")",
        ",", "\n", "\r", "<",
    ]
    /// How a longer name goes on that may still be one.
    private static let more = "_-.chvsartndfei1230".map { String($0) }

    private static let announced = ["=", ":", "\"", "'", "\\", "%", " =", " :", "\u{1B}"]
    /// What is not shown may stand between a name and its sign. It is looked for behind the long names alone: one such as `key` or `pin`
    /// is part of ordinary words, and each ending more makes a record that has them cost more.
    private static let unseen = Unseen.marks

    private static let names: [Text] =
        ["ssword", "sswd", "ssphrase", "sscode", "sspasskey", "sswort", "kennwort", "pwd"].map { ($0, signs + more + unseen + [" "]) }
        + ["token", "secret"].map { ($0, signs + more + unseen + [" "]) }
        + [
            "apikey", "api_key", "api-key", "csrf", "xsrf", "cookie", "credential", "signature", "authoriz", "sessid", "sessionid", "jwt",
            "accesskey", "samlresponse", "mnemonic",
        ].map { ($0, signs + more + unseen + [" is"]) }
        + [
            "pass", "auth", "key", "otp", "pin", "mfa", "cvv", "cvc", "sig", "sid", "code", "psk", "psw", "assertion", "hmac", "dsn",
            "session",
            "session_id", "secret_id", "verifier",
        ].map { ($0, ["=", ":", "\"", "'", "\\", "%", " =", " :", " is", "(", "&", "]", ">", "\u{A0}", "\u{1B}"]) }
        + [("pass", [" "]), ("passe", announced), ("passord", announced), ("psk", [" "]), ("contrase", []), ("jelsz", [])]
        + ["login", "-api-key", "-apikey", "-access-key", "authentication-key"].map { ($0, [" "]) }
        + [("auth", [" plain ", " login ", " default", " xoauth2", " cram-md"])]
        + ["senha", "chtwoord", "parola", "salasana", "heslo", "haslo", "lozinka", "senord", "ifre", "adgangskode"].map { ($0, announced) }
        + ["masterauth ", "bindpw ", "rootpw ", "> auth "].map { ($0, []) }
        + [("api key", [" "]), ("key-data", ["=", ":", "\"", "'", "\\"])]
        + [("bearer", [" ", "\t", ",", "\":"])]
        + ["codes", "creds", "otp_seed", "otpseed", "seed_phrase", "seedphrase", "security_answer", "securityanswer"].map {
            ($0, announced)
        }
        + [("authtok", announced), ("community", ["=", ":", "\"", "'", " ="]), ("ticket", ["=", "%3d"])]
        + ["pw=", "pw:", "pw\"", "pw'", "pw\\", "pw =", "pw :", "_pw ", "basic "].map { ($0, []) }

    private static let issued: [Text] =
        IssuedKey.all.map { ($0.prefix.description, []) }
        + [
            "hooks.slack", "/webhook", "/incomingwebhook", "hooks.zapier", "/with/key/", "/reset", "/verify", "/magic", "/activat",
            "/invit", "/confirm", ":aa", "-us1", "-us2", "atlasv1.", ":apa91b",
        ].map { ($0, []) } + [("-us", "3456789".map { String($0) })]

    /// What may spell a name or a sign in another way, and what is left out of names.
    private static let escapes: [Text] =
        [("\\u00", ["2", "3", "4", "5", "6", "7"]), ("%25", ["2", "3", "4"])]
        + ["&quot;", "&#3"].map { ($0, []) }
        + [("pass", unseen)]

    private static let verifiers: [Text] =
        [("md5", "0123456789abcdef".map { String($0) })]
        + [
            "scram-sha", "$2a$", "$2b$", "$2y$", "$argon2", "pbkdf2", "{ssha", "{crypt}", "$6$", "$5$", "$1$", "$y$", "$apr1$", "scrypt:",
            "aad3b435",
        ]
        .map { ($0, []) }
}
