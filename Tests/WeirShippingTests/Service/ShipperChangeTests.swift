import Synchronization
import Testing
import WeirRecords
import WeirShipping
import WeirSpool
import WeirSystem

@Suite("Another configuration while the shipper runs")
struct ShipperChangeTests {
    private typealias Shipper = WeirShipping.Shipper
    private static let well: @Sendable (String) -> Int = { _ in 200 }

    /// Runs a shipper with sinks `a` and `b` while the body changes it, and then ends it.
    private static func running(
        _ station: Station, answers: [String: @Sendable (String) -> Int] = ["a": well, "b": well],
        _ body: @escaping @Sendable (Shipper) throws -> Void
    ) throws -> ShipperEnd {
        let failure = Mutex<String?>(nil)
        let end = try station.run(answers: answers, once: false) { shipper in
            station.waitForRequests()
            do {
                try body(shipper)
                for line in try shipper.survey().ledger { #expect(line.isConserved, "\(line)") }
            } catch { failure.withLock { $0 = "\(error)" } }
            shipper.request(.drain)
        }
        #expect(failure.withLock { $0 } == nil)
        #expect(end.failure == nil)
        return end
    }

    private static func anew(_ station: Station) throws -> ShipperChange.SourceOrder {
        let files = try station.files
        return .make("log") { FilesSource(files, fileSystem: HostFileSystem(), resume: $0, random: HostRandom()) }
    }

    @Test("a sink sent elsewhere goes on where it was, and the one that stayed gets everything once", arguments: 0..<5)
    func changesSink(seed: Int) throws {
        let station = try Station(lines: 3_000)
        let end = try Self.running(station) { shipper in
            station.append(2_000)
            if seed > 2 { station.wait(for: 1_000 * seed, at: "b") }
            let moved = try station.assembly("b", peer: "elsewhere", Self.well)
            try shipper.apply(ShipperChange(sources: [.keep("log")], sinks: [.keep("a"), .make(moved)]))
            station.append(1_000)
            station.wait(for: 6_000, at: "a")
            station.wait(for: 6_000, at: "b", "elsewhere")
        }
        #expect(station.arrivals("a") == station.lines)
        #expect(station.arrivals("b") + station.arrivals("elsewhere") == station.lines)
        #expect(!station.arrivals("elsewhere").isEmpty)
        #expect(end.sinks.map(\.name) == ["a", "b"])
        #expect(end.sinks.map(\.waiting) == [0, 0])
    }

    @Test("a sink that fails or is on hold is exchanged as well, and nothing of it is lost", arguments: [503, 403])
    func changesFailingSink(status: Int) throws {
        let station = try Station(lines: 2_000)
        _ = try Self.running(station, answers: ["a": Self.well, "b": { _ in status }]) { shipper in
            station.wait(for: 2_000, at: "a")
            let repaired = try station.assembly("b", peer: "repaired", Self.well)
            try shipper.apply(ShipperChange(sources: [.keep("log")], sinks: [.keep("a"), .make(repaired)]))
            station.wait(for: 2_000, at: "repaired")
        }
        #expect(station.arrivals("a") == station.lines)
        #expect(station.arrivals("repaired") == station.lines)
        #expect(station.arrivals("b").isEmpty)
    }

    @Test("a new sink begins at the oldest record kept; one that left and came back goes on at its cursor")
    func addsAndRemoves() throws {
        let station = try Station(lines: 1_000)
        let end = try Self.running(station) { shipper in
            station.wait(for: 1_000, at: "a")
            station.wait(for: 1_000, at: "b")
            let late = try station.assembly("late", Self.well)
            try shipper.apply(ShipperChange(sources: [.keep("log")], sinks: [.keep("a"), .make(late)]))
            #expect(shipper.status().sinks.map(\.name) == ["a", "late"])
            station.append(1_000)
            station.wait(for: 2_000, at: "late")
            let back = try station.assembly("b", Self.well)
            try shipper.apply(ShipperChange(sources: [.keep("log")], sinks: [.make(back), .keep("a"), .keep("late")]))
            station.wait(for: 2_000, at: "b")
        }
        for peer in ["a", "b", "late"] { #expect(station.arrivals(peer) == station.lines, "\(peer)") }
        #expect(end.sinks.map(\.name) == ["b", "a", "late"])
    }

    @Test("a source that is made anew goes on at the spool's positions: no line is read twice, none is left out")
    func changesSource() throws {
        let station = try Station(lines: 1_000)
        _ = try Self.running(station) { shipper in
            for _ in 0..<5 {
                station.append(1_000)
                try shipper.apply(ShipperChange(sources: [try Self.anew(station)], sinks: [.keep("a"), .keep("b")]))
            }
            station.append(1)
            station.wait(for: 6_001, at: "a")
        }
        #expect(station.arrivals("a") == station.lines)
        #expect(station.arrivals("b") == station.lines)
    }

    @Test("a source that leaves is read no more, and the shipper goes on without any until one comes")
    func removesSource() throws {
        let station = try Station(lines: 100)
        _ = try Self.running(station) { shipper in
            station.wait(for: 100, at: "a")
            try shipper.apply(ShipperChange(sources: [], sinks: [.keep("a"), .keep("b")]))
            station.append(100)
            #expect(shipper.status().sources.isEmpty)
            try shipper.apply(ShipperChange(sources: [try Self.anew(station)], sinks: [.keep("a"), .keep("b")]))
            station.wait(for: 200, at: "a")
            station.wait(for: 200, at: "b")
        }
        #expect(station.arrivals("a") == station.lines)
    }

    @Test("a shipper that ends, and a run of once, refuse a change and stay as they are")
    func refuses() throws {
        let station = try Station(lines: 10)
        let refusal = Mutex<String?>(nil)
        let end = try station.run(answers: ["a": { _ in 503 }], once: false) { shipper in
            station.waitForRequests()
            shipper.request(.drain)
            do throws(ShippingFailure) { try shipper.apply(ShipperChange(sources: [.keep("log")], sinks: [.keep("a")])) } catch {
                refusal.withLock { $0 = error.message }
            }
        }
        #expect(refusal.withLock { $0 }?.contains("ending") == true)
        #expect(end.sinks.map(\.waiting) == [10])
        let once = try station.run(answers: ["a": Self.well]) { shipper in
            do throws(ShippingFailure) { try shipper.apply(ShipperChange(sources: [], sinks: [])) } catch {
                refusal.withLock { $0 = error.message }
            }
        }
        #expect(refusal.withLock { $0 }?.contains("--once") == true)
        #expect(once.isComplete)
    }
}
