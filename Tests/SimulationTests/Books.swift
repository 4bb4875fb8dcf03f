import TestSupport
import WeirRecords
import WeirShipping
import WeirSpool

/// The oracle: what was acknowledged, and what must be true of it at every step.
final class Books {
    private let application: LogApplication
    /// Serial by record number: everything that was ever acknowledged to a source.
    private var committed: [Int] = []
    private var numbers: [Int: Int] = [:]
    private var cursors: [String: Int] = [:]
    private(set) var violations: [String] = []

    init(_ application: LogApplication) { self.application = application }

    func written(_ serial: Int) -> [UInt8]? { application.lines[serial] }
    func number(of serial: Int) -> Int? { numbers[serial] }
    func cursor(of sink: String) -> Int { cursors[sink] ?? 0 }
    private(set) var acknowledged = 0

    func fail(_ what: String) { violations.append(what) }

    /// The sources were told that so many records are durable.
    func acknowledge(_ mark: Int) { acknowledged = max(acknowledged, mark) }

    /// A new life: nothing that was acknowledged is gone, nor altered, and no cursor went back.
    func checkStart(_ shipper: SimulatedShipper, _ world: World) throws {
        let report = shipper.spool.recovery
        if shipper.store.replaced != nil { fail("the state was taken for broken") }
        // What could not be read at the start alone may be read later: the check below finds out.
        let damaged = report.quarantined.filter { if case .unreadable = $0.reason { false } else { true } }
        if !damaged.isEmpty { fail("the start quarantined \(damaged)") }
        if let from = report.raisedFrom { fail("cursors stood past the end of the spool, \(from)") }
        let mark = shipper.mark
        guard mark >= acknowledged else { return fail("\(acknowledged) records were acknowledged, and \(mark) are there") }
        try checkCursors(shipper, world)
        let first = min(cursors.values.min() ?? 0, committed.count)
        _ = read(shipper, from: first, until: committed.count) { number, serial, _ in
            if committed[number] != serial { fail("record \(number) was serial \(committed[number]) and is \(serial)") }
        }
        noteCommitted(shipper)
    }

    /// What has become durable since: each line once, as it was written.
    func noteCommitted(_ shipper: SimulatedShipper) {
        let mark = shipper.mark
        guard mark != committed.count else { return }
        guard mark > committed.count else { return fail("the mark went back from \(committed.count) to \(mark)") }
        _ = read(shipper, from: committed.count, until: mark) { number, serial, line in
            if written(serial) != line { fail("record \(number), serial \(serial), is not what was written") }
            if let before = numbers.updateValue(number, forKey: serial) { fail("serial \(serial) is record \(before) and \(number)") }
            committed.append(serial)
        }
        acknowledge(mark)
    }

    private func read(_ shipper: SimulatedShipper, from first: Int, until end: Int, _ body: (Int, Int, [UInt8]) -> Void) -> Bool {
        var reader = shipper.spool.reader(from: RecordNumber(UInt64(first)))
        var next = first
        while next < end {
            guard case .frame(let frame) = reader.next() else {
                fail("record \(next) of \(first)..<\(end) can't be read")
                return false
            }
            for index in frame.index(of: RecordNumber(UInt64(next)))..<frame.count where next < end {
                let line = [UInt8](frame.bytes(of: frame.entries[index]))
                guard let serial = serial(of: line) else {
                    fail("record \(next) holds \(String(decoding: line, as: UTF8.self))")
                    return false
                }
                body(next, serial, line)
                next += 1
            }
        }
        return true
    }

    /// Delivered or waiting: what a cursor has passed is with the peer, or a dead letter; and the ledger is conserved.
    func checkCursors(_ shipper: SimulatedShipper, _ world: World) throws {
        let now = try shipper.store.cursors().mapValues { Int($0.value) }
        for (sink, taken) in [("http", world.http.settled), ("syslog", world.syslog.arrivals.serials)] {
            let route = sink == "syslog" ? world.syslogRoute : .everything
            guard let cursor = now[sink] else { continue }
            let before = self.cursor(of: sink)
            if cursor < before { fail("\(sink): the cursor went back from \(before) to \(cursor)") }
            guard cursor <= shipper.mark else { return fail("\(sink): the cursor \(cursor) is past the mark \(shipper.mark)") }
            for number in before..<max(before, cursor) where number < committed.count && !taken.contains(committed[number]) {
                guard isWanted(committed[number], by: route) else { continue }
                fail("\(sink): record \(number), serial \(committed[number]), is settled and was not delivered")
            }
            cursors[sink] = max(before, cursor)
        }
        try checkLedger(shipper, world)
    }

    private func isWanted(_ serial: Int, by route: Route) -> Bool { route.includes(written(serial).map(source) ?? "") }

    private func checkLedger(_ shipper: SimulatedShipper, _ world: World) throws {
        for sink in try shipper.store.conservation() {
            if !sink.isConserved { fail("the ledger is not conserved: \(sink)") }
            if sink.committed > UInt64(shipper.mark) { fail("\(sink.sink): more is counted than was committed") }
            if sink.dropped + sink.quarantined > 0 { fail("\(sink.sink): records were passed by: \(sink)") }
            let elsewhere = try shipper.store.cursors()[sink.sink].map { self.elsewhere(sink.sink, before: Int($0.value), world) } ?? 0
            if sink.filtered != elsewhere { fail("\(sink.sink): \(elsewhere) records were routed elsewhere: \(sink)") }
        }
    }

    /// Of the records before the number, those that are not for the sink.
    private func elsewhere(_ sink: String, before number: Int, _ world: World) -> UInt64 {
        guard sink == "syslog" else { return 0 }
        return UInt64(committed.prefix(number).count { !isWanted($0, by: world.syslogRoute) })
    }

    // MARK: - The end

    /// Everything arrived at both, or lies in the dead letters as it was written; the ledger says the same, row by row.
    func checkEnd(_ shipper: SimulatedShipper, _ world: World) throws {
        let ends = shipper.sinks.map(\.control.progress.end)
        if ends != [.delivered, .delivered] { fail("the sinks ended with \(ends)") }
        try checkCursors(shipper, world)
        for sink in try shipper.store.conservation() {
            let refused = sink.sink == "http" ? world.http.refused : []
            let total = UInt64(application.lines.count)
            let counts = [sink.committed, sink.delivered + sink.deadLettered + sink.filtered, sink.waiting, sink.deadLettered]
            if counts != [total, total, 0, UInt64(refused.count)] {
                fail("the ledger of \(total) records and \(refused.count) refused: \(sink)")
            }
            let letters = try shipper.store.deadLetters(of: sink.sink, limit: application.lines.count)
            let lines = Set(refused.compactMap { application.lines[$0] })
            if Set(letters.map(\.bytes)) != lines { fail("\(sink.sink): dead letters differ") }
            if letters.count != refused.count { fail("\(sink.sink): \(letters.count) dead letters for \(refused.count) records") }
        }
        for place in try shipper.store.ledger() where place.value.committed.records != settled(place.value) {
            fail("the ledger differs at \(place)")
        }
    }

    private func settled(_ counts: LedgerCounts) -> UInt64 {
        counts.delivered(atLeast: .sent).records + counts.deadLettered.records + counts.filtered.records
    }
}
