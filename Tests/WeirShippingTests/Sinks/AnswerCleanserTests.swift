import Foundation
import TestSupport
import Testing
import WeirRedaction
import WeirSystem

@testable import WeirShipping

@Suite("What an endpoint echoes")
struct AnswerCleanserTests {
    /// Made at run time: no text that looks like a secret is kept in the project.
    private static func secret(_ random: inout SeededRandom, _ count: Int) -> String {
        let alphabet = Array("ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz23456789+/-_.")
        return String((0..<count).map { _ in alphabet[random.number(in: 0..<alphabet.count)] })
    }

    private static func settings(_ token: String, _ header: String, _ query: String) -> HTTPSinkSettings {
        var settings = HTTPSinkSettings(url: "https://siem.example.com/in?apikey=\(query)&x=1")
        settings.token = BearerToken(token)
        settings.headers = [("X-Api-Key", header), ("Accept", "application/json")]
        return settings
    }

    private static let forms: [@Sendable (String) -> String] = [
        { $0 }, { $0.uppercased() }, { "Bearer " + $0 }, { Data($0.utf8).base64EncodedString() },
        { Data("Authorization: Bearer \($0)".utf8).base64EncodedString() }, { Data("x\($0)y".utf8).base64EncodedString() },
        { Data("xy\($0)z".utf8).base64EncodedString().replacing("+", with: "-").replacing("/", with: "_") },
        { $0.utf8.map { String(format: "%02x", $0) }.joined() }, { $0.utf8.map { String(format: "%02X", $0) }.joined() },
        { $0.utf8.map { String(format: "%%%02X", $0) }.joined() }, { $0.utf8.map { String(format: "%%25%02X", $0) }.joined() },
        { $0.utf8.map { String(format: "\\u%04x", $0) }.joined() }, { $0.utf8.map { "&#\($0);" }.joined() },
        { $0.replacing("/", with: "\\/") }, { String($0.dropFirst(3).dropLast(5)) }, { String($0.prefix(9)) }, { String($0.suffix(8)) },
    ]

    /// No piece of eight characters of the secret, whatever it was written in.
    private static func leaks(_ text: String, _ secret: String, _ form: (String) -> String) -> Bool {
        let written = form(secret)
        return written.count >= 8 && text.contains(written) || text.lowercased().contains(secret.lowercased())
    }

    @Test("no form of a token, a header's value or a url's key is left in what is kept, and what stands around it is")
    func echoes() {
        var random = SeededRandom(seed: 7)
        for _ in 0..<20 {
            let secrets = [Self.secret(&random, 24), Self.secret(&random, 40), Self.secret(&random, 16)]
            let cleanser = AnswerCleanser(secrets: Self.settings(secrets[0], secrets[1], secrets[2]).secrets, rules: nil)
            for secret in secrets {
                for (number, form) in Self.forms.enumerated() {
                    let text = "{\"error\":\"index kasm is read-only\",\"echo\":\"\(form(secret))\"}"
                    let kept = cleanser.cleansed(text)
                    #expect(!Self.leaks(kept, secret, form), "form \(number)")
                    #expect(kept.contains("***") && kept.contains("index kasm is read-only"), "form \(number): \(kept)")
                }
            }
        }
    }

    @Test("the path of a webhook is a secret: what the rules know at its host, and what looks made by chance at any")
    func webhook() throws {
        var random = SeededRandom(seed: 11)
        let rules = try RedactionRules(RedactionRule.standard)
        let letters = String((0..<26).map { _ in Character(UnicodeScalar(UInt8(ascii: "a") + UInt8(random.number(in: 0..<26)))) })
        let made = "k7Gq2" + "mZx9WvB4" + "nLp8Rt3Y"
        let urls = [
            ("https://hooks.slack.com:443/services/T0AB12CD3/B0EF45GH6/", letters), ("http://127.0.0.1:9/services/T0AB12CD3/", made),
            ("https://chat.example.com/hooks/", made), ("https://siem.example.com/api/webhooks/812345678901234567/", made),
        ]
        for (url, secret) in urls {
            var settings = HTTPSinkSettings(url: url + secret)
            settings.answerRules = rules
            let cleanser = AnswerCleanser(secrets: settings.secrets, rules: nil)
            let said = cleanser.cleansed("Cannot POST \(url)\(secret) of 7")
            #expect(!said.contains(secret) && said.hasPrefix("Cannot POST ") && said.hasSuffix(" of 7"), "\(url): \(said)")
        }
        var plain = HTTPSinkSettings(url: "https://siem.example.com:8088/services/collector/event-v2/2026")
        plain.answerRules = rules
        #expect(plain.secrets == [])
    }

