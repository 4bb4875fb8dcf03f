import Testing
import WeirProof
import WeirRecords

@Suite("Reconciliation")
struct ReconciliationTests {
    static let seeds: ClosedRange<UInt64> = 1...50

    @Test("the same records are safe", arguments: seeds)
    func equal(seed: UInt64) {
        let samples = Sample.many(90, seed: seed)
        #expect(Reconciliation.compare(expected: samples.ledger, found: samples.reversed().ledger) == .safe)
    }

    @Test("any one record that is removed is named", arguments: seeds)
    func removal(seed: UInt64) throws {
        var random = Seeded(state: ~seed)
        let samples = Sample.many(90, seed: seed)
        var rest = samples
        let removed = rest.remove(at: .random(in: 0..<rest.count, using: &random))

        let content = Reconciliation(expected: samples.ledger, found: rest.ledger)
        let gap = try #require(content.gaps.first)
        #expect(content.gaps.count == 1 && gap.key == removed.key && gap.kind == .missing && content.missing == 1)
        #expect(content.verdict == .unsafe([gap]))
    }

    @Test(
        "while records wait, other content in as many records is neither a change nor safe: what redaction did to them is not counted yet")
    func pending() {
        let samples = Sample.many(90, seed: 1)
        var redacted = samples
        redacted[0].count.digest &+= Digest128(low: 1, high: 0)
        let content = Reconciliation(expected: samples.ledger, found: redacted.ledger).whileRecordsWait()
        #expect(content.gaps.isEmpty && content.pending.map(\.key) == [samples[0].key])
        guard case .unknown(let reason) = content.verdict else {
            Issue.record("\(content.verdict)")
            return
        }
        #expect(reason.contains("once nothing waits"))
        redacted.removeLast()
        let missing = Reconciliation(expected: samples.ledger, found: redacted.ledger).whileRecordsWait()
        #expect(missing.verdict == .unsafe(missing.gaps) && missing.missing == 1)
    }

    @Test("any one record that is altered is named, though the counts are equal", arguments: seeds)
    func alteration(seed: UInt64) throws {
        var random = Seeded(state: ~seed)
        let samples = Sample.many(90, seed: seed)
        var altered = samples
        let index = Int.random(in: 0..<altered.count, using: &random)
        altered[index].count.digest = random.digest()

        let content = Reconciliation(expected: samples.ledger, found: altered.ledger)
        let gap = try #require(content.gaps.first)
        #expect(content.gaps.count == 1 && gap.key == samples[index].key && gap.kind == .altered)
        #expect(gap.expected.records == gap.found.records)
        #expect(content.verdict == .unsafe([gap]))
    }

    @Test("any one record that is there twice is named and never safe", arguments: seeds)
    func duplication(seed: UInt64) throws {
        var random = Seeded(state: ~seed)
        let samples = Sample.many(90, seed: seed)
        let twice = try #require(samples.randomElement(using: &random))

        let content = Reconciliation(expected: samples.ledger, found: (samples + [twice]).ledger)
        #expect(content.gaps.map(\.key) == [twice.key] && content.gaps.map(\.kind) == [.surplus])
        guard case .unknown = content.verdict else { Issue.record("a surplus is \(content.verdict)"); return }
    }

    @Test("one removed and another there twice is never safe, even in the same minute", arguments: seeds)
    func exchange(seed: UInt64) {
        let samples = Sample.many(40, seed: seed)
        let found = samples.dropFirst() + [samples[1]]
        guard case .unsafe = Reconciliation.compare(expected: samples.ledger, found: found.ledger) else {
            Issue.record("an exchanged record was not seen")
            return
        }
    }

    @Test("a pair of equal records that is missing is seen: digests are summed, not combined by XOR")
    func pairs() {
        let sample = Sample.many(1, seed: 3)[0]
        let expected = [sample, sample, sample].ledger
        #expect(Reconciliation(expected: expected, found: [sample].ledger).missing == 2)
    }

    @Test("a record that moved to another minute is missing in one and surplus in the other")
    func moved() {
        var samples = Sample.many(30, seed: 8)
        let expected = samples.ledger
        samples[4].key.minute = 99
        #expect(Set(Reconciliation(expected: expected, found: samples.ledger).gaps.map(\.kind)) == [.missing, .surplus])
    }

