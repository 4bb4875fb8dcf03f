/// What may be quoted in an error, whoever wrote it: of a text that was given where something else belongs, nothing that is secret.
package enum QuotableText {
    /// A value, a name or an argument as it may be shown.
    package static func of(_ text: String) -> String {
        guard !text.contains("://") else { return URLText.withoutSecrets(text) }
        return SecretFreeText.of(URLText.withoutUser(text))
    }

    /// A message that may quote what was given, in whole or as it was understood.
    package static func ofMessage(_ message: String, given arguments: [String]) -> String {
        var shown = message
        for argument in arguments {
            let value = argument.split(separator: "=", maxSplits: 1).last.map(String.init) ?? argument
            for given in [argument, value] where !given.isEmpty && of(given) != given { shown = shown.replacing(given, with: of(given)) }
        }
        let words = shown.split(separator: " ", omittingEmptySubsequences: false)
        return words.map { URLText.withoutUser(String($0)) }.joined(separator: " ")
    }
}