    @Test("user and password of Basic are secrets each by itself, however they are echoed")
    func basic() {
        var random = SeededRandom(seed: 8)
        let password = Self.secret(&random, 12)
        var settings = HTTPSinkSettings(url: "https://siem.example.com")
        settings.headers = [("Authorization", "Basic " + Data("shipper:\(password)".utf8).base64EncodedString())]
        let cleanser = AnswerCleanser(secrets: settings.secrets, rules: nil)
        #expect(!cleanser.cleansed("bad password \(password) for shipper").contains(password))
    }

    private static let foreignForms: [@Sendable (String) -> String] = [
        { $0 }, { $0.utf16.map { $0 < 0x80 ? String(UnicodeScalar(UInt8($0))) : String(format: "\\u%04x", $0) }.joined() },
        { $0.utf16.map { String(format: "\\u%04X", $0) }.joined() },
        { $0.unicodeScalars.map { "&#\($0.value);" }.joined() },
        { $0.unicodeScalars.map { "&#x\(String($0.value, radix: 16));" }.joined() },
        { $0.utf8.map { String(format: "%%%02X", $0) }.joined() }, { $0.utf8.map { String(format: "\\x%02x", $0) }.joined() },
    ]

    @Test("letters beyond ASCII, and those of two halves, are known in every form", arguments: foreignForms.indices)
    func foreign(form: Int) {
        let secret = "p\u{E4}ssw\u{F6}rd\u{1F600}\u{10FFFD}x"
        let kept = AnswerCleanser(secrets: [secret], rules: nil).cleansed("denied: '\(Self.foreignForms[form](secret))' for you")
        #expect(kept == "denied: '***' for you")
    }

    @Test(
        "half of a pair, at the end too, is no character and no harm", arguments: ["\\ud83d", "\\ud83d\\u", "\\ude00x", "\\ud83d\\ud83d"])
    func halves(text: String) {
        #expect(AnswerCleanser(secrets: ["token-0123456789"], rules: nil).cleansed("\(text) token-0123456789") == "\(text) ***")
        #expect(AnswerCleanser(secrets: ["token-0123456789"], rules: nil).cleansed(text) == text)
    }

    @Test("a short secret counts as a whole, and a word that only begins so is left")
    func short() {
        let cleanser = AnswerCleanser(secrets: ["k9Xz2"], rules: nil)
        #expect(cleanser.cleansed("key k9Xz2 is unknown; k9Xz2abc is another") == "key *** is unknown; k9Xz2abc is another")
        #expect(AnswerCleanser(secrets: ["x", "1"], rules: nil).cleansed("x 1") == "x 1")
    }

    @Test("an answer that echoes nothing is kept to the letter")
    func innocent() {
        let cleanser = AnswerCleanser(secrets: ["a-token-of-the-sink-0123456789"], rules: nil)
        for text in ["", "no such index [kasm]", #"{"code":6,"text":"Invalid data format"}"#, "100 % of \\u00e9 &amp; more\n", "\u{FF}é"] {
            #expect(cleanser.cleansed(text) == text)
        }
    }

    @Test("other people's secrets go by the rules of redaction")
    func rules() throws {
        let cleanser = AnswerCleanser(secrets: [], rules: try RedactionRules(RedactionRule.standard))
        let kept = cleanser.cleansed(#"{"request":"/in?password=hunter2hunter2","error":"denied"}"#)
        #expect(!kept.contains("hunter2") && kept.contains("denied"))
    }

    @Test("any bytes of an answer are cleansed without harm")
    func fuzz() {
        var random = SeededRandom(seed: 9)
        let cleanser = AnswerCleanser(secrets: ["token-0123456789"], rules: nil)
        let pieces = ["%", "\\u", "&#", "x41", ";", "token-0123456789", "\\", "&amp;", "%7", "\u{0}", "é", "***", "\n"]
        for _ in 0..<2_000 {
            let text = (0..<random.number(in: 0..<12)).map { _ in pieces[random.number(in: 0..<pieces.count)] }.joined()
            #expect(!cleanser.cleansed(text).contains("token-0123456789"))
        }
    }
}
