import Synchronization
import TestSupport
import Testing
import WeirRecords
import WeirShipping
import WeirSpool
import WeirSystem

/// Dead letters of real records, sent to a peer that keeps what it gets.
@Suite("Sending dead letters again")
struct ReplayStageTests {
    @Test("letters arrive under the ids that they were given up with, and count as delivered")
    func arrive() throws {
        let desk = try Desk(letters: 12)
        let ids = try desk.ask(.all)
        let progress = desk.replay { _ in .delivered(.durable) }
        #expect(progress == [desk.progress(delivered: 12)])
        #expect(desk.peer.ids == ids)
        #expect(desk.peer.texts == (0..<12).map { "record \($0)" })
        let line = try #require(try desk.state.conservation().first)
        #expect(line.isConserved)
        #expect([line.delivered, line.deadLettered] == [12, 0])
        #expect(try desk.state.letterCount().letters == 0)
    }

    @Test("only letters that were asked for go")
    func onlyAsked() throws {
        let desk = try Desk(letters: 6)
        let kept = try desk.state.letters(limit: 10)
        _ = try desk.ask(LetterSelection(ids: [kept[1].id, kept[4].id]))
        #expect(desk.replay { _ in .delivered(.accepted) } == [desk.progress(delivered: 2)])
        #expect(desk.peer.texts == ["record 1", "record 4"])
        #expect(try desk.state.letters(limit: 10).map(\.letter.record.value) == [0, 2, 3, 5])
    }

    @Test("one that is refused again keeps its place with the new answer; the others are delivered")
    func refusedAgain() throws {
        let desk = try Desk(letters: 9)
        _ = try desk.ask(.all)
        let progress = desk.replay { $0.contains("record 4") ? .reject(Reason("HTTP 422", "bad field")) : .delivered(.accepted) }
        #expect(progress == [desk.progress(delivered: 8, refused: 1)])
        let left = try desk.state.letters(limit: 10)
        #expect(left.map(\.letter.record.value) == [4])
        #expect((left[0].letter.reason, left[0].letter.answer) == ("HTTP 422", "bad field"))
        #expect(left[0].replayAsked == nil)
        #expect(try desk.state.conservation().allSatisfy(\.isConserved))
    }

    @Test("a letter that was damaged since is not sent, and says why; the others go")
    func damaged() throws {
        let desk = try Desk(letters: 3, damaging: 1)
        _ = try desk.ask(.all)
        #expect(desk.replay { _ in .delivered(.accepted) } == [desk.progress(delivered: 2, refused: 1)])
        #expect(desk.peer.texts == ["record 0", "record 2"])
        #expect(try desk.state.letters(limit: 10).map(\.letter.reason) == ["damaged in the spool"])
    }

    @Test("a sink on hold keeps its letters asked for, and the next process sends them")
    func nextProcess() throws {
        let desk = try Desk(letters: 4)
        _ = try desk.ask(.all)
        let first = desk.replay { _ in .hold(Reason("HTTP 403")) }
        #expect(first.map(\.hold) == [Reason("HTTP 403")])
        #expect(try desk.state.letterCount(LetterSelection(isToReplay: true)).letters == 4)
        #expect(desk.replay { _ in .delivered(.accepted) } == [desk.progress(delivered: 4)])
        #expect(desk.peer.texts == (0..<4).map { "record \($0)" })
    }

    @Test("letters of a sink that is no longer configured wait, and it is told once")
    func notConfigured() throws {
        let desk = try Desk(letters: 2)
        _ = try desk.ask(.all)
        var replays = desk.replays(makeSink: { _ in nil })
        for _ in 0..<5 {
            _ = replays.step()
            desk.clock.advance(by: .seconds(2))
        }
        #expect(replays.isHeld && !replays.isDone)
        #expect(replays.progress.map(\.hold) == [Reason("not configured")])
        #expect(desk.notices.all.count == 1)
        #expect(try desk.state.letterCount(LetterSelection(isToReplay: true)).letters == 2)
    }

    @Test("an answer that was lost makes a duplicate under the same id, and counts once", arguments: 0..<8)
    func lostAnswers(seed: UInt64) throws {
        let desk = try Desk(letters: 10)
        let ids = try desk.ask(.all)
        let random = Mutex(SeededRandom(seed: seed))
        let progress = desk.replay(storesWhatever: true) { _ in
            random.withLock { $0.number(in: 0..<3) } > 0 ? .retry(Reason("timeout")) : .delivered(.accepted)
        }
        #expect(progress == [desk.progress(delivered: 10)])
        #expect(Set(desk.peer.ids) == Set(ids))
        let line = try #require(try desk.state.conservation().first)
        #expect(line.isConserved && line.delivered == 10)
    }
}

/// Letters of a sink, and what sends them again.
private struct Desk {
    static let sink = "lake"

    let clock = ManualClock()
    let state: StateStore
    let peer = Peer()
    let notices = Notices()
    private let installation: Digest128

