import Testing
import WeirRecords

@testable import WeirReceiver

@Suite struct ReceiverLedgerTests {
    @Test("records, duplicates, gaps and digests are told apart")
    func counts() throws {
        var ledger = ReceiverLedger(name: "http", expected: 6)
        for serial in [1, 2, 2, 3, 6] { add(serial, to: &ledger) }
        let report = ledger.report
        #expect(report.records == 5)
        #expect(report.distinct == 4)
        #expect(report.duplicates == 1)
        #expect(report.serials.missing == 2)
        #expect(report.serials.gaps == [SerialSet.Gap(from: 4, to: 5)])
        #expect(report.serials.repeated == 1)
        #expect(!ledger.isComplete)
        let row = try #require(report.digests.first)
        #expect(report.digests.count == 1)
        #expect(row.host == "h")
        #expect(row.application == "app")
        #expect(row.minute == "2023-01-31T15:05:00Z")
        #expect(row.records == 4)
    }

    @Test("when the first bytes came and the last ones is kept, also where the clock goes back")
    func arrivals() {
        var ledger = ReceiverLedger(name: "http")
        #expect(ledger.report.firstArrival == nil)
        for second in [3, 1, 2] as [Int64] { ledger.addWire(10, at: Timestamp(microseconds: second * 1_000_000)) }
        #expect(ledger.report.firstArrival == "1970-01-01T00:00:01.000000Z")
        #expect(ledger.report.lastArrival == "1970-01-01T00:00:03.000000Z")
        #expect(ledger.report.wireBytes == 30)
    }

    @Test("the digest does not depend on order or on duplicates")
    func digestIsASet() {
        var first = ReceiverLedger(name: "a")
        var second = ReceiverLedger(name: "a")
        for serial in 1...50 { add(serial, to: &first) }
        for serial in (1...50).reversed() {
            add(serial, to: &second)
            add(serial, to: &second)
        }
        #expect(first.report.digests == second.report.digests)
    }

    @Test("the digest changes when a record is swapped for another")
    func digestSeesASwap() {
        var first = ReceiverLedger(name: "a")
        var second = ReceiverLedger(name: "a")
        for serial in [1, 2, 3] { add(serial, to: &first) }
        for serial in [1, 2, 4] { add(serial, to: &second) }
        #expect(first.report.digests.map(\.records) == second.report.digests.map(\.records))
        #expect(first.report.digests != second.report.digests)
    }

    @Test("without an id a repeated serial is a duplicate")
    func withoutIDs() {
        var ledger = ReceiverLedger(name: "a")
        for serial in [1, 1, 2] { add(serial, to: &ledger, hasID: false) }
        #expect(ledger.report.duplicates == 1)
        #expect(ledger.report.unidentified == 3)
    }

    @Test("serials beyond what is expected are named and don't complete a run")
    func unexpectedSerials() {
        var ledger = ReceiverLedger(name: "a", expected: 2)
        for serial in [1, 3, 900] { add(serial, to: &ledger) }
        #expect(ledger.report.serials.unexpected == 2)
        #expect(ledger.report.serials.missing == 1)
        add(2, to: &ledger)
        #expect(ledger.isComplete)
    }

    @Test("a run falls short by gaps, and strictly by duplicates, too")
    func verdicts() {
        var ledger = ReceiverLedger(name: "http", expected: 2)
        add(1, to: &ledger)
        add(1, to: &ledger)
        #expect(ReceiverReport(inputs: [ledger.report]).shortcomings(isStrict: false) == ["http: 1 of 2 records are missing: 2"])
        add(2, to: &ledger)
        #expect(ReceiverReport(inputs: [ledger.report]).shortcomings(isStrict: false).isEmpty)
        #expect(
            ReceiverReport(inputs: [ledger.report]).shortcomings(isStrict: true) == ["http: 1 duplicates", "http: 1 repeated serials"])
    }

    private func add(_ serial: Int, to ledger: inout ReceiverLedger, hasID: Bool = true) {
        let line = Array("2023-01-31 15:05:01,896 [INFO] app: message weir_serial=\(serial)".utf8)
        let id = hasID ? Digest128(low: UInt64(serial), high: 1) : nil
        line.withUnsafeBytes { line in
            Array("h".utf8).withUnsafeBytes { ledger.add(line, host: $0, id: id) }
        }
    }
}
