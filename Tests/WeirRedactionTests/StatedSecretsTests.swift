import Testing

@testable import WeirRedaction

@Suite("The table of texts that say where a secret stands")
struct StatedSecretsTests {
    private static func found(_ text: String, at place: Int) -> [String] {
        var (text, found) = (text, [String]())
        text.withUTF8 { bytes in
            StatedSecrets.each(in: UnsafeRawBufferPointer(bytes), around: place) { secret, _ in found.append(secret.text.description) }
        }
        return found
    }

    @Test("each is found from its first byte and from its last one, in capitals too, at the end of a text and in its midst")
    func found() {
        for secret in StatedSecrets.all {
            let text = secret.text.description
            for line in ["a: \(text)", "a: \(text.uppercased()) b"] {
                #expect(Self.found(line, at: 3).contains(text) && Self.found(line, at: 2 + text.utf8.count).contains(text), "\(text)")
            }
        }
    }

    @Test("the nearest comes first, and none that stands behind the place")
    func order() {
        #expect(Self.found("net user bob; kinit bob; chpasswd", at: 15) == ["kinit ", "net user ", "net user "])
    }

    @Test("each is long enough to be looked up, and in lower case")
    func form() {
        for text in StatedSecrets.all.map(\.text.description) {
            #expect(text.utf8.count >= StatedSecrets.keyBytes && text == text.lowercased(), "\(text)")
        }
    }

    @Test("what is looked for is listed once, with one set of endings")
    func clues() {
        let texts = StatedSecrets.clues.map(\.text)
        #expect(texts.count == Set(texts).count)
    }
}
