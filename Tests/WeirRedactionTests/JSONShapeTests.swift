import Testing

@Suite("JSON that names a secret in its own ways")
struct JSONShapeTests {
    private static let value = ["Qm48", "zWk2", "Yh93", "cRt6"].joined()

    @Test(
        "a value next to its name, in an attribute, behind a flag or in a key goes",
        arguments: [
            #"{"args": ["mysql", "-u", "root", "-p§"]}"#, #"{"argv": ["docker", "login", "-u", "bob", "-p", "§"]}"#,
            #"{"attributes": [{"key": "api_key", "value": {"stringValue": "§"}}]}"#,
            #"{"attributes": [{"value": {"stringValue": "§"}, "key": "api_key"}]}"#,
            #"{"credentials": {"username": "bob", "value": "§"}}"#, #"{"input": {"type": "password", "value": "§"}}"#,
            #"{"m": "Invalid value \"§\" for field \"password\""}"#, #"{"jwk": {"kty": "EC", "crv": "P-256", "d": "§", "x": "abc"}}"#,
            #"{"user": {"client-key-data": "§"}}"#, #"{"m": "body {\"kty\":\"oct\",\"k\":\"§\"} read"}"#,
        ])
    func masked(shape: String) throws {
        let result = try RedactionBench().redact(shape.replacing("§", with: Self.value))
        #expect(result.text == shape.replacing("§", with: "***"))
        #expect(result.isJSON)
    }

    @Test(
        "what only looks like that stays",
        arguments: [
            #"{"argv": ["docker", "run", "-p", "8080:80", "web-7f9c2d"]}"#, #"{"args": ["mkdir", "-p", "build-x64a9c"]}"#,
            #"{"attributes": [{"key": "api_path", "value": {"stringValue": "§"}}]}"#,
            #"{"tokens": [{"type": "token", "value": "x1+y2"}, {"type": "Keyword", "value": "let"}]}"#,
            #"{"type": "password", "data": {"user_id": "§", "attempts": 3}}"#, #"{"curve": "x", "d": "§"}"#,
            #"{"m": "replaced \"§\" in field \"name\""}"#, #"{"credentials": {"id": "§", "region": "eu-west-1"}}"#,
        ])
    func kept(shape: String) throws {
        let line = shape.replacing("§", with: Self.value)
        #expect(try RedactionBench().redact(line).text == line)
    }

    @Test("a name that is a secret, or holds one, goes, and the names of one object stay different")
    func names() throws {
        let tokens = ["A", "B", "C"].map { "gh" + "p_" + String(repeating: $0 + "b3", count: 12) }
        let sessions = try RedactionBench().redact(#"{"m": "x", "\#(tokens[0])": 1, "\#(tokens[1])": 2, "\#(tokens[2])": 3}"#)
        #expect(sessions.text == #"{"m": "x", "***": 1, "***2": 2, "***3": 3}"#)
        let form = try RedactionBench().redact(#"{"m": "x", "user=bob&password=\#(Self.value)": ""}"#)
        #expect(form.text == #"{"m": "x", "user=bob&password=***": ""}"#)
        let names = #"{"m": "x", "password": null, "token:count": 7, "access_token_lifetime_20": 30}"#
        #expect(try RedactionBench().redact(names).text == names)
    }
}
