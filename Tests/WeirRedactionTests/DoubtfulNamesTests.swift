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

    @Test("a flag or a count is left", arguments: ["reset_password=true", "failed_password=3", "token_reset: daily", "reset_tokens=12"])
    func flag(text: String) throws { #expect(try RedactionBench().redact(text).text == text) }
}
