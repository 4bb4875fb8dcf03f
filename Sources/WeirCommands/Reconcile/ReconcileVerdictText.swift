import WeirProof
import WeirRecords

/// The verdict in sentences: of the required sinks, and, where there are such, of those beside it.
struct ReconcileVerdictText {
    private let proof: Proof
    private let required: [SinkProof]

    init(_ proof: Proof) {
        self.proof = proof
        required = proof.sinks.filter(\.evidence.isRequired)
    }

    func rendered() -> String {
        ([verdict()] + proof.sinks.filter { !$0.evidence.isRequired }.map(beside) + [proof.hostAdvice].compactMap(\.self))
            .joined(separator: "\n")
    }

    private func verdict() -> String {
        switch proof.verdict {
        case .safe:
            let sinks = required.map { "\($0.name): \(Self.holding($0))" }
            return "SAFE: " + (sinks + ["counts and content agree", "none waits, none was given up"]).joined(separator: "; ") + "."
        case .unsafe:
            let sinks = required.compactMap { sink in Self.shortfall(of: sink).map { "\(sink.name) falls short (\($0))" } }
            let reasons = proof.host.losses + sinks
            return "UNSAFE: " + reasons.joined(separator: "; ") + "."
        case .unknown(let reason):
            let host = proof.host.verdict.reason
            let sinks = required.compactMap { sink in sink.verdict.reason.map { "\(sink.name): \($0)" } }
            let reasons = required.isEmpty ? [reason] : [host].compactMap(\.self) + sinks
            return "UNKNOWN: " + reasons.joined(separator: "; ") + "."
        }
    }

    /// What does not decide is said all the same.
    private func beside(_ sink: SinkProof) -> String {
        let standing =
            switch sink.verdict {
            case .safe: Self.holding(sink)
            case .unsafe: "it falls short (\(Self.shortfall(of: sink) ?? "unsafe"))"
            case .unknown(let reason): "unknown: \(reason)"
            }
        return "Beside the verdict, since it is not required: \(sink.name): \(standing)."
    }

    /// `all 2,000 records were found`, or `48 records were found, 1,952 are kept from it by its routing`.
    private static func holding(_ sink: SinkProof) -> String {
        let balance = sink.evidence.balance
        let verb = sink.evidence.grade == .found ? "found" : "stored"
        let isAll = balance.filtered == 0 && sink.passedOver == 0
        var text = "\(isAll ? "all " : "")\(balance.delivered.counted("record", "was", "were")) \(verb)"
        if balance.filtered > 0 {
            text += ", \(balance.filtered.grouped) \(balance.filtered == 1 ? "is" : "are") kept from it by its routing"
        }
        if sink.passedOver > 0 { text += ", \(sink.passedOver.grouped) were committed while it was not there" }
        return text
    }

    private static func shortfall(of sink: SinkProof) -> String? {
        guard case .unsafe(_, let losses) = sink.verdict else { return nil }
        let gaps = SinkEvidence.Comparison.allCases.compactMap { comparison -> String? in
            guard let content = sink.evidence.content[comparison], !sink.evidence.gaps(in: comparison).isEmpty, !content.losses.isEmpty
            else { return nil }
            let altered = content.losses.count { $0.kind == .altered }
            let alteredText = altered > 0 ? "altered in \(altered.counted("minute"))" : nil
            let missingText = content.missing > 0 ? "\(content.missing.grouped) missing" : nil
            return "\(comparison.rawValue): " + [missingText, alteredText].compactMap(\.self).joined(separator: ", ")
        }
        return (losses + gaps).joined(separator: "; ")
    }
}
