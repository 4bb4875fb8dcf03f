import Testing
import WeirRecords

@Suite("JSON line scanner")
struct JSONLineScannerTests {
    private func scan(_ line: String) -> (JSONVerdict, [(key: String, value: String, kind: JSONField.Kind)]) {
        let bytes = Array(line.utf8)
        var fields: [JSONField] = []
        let verdict = JSONLineScanner.fields(of: bytes.span.bytes, into: &fields)
        return (verdict, fields.map { (text(bytes, $0.key), text(bytes, $0.value), $0.kind) })
    }

    private func text(_ bytes: [UInt8], _ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }

    private func verdict(_ line: String) -> JSONVerdict { scan(line).0 }

    @Test("top-level members are found, nested ones are not")
    func members() {
        let (verdict, fields) = scan(#"{"a": "x", "b":{"c":["d",{"e":1}]} ,"f" :-1.5e3,"g":null,"":[] }  "#)
        #expect(verdict == .portable)
        #expect(fields.map(\.key) == ["a", "b", "f", "g", ""])
        #expect(fields.map(\.value) == ["x", #"{"c":["d",{"e":1}]}"#, "-1.5e3", "null", "[]"])
        #expect(fields.map(\.kind) == [.string, .nested, .number, .literal, .nested])
    }

    @Test("an escaped quote does not end a string, whatever the place in the word")
    func escapedQuotes() {
        for padding in 0..<24 {
            let value = String(repeating: "x", count: padding) + #"\"\\"# + String(repeating: "y", count: 24 - padding)
            let (verdict, fields) = scan(#"{"k":"\#(value)","l":"m"}"#)
            #expect(verdict == .portable)
            #expect(fields.map(\.value) == [value, "m"])
        }
    }

    @Test("a control character spoils a string, whatever the place in the word")
    func controlCharacters() {
        for padding in 0..<24 {
            for control: UInt8 in [0, 9, 10, 13, 31] {
                let value = String(repeating: "x", count: padding) + String(UnicodeScalar(control)) + "yyyyyyyyy"
                #expect(verdict(#"{"k":"\#(value)"}"#) == .invalid)
            }
        }
    }

    @Test(
        "what is not one JSON object is refused",
        arguments: [
            "", "{", "}", "[]", "[{}]", "1", "\"a\"", "null", " {}", "{}x", "{}{}", "{\"a\"}", "{\"a\":}", "{\"a\":1,}", "{,}", "{\"a\" 1}",
            "{\"a\":1 \"b\":2}", "{a:1}", "{'a':1}", "{\"a\":01}", "{\"a\":1.}", "{\"a\":.5}", "{\"a\":+1}", "{\"a\":-}", "{\"a\":1e}",
            "{\"a\":1e+}", "{\"a\":tru}", "{\"a\":nulll}", "{\"a\":NaN}", "{\"a\":[1,]}", "{\"a\":[,1]}", "{\"a\":[1}", "{\"a\":{]}",
            "{\"a\":\"\\x\"}", "{\"a\":\"\\u12g4\"}", "{\"a\":\"\\u12\"}", "{\"a\":\"\\\"}", "{\"a\":\"b}", "{\"a\":{\"b\"}}",
            "{\"a\":{\"b\":1,}}", "{\"a\":1}\u{0}", "{\"a\":1}\u{B}",
        ])
    func refused(_ line: String) { #expect(verdict(line) == .invalid) }

    @Test(
        "an object that strict readers refuse is read but not passed on",
        arguments: [
            #"{"a":"\ud800"}"#, #"{"a":"\udc00x"}"#, #"{"a":"\ud800\u0041"}"#, #"{"\ud800":1}"#, #"{"a":[{"b":"\udfff"}]}"#,
            #"{"a":1e400}"#,
            #"{"a":1e99999999999999999999}"#, "{\"a\":\(String(repeating: "9", count: 400))}",
        ])
    func unportable(_ line: String) { #expect(verdict(line) == .unportable) }

    @Test(
        "a number that a double holds is passed on, up to the last",
        arguments: [
            ("1e300", true), ("1.7976931348623157e308", true), ("-1E+305", true), ("0.5e308", true), ("1e-320", true), ("0e308", true),
            ("0.0001e312", true), ("1.8e308", false), ("-1e309", false), ("0.1e310", false),
            (String(repeating: "9", count: 308), true), ("1" + String(repeating: "0", count: 308), true),
            ("2" + String(repeating: "0", count: 308), false), ("0." + String(repeating: "0", count: 2_000) + "1e400", false),
        ])
    func rims(_ number: String, isPortable: Bool) {
        for line in ["{\"a\":\(number)}", "{\"a\": [\(number)],\"b\":1}"] {
            #expect(verdict(line) == (isPortable ? .portable : .unportable))
        }
    }

    @Test("bytes that are not UTF-8 make an object unportable")
    func invalidUTF8() {
        let sequences: [[UInt8]] = [
            [0xFF], [0x80], [0xC3], [0xC0, 0xAF], [0xE0, 0x80, 0xAF], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80], [0xF8],
        ]
        for bad in sequences {
            for padding in 0..<17 {
                let line = Array("{\"a\":\"\(String(repeating: "x", count: padding))".utf8) + bad + Array("\"}".utf8)
                #expect(JSONLineScanner.verdict(on: line.span.bytes) == .unportable)
            }
        }
        #expect(verdict("{\"ключ\":\"значение 日本 😀\"}") == .portable)
    }

    @Test("nesting is followed to its limit and refused beyond it")
    func depth() {
        func nested(_ depth: Int) -> String {
            "{\"a\":" + String(repeating: "[", count: depth) + String(repeating: "]", count: depth) + "}"
        }
        #expect(verdict(nested(JSONLineScanner.maximumDepth)) == .portable)
        #expect(verdict(nested(JSONLineScanner.maximumDepth + 1)) == .invalid)
        #expect(verdict("{\"a\":" + String(repeating: "{\"b\":", count: 100_000)) == .invalid)
    }
}
