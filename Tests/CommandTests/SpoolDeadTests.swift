import Foundation
import TestSupport
import Testing

/// Dead letters of the real binary: made by a receiver that refuses, and sent to one that does not.
@Suite("weir spool dead", .serialized)
struct SpoolDeadTests {
    private static let records = 60
    private static let refusing = ["--fail", "400:0.5", "--seed", "3"]

    private struct Listing: Decodable {
        struct Group: Decodable {
            var sink: String
            var reason: String
            var letters: Int
            var toReplay: Int
        }
        struct Letter: Decodable {
            var id: Int
            var record: Int
            var eventId: String
            var answer: String
            var text: String?
            var host: String?
        }
        struct Trail: Decodable {
            var action: String
            var letters: Int
            var user: Int
        }
        var totalLetters: Int
        var groups: [Group]
        var letters: [Letter]
        var trail: [Trail]
    }

    private struct Replayed: Decodable, Equatable {
        var asked: Int
        var delivered: Int
        var refused: Int
        var waiting: Int
        var sent: Bool
    }

    @Test("refused records are listed with their answer, shown byte for byte, and all of them arrive where they are replayed to")
    func replay() throws {
        let yard = try SpoolYard(records: Self.records)
        let first = try yard.ship(to: Self.refusing)
        #expect(first.status == 1, "\(first.errors)")
        let listing: Listing = try yard.json("spool", "dead", "list", yard.configuration, "--records", "1000")
        let dead = listing.totalLetters
        try #require(dead > 0)
        #expect(listing.groups.map(\.reason) == ["HTTP 400"] && listing.groups.map(\.letters) == [dead])
        #expect(listing.letters.count == dead && listing.letters.allSatisfy { $0.answer.contains("refused") && $0.host == "web-1" })
        let letter = listing.letters[0]
        let raw = try WeirBinary.run("spool", "dead", "show", yard.spool, "\(letter.id)", "--format", "raw")
        #expect(raw.output == yard.lines[letter.record] + "\n")
        #expect(letter.text == yard.lines[letter.record])

        let well = try yard.receiver(expecting: Self.records)
        let replayed: Replayed = try yard.json("spool", "dead", "replay", yard.configuration, "--all")
        #expect(replayed == Replayed(asked: dead, delivered: dead, refused: 0, waiting: 0, sent: true))
        let left: Listing = try yard.json("spool", "dead", "list", yard.spool)
        #expect(left.totalLetters == 0)
        #expect(left.trail.map(\.action) == ["replay"] && left.trail.map(\.letters) == [dead])
        #expect(try yard.distinct(at: well) == dead)
        #expect(yard.distinctAtFirst == Self.records - dead)
        let check = try WeirBinary.run("spool", "check", yard.spool)
        #expect(check.status == 0, "\(check.output)")
    }

