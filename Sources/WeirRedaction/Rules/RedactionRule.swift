/// What to take out of records before they are written anywhere.
package struct RedactionRule: Hashable, Sendable {
    /// Lower-case letters, digits, `-` and `_`: what the ledger counts under.
    package var name: String
    /// A Perl-compatible regular expression. All that it matches is replaced by ``Redactor/mask``; `\K` keeps what stands before.
    package var pattern: String
    /// The pattern is tried only on records in which one of these stands, in upper or lower case; on all where there are none.
    package var literals: [Literal]
    /// One of those that come with the program: then there is no pattern.
    package let standard: StandardRule?

    /// A text, and what may follow it: one of the endings, or anything where there are none.
    package struct Literal: Hashable, Sendable {
        package var text: String
        package var endings: [String]

        package init(_ text: String, endings: [String] = []) {
            self.text = text
            self.endings = endings
        }
    }

    package init(name: String, pattern: String, literals: [Literal] = []) {
        self.name = name
        self.pattern = pattern
        self.literals = literals
        standard = nil
    }

    init(_ standard: StandardRule) {
        name = standard.name
        pattern = ""
        literals = []
        self.standard = standard
    }
}

/// Why rules can't be used.
package struct RedactionError: Error, Equatable, Sendable, CustomStringConvertible {
    package enum Part: Sendable { case name, pattern, literals }

    /// The rule's name; nil where there are too many rules.
    package var rule: String?
    package var part: Part
    package var message: String

    package var description: String { rule.map { "the rule \($0): \(message)" } ?? message }
}
