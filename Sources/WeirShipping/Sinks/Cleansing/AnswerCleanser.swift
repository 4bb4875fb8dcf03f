import Synchronization
package import WeirRedaction

/// Takes a sink's own secrets, and what the rules of redaction find, out of what an endpoint said, before any of it is kept, logged,
/// shown or counted: endpoints echo what was sent to them. Asked only where something went wrong.
package final class AnswerCleanser: Sendable {
    private let secrets: SecretTraces
    private let sent: SentSecrets?
    private let redactor: Mutex<Redactor?>

    /// - Parameters:
    ///   - secrets: as they are sent.
    ///   - sent: keeps these secrets for cleansers that come after, and knows those that came before.
    ///   - rules: nil for none beside the secrets.
    package init(secrets: [String], sent: SentSecrets? = nil, rules: RedactionRules?) {
        self.secrets = SecretTraces(secrets)
        self.sent = sent
        sent?.remember(secrets)
        redactor = Mutex(rules.map { Redactor($0) })
    }

    package func cleansed(_ text: String) -> String {
        guard !text.isEmpty else { return text }
        let own = secrets.masked(text)
        let masked = sent?.masked(own) ?? own
        return redactor.withLock { $0?.redacted(masked) ?? masked }
    }
}
