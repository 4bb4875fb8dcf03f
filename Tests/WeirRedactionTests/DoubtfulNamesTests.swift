import Testing

@testable import WeirRedaction

/// Names such as `reset_password` are mostly flags and counts, and at times the secret itself.
@Suite("Names with a verb before them")
struct DoubtfulNamesTests {
    private static let value = "aB3dE6gH9" + "kL2mN5pQ8" + "rS1tU4vW7"

    @Test(
        "a value that looks like a secret is masked",
        arguments: [
            "reset_token=", "resetToken=", "password_reset_token: ", "GET /r?a=1&reset_token=", "reset_password=", "reset_code=",
            "reset_secret=", "failed_password=", "wrongPassword: ", "bad_password=", "change_password=", "forgot_token=",
            "forgot_password_token=", "used_token=", "expired_token=", "rotate_token=", "remember_token=", "invalid_api_key=",
        ])
    func masked(name: String) throws {
        #expect(try RedactionBench().redact("mail: \(name)\(Self.value) sent").text == "mail: \(name)*** sent")
        let json = #"{"message": "x", "\#(name.split(separator: "&").last?.filter { !":= ".contains($0) } ?? "")": "\#(Self.value)"}"#
        if !name.contains("?") { #expect(try !RedactionBench().redact(json).text.contains(Self.value)) }
    }

    @Test(
        "flags, counts and words stay",
        arguments: [
            "reset_password=1", "reset_token=true", "failed_password=3", "change_password: required", "used_token=42",
            "bad_password=user12",
            "expired_token: 2026-11-29", "reset_password=/users/a1b2c3d4e5", "public_key=a1b2c3d4e5f6g7", "max_tokens=4096",
            "next_page_token=aB3dE6gH9kL2mN5", #"{"reset_password": true, "failed_password": 3}"#,
        ])
    func kept(line: String) throws { #expect(try RedactionBench().redact(line).text == line) }
}
