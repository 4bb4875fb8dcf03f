import Testing

@testable import WeirRedaction

@Suite("Secrets that are a structure, a number or lie deep")
struct WholeTextTests {
    private static let value = ["Maple", "7kQz", "3Wd9", "xTr"].joined()

    @Test(
        "JSON as the text of a secret loses its values, as it does as an object",
        arguments: [
            #"{"password": "{\"host\": \"db\", \"b\": \"§\"}"}"#, #"{"m": "x", "client_secret": "{\"host\": \"db\", \"b\": \"§\"}"}"#,
            #"{"m": "x", "response": {"Name": "prod/db", "SecretString": "{\"host\": \"db\", \"b\": {\"c\": \"§\"}}"}}"#,
            #"{"password": {"a": "{\"b\": \"§\"}"}}"#, #"{"password": "[\"§\"]"}"#,
        ])
    func structure(form: String) throws {
        let left = try RedactionBench().redact(form.replacing("§", with: Self.value)).text
        #expect(left == form.replacing("§", with: "***"))
    }

    @Test("a number is a password in each of its notations, and JSON stays JSON", arguments: ["§", "-§", "§.0", "§.5", "4.8291357e+07"])
    func number(form: String) throws {
        let left = try RedactionBench().redact(#"{"user": "bob", "password": \#(form.replacing("§", with: "48291357"))}"#)
        #expect(left.text == #"{"user": "bob", "password": 0}"#)
        #expect(left.isJSON)
    }

    @Test(
        "zeros before the point and those of an exponent are digits, those behind the point are none",
        arguments: [
            ("12000.0", true), ("40000000.0", true), ("4e+07", true), ("1.2e4", true), ("1E4", true), ("12.50e3", true),
            ("1e2147483648", true), ("12.0", false), ("4e1", false), ("1.0e2", false), ("120e-1", false), ("0.0", false),
        ])
    func zeros(number: String, isSecret: Bool) throws {
        let left = try RedactionBench().redact(#"{"user": "bob", "password": \#(number)}"#).text
        #expect(left == #"{"user": "bob", "password": \#(isSecret ? "0" : number)}"#)
    }

    @Test("an address in an address ten times, and JSON in a text twelve times", arguments: [1, 6, 7, 10, 12])
    func deep(times: Int) throws {
        let quoted = { (text: String) in text.replacing("%", with: "%25").replacing("=", with: "%3D").replacing("?", with: "%3F") }
        let address = (0..<min(10, times)).reduce("/home?password=" + Self.value) { inner, _ in "/login?next=" + quoted(inner) }
        let left = try RedactionBench().redact("GET \(address) HTTP/1.1").text
        #expect(!left.contains(Self.value))
        let escaped = { (text: String) in text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") }
        let line = (0..<times).reduce(#"{"password": "\#(Self.value)"}"#) { inner, _ in #"{"message": "\#(escaped(inner))"}"# }
        #expect(!(try RedactionBench().redact(line).text.contains(Self.value)))
    }
}
