package import WeirRecords

/// Whether a sink can be relied on to hold every committed record: content, balance, grade and known losses together.
package enum Gate {
    /// The least grade that opens the gate.
    package static let leastGrade = DeliveryGrade.durable

    /// Of all sinks together: only the required ones decide.
    package static func verdict(of sinks: [SinkEvidence], on host: HostEvidence) -> Verdict {
        let required = sinks.filter(\.isRequired)
        guard !required.isEmpty else {
            return host.verdict.and(.unknown(reason: "no sink is required, so none has to hold anything: set required: true where it must"))
        }
        return required.map(verdict(of:)).reduce(host.verdict) { $0.and($1) }
    }

    package static func verdict(of evidence: SinkEvidence) -> Verdict {
        content(of: evidence).and(obstacles(in: evidence)).and(balance(of: evidence)).and(grade(of: evidence))
    }

    private static func content(of evidence: SinkEvidence) -> Verdict {
        guard !evidence.content.isEmpty else { return .unknown(reason: "no content was compared") }
        return SinkEvidence.Comparison.allCases.reduce(.safe) { verdict, comparison in
            guard let content = evidence.content[comparison] else { return verdict }
            let isExplained = !content.gaps.isEmpty && evidence.gaps(in: comparison).isEmpty
            return isExplained ? verdict : verdict.and(evidence.verdict(of: content, comparison))
        }
    }

    private static func obstacles(in evidence: SinkEvidence) -> Verdict {
        evidence.obstacles.reduce(.safe) { $0.and(.unknown(reason: $1)) }
    }

    /// What was given up is known not to be at the sink; what waits may still come.
    private static func balance(of evidence: SinkEvidence) -> Verdict {
        let balance = evidence.balance
        let books: Verdict = balance.isConserved ? .safe : .unknown(reason: "the books do not balance: committed is not what became of it")
        let lost: Verdict = balance.losses.isEmpty ? .safe : .unsafe([], losses: balance.losses)
        return books.and(lost).and(waiting(balance.waiting))
    }

    private static func waiting(_ records: UInt64) -> Verdict {
        records == 0 ? .safe : .unknown(reason: "\(counted(records, "record")) still wait\(records == 1 ? "s" : "") in the spool")
    }

    private static func grade(of evidence: SinkEvidence) -> Verdict {
        guard let grade = evidence.grade else { return .unknown(reason: "nothing was delivered") }
        return grade >= leastGrade ? .safe : .unknown(reason: "delivery is only \(grade), not shown to be stored")
    }
}

/// `1 record`, `7 records`.
func counted(_ number: UInt64, _ noun: String) -> String { "\(number) \(noun)\(number == 1 ? "" : "s")" }
