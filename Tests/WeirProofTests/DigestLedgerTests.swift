import Testing
import WeirProof
import WeirRecords

@Suite("Digest ledger")
struct DigestLedgerTests {
    @Test("the order of records does not matter", arguments: 1...20 as ClosedRange<UInt64>)
    func order(seed: UInt64) {
        var random = Seeded(state: seed &* 977)
        let samples = Sample.many(200, seed: seed)
        #expect(samples.ledger == samples.shuffled(using: &random).ledger)
    }

    @Test("the ledgers of parts merge into the ledger of the whole", arguments: 1...20 as ClosedRange<UInt64>)
    func merge(seed: UInt64) {
        var random = Seeded(state: seed &* 31)
        let samples = Sample.many(120, seed: seed)
        let cut = Int.random(in: 0...samples.count, using: &random)
        #expect(samples.prefix(cut).ledger.merged(with: samples.dropFirst(cut).ledger) == samples.ledger)
    }

    @Test("without names, two sides that told different ones apart agree minute by minute, and a record that lacks is still missed")
    func withoutNames() {
        let samples = Sample.many(300, seed: 9)
        let folded = samples.map { Sample(key: DigestKey(host: "other", application: "other", minute: $0.key.minute), count: $0.count) }
        #expect(folded.ledger.withoutNames() == samples.ledger.withoutNames())
        #expect(folded.dropLast().ledger.withoutNames() != samples.ledger.withoutNames())
        #expect(samples.ledger.withoutNames().minutes == samples.ledger.minutes)
    }

    @Test("a range holds its first minute and not its end")
    func ranges() {
        let ledger = Sample.many(500, seed: 5).ledger
        let parts = [ledger.within(-3..<0), ledger.within(0..<3)]
        #expect(parts[0].minutes == -3...(-1) && parts[1].minutes == 0...2)
        #expect(parts[0].merged(with: parts[1]) == ledger)
        #expect(ledger.within(3..<9).isEmpty)
        #expect(DigestLedger().minutes == nil)
    }

    @Test("what is removed was never there", arguments: 1...20 as ClosedRange<UInt64>)
    func removal(seed: UInt64) {
        let samples = Sample.many(60, seed: seed)
        var ledger = samples.ledger
        for sample in samples.dropFirst(20) { ledger.remove(sample.count, from: sample.key) }
        #expect(ledger == samples.prefix(20).ledger)
    }

    @Test("the total counts every record once")
    func total() {
        let samples = Sample.many(321, seed: 9)
        #expect(samples.ledger.total.records == 321)
        #expect(samples.ledger.total.bytes == samples.reduce(0) { $0 + $1.count.bytes })
    }

    @Test("a key without records leaves no trace")
    func nothing() {
        var ledger = DigestLedger()
        ledger.add(.zero, to: DigestKey(host: "a", application: "b", minute: 1))
        #expect(ledger == DigestLedger())
    }
}
