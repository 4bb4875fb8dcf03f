import Testing

@testable import WeirRedaction

@Suite("Lines of a private key behind a prefix")
struct PrefixedKeyTests {
    private static func dashes(_ text: String) -> String { "-----\(text) RSA PRIVATE" + " KEY-----" }

    /// As base 64 has them: letters of both cases and digits, and `+` at the start of one.
    private static let body =
        (0..<8).map { row in
            (row == 3 ? "+" : "M")
                + (1..<64).map { String("AbCd3EfGh7JkLm9NpQrS".dropFirst(($0 * 7 + row * 3 + $0 / 20) % 20).first ?? "x") }.joined()
        } + ["Qk3xZp7Lw9Tr=="]

    @Test(
        "the key is masked to its end, and what follows is not",
        arguments: [
            "+§", "-§", "> §", "| §", "2026-11-30 10:00:00 INFO ansible: +§", "2026-11-30 10:00:00 INFO ansible: -§", #"{"msg": "+§"}"#,
            #"{"msg": "-§"}"#, "\u{1B}[32m§\u{1B}[0m", "\u{1B}[32m+§\u{1B}[0m", "\u{1B}[31m-§\u{1B}[0m",
            #"{"msg": "\u001b[32m§\u001b[0m"}"#,
            #"{"msg": "\u001b[31m-§\u001b[0m"}"#,
        ])
    func masked(form: String) throws {
        let lines = ([Self.dashes("BEGIN")] + Self.body + [Self.dashes("END")]).map { form.replacing("§", with: $0) }
        let left = try RedactionBench().redact(lines + ["next " + Self.body[0]]).results.map(\.text)
        for line in Self.body { #expect(!left.dropLast().contains { $0.contains(line.dropFirst()) }, "\(left.debugDescription)") }
        #expect(left.first == lines.first && left[9 + 1] == lines.last)
        #expect(left.last == "next " + Self.body[0])
    }

    @Test("a key whose rims are in base 64 with it goes, and a certificate stays")
    func encoded() throws {
        let lines = { (name: String) in "-----BEGIN \(name)-----\n" + Self.body.joined(separator: "\n") + "\n-----END \(name)-----\n" }
        for (name, isMasked) in [("OPENSSH PRIVATE" + " KEY", true), ("PRIVATE" + " KEY", true), ("CERTIFICATE", false)] {
            let text = Base64Text.of(lines(name))
            for form in ["data: §", "export DEPLOY_B64=§", #"{"msg": "patched", "data": {"id_rsa": "§"}}"#, "echo § | base64 -d"] {
                let left = try RedactionBench().redact(form.replacing("§", with: text)).text
                #expect(left == form.replacing("§", with: isMasked ? "***" : text))
            }
        }
    }
}

private enum Base64Text {
    static func of(_ text: String) -> String {
        let signs = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/")
        let bits = text.utf8.flatMap { byte in (0..<8).map { byte >> UInt8(7 - $0) & 1 } }
        let padded = bits + [UInt8](repeating: 0, count: (6 - bits.count % 6) % 6)
        return stride(from: 0, to: padded.count, by: 6).map { String(signs[Int(padded[$0..<$0 + 6].reduce(0) { $0 << 1 | $1 })]) }.joined()
    }
}
