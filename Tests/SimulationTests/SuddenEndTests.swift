import TestSupport
import Testing
import WeirRecords
import WeirShipping
import WeirSpool

@Suite("A sudden end")
struct SuddenEndTests {
    @Test(
        "power lost at any moment: every record arrives at both sinks, unchanged, under one id, and the ledger is conserved",
        arguments: 0..<60)
    func powerLoss(seed: UInt64) throws { try losesNothing(World(seed: seed, records: 600, end: .powerLoss)) }

    @Test("a SIGKILL at any moment: the same", arguments: 1_000..<1_060)
    func kill(seed: UInt64) throws { try losesNothing(World(seed: seed, records: 600, end: .kill)) }

    private func losesNothing(_ world: World) throws {
        for _ in 0..<world.random.number(in: 1..<5) { try world.liveUntilItEnds() }
        let (shipper, isDone) = try world.liveToTheEnd()
        try #require(isDone, "the run hangs")

        let written = world.application.lines
        for arrivals in [world.http.arrivals, world.syslog.arrivals] {
            #expect(arrivals.unreadable.isEmpty)
            #expect(Set(written.keys).subtracting(arrivals.lines.keys).sorted() == [])
            #expect(written.filter { arrivals.lines[$0.key] != $0.value }.keys.sorted() == [])
            #expect(arrivals.ids.filter { $0.value.count != 1 }.keys.sorted() == [])
        }
        #expect(shipper.spool.mark.value == RecordNumber(UInt64(written.count)))
        #expect(shipper.sinks.map(\.control.progress.end) == [.delivered, .delivered])
        try expectConserved(shipper, records: UInt64(written.count))
    }

    private func expectConserved(_ shipper: SimulatedShipper, records: UInt64) throws {
        for sink in try shipper.store.conservation() {
            #expect(sink.isConserved)
            #expect(sink.committed == records)
            #expect(sink.delivered == records)
            #expect(sink.waiting == 0)
        }
        let ledger = try shipper.store.ledger()
        for sink in ["http", "syslog"] {
            let counts = ledger.filter { $0.key.sink == sink }.values
            let committed = counts.reduce(into: MeterCount.zero) { $0.add($1.committed) }
            let delivered = counts.reduce(into: MeterCount.zero) { $0.add($1.delivered(atLeast: .sent)) }
            #expect(committed == delivered)
        }
    }
}
