import Testing
import WeirRecords
import WeirRedaction

/// Lines as they come from the platform and from what runs beside it, and what may be left of them.
@Suite("The standard rules")
struct StandardRuleTests {
    struct Sample: Sendable, CustomTestStringConvertible {
        var before: String
        var after: String
        var rules: [String]

        init(_ before: String, _ after: String, _ rules: String...) {
            self.before = before
            self.after = after
            self.rules = rules
        }

        var testDescription: String { before }
    }

    private static let jwt = "eyJhbGciOiJSUzI1NiIsInR5cCI6IkpXVCJ9.eyJzZXNzaW9uIjoiMSJ9.c2lnbmF0dXJl-_x"

    private static let queries = [
        Sample(
            #"172.18.0.11 - - "POST /api/kasm_session_log?token=\#(jwt) HTTP/1.1" 200 - "" "curl/7.68.0""#,
            #"172.18.0.11 - - "POST /api/kasm_session_log?token=*** HTTP/1.1" 200 - "" "curl/7.68.0""#, "token"),
        Sample("GET /x?a=1&access_token=abc123&b=2", "GET /x?a=1&access_token=***&b=2", "token"),
        Sample("GET /x?Password=hunter2&user=a", "GET /x?Password=***&user=a", "password"),
        Sample("GET /login?next=%2Fa%3Ftoken%3Dabc123%26b HTTP/1.1", "GET /login?next=%2Fa%3Ftoken%3D***%26b HTTP/1.1", "token"),
        Sample("GET /x?api_key=key1a2b3&api_key_secret=sec1a2b3 HTTP/1.1", "GET /x?api_key=***&api_key_secret=*** HTTP/1.1", "secret"),
        Sample("GET /b?X-Amz-Signature=0a1b2c3d HTTP/1.1", "GET /b?X-Amz-Signature=*** HTTP/1.1", "secret"),
        Sample("GET /b?password=PIN4 HTTP/1.1", "GET /b?password=*** HTTP/1.1", "password"),
    ]

    private static let headers = [
        Sample("Authorization: Bearer abc.def-123", "Authorization: Bearer ***", "authorization"),
        Sample("authorization: Basic dXNlcjpwdw== from 10.0.0.1", "authorization: Basic *** from 10.0.0.1", "authorization"),
        Sample(
            #"Authorization: Digest username="mufasa", response="6629fae4""#, "Authorization: Digest ***", "authorization"),
        Sample("Authorization: s3cret", "Authorization: ***", "authorization"),
        Sample(
            #"headers {'Authorization': 'Bearer abc1', 'Host': 'x'}"#, #"headers {'Authorization': 'Bearer ***', 'Host': 'x'}"#,
            "authorization"),
        Sample("sent Bearer abcdef0123456789 to peer", "sent Bearer *** to peer", "authorization"),
        Sample("Cookie: session=a1b2c3; theme=dark", "Cookie: session=***; theme=dark", "cookie"),
        Sample(#"Set-Cookie: a="b1c2d3"; Path=/"#, #"Set-Cookie: a="***"; Path=/"#, "cookie"),
        Sample("X-API-Key: 0123456789abcdef", "X-API-Key: ***", "secret"),
    ]

    private static let fields = [
        Sample(
            #"{"message": "in", "password": "p\"w, }x", "user": "a"}"#, #"{"message": "in", "password": "***", "user": "a"}"#, "password"),
        Sample(
            #"{"message": "body {\"token\": \"a1b2\\\"b\", \"n\": 1}", "x": "y"}"#,
            #"{"message": "body {\"token\": \"***\", \"n\": 1}", "x": "y"}"#,
            "token"),
        Sample(
            #"{"message": "{\"in\": \"{\\\"secret\\\": \\\"sec1a2\\\", \\\"k\\\": 1}\"}"}"#,
            #"{"message": "{\"in\": \"{\\\"secret\\\": \\\"***\\\", \\\"k\\\": 1}\"}"}"#, "secret"),
        Sample(
            #"{"http_cookie": "a=b1c2d3; c=\"d1e2f3\"", "cookie_username": "user1"}"#,
            #"{"http_cookie": "a=***; c=\"***\"", "cookie_username": "user1"}"#, "cookie"),
        Sample(
            #"{"message": "Cookie: a=\"b1c2d3\"; c=d", "x": "y"}"#, #"{"message": "Cookie: a=\"***\"; c=d", "x": "y"}"#, "cookie"),
        Sample(#"{"message": "token=a1\/b2\u0026c3 done", "x": "y"}"#, #"{"message": "token=*** done", "x": "y"}"#, "token"),
        Sample(#"{"message": "password: pwd1\nnext", "x": "y"}"#, #"{"message": "password: ***\nnext", "x": "y"}"#, "password"),
        Sample(#"{"message": "pwd=a1\\b2 c", "x": "y"}"#, #"{"message": "pwd=*** c", "x": "y"}"#, "password"),
    ]

    private static let forms = [
        Sample("signed in with \(jwt).", "signed in with ***.", "jwt"),
        Sample("cut \(jwt.prefix(40))", "cut ***", "jwt"),
        Sample(
            "connecting to postgresql://kasmapp:s3c%2Fret@db:5432/kasm", "connecting to postgresql://kasmapp:***@db:5432/kasm",
            "url-password"),
        Sample(#"{"message": "from https:\/\/u:pw12@host\/x"}"#, #"{"message": "from https:\/\/u:***@host\/x"}"#, "url-password"),
        Sample(
            #"{"message": "-----BEGIN RSA PRIVATE KEY-----\nMIIE+/a1b2c3d4e5f6\n-----END RSA PRIVATE KEY-----"}"#,
            #"{"message": "-----BEGIN RSA PRIVATE KEY-----***-----END RSA PRIVATE KEY-----"}"#, "private-key"),
        Sample(
            "Authorization: Bearer \(jwt) and postgresql://a:bcd@db", "Authorization: Bearer *** and postgresql://a:***@db",
            "authorization",
            "url-password"),
    ]

    @Test("secrets go and the rest stays", arguments: queries + headers + fields + forms)
    func secretsGo(sample: Sample) throws {
        let result = try RedactionBench().redact(sample.before)
        #expect(result.text == sample.after)
        #expect(result.rules == sample.rules)
        #expect(result.isJSON == sample.before.hasPrefix("{"))
    }

    @Test(
        "what is no secret stays",
        arguments: [
            "Authentication attempt invalid password for user: (user8357)", "token: expired", "the token was refreshed",
            #"{"message": "ok", "token": null, "password": null, "cookie_username": "user1"}"#, "Bearer token is missing",
            "GET https://kasm.example.com:443/x?user=a@b.c", "sec: 12 author=x", "a keyboard: qwertz",
            "password for x", "token=*** password=***", "the cookie was set",
            "sudo: bob : TTY=pts/0 ; PWD=/home/bob ; USER=root ; COMMAND=/bin/ls", "max_tokens: 4096, token_count: 12",
        ])
    func therest(line: String) throws {
        let result = try RedactionBench().redact(line)
        #expect(result.text == line)
        #expect(result.rules.isEmpty)
    }
}
