extension RedactionRule {
    /// What is taken out unless a configuration says otherwise, in this order: what a name announces first, then what shows by its
    /// own form.
    ///
    /// They are tried on the record's bytes as they lie: in a JSON log a quote within a message is `\"`, and one within a text in
    /// that message `\\\"`. So a value in quotes ends at a quote with as many backslashes before it as the opening one has.
    package static let standard: [RedactionRule] = [
        RedactionRule(
            name: "authorization",
            pattern: """
                (?i)authorization(?:\(isAnnounced)(?:\(quoted)|(?:digest|aws4-hmac-sha256)\\s++\\K\(line)\
                |(?:(?:bearer|basic|negotiate|ntlm|token|apikey)\\s++)?+(?!digest|aws4)\\K\(bare)))\
                |\\bbearer\\s++\\K(?=[^\\s"'\\\\]*\\d)[\\w.~+/=-]{8,}+
                """,
            literals: announced("authorization") + [Literal("bearer ")]),
        RedactionRule(
            name: "cookie",
            pattern: "(?i)cookie(?:\(isAnnounced)\(quoted)|\(isColon)\\K\(line)|\(isEqual)\\K\(bare))",
            literals: announced("cookie")),
        // A `PWD` that begins with a slash is a folder: sudo and shells say so.
        RedactionRule(
            name: "password",
            pattern: "(?i)(?:password|passwd|passphrase|pwd(?!=/))\(isAnnounced)(?:\(quoted)|\(isNoValue)\\K\(bare))",
            literals: announced("password", "passwd", "passphrase", "pwd")),
        RedactionRule(
            name: "url-password",
            pattern: #":(?:\\*+/){2}[^\s/:@"'\\]{0,256}+:\K[^\s/@"'\\]++(?=@)"#,
            literals: [Literal("://"), Literal(#":\/"#), Literal(#":\\"#)]),
        RedactionRule(
            name: "token",
            pattern: "(?i)(?:token|samlresponse)\(valueOfName)",
            literals: announced("token", "samlresponse")),
        RedactionRule(
            name: "secret",
            pattern:
                "(?i)(?:secret|(?:api|access|private|secret|encryption)[_-]?key|signature|credentials?)\(valueOfName)",
            literals: announced(
                "_key", "-key", "apikey", "accesskey", "privatekey", "secretkey", "encryptionkey", "secret", "signature", "credential",
                "credentials")),
        RedactionRule(
            name: "jwt",
            pattern: #"(?<![A-Za-z0-9])eyJ[\w-]{8,}+(?:\.[\w-]{4,}+(?:\.[\w-]*+){0,3}|(?:\.[\w-]*+)?$)"#,
            literals: [Literal("eyJ")]),
        RedactionRule(
            name: "private-key",
            pattern: #"-----BEGIN [A-Z ]{0,32}PRIVATE KEY-----\K(?:[^-]++|-(?!----))++"#,
            literals: [Literal("PRIVATE KEY-----")]),
    ]

    // MARK: - What patterns are put together from

    /// Between a name and its value: `=`, `: `, `":"`, `\": \"`, and `%3D` in an address within an address.
    private static let isEqual = #"(?:\\*+["']?+\s*+=\s*+|%3D)"#
    private static let isColon = #"(?:\\*+["']?+\s*+:\s*+)"#
    private static let isAnnounced = "(?:\(isEqual)|\(isColon))"

    /// What stands between quotes: inner quotes have more backslashes than the outer ones. A missing end is the record's.
    private static let quoted = #"(?:(\\*+)"\K(?:[^\\"]++|\\++[^\\"]|\g{-1}\\++")++|'\K(?:[^\\"']++|\\++.)++)"#

    /// A value without quotes, up to white space, a quote, or what parts it from the next in a query or a list. A number may be JSON's.
    private static let bare = #"(?:\d++(?=[\s,}\]])|(?:[^\s"'&;,\\<>]++|\\(?![nrt"'\\])\S|\\{2,}+(?!["']))++)"#

    /// The rest of a line, quoted parts of a header included.
    private static let line = #"(?:[^"\\\r\n]++|\\(?![nr\\"])\S|\\++"|\\{2,}+|(?<==)"[^"\\,:{}]*+"(?=[;,\s]|$))++"#

    private static let isNoValue = #"(?!(?:none|null|true|false)\b)"#

    /// Behind a colon a word may be part of a sentence (`token: expired`): there it takes a digit, or 16 characters, to be a value.
    private static let valueOfName = """
        (?:\(isAnnounced)\(quoted)|\(isEqual)\(isNoValue)\\K\(bare)|\(isColon)\(isNoValue)(?=\\S{0,64}\\d|\\S{16})\\K\(bare))
        """

    /// Names with what shows that their values follow.
    private static func announced(_ names: String...) -> [Literal] {
        names.map { Literal($0, endings: ["=", ":", "\":", "\" :", "':", "' :", "\\", " =", " :", "%3d"]) }
    }
}
