import WeirRedaction

/// Texts without what the standard rules for records call a secret.
enum SecretFreeText {
    /// What stands in the place of a secret.
    static let hidden = Secret.redacted
    private static let rules = try? RedactionRules(RedactionRule.standard)

    static func of(_ text: String) -> String { rules.map { Redactor($0).redacted(text) } ?? hidden }
}
