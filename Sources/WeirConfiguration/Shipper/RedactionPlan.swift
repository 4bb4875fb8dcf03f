package import WeirRedaction

/// What is taken out of records before they are written to the spool.
package struct RedactionPlan: Equatable, Sendable {
    /// Whether the rules that come with the program are used too.
    package var usesStandardRules = true
    /// The file's own, which are applied first.
    package var ownRules: [RedactionRule] = []

    static let off = RedactionPlan(usesStandardRules: false)

    /// In the order in which they are applied.
    package var rules: [RedactionRule] { ownRules + (usesStandardRules ? RedactionRule.standard : []) }

    /// For what endpoints say, which is shown to more people than records are: the standard rules also where records keep what they find.
    package var answerRules: [RedactionRule] { ownRules + RedactionRule.standard }
}
