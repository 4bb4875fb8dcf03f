import Testing
import WeirProof
import WeirRecords

@Suite("Gate")
struct GateTests {
    static let samples = Sample.many(100, seed: 1)

    static func evidence(
        found: some Sequence<Sample> = samples, grade: DeliveryGrade = .durable, waiting: UInt64 = 0, deadLettered: UInt64 = 0,
        as comparison: SinkEvidence.Comparison = .committedDelivered
    ) -> SinkEvidence {
        let delivered = 100 - waiting - deadLettered
        return SinkEvidence(
            sink: "siem", balance: SinkBalance(committed: 100, delivered: delivered, deadLettered: deadLettered, waiting: waiting),
            delivered: [grade: delivered], content: [comparison: Reconciliation(expected: samples.ledger, found: found.ledger)])
    }

    static func isUnknown(_ verdict: Verdict, _ words: String) -> Bool {
        guard case .unknown(let reason) = verdict else { return false }
        return reason.contains(words)
    }

    @Test("durable and found open the gate", arguments: [DeliveryGrade.durable, .found])
    func opens(grade: DeliveryGrade) {
        #expect(Gate.verdict(of: Self.evidence(grade: grade)) == .safe)
    }

    @Test("sent and accepted do not, though the content matches", arguments: [DeliveryGrade.sent, .accepted])
    func weakGrades(grade: DeliveryGrade) {
        let evidence = Self.evidence(grade: grade)
        #expect(evidence.content.values.allSatisfy { $0.verdict == .safe })
        #expect(Self.isUnknown(Gate.verdict(of: evidence), "not shown to be stored"))
    }

    @Test("one record of a weak grade keeps the gate shut")
    func weakest() {
        var evidence = Self.evidence(grade: .durable)
        evidence.delivered = [.durable: 99, .accepted: 1, .sent: 0]
        #expect(evidence.grade == .accepted)
        #expect(Self.isUnknown(Gate.verdict(of: evidence), "accepted"))
    }

    @Test("a count-back that matches shows accepted records as found")
    func countedBack() {
        let evidence = Self.evidence(grade: .accepted, as: .committedFound)
        #expect(evidence.grade == .found && Gate.verdict(of: evidence) == .safe)
    }

    @Test("a count-back with a gap is unsafe, whatever the grade")
    func countedBackWithGap() {
        let evidence = Self.evidence(found: Self.samples.dropLast(), grade: .found, as: .committedFound)
        #expect(Gate.verdict(of: evidence) == .unsafe(evidence.gaps))
    }

    @Test("what still waits is unknown, not lost")
    func waiting() {
        let verdict = Gate.verdict(of: Self.evidence(found: Self.samples.dropLast(7), waiting: 7))
        #expect(Self.isUnknown(verdict, "7 records still wait"))
    }

    @Test("more missing than waits is a loss")
    func waitingAndLost() {
        guard case .unsafe = Gate.verdict(of: Self.evidence(found: Self.samples.dropLast(8), waiting: 7)) else {
            Issue.record("a loss behind a backlog was not seen")
            return
        }
    }

    @Test("dead letters are a loss at the sink")
    func deadLetters() {
        guard case .unsafe = Gate.verdict(of: Self.evidence(found: Self.samples.dropLast(2), deadLettered: 2)) else {
            Issue.record("dead letters passed")
            return
        }
    }

    @Test("books that do not balance are unknown")
    func balance() {
        var evidence = Self.evidence()
        evidence.balance.committed = 101
        #expect(Self.isUnknown(Gate.verdict(of: evidence), "do not balance"))
        evidence.balance.waiting = .max
        #expect(!evidence.balance.isConserved)
    }

    @Test("dead letters alone are unknown at best: nothing shows that the sink has them")
    func deadLettersUncompared() {
        var evidence = Self.evidence()
        evidence.balance = SinkBalance(committed: 100, delivered: 99, quarantined: 1)
        #expect(Self.isUnknown(Gate.verdict(of: evidence), "1 records"))
    }

    @Test("what was made and not committed is a loss, whatever waits")
    func notCommitted() {
        let evidence = Self.evidence(found: Self.samples.dropLast(3), waiting: 5, as: .generatedCommitted)
        guard case .unsafe = Gate.verdict(of: evidence) else { Issue.record("a record that was never read passed"); return }
    }

    @Test("a comparison that could not be made as it should is unknown, and so is none")
    func obstacles() {
        var evidence = Self.evidence()
        evidence.obstacle = "hosts were counted together"
        #expect(Self.isUnknown(Gate.verdict(of: evidence), "counted together"))
        evidence = Self.evidence()
        evidence.content = [:]
        #expect(Self.isUnknown(Gate.verdict(of: evidence), "no content"))
    }

    @Test("of two verdicts the worse holds")
    func joining() {
        let gaps = Reconciliation(expected: Self.samples.ledger, found: DigestLedger()).gaps
        #expect(Verdict.safe.and(.safe) == .safe)
        #expect(Verdict.safe.and(.unknown(reason: "a")) == .unknown(reason: "a"))
        #expect(Verdict.unknown(reason: "a").and(.unsafe(gaps)) == .unsafe(gaps))
        #expect(Verdict.unsafe(gaps).and(.unknown(reason: "a")) == .unsafe(gaps))
        #expect(Verdict.unknown(reason: "a").and(.unknown(reason: "b")) == .unknown(reason: "a; b"))
    }
}