    @Test("the same minutes under other hosts are no loss but a mismatch of hosts; where anything else differs, they are not")
    func hosts() throws {
        let samples = Sample.many(60, seed: 5)
        let other = samples.map {
            Sample(key: DigestKey(host: "vm", application: $0.key.application, minute: $0.key.minute), count: $0.count)
        }
        let hosts = try #require(HostMismatch(Reconciliation(expected: samples.ledger, found: other.ledger)))
        #expect(hosts.expected == ["agent-7", "web-1", "web-2"] && hosts.found == ["vm"])
        #expect(HostMismatch(Reconciliation(expected: samples.ledger, found: Array(other.dropLast()).ledger)) == nil)
        #expect(HostMismatch(Reconciliation(expected: samples.ledger, found: samples.ledger)) == nil)
        #expect(HostMismatch(Reconciliation(expected: samples.ledger, found: [Sample]().ledger)) == nil)
    }

    @Test("bytes may differ, since a sink may wrap a line")
    func bytes() {
        let samples = Sample.many(30, seed: 8)
        let wrapped = samples.map { Sample(key: $0.key, count: MeterCount(records: 1, bytes: 4_000, digest: $0.count.digest)) }
        #expect(Reconciliation.compare(expected: samples.ledger, found: wrapped.ledger) == .safe)
    }

    @Test("counts at their limit are compared without a trap")
    func huge() {
        let (key, other) = (DigestKey(host: "a", application: "", minute: 1), DigestKey(host: "b", application: "", minute: nil))
        let most = MeterCount(records: .max, bytes: .max, digest: .zero)
        let content = Reconciliation(expected: DigestLedger([(key: key, count: most), (key: other, count: most)]), found: DigestLedger())
        #expect(content.settled().verdict != .safe && content.verdict != .safe)
    }

    @Test("nothing compared with nothing is unknown, not safe")
    func nothing() {
        guard case .unknown = Reconciliation.compare(expected: DigestLedger(), found: DigestLedger()) else {
            Issue.record("an empty comparison passed")
            return
        }
    }

    @Test("lines that one side puts under a minute and the other under none settle each other by number, which is no proof")
    func untimed() {
        let timed = Sample.many(60, seed: 2).map { sample in
            Sample(key: DigestKey(host: "web-1", application: sample.key.application, minute: sample.key.minute), count: sample.count)
        }
        let untimed = timed.prefix(7).map { Sample(key: DigestKey(host: "web-1", application: "", minute: nil), count: $0.count) }
        let others = Sample.many(20, seed: 3)
        let expected = (timed + others).ledger
        let found = (timed.dropFirst(7) + untimed + others).ledger
        #expect(!Reconciliation(expected: expected, found: found).matches)
        for (expected, found) in [(expected, found), (found, expected)] {
            let settled = Reconciliation(expected: expected, found: found).settled()
            #expect(settled.gaps.isEmpty && settled.comparedByNumber >= 7)
            guard case .unknown(let reason) = settled.verdict else { Issue.record("\(settled.verdict)"); continue }
            #expect(reason.contains("by number alone"))
        }

        let short = (timed.dropFirst(7) + untimed.dropLast() + others).ledger
        #expect(Reconciliation(expected: expected, found: short).settled().verdict != .safe, "one of them is missing")
        let elsewhere = untimed.map { Sample(key: DigestKey(host: "web-9", application: "", minute: nil), count: $0.count) }
        let moved = (timed.dropFirst(7) + elsewhere + others).ledger
        #expect(Reconciliation(expected: expected, found: moved).settled().verdict != .safe, "they are another host's")
    }

    @Test("a record removed and a foreign one without a time added is never safe", arguments: seeds)
    func foreign(seed: UInt64) {
        var random = Seeded(state: ~seed)
        let samples = Sample.many(90, seed: seed)
        var found = samples
        let removed = found.remove(at: .random(in: 0..<found.count, using: &random))
        let key = DigestKey(host: removed.key.host, application: "", minute: nil)
        found.append(Sample(key: key, count: MeterCount(records: 1, bytes: 9, digest: random.digest())))
        #expect(Reconciliation(expected: samples.ledger, found: found.ledger).settled().verdict != .safe)
    }

    @Test("settling touches no gap that is one", arguments: seeds)
    func settlingKeepsLosses(seed: UInt64) {
        var random = Seeded(state: ~seed)
        let samples = Sample.many(90, seed: seed)
        var found = samples
        found.remove(at: .random(in: 0..<found.count, using: &random))
        let content = Reconciliation(expected: samples.ledger, found: found.ledger)
        #expect(content.settled() == content)
    }

    @Test("gaps are listed by host, application and minute")
    func sorted() {
        let keys = Reconciliation(expected: Sample.many(300, seed: 4).ledger, found: DigestLedger()).gaps.map(\.key)
        #expect(keys == keys.sorted() && keys.count > 10)
    }
}
