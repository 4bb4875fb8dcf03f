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

    @Test("what was released undelivered is a loss, though it is not counted as committed any more")
    func abandoned() {
        var evidence = Self.evidence()
        evidence.balance.abandoned = 3
        #expect(evidence.balance.isConserved)
        guard case .unsafe(_, let losses) = Gate.verdict(of: evidence) else {
            Issue.record("records that were released undelivered passed")
            return
        }
        #expect(losses == ["3 records released undelivered when the sink was taken out of the configuration"])
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

    @Test("what was given up is known to be lost, whatever else agrees")
    func knownLosses() {
        let losses: [(SinkBalance, String)] = [
            (SinkBalance(committed: 100, delivered: 99, quarantined: 1), "1 record damaged"),
            (SinkBalance(committed: 100, delivered: 98, dropped: 2), "2 records dropped"),
            (SinkBalance(committed: 100, delivered: 97, deadLettered: 3), "weir spool dead list"),
            (SinkBalance(committed: 100, delivered: 90, deadLettered: 3, waiting: 7), "3 records refused"),
        ]
        for (balance, words) in losses {
            var evidence = Self.evidence()
            evidence.balance = balance
            guard case .unsafe(_, let losses) = Gate.verdict(of: evidence) else {
                Issue.record("\(balance) is \(Gate.verdict(of: evidence))")
                continue
            }
            #expect(losses.count == 1 && losses[0].contains(words), "\(losses)")
        }
    }

    @Test("a count-back that agrees by number alone is unknown, and says what to do; a manifest whose content was found makes up for it")
    func numbersAlone() {
        let untimed = Sample(key: DigestKey(host: "web-1", application: "", minute: nil), count: Self.samples[0].count)
        let others = Self.samples.dropFirst().filter { $0.key.host != "web-1" }
        let timed = Sample(key: DigestKey(host: "web-1", application: "api", minute: 7), count: Self.samples[0].count)
        let byNumber = Reconciliation(expected: (others + [timed]).ledger, found: (others + [untimed]).ledger).settled()
        #expect(byNumber.gaps.isEmpty && byNumber.comparedByNumber == 1 && byNumber.byNumber.count == 2)

        var evidence = Self.evidence(grade: .accepted)
        evidence.content[.committedFound] = byNumber
        #expect(evidence.grade == .accepted, "a number is no proof that the records were found")
        #expect(Self.isUnknown(Gate.verdict(of: evidence), "by number alone"))
        #expect(Self.isUnknown(Gate.verdict(of: evidence), "look the listed minutes up at the sink"))

        evidence.content[.generatedFound] = Reconciliation(expected: Self.samples.ledger, found: Self.samples.ledger)
        #expect(evidence.grade == .found && Gate.verdict(of: evidence) == .safe)
        evidence.content[.generatedFound] = Reconciliation(expected: Self.samples.ledger, found: Self.samples.dropLast().ledger)
        guard case .unsafe = Gate.verdict(of: evidence) else { Issue.record("a record that was not found passed"); return }
    }

    @Test("only required sinks decide, and none of them is no proof")
    func required() {
        var archive = Self.evidence(found: Self.samples.dropLast(9), deadLettered: 9)
        archive.isRequired = false
        #expect(Gate.verdict(of: [Self.evidence(), archive], on: HostEvidence()) == .safe)
        archive.isRequired = true
        guard case .unsafe = Gate.verdict(of: [Self.evidence(), archive], on: HostEvidence()) else {
            Issue.record("a required sink's loss passed")
            return
        }
        var optional = Self.evidence()
        optional.isRequired = false
        #expect(Self.isUnknown(Gate.verdict(of: [optional], on: HostEvidence()), "no sink is required"))
        #expect(Self.isUnknown(Gate.verdict(of: [], on: HostEvidence()), "no sink is required"))
    }

    @Test("what was lost before it was committed is unsafe, what may have been is unknown, though every sink has all it was given")
    func hostEvidence() {
        let lost = HostEvidence(losses: ["web-1: 80 bytes"], obstacles: ["web-2: unknown"])
        #expect(Gate.verdict(of: [Self.evidence()], on: lost) == .unsafe([], losses: ["web-1: 80 bytes"]))
        #expect(Self.isUnknown(Gate.verdict(of: [Self.evidence()], on: HostEvidence(obstacles: ["web-2: unknown"])), "web-2"))
    }

    @Test("what was made and not committed is a loss, whatever waits")
    func notCommitted() {
        let evidence = Self.evidence(found: Self.samples.dropLast(3), waiting: 5, as: .generatedCommitted)
        guard case .unsafe = Gate.verdict(of: evidence) else { Issue.record("a record that was never read passed"); return }
    }

    @Test("a comparison that could not be made as it should is unknown, and so is none")
    func obstacles() {
        var evidence = Self.evidence()
        evidence.obstacles = ["hosts were counted together"]
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
        #expect(Verdict.unsafe([], losses: ["a"]).and(.unsafe(gaps, losses: ["a", "b"])) == .unsafe(gaps, losses: ["a", "b"]))
    }
}
