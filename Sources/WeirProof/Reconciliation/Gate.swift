package import WeirRecords

/// Whether a sink can be relied on to hold every committed record: content, balance and grade together.
package enum Gate {
    /// The least grade that opens the gate.
    package static let leastGrade = DeliveryGrade.durable

    package static func verdict(of evidence: SinkEvidence) -> Verdict {
        content(of: evidence).and(obstacle(in: evidence)).and(balance(of: evidence)).and(grade(of: evidence))
    }

    private static func content(of evidence: SinkEvidence) -> Verdict {
        guard !evidence.content.isEmpty else { return .unknown(reason: "no content was compared") }
        return SinkEvidence.Comparison.allCases.reduce(.safe) { verdict, comparison in
            guard let content = evidence.content[comparison] else { return verdict }
            let isExplained = !content.gaps.isEmpty && evidence.gaps(in: comparison).isEmpty
            return isExplained ? verdict : verdict.and(content.verdict)
        }
    }

    private static func obstacle(in evidence: SinkEvidence) -> Verdict {
        evidence.obstacle.map { .unknown(reason: $0) } ?? .safe
    }

    private static func balance(of evidence: SinkEvidence) -> Verdict {
        let balance = evidence.balance
        guard balance.isConserved else { return .unknown(reason: "the books do not balance: committed is not what became of it") }
        if balance.lost > 0 { return .unknown(reason: "\(balance.lost) records were dead-lettered, dropped or quarantined") }
        return balance.waiting == 0 ? .safe : .unknown(reason: "\(balance.waiting) records still wait in the spool")
    }

    private static func grade(of evidence: SinkEvidence) -> Verdict {
        guard let grade = evidence.grade else { return .unknown(reason: "nothing was delivered") }
        return grade >= leastGrade ? .safe : .unknown(reason: "delivery is only \(grade), not shown to be stored")
    }
}
