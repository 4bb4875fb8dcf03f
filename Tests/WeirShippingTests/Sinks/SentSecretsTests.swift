import Testing

@testable import WeirShipping

@Suite("Secrets that were sent before")
struct SentSecretsTests {
    private static let (former, present) = ("former-token-0123456789", "present-token-9876543210")

    @Test("an exchanged one is masked by the cleansers that come after and by those that go on")
    func exchanged() {
        let sent = SentSecrets()
        let goesOn = AnswerCleanser(secrets: ["of-another-sink-5555555"], sent: sent, rules: nil)
        _ = AnswerCleanser(secrets: [Self.former], sent: sent, rules: nil)
        let next = AnswerCleanser(secrets: [Self.present], sent: sent, rules: nil)
        for cleanser in [goesOn, next] {
            #expect(cleanser.cleansed("no \(Self.former), \(Self.present)") == "no ***, ***")
        }
    }

    @Test("the oldest are given up where they take too much")
    func bound() {
        let sent = SentSecrets(mostBytes: 50)
        for secret in [Self.former, Self.present, "the-last-of-them-4444"] { _ = AnswerCleanser(secrets: [secret], sent: sent, rules: nil) }
        let cleanser = AnswerCleanser(secrets: [], sent: sent, rules: nil)
        #expect(cleanser.cleansed("\(Self.former) \(Self.present)") == "\(Self.former) ***")
    }
}
