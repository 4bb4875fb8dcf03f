import Testing

@Suite("Names that say what is done with a secret")
struct DoubtfulNamesTests {
    private static let value = ["Xk29", "vLq7", "Tz81", "bNw4"].joined()

    @Test(
        "a token that is sent to a person is masked",
        arguments: ["reset_token=", "resetToken: ", "?reset_token=", "password_reset_token: ", "magic_token=", "verify_token="])
    func handed(name: String) throws {
        let text = try RedactionBench().redact("GET /a\(name)\(Self.value)").text
        #expect(!text.contains(Self.value))
    }

    @Test("what denies a token denies no password", arguments: ["last_password=", "used_password=", "response_secret="])
    func tokensOnly(name: String) throws {
        let text = try RedactionBench().redact("login \(name)\(Self.value)").text
        #expect(!text.contains(Self.value))
    }

    @Test(
        "a value that looks like a secret is one",
        arguments: [
            "reset_password=", "failed_password=", "wrongPassword: ", "bad_password=", "change_password=", "forgot_token=",
            "forgot_password_token=", "used_token=", "expired_token=", "rotate_token=", "invalid_api_key=", "FAILED_PASSWORD: ",
        ])
    func given(name: String) throws {
        #expect(try RedactionBench().redact("mail: \(name)\(Self.value) sent").text == "mail: \(name)*** sent")
        let key = name.filter { $0 != "=" && $0 != ":" && $0 != " " }
        let json = try RedactionBench().redact(#"{"message": "x", "\#(key)": "\#(Self.value)"}"#)
        #expect(json.text == #"{"message": "x", "\#(key)": "***"}"#)
        let inner = try RedactionBench().redact(#"{"message": "body {\"\#(key)\": \"\#(Self.value)\"}"}"#)
        #expect(inner.text == #"{"message": "body {\"\#(key)\": \"***\"}"}"#)
    }

    @Test(
        "a flag, a count, a time or a word is left",
        arguments: [
            "reset_password=true", "failed_password=3", "token_reset: daily", "reset_tokens=12", "change_password: required",
            "used_token=42", "bad_password=user12", "expired_token: 2026-11-29T10:00:00", "reset_password=/users/a1b2c3d4e5",
            "last_token_response: 120ms", "next_page_token=\(value)", "failed_password for root from 10.0.0.7 port 50123 ssh2",
            #"{"reset_password": true, "failed_password": 3, "metric": "account.login.failed_invalid_password", "id": "\#(value)"}"#,
        ])
    func flag(text: String) throws { #expect(try RedactionBench().redact(text).text == text) }

    @Test("a name of several words announces what looks like a secret behind a blank, one word alone does not")
    func compound() throws {
        for name in ["ENV SECRET_KEY_BASE", "configure set aws_secret_access_key", "//host/:_authToken", "set clientSecret"] {
            #expect(try RedactionBench().redact("exec: \(name) \(Self.value)").text == "exec: \(name) ***")
        }
        for line in ["exec: client_secret rotated2 by bob", "uses access_token Version12", "created secret \(Self.value)"] {
            #expect(try RedactionBench().redact(line).text == line)
        }
    }
}
