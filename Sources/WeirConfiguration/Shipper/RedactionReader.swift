import WeirRecords
import WeirRedaction

/// Reads `redact`: a word, or rules of one's own.
struct RedactionReader {
    let root: Section<ShipperKey>

    func read() -> RedactionPlan {
        guard let node = root.node(.redact) else { return RedactionPlan() }
        switch node.content {
        case .mapping: return Section<RedactionKey>(node, at: root.path(.redact), root.context).map(plan) ?? RedactionPlan()
        default: return root.value(.redact, .choice([("default", RedactionPlan()), ("off", .off)]), default: RedactionPlan())
        }
    }

    private func plan(_ section: Section<RedactionKey>) -> RedactionPlan {
        let usesStandard = section.value(.standard, .choice([("on", true), ("off", false)]), default: true)
        let limit = Redactions.maximumRules - RedactionRule.standard.count
        let found = section.sections(.rules, RedactionRuleKey.self, limit: limit)
        let rules = found.compactMap { rule in self.rule(rule).map { ($0, rule) } }
        let plan = RedactionPlan(usesStandardRules: usesStandard, ownRules: rules.map(\.0))
        if rules.count == found.count { check(plan, rules) }
        return plan
    }

    private func rule(_ section: Section<RedactionRuleKey>) -> RedactionRule? {
        let name = section.required(.name, .text("a rule's name such as employee-number"))
        let pattern = section.required(.pattern, .text("a regular expression such as 'EMP-\\d{6}'"))
        let literals = section.oneOrMore(.literals, .text("a text that stands in each record that the pattern may match")) ?? []
        guard let name, let pattern else { return nil }
        warn(of: literals, pattern, section)
        warn(ofSteps: pattern, section)
        return RedactionRule(name: name, pattern: pattern, literals: literals.map { RedactionRule.Literal($0) })
    }

    /// A rule looks only into records in which one of its literals stands: where its pattern names a text and they name another one,
    /// what it is meant for stays in clear.
    private func warn(of literals: [String], _ pattern: String, _ section: Section<RedactionRuleKey>) {
        let texts = PatternTexts.of(pattern)
        guard !literals.isEmpty, !texts.isEmpty else { return }
        guard !texts.contains(where: { text in literals.contains { PatternTexts.share(text, $0.lowercased()) } }) else { return }
        section.warning(
            .literals, "none of them stands in the pattern: the rule looks only into records that hold one, and leaves all others in clear",
            wayOut: "name a text that every match holds, in upper or lower case, or take `literals` out: then all records are looked at")
    }

    /// A record that takes too many steps is masked wholly, so whoever can have such a line written can hide it.
    private func warn(ofSteps pattern: String, _ section: Section<RedactionRuleKey>) {
        guard PatternSteps.mayGrow(pattern) else { return }
        section.warning(
            .pattern,
            "a repetition in a repetition can take too many steps on a line that it doesn't match: such a record is masked wholly",
            wayOut: "write it with one repetition, as [a-z]+ for ([a-z]+)*, or with one that gives nothing back, as ([a-z]++)*")
    }

    /// The same check as a start makes: rules that can't be made ready are reported where they stand.
    private func check(_ plan: RedactionPlan, _ rules: [(RedactionRule, Section<RedactionRuleKey>)]) {
        do throws(RedactionError) { _ = try RedactionRules(plan.rules) } catch {
            guard let section = rules.last(where: { $0.0.name == error.rule })?.1 else {
                root.error(.redact, error.message)
                return
            }
            section.error(error.part.key, error.message)
        }
    }
}

extension RedactionError.Part {
    fileprivate var key: RedactionRuleKey {
        switch self {
        case .name: .name
        case .pattern: .pattern
        case .literals: .literals
        }
    }
}
