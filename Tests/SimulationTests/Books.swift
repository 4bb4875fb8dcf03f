import Foundation
import TestSupport
import WeirRecords
import WeirShipping
import WeirSpool

/// The oracle: what was acknowledged, and what must be true of it at every step.
final class Books {
    private let application: LogApplication
    /// Serial by record number: everything that was ever acknowledged to a source. Nil where a record was given up as it came.
    private var committed: [Int?] = []
    private var numbers: [Int: Int] = [:]
    private var cursors: [String: Int] = [:]
    /// Numbers of what a sink's cursor passed and its peer has not got: only what was given up may be.
    private var passedBy: [String: [Int]] = [:]
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
        read(shipper, from: first, until: committed.count) { number, line in
            guard let line else { return }
            let (was, serial) = (committed[number], serial(of: line))
            if serial == nil || serial != was { fail("record \(number) was serial \(text(was)) and is \(text(serial))") }
        }
        noteCommitted(shipper)
    }

    private func text(_ serial: Int?) -> String { serial.map(String.init) ?? "none" }

    /// What has become durable since: each line once, as it was written.
    func noteCommitted(_ shipper: SimulatedShipper) {
        let mark = shipper.mark
        guard mark != committed.count else { return }
        guard mark > committed.count else { return fail("the mark went back from \(committed.count) to \(mark)") }
        read(shipper, from: committed.count, until: mark) { number, line in
            committed.append(line.flatMap(serial(of:)))
            guard let line else { return }
            guard let serial = committed[number], written(serial) == line else {
                return fail("record \(number) is not what was written: \(String(decoding: line, as: UTF8.self))")
            }
            if let before = numbers.updateValue(number, forKey: serial) { fail("serial \(serial) is record \(before) and \(number)") }
        }
        acknowledge(mark)
    }

    /// Each record with its number; nil for one that the spool's policy gave up.
    private func read(_ shipper: SimulatedShipper, from first: Int, until end: Int, _ body: (Int, [UInt8]?) -> Void) {
        var reader = shipper.spool.reader(from: RecordNumber(UInt64(first)))
        var next = first
        while next < end {
            switch reader.next() {
            case .frame(let frame):
                for index in frame.index(of: RecordNumber(UInt64(next)))..<frame.count where next < end {
                    body(next, [UInt8](frame.bytes(of: frame.entries[index])))
                    next += 1
                }
            case .quarantined(let range) where range.isDropped && shipper.spool.settings.whenFull != .wait:
                for number in next..<min(end, Int(range.records.upperBound.value)) { body(number, nil) }
                next = Int(range.records.upperBound.value)
            case .quarantined, .caughtUp: return fail("record \(next) of \(first)..<\(end) can't be read")
            }
        }
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
            for number in before..<max(before, cursor) where number < committed.count {
                guard let serial = committed[number], !taken.contains(serial), isWanted(serial, by: route) else { continue }
                passedBy[sink, default: []].append(number)
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
            if sink.quarantined > 0 { fail("\(sink.sink): records count as unreadable: \(sink)") }
            if sink.dropped > 0, world.sizes.whenFull == .wait { fail("\(sink.sink): records were given up unasked: \(sink)") }
            let missing = passedBy[sink.sink] ?? []
            if missing.count > sink.dropped { fail("\(sink.sink): \(missing) are settled and were not delivered: \(sink)") }
            try checkFiltered(sink, shipper, world)
            checkRedacted(sink, on: sink.sink == "syslog" ? world.syslogRoute : .everything)
        }
    }

    /// Of what was settled and went to the sink, the lines that were written with a secret; fewer only where records were given up.
    private func checkRedacted(_ sink: Conservation, on route: Route) {
        let settled = committed.prefix(cursor(of: sink.sink)).compactMap(\.self)
        let expected = settled.count { application.secretive.contains($0) && isWanted($0, by: route) }
        let counted = Int(sink.redacted["token"] ?? 0)
        let allowed = max(0, expected - Int(sink.dropped))...expected
        if !allowed.contains(counted) || sink.redacted.count > 1 { fail("\(sink.sink): \(allowed) records were redacted: \(sink)") }
    }

    /// What is filtered was routed elsewhere, exactly; of what was given up, the source is not always known.
    private func checkFiltered(_ sink: Conservation, _ shipper: SimulatedShipper, _ world: World) throws {
        let route = sink.sink == "syslog" ? world.syslogRoute : .everything
        let settled = committed.prefix(try shipper.store.cursors()[sink.sink].map { Int($0.value) } ?? 0)
        let elsewhere = settled.count { $0.map { !isWanted($0, by: route) } ?? false }
        let unknown = route == .everything ? 0 : settled.count { $0 == nil }
        let allowed = max(0, elsewhere - Int(sink.dropped))...(elsewhere + unknown)
        if !allowed.contains(Int(sink.filtered)) { fail("\(sink.sink): \(allowed) records were routed elsewhere: \(sink)") }
    }

    // MARK: - The end

    /// Everything arrived at both, lies in the dead letters as it was written, or was given up by the spool's policy; the ledger says
    /// the same, row by row.
    func checkEnd(_ shipper: SimulatedShipper, _ world: World) throws {
        let ends = shipper.sinks.map(\.control.progress.end)
        if ends != [.delivered, .delivered] { fail("the sinks ended with \(ends)") }
        try checkCursors(shipper, world)
        for sink in try shipper.store.conservation() {
            let total = UInt64(application.lines.count)
            let settled = sink.delivered + sink.deadLettered + sink.filtered + sink.dropped
            if [sink.committed, settled, sink.waiting] != [total, total, 0] { fail("the ledger of \(total) records: \(sink)") }
            if sink.dropped > 0 { world.counts.add("given up", Int(sink.dropped)) }
            try checkLetters(sink, refused: sink.sink == "http" ? world.http.refused : [], shipper)
        }
        checkDisk(world)
        // Of a part of what was given up, only the number is known.
        let isKnown = world.sizes.whenFull == .wait
        for (place, counts) in try shipper.store.ledger() {
            let (committed, settled) = (counts.committed.records, settled(counts))
            let isPart = !isKnown && (MeterKey.unreadable.source == place.source || settled < committed)
            if settled != committed, !isPart { fail("the ledger differs at \(place): \(counts)") }
        }
    }

    /// What redaction took out is nowhere on the spool's disk, and neither is what the peer echoed.
    private func checkDisk(_ world: World) {
        for path in world.disk.paths(below: world.root) {
            let content = world.disk.content(of: path) ?? []
            for secret in [LogApplication.secret, world.heard.secret] where holds(content, secret) { fail("\(path) holds a secret") }
        }
    }

    private func holds(_ content: [UInt8], _ text: String) -> Bool {
        Data(content).range(of: Data(text.utf8)) != nil
    }

    /// Each record that the peer refused for good lies there once, unless it was given up before the answer was known.
    private func checkLetters(_ sink: Conservation, refused: Set<Int>, _ shipper: SimulatedShipper) throws {
        let letters = try shipper.store.deadLetters(of: sink.sink, limit: application.lines.count)
        let kept = Set(letters.map(\.bytes))
        let lines = Set(refused.compactMap { application.lines[$0] })
        if !kept.isSubset(of: lines) || lines.count - kept.count > sink.dropped { fail("\(sink.sink): dead letters differ") }
        if UInt64(letters.count) != sink.deadLettered || letters.count != kept.count {
            fail("\(sink.sink): \(letters.count) dead letters, \(kept.count) of them different: \(sink)")
        }
    }

    private func settled(_ counts: LedgerCounts) -> UInt64 {
        counts.delivered(atLeast: .sent).records + counts.deadLettered.records + counts.filtered.records + counts.dropped.records
    }
}
