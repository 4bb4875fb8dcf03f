import Testing
import WeirRecords

@Suite("JSON text")
struct JSONTextTests {
    private func unescape(_ raw: String) -> String {
        raw.withBytes { bytes in
            var text: [UInt8] = []
            JSONText.unescape(bytes, into: &text)
            return String(decoding: text, as: UTF8.self)
        }
    }

    @Test("every escape is resolved")
    func escapes() {
        #expect(unescape(#"a\"b\\c\/d\be\ff\ng\rh\ti\u0041\u00e9\u65e5"#) == "a\"b\\c/d\u{8}e\u{C}f\ng\rh\tiAé日")
    }

    @Test("a pair of surrogates is one character, a lone one the replacement character")
    func surrogates() {
        #expect(unescape(#"\ud83d\ude00"#) == "😀")
        #expect(unescape(#"\ud800"#) == "\u{FFFD}")
        #expect(unescape(#"\udc00\ud800x"#) == "\u{FFFD}\u{FFFD}x")
        #expect(unescape(#"\ud800\u0041"#) == "\u{FFFD}A")
    }

    @Test("an escape is resolved wherever it stands among the sixteen bytes that are read at once", arguments: 0...40)
    func places(before: Int) {
        let text = String(repeating: "x", count: before)
        for after in [0, 1, 7, 15, 16, 33] {
            let rest = String(repeating: "y", count: after)
            #expect(unescape(text + #"\\\n"# + rest + #"\u00e9"#) == text + "\\\n" + rest + "é")
            #expect(unescape(text + #"\""# + rest + #"\"#) == text + "\"" + rest + "\\")
        }
    }

    @Test("text is put behind what is there")
    func appended() {
        var text = Array("ab".utf8)
        #"c\td"#.withBytes { JSONText.unescape($0, into: &text) }
        #expect(text == Array("abc\td".utf8))
    }

    @Test("what is no escape stands for itself")
    func broken() {
        #expect(unescape(#"a\"#) == #"a\"#)
        #expect(unescape(#"\x\u12"#) == #"\x\u12"#)
    }
}