    @Test("a sink or a letter that is not there is the same mistake in every command, also where there are no letters")
    func notThere() throws {
        let yard = try SpoolYard(records: 5)
        _ = try yard.ship(to: [])
        for arguments in [
            ["dead", "list", yard.spool, "--sink", "nix"], ["show", yard.spool, "--sink", "nix"],
            ["dead", "replay", yard.spool, "99"], ["dead", "drop", yard.spool, "99", "--yes"], ["dead", "show", yard.spool, "99"],
            ["dead", "replay", yard.spool, "--sink", "nix"],
        ] {
            let result = try WeirBinary.run(arguments: ["spool"] + arguments)
            #expect(
                result.status == 64 && (result.errors.contains("nix") || result.errors.contains("99")), "\(arguments): \(result.errors)")
        }
        #expect(try WeirBinary.run("spool", "dead", "list", yard.spool, "--sink", "lake").status == 0)
        #expect(try WeirBinary.run("spool", "dead", "replay", yard.spool, "--all").status == 0)
    }

    @Test("letters that are refused again stay with the new answer, and the exit code says so")
    func refusedAgain() throws {
        let yard = try SpoolYard(records: Self.records)
        _ = try yard.ship(to: Self.refusing)
        let before: Listing = try yard.json("spool", "dead", "list", yard.spool)
        let worse = try yard.receiver(expecting: Self.records, ["--fail", "422:1"])
        let result = try WeirBinary.run("spool", "dead", "replay", yard.configuration, "--reason", "HTTP 400", "--format", "json")
        #expect(result.status == 1, "\(result.errors)")
        let after: Listing = try yard.json("spool", "dead", "list", yard.spool)
        #expect(after.groups.map(\.reason) == ["HTTP 422"] && after.groups.map(\.letters) == [before.totalLetters])
        #expect(after.groups.map(\.toReplay) == [0])
        #expect(try yard.distinct(at: worse) == 0)
    }

    @Test("letters asked for while nothing runs are sent by the next run of the shipper")
    func later() throws {
        let yard = try SpoolYard(records: Self.records)
        _ = try yard.ship(to: Self.refusing)
        let asked: Replayed = try yard.json("spool", "dead", "replay", yard.spool, "--sink", "lake")
        try #require(asked.asked > 0)
        #expect(asked == Replayed(asked: asked.asked, delivered: 0, refused: 0, waiting: asked.asked, sent: false))
        let well = try yard.receiver(expecting: Self.records)
        let shipped = try WeirBinary.run("ship", yard.configuration, "--once", "--drain", "30s")
        #expect(shipped.status == 0, "\(shipped.errors)")
        #expect(try yard.distinct(at: well) == asked.asked)
        let left: Listing = try yard.json("spool", "dead", "list", yard.spool)
        #expect(left.totalLetters == 0)
    }

    @Test("beside a running shipper letters are sent again until every record is there, and the shipper goes on")
    func besideShipper() throws {
        let yard = try SpoolYard(records: Self.records)
        let receiver = try yard.receiver(expecting: Self.records, ["--fail", "400:0.5", "--seed", "9"])
        let shipper = try WeirBinary.start("ship", yard.configuration)
        func dead() throws -> Listing { try yard.json("spool", "dead", "list", yard.spool) }
        let isThere = shipper.wait(within: 60) {
            guard let listing = try? yard.listing() else { return false }
            return listing.sinks.first.map { $0.waitingRecords == 0 && $0.cursor == Self.records } ?? false
        }
        #expect(isThere, "\(shipper.errors)")
        try #require(try dead().totalLetters > 0)
        var rounds = 0
        while try dead().totalLetters > 0, rounds < 60 {
            rounds += 1
            _ = try WeirBinary.run("spool", "dead", "replay", yard.configuration, "--all", "--wait", "30s")
        }
        #expect(try dead().totalLetters == 0)
        #expect(shipper.isRunning)
        let check = try WeirBinary.run("spool", "check", yard.spool)
        #expect(check.status == 0, "\(check.output)")
        shipper.terminate()
        #expect(shipper.wait(within: 60).status == 0, "\(shipper.errors)")
        let report = try receiver.report()
        #expect(report.inputs.first { $0.name == "http" }?.distinct == Self.records)
    }

    @Test("nothing is dropped without --yes; with it letters are gone, counted as dropped, and who did it is kept")
    func drop() throws {
        let yard = try SpoolYard(records: Self.records)
        _ = try yard.ship(to: Self.refusing)
        let before: Listing = try yard.json("spool", "dead", "list", yard.spool)
        let asked = try WeirBinary.run("spool", "dead", "drop", yard.spool, "--sink", "lake")
        #expect(asked.status == 64 && asked.errors.contains("--yes"), "\(asked.errors)")
        let mistyped = try WeirBinary.run("spool", "dead", "drop", yard.spool, "--sink", "lak", "--yes")
        #expect(mistyped.status == 64, "\(mistyped.errors)")
        #expect(try WeirBinary.run("spool", "dead", "drop", yard.spool, "--yes").status == 64)
        let kept: Listing = try yard.json("spool", "dead", "list", yard.spool)
        #expect(kept.totalLetters == before.totalLetters)

        let one = try WeirBinary.run("spool", "dead", "drop", yard.spool, "\(before.letters[0].id)", "--yes")
        #expect(one.status == 0, "\(one.errors)")
        let rest = try WeirBinary.run("spool", "dead", "drop", yard.configuration, "--all", "--yes")
        #expect(rest.status == 0, "\(rest.errors)")
        let after: Listing = try yard.json("spool", "dead", "list", yard.spool)
        #expect(after.totalLetters == 0)
        try #require(before.totalLetters > 1)
        #expect(after.trail.map(\.letters) == [before.totalLetters - 1, 1] && after.trail.allSatisfy { $0.action == "drop" })
        #expect(after.trail.allSatisfy { $0.user == Int(geteuid()) })
        #expect(try WeirBinary.run("spool", "check", yard.spool).status == 0)
    }
}
