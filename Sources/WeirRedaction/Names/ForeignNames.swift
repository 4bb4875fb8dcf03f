/// What a password is called in other languages than English and German.
enum ForeignNames {
    /// Names in letters of ASCII; the short ones mean a password only where the value looks like one.
    static let plain: [String: SecretName.Kind] = Dictionary(
        uniqueKeysWithValues: ascii.map { ($0, .password) } + ["clave", "sifre", "parole", "sandi"].map { ($0, .shortPassword) })

    /// In lower case; those whose capitals are other bytes stand twice, since case is folded for ASCII only.
    static let other: [String] = [
        "contrase\u{F1}a", "contrase\u{D1}a", "has\u{142}o", "has\u{141}o", "l\u{F6}senord", "l\u{D6}senord", "jelsz\u{F3}",
        "jelsz\u{D3}", "\u{15F}ifre", "\u{15E}ifre", "\u{15E}\u{130}fre", "slapta\u{17E}odis", "salas\u{F5}na", "lykilor\u{F0}",
        "kh\u{1EA9}u", "kh\u{1EA8}u", "\u{43F}\u{430}\u{440}\u{43E}\u{43B}", "\u{41F}\u{430}\u{440}\u{43E}\u{43B}",
        "\u{41F}\u{410}\u{420}\u{41E}\u{41B}", "\u{43B}\u{43E}\u{437}\u{438}\u{43D}\u{43A}\u{430}",
        "\u{3BA}\u{3C9}\u{3B4}\u{3B9}\u{3BA}\u{3CC}\u{3C2}", "\u{5BC6}\u{7801}", "\u{5BC6}\u{78BC}", "\u{53E3}\u{4EE4}",
        "\u{30D1}\u{30B9}\u{30EF}\u{30FC}\u{30C9}", "\u{6697}\u{8A3C}\u{756A}\u{53F7}", "\u{BE44}\u{BC00}\u{BC88}\u{D638}",
        "\u{C554}\u{D638}", "\u{5E1}\u{5D9}\u{5E1}\u{5DE}\u{5D4}",
        "\u{643}\u{644}\u{645}\u{629} \u{627}\u{644}\u{645}\u{631}\u{648}\u{631}",
        "\u{643}\u{644}\u{645}\u{629} \u{627}\u{644}\u{633}\u{631}",
        "\u{E23}\u{E2B}\u{E31}\u{E2A}\u{E1C}\u{E48}\u{E32}\u{E19}", "\u{92A}\u{93E}\u{938}\u{935}\u{930}\u{94D}\u{921}",
    ]

    /// In lower case, without accents or blanks.
    static let ascii: [String] = [
        "contrasena", "contrasenya", "contrasinal", "motdepasse", "passe", "senha", "palavrapasse", "wachtwoord", "haslo", "parola",
        "salasana", "heslo", "geslo", "lozinka", "jelszo", "losenord", "passord", "adgangskode", "parool", "slaptazodis", "katasandi",
        "katalaluan", "matkhau", "pasahitza", "fjalekalimi",
    ]

    private static let bytes: [[UInt8]] = other.map { Array($0.utf8) }

    /// Where one of those stands that are more than ASCII.
    static func place(in text: UnsafeRawBufferPointer) -> Range<Int>? {
        guard text.contains(where: { $0 >= 0x80 }) else { return nil }
        for name in bytes where name.count <= text.count {
            for start in 0...(text.count - name.count)
            where text[start].lowered == name[0] && text[start..<start + name.count].lazy.map(\.lowered).elementsEqual(name) {
                return start..<start + name.count + letters(text, start + name.count)
            }
        }
        return nil
    }

    /// The letters that end the word: `\u{43F}\u{430}\u{440}\u{43E}\u{43B}\u{44C}`.
    private static func letters(_ text: UnsafeRawBufferPointer, _ end: Int) -> Int {
        text.at(end) == 0xD1 || text.at(end) == 0xD0 ? min(2, text.count - end) : 0
    }
}
