import Testing
import WeirRecords
import WeirSystem

@testable import WeirPlanner

@Suite("importing WAL positions")
struct WALTests {
    private func difference(_ text: String) throws -> WALDifference {
        try WALDifference(WALDifference.points(in: text, name: "wal.txt"))
    }

    @Test(
        "a position is two hexadecimal numbers",
        arguments: [
            ("16/B374D848", UInt64(0x16_B374_D848)), ("0/0", 0), ("FFFFFFFF/FFFFFFFF", .max), ("0/2ed94d0", 0x2ED_94D0),
        ])
    func position(text: String, bytes: UInt64) {
        #expect(WALPosition(text)?.bytes == bytes)
    }

    @Test("anything else is none", arguments: ["", "/", "16", "16/", "/B3", "G/1", "1/2/3", "123456789/0", "-1/0", "+1/0", "1/٣"])
    func noPosition(text: String) {
        #expect(WALPosition(text) == nil)
    }

    @Test("two results of psql, or one file with both, give bytes an hour")
    func files() throws {
        let parts = try ["wal-first.txt", "wal-second.txt"].map { String(decoding: try ImportFixture.bytes($0), as: UTF8.self) }
        let difference = try difference(parts.joined(separator: "\n"))
        #expect(difference.bytes == Double(0x3C6_B3A0 - 0x2ED_94D0) && abs(difference.spanHours - 26) < 0.01)
        let observations = difference.observations
        #expect(observations.walPerHour?.factor == 1.3)
        #expect(observations.notes.first?.text.contains("at most") == true)
    }

    @Test("CSV, JSON and notes by hand do as well")
    func forms() throws {
        let texts = [
            "now,pg_current_wal_lsn\n2026-11-21 10:00:00+00,16/B374D848\n2026-11-21 12:00:00+00,16/B374E848\n",
            "{\"now\":\"2026-11-21T10:00:00+00:00\",\"lsn\":\"16/B374D848\"}\n{\"now\":\"2026-11-21T12:00:00+00:00\",\"lsn\":\"16/B374E848\"}",
            "16/B374D848@2026-11-21T10:00Z 16/B374E848@2026-11-21T12:00Z",
            "-[ RECORD 1 ]-\nnow | 2026-11-21 10:00:00+00\nlsn | 16/B374D848\n-[ RECORD 1 ]-\nnow | 2026-11-21 12:00:00\nlsn | 16/B374E848",
            "at 2026-11-21 11:00 CET it was 16/B374D848, at 2026-11-21 12:00:00.000 UTC 16/B374E848.",
        ]
        for text in texts {
            let difference = try difference(text)
            #expect(difference.bytes == 4096 && difference.spanHours == 2, "\(text)")
        }
    }

    @Test(
        "equal, reversed and missing ones are errors with the way out",
        arguments: [
            ("", "no WAL position"), ("16/B374D848 at noon", "1 WAL positions and 0 times"),
            ("1/0@2026-11-21T10:00Z", "one WAL position only"),
            ("1/0@2026-11-21T10:00Z 1/9@2026-11-21T10:00Z", "within a minute"),
            ("1/0@2026-11-21T10:00Z 1/9@2026-11-20T10:00Z", "before the first"),
            ("1/9@2026-11-21T10:00Z 1/0@2026-11-22T10:00Z", "WAL goes back"),
            ("1/0@2026-11-21T10:00Z 1/0@2026-11-22T10:00Z", "no WAL was written"),
            ("1/0@2026-11-21T10:00Z 0/1@2026-11-22T10:00Z 1/9@2026-11-23T10:00Z", "WAL goes back"),
        ])
    func errors(text: String, part: String) {
        let error = #expect(throws: PlanError.self) { try difference(text) }
        #expect(error?.message.contains(part) == true && error?.wayOut.isEmpty == false, "\(error?.message ?? "")")
    }

    @Test("the whole range of positions neither overflows nor traps, nor does noise")
    func hostile() throws {
        let whole = try difference("0/0@0000-01-01T00:00Z FFFFFFFF/FFFFFFFF@9999-12-31T23:59Z")
        #expect(whole.bytes == Double(UInt64.max) && whole.bytesPerHour.isFinite)
        var random = SeededRandom(seed: 3)
        let letters = Array("0123456789ABCDEFabcdef/-:. T@Z+|\n\u{0}é".unicodeScalars)
        for _ in 0..<2000 {
            let text = String(String.UnicodeScalarView((0..<60).map { _ in letters[Int.random(in: 0..<letters.count, using: &random)] }))
            _ = try? difference(text)
        }
        _ = try? difference(String(repeating: "2026-11-", count: 20_000))
    }
}
