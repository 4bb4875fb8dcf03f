import Testing

@Suite("A password's name in other languages")
struct ForeignNamesTests {
    private static let value = ["Lf46", "xNb9", "Ru28", "mJy3"].joined()

    @Test(
        "announces a value as the English one does",
        arguments: [
            "contrase\u{F1}a: ", "Contrase\u{F1}a: ", "contrasena=", "mot_de_passe=", "mot de passe : ", "motdepasse=", "senha: ",
            "wachtwoord=",
            "l\u{F6}senord: ", "parola=", "\u{15F}ifre: ", "salasana=", "heslo=", "passord=", "lozinka: ", "haslo=",
        ])
    func masked(name: String) throws {
        #expect(try RedactionBench().redact("app: \(name)\(Self.value)").text == "app: \(name)***")
        let key = name.filter { $0 != "=" && $0 != ":" }.trimmingSuffix { $0 == " " }
        #expect(try RedactionBench().redact(#"{"m": "x", "\#(key)": "\#(Self.value)"}"#).text == #"{"m": "x", "\#(key)": "***"}"#)
    }

    @Test(
        "in a sentence it announces none",
        arguments: [
            "La contrase\u{F1}a es obligatoria", "le mot de passe est incorrect", "heslo je nutne zmenit", "parola del giorno: ciao",
            "senha incorreta para user8357", "passenger=bob7x2", "chiffre=a1b2c3d4", "passe-partout: x1y2z3",
        ])
    func kept(text: String) throws { #expect(try RedactionBench().redact(text).text == text) }
}

extension String {
    fileprivate func trimmingSuffix(while isUnwanted: (Character) -> Bool) -> String {
        var text = self
        while let last = text.last, isUnwanted(last) { text.removeLast() }
        return text
    }
}