    init(letters count: Int, damaging damaged: Int? = nil) throws {
        state = try StateStore.inMemory(random: SeededRandom(seed: 5))
        let settings = SpoolSettings(directory: "/spool", capacity: .mebibytes(8))
        let spool = try Spool.open(
            settings, fileSystem: MemoryFileSystem(), clock: clock, random: SeededRandom(seed: 5), state: state)
        installation = spool.installation
        _ = try state.configure(sinks: [Self.sink], oldest: .first)
        var writer = spool.writer
        _ = try writer.append(Slab.plainLines(count))
        _ = try writer.synchronize()
        var keeper = try StateKeeper(store: state, spool: spool)
        var reader = spool.reader(from: .first)
        guard case .frame(let frame) = reader.next() else { throw SupportFailure("no frame") }
        var tally = ReceiptTally(sink: Self.sink, from: .first)
        for index in 0..<frame.count {
            let record = frame.record(at: index, installation: installation)
            var envelope = frame.envelope(of: index)
            if index == damaged { envelope[envelope.count / 2] ^= 1 }
            let letter = DeadLetter(
                record: record.number, eventID: record.eventID, source: record.source, origin: record.origin, bytes: record.bytes,
                reason: "HTTP 400", answer: "no", time: Timestamp(microseconds: 1), envelope: envelope)
            tally.add(letter, at: index, of: frame)
        }
        _ = keeper.accept(tally.receipt(), now: 0)
        try keeper.flush(now: 0)
    }

    /// The event ids of what was asked for.
    func ask(_ selection: LetterSelection) throws -> [String] {
        _ = try state.askReplay(selection, by: 1, at: Timestamp(microseconds: 2))
        return try state.letters(selection, limit: 100).map { "\($0.letter.eventID)" }
    }

    func progress(delivered: UInt64, refused: UInt64 = 0) -> ReplayProgress {
        var progress = ReplayProgress(sink: Self.sink)
        (progress.delivered, progress.refused, progress.isDone) = (delivered, refused, true)
        return progress
    }

    func replays(makeSink: @escaping @Sendable (String) -> SinkAssembly?) -> Replays {
        let notices = notices
        return Replays(
            store: state, installation: installation, clock: clock, random: { SeededRandom(seed: 9) }, tell: { notices.add($0) },
            makeSink: makeSink)
    }

    /// Until everything that was asked for is settled, or nothing goes any more. What the last error was is left out.
    func replay(
        storesWhatever: Bool = false, _ verdict: @escaping @Sendable (String) -> Verdict
    ) -> [ReplayProgress] {
        let peer = peer
        var replays = replays { name in
            SinkAssembly(name: name, sink: KeepingSink(peer: peer, storesWhatever: storesWhatever, verdict: verdict))
        }
        for _ in 0..<10_000 where !replays.isDone && !(replays.isHeld && !replays.progress.isEmpty) {
            if case .idle(let time) = replays.step() { clock.advance(by: time) }
        }
        return replays.progress.map { progress in
            var progress = progress
            progress.lastError = nil
            return progress
        }
    }
}

private final class Notices: Sendable {
    private let notices = Mutex<[Notice]>([])
    var all: [Notice] { notices.withLock { $0 } }
    func add(_ notice: Notice) { notices.withLock { $0.append(notice) } }
}

/// What a receiver has, in the order in which it came.
private final class Peer: Sendable {
    private let lines = Mutex<[(id: String, text: String)]>([])
    var ids: [String] { lines.withLock { $0.map(\.id) } }
    var texts: [String] { lines.withLock { $0.map(\.text) } }
    func add(_ id: String, _ text: String) { lines.withLock { $0.append((id, text)) } }
}

private struct KeepingSink: Sink {
    let peer: Peer
    /// It stores also what it does not answer well: the answer was lost.
    let storesWhatever: Bool
    let verdict: @Sendable (String) -> Verdict

    let replayWindow: ReplayWindow.Settings? = nil
    let overhead = 144
    let unsentBytes = 0
    let figures = SinkFigures()

    func send(_ batch: BatchPart, by deadline: Moment) -> Verdict {
        var encoder = NDJSONEncoder()
        var output = OutputBuffer()
        batch.encode(with: &encoder, to: &output)
        let lines = String(decoding: output.bytes, as: UTF8.self).split(separator: "\n").map(String.init)
        let verdict = verdict(lines.joined(separator: "\n"))
        guard case .delivered = verdict else {
            if storesWhatever { keep(lines) }
            return verdict
        }
        keep(lines)
        return verdict
    }

    private func keep(_ lines: [String]) {
        for line in lines {
            guard let id = line.firstMatch(of: /"id":"([0-9a-f]+)"/), let text = line.firstMatch(of: /"message":"([^"]*)"/) else {
                continue
            }
            peer.add(String(id.1), String(text.1))
        }
    }

    func close(by deadline: Moment) -> Bool { true }
    func abandon() {}
}
