import TestSupport
import Testing
import WeirRecords
import WeirSystem

@testable import WeirSpool

@Suite("What becomes of dead letters")
struct LetterChangeTests {
    private static let now = Timestamp(microseconds: 1_000)

    @Test("whatever is asked, delivered, refused or dropped in whatever order, each committed record is somewhere", arguments: 0..<12)
    func conservation(seed: UInt64) throws {
        let box = try LetterBox(records: 60, seed: seed)
        var random = SeededRandom(seed: seed)
        var (delivered, dropped): (UInt64, UInt64) = (40, 0)
        #expect(try box.counts() == [20, 40, 0, 20])
        while true {
            let letters = try box.state.letters(limit: 100)
            guard let letter = letters.isEmpty ? nil : letters[random.number(in: 0..<letters.count)] else { break }
            switch random.number(in: 0..<4) {
            case 0: _ = try box.state.askReplay(LetterSelection(ids: [letter.id]), by: 7, at: Self.now)
            case 1:
                try box.state.settleReplay([letter.id, letter.id], of: "a", as: .durable)
                delivered += 1
            case 2: try box.state.refuseReplay(letter.id, reason: "HTTP 409", answer: "again no", at: Self.now)
            default:
                #expect(try box.state.dropLetters(LetterSelection(ids: [letter.id]), by: 7, at: Self.now).letters == 1)
                dropped += 1
            }
            let left = 60 - delivered - dropped
            #expect(try box.counts() == [left, delivered, dropped, left])
            for line in try box.state.conservation() { #expect(line.isConserved) }
        }
        #expect(delivered + dropped == 60)
    }

    @Test("a letter that is delivered after all counts by its key, minute and digest as if it had been at once")
    func ledgerRows() throws {
        let box = try LetterBox(records: 60)
        let ids = try box.state.letterIDs(.all)
        try box.state.settleReplay(ids, of: "a", as: .accepted)
        let ledger = try box.state.ledger()
        for (key, counts) in ledger where key.sink == "a" {
            #expect(counts.delivered(atLeast: .sent) == counts.committed)
            #expect(counts.deadLettered == .zero)
        }
        #expect(try box.state.totals(of: "a").delivered(atLeast: .sent) == box.state.totals(of: "b").delivered(atLeast: .sent))
    }

    @Test("a letter counted where keys are many, or minutes too many, is taken from where it was counted")
    func boundedLedger() throws {
        let limits = LedgerLimits(keys: 0, rows: 1)
        let state = try StateStore.inMemory(random: SeededRandom(seed: 1), limits: limits)
        let box = try LetterBox(state: state, records: 200)
        try state.settleReplay(try state.letterIDs(.all), of: "a", as: .accepted)
        #expect(try state.ledger().values.allSatisfy { $0.deadLettered == .zero })
        for line in try state.conservation() { #expect(line.isConserved) }
        #expect(try box.counts() == [0, 200, 0, 0])
    }

    @Test("letters that are asked for are marked once, and who asked is kept")
    func asking() throws {
        let box = try LetterBox()
        let selection = LetterSelection(sink: "a", reason: "HTTP 400", asOf: Timestamp(microseconds: 12))
        #expect(try box.state.askReplay(selection, by: 1_000, at: Self.now).letters == 3)
        #expect(try box.state.askReplay(selection, by: 1_001, at: Self.now).letters == 0)
        #expect(try box.state.askReplay(LetterSelection(sink: "b"), by: 1_000, at: Self.now).letters == 0)
        let marked = try box.state.letters(LetterSelection(isToReplay: true), limit: 10)
        #expect(marked.map(\.letter.record.value) == [0, 6, 12])
        #expect(marked.allSatisfy { $0.replayAsked == Self.now })
        #expect(try box.state.sinksToReplay() == ["a"])
        let trail = try box.state.auditTrail(limit: 10)
        #expect(trail.map(\.user) == [1_000])
        #expect(trail.first?.selection == "sink a, reason HTTP 400, as of 1970-01-01T00:00:00.000012Z")
        #expect(trail.first?.count.letters == 3)
    }

    @Test("a letter refused again stays, with the new answer, and is not asked for any more")
    func refusedAgain() throws {
        let box = try LetterBox()
        _ = try box.state.askReplay(.all, by: 1, at: Self.now)
        let before = try box.state.letters(limit: 1)[0]
        try box.state.refuseReplay(before.id, reason: "HTTP 413", answer: "too large", at: Timestamp(microseconds: 99))
        let after = try box.state.letters(limit: 1)[0]
        #expect((after.letter.reason, after.letter.answer) == ("HTTP 413", "too large"))
        #expect(after.letter.time == Timestamp(microseconds: 99))
        #expect(after.replayAsked == nil)
        #expect(after.letter.bytes == before.letter.bytes && after.letter.envelope == before.letter.envelope)
        let groups = try box.state.letterGroups()
        #expect(groups.map(\.reason).sorted() == ["HTTP 400", "HTTP 413", "HTTP 422"])
        #expect(groups.reduce(0) { $0 + $1.toReplay } == 6)
    }

    @Test("more letters than one transaction takes are dropped, the trail counts them all, and those that came meanwhile stay")
    func manyDropped() throws {
        let count = StateStore.lettersPerTransaction * 2 + 7
        let box = try LetterBox(records: count) { _ in true }
        let dropped = try box.state.dropLetters(LetterSelection(sink: "a"), by: 5, at: Self.now)
        #expect(dropped.letters == UInt64(count))
        #expect(try box.counts() == [0, 0, UInt64(count), 0])
        #expect(try box.state.auditTrail(limit: 10).reduce(0) { $0 + $1.count.letters } == UInt64(count))
        #expect(box.state.deadLetterUse.used == .zero)
    }

    @Test("what another process takes away makes room here")
    func besideAnother() throws {
        let directory = try TemporaryDirectory()
        func open() throws -> StateStore {
            try StateStore.open(
                directory: directory.path, fileSystem: HostFileSystem(), clock: ManualClock(), random: SeededRandom(seed: 3))
        }
        let box = try LetterBox(state: try open())
        #expect(box.state.deadLetterUse.used > .zero)
        let other = try #require(try StateStore.beside(directory: directory.path, fileSystem: HostFileSystem()))
        _ = try other.dropLetters(.all, by: 1, at: Self.now)
        _ = try box.state.configure(sinks: ["a", "b"], oldest: .first)
        #expect(box.state.deadLetterUse.used == .zero)
        #expect(try box.counts() == [0, 13, 7, 0])
    }

    @Test("pages of letters end where the bytes do, and go on behind the last")
    func pages() throws {
        let box = try LetterBox(records: 30)
        var (seen, last): ([Int64], Int64) = ([], 0)
        while true {
            let page = try box.state.letters(after: last, limit: 100, bytes: ByteCount(600))
            guard let end = page.last else { break }
            #expect(page.dropLast().reduce(0) { $0 + $1.bytes.bytes } < 600)
            (seen, last) = (seen + page.map(\.id), end.id)
        }
        #expect(seen == (try box.state.letterIDs(.all)))
    }

    @Test("a reason that looks like SQL is a reason")
    func quoting() throws {
        let box = try LetterBox()
        #expect(try box.state.letterCount(LetterSelection(sink: "a' OR 1=1 --")).letters == 0)
        #expect(try box.state.letterCount(LetterSelection(ids: [])).letters == 0)
    }
}

@Suite("Room for dead letters")
struct DeadLetterGaugeTests {
    @Test("it warns once each time that four fifths are reached")
    func warnsOnce() {
        var gauge = DeadLetterGauge()
        let warned = [0, 79, 80, 99, 100, 79, 80].map { percent in
            gauge.update(DeadLetterUse(used: ByteCount(percent * 10), limit: ByteCount(1_000))) != nil
        }
        #expect(warned == [false, false, true, false, false, false, true])
    }
}
