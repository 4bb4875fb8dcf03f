import Foundation
import TestSupport
import Testing

/// `weir reconcile` on a part of the time.
@Suite("weir reconcile, by window", .serialized)
struct ReconcileWindowTests {
    private typealias JSON = ProofYard.JSON

    private static let window = ["--since", "2026-11-21T08:30:00Z", "--until", "2026-11-21T09:05:00Z"]
    private static let (early, late) = ("2026-11-21T08:10", "2026-11-21T08:40")

    @Test("the verdict, and what each sink got, are of the window alone")
    func speaksOfTheWindow() throws {
        let yard = try ProofYard()
        #expect(yard.shipped?.status == 0)
        let lacksEarly = try yard.changed("http", named: "early") { Self.drop(minute: Self.early, from: &$0) }
        let lacksLate = try yard.changed("http", named: "late") { Self.drop(minute: Self.late, from: &$0) }

        let whole = try yard.reconcile("--report", lacksEarly)
        #expect(whole.status == 1)
        let part = try Self.reconcile(yard, ["--report", lacksEarly] + Self.window)
        #expect(part.status == 0, "\(part.output)\(part.errors)")
        #expect(part.output.contains("lake: all 35 records were found; soc: all 35 records were found"))
        #expect(part.output.contains("event times from 2026-11-21 08:30 to the end of 2026-11-21 09:04"))
        let missing = try Self.reconcile(yard, ["--report", lacksLate] + Self.window)
        #expect(missing.status == 1)
        #expect(missing.output.contains("committed, found: 1 missing"))
        let silent = try Self.reconcile(yard, ["--report", yard.report, "--until", "2026-11-21T09:00:00Z"])
        #expect(silent.status == 2)
        #expect(silent.output.contains("no record of the source db in this window"))
    }

    @Test("what a report can't place may be of the window: unknown, whichever minute it is of")
    func unplaced() throws {
        let yard = try ProofYard()
        let doubts: [(String, String, (inout JSON) -> Void)] = [
            ("serial", "1 serial missing by the receiver's own count", { Self.drop(minute: Self.early, withSerial: true, from: &$0) }),
            ("torn", "1 message cut off", { $0["torn"] = 1 }),
            ("cut", "it was cut or changed", { $0["payload_bytes"] = Self.number($0["payload_bytes"]) + 1 }),
            (
                "unplaced", "no window can be compared with it",
                { input in Self.change(minute: Self.early, of: &input) { $0["minute"] = NSNull() } }
            ),
        ]
        for (name, words, change) in doubts {
            let path = try yard.changed("http", named: name, change)
            let result = try Self.reconcile(yard, ["--report", path] + Self.window)
            #expect(result.status == 2 && result.output.contains(words), "\(name): \(result.output)\(result.errors)")
        }
    }

    @Test("a row with the content and not the bytes of what was committed counts in its own minute only")
    func weight() throws {
        let yard = try ProofYard()
        for (minute, status) in [(Self.early, 0), (Self.late, 2)] as [(String, Int32)] {
            let path = try yard.changed("http", named: "heavy") { input in
                Self.change(minute: minute, of: &input) { $0["bytes"] = Self.number($0["bytes"]) + 1 }
                input["payload_bytes"] = Self.number(input["payload_bytes"]) + 1
            }
            #expect(try yard.reconcile("--report", path).status == 2)
            let result = try Self.reconcile(yard, ["--report", path] + Self.window)
            #expect(result.status == status, "\(minute): \(result.output)")
        }
    }

    @Test("a window that holds no minute, or two of them, is refused")
    func refusesNoWindow() throws {
        let yard = ["reconcile", "weir.yaml"]
        let empty = try WeirBinary.run(arguments: yard + ["--since", "2026-11-21T09:00:00Z", "--until", "2026-11-21T09:00:00Z"])
        let two = try WeirBinary.run(arguments: yard + ["--window", "24h", "--since", "2026-11-21T09:00:00Z"])
        #expect(empty.status == 64)
        #expect(empty.errors.contains("no minute lies between"))
        #expect(two.status == 64)
    }

    private static func reconcile(_ yard: ProofYard, _ arguments: [String]) throws -> ChildProcess.Result {
        try WeirBinary.run(arguments: ["reconcile", yard.configuration] + arguments)
    }

    private static func number(_ value: Any?) -> Int { value as? Int ?? 0 }

    private static func change(minute: String, of input: inout JSON, _ change: (inout JSON) -> Void) {
        input["digests"] = (input["digests"] as? [JSON] ?? []).map { row in
            guard (row["minute"] as? String)?.hasPrefix(minute) ?? false else { return row }
            var row = row
            change(&row)
            return row
        }
    }

    /// One record less, as a receiver that never got it would say; by its serial it knows that one is missing.
    private static func drop(minute: String, withSerial: Bool = false, from input: inout JSON) {
        let all = input["digests"] as? [JSON] ?? []
        let gone = all.filter { ($0["minute"] as? String)?.hasPrefix(minute) ?? false }
        let rows = all.filter { !(($0["minute"] as? String)?.hasPrefix(minute) ?? false) }
        let records = rows.count + number(input["duplicates"])
        input["digests"] = rows
        input["distinct"] = rows.count
        input["records"] = records
        input["payload_bytes"] = number(input["payload_bytes"]) - gone.reduce(0) { $0 + number($1["bytes"]) }
        var serials = input["serials"] as? JSON ?? [:]
        if withSerial {
            serials["missing"] = 1
        } else {
            serials.merge(["expected": 0, "missing": 0, "repeated": 0, "unexpected": 0, "without": records]) { $1 }
        }
        input["serials"] = serials
    }
}
