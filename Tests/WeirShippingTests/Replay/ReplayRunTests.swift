import Testing
import WeirRecords
import WeirShipping

@Suite("Sending dead letters again: what follows from what")
struct ReplayRunTests {
    private static let start = Moment(nanoseconds: 0)
    private static let refusal = Reason("HTTP 400")

    /// A run with so many letters at hand, about to send all of them.
    private func run(letters: Int, refusals: DeadLetterGuard.Limits = DeadLetterGuard.Limits()) -> ReplayRun {
        var run = ReplayRun(refusals: refusals)
        #expect(run.step(.awake, now: Self.start, chance: 0) == [.load])
        #expect(run.step(.loaded(letters), now: Self.start, chance: 0) == [.send(0..<letters)])
        return run
    }

    @Test("what is delivered is settled by its grade, and more is read; with none left it looks again later")
    func delivered() {
        var run = run(letters: 5)
        #expect(run.step(.answered(.delivered(.durable)), now: Self.start, chance: 0) == [.settle([0, 1, 2, 3, 4], .durable), .load])
        #expect(run.step(.loaded(0), now: Self.start, chance: 0) == [.wait(until: Self.start + ReplayRun.look)])
        #expect(run.step(.awake, now: Self.start + ReplayRun.look, chance: 0) == [.load])
    }

    @Test("one bad letter among many is found by halves, and the others are delivered")
    func bisection() {
        var run = run(letters: 37)
        let bad = 23
        var (settled, refused, sends): ([Int], [Int], Int) = ([], [], 0)
        var asked = ReplayRun.Action.send(0..<37)
        while case .send(let part) = asked, sends < 100 {
            sends += 1
            let verdict: Verdict = part.contains(bad) ? .reject(Self.refusal) : .delivered(.accepted)
            for action in run.step(.answered(verdict), now: Self.start, chance: 0) {
                switch action {
                case .settle(let places, _): settled += places
                case .refuse(let place, let reason):
                    #expect(reason == Self.refusal)
                    refused.append(place)
                default: asked = action
                }
            }
        }
        #expect(settled.sorted() == (0..<37).filter { $0 != bad })
        #expect(refused == [bad])
        #expect(sends < 20)
        #expect(asked == .load)
    }

    @Test("a peer that is away is tried again after a growing wait, as long as it asks for")
    func retry() {
        var run = run(letters: 2)
        let first = run.step(.answered(.retry(Reason("timeout"))), now: Self.start, chance: .max)
        guard case .wait(let until) = first[0] else {
            Issue.record("\(first)")
            return
        }
        #expect(until > Self.start)
        #expect(run.step(.awake, now: Self.start, chance: 0) == [.wait(until: until)])
        #expect(run.step(.awake, now: until, chance: 0) == [.send(0..<2)])
        let asked = run.step(.answered(.retry(Reason("HTTP 503"), after: .seconds(90))), now: until, chance: 0)
        #expect(asked == [.wait(until: until + .seconds(90))])
        #expect(run.failures == 2)
    }

    @Test("a sink that takes nothing is on hold, is tried with one letter, and goes on with all once it takes that")
    func hold() {
        var run = run(letters: 4)
        let probe = Self.start + ReplayRun.probe
        #expect(run.step(.answered(.hold(Reason("HTTP 403"))), now: Self.start, chance: 0) == [.wait(until: probe)])
        #expect(run.hold == Reason("HTTP 403"))
        #expect(run.step(.awake, now: probe, chance: 0) == [.send(0..<1)])
        #expect(run.step(.answered(.delivered(.accepted)), now: probe, chance: 0) == [.settle([0], .accepted), .send(1..<4)])
        #expect(run.hold == nil)
    }

    @Test("refusals in a row for one reason end in a hold: the letters behind them stay asked for")
    func guarded() {
        var run = run(letters: 8, refusals: DeadLetterGuard.Limits(inARow: 3))
        var refused = 0
        var asked = ReplayRun.Action.send(0..<8)
        while case .send = asked {
            for action in run.step(.answered(.reject(Self.refusal)), now: Self.start, chance: 0) {
                if case .refuse = action { refused += 1 } else { asked = action }
            }
        }
        #expect(refused == 3)
        #expect(run.hold == Self.refusal)
        #expect(asked == .wait(until: Self.start + ReplayRun.probe))
    }

    @Test("what a connection was only given is settled once its close is confirmed, and goes again where it is not")
    func window() {
        var run = run(letters: 3)
        #expect(run.step(.answered(.written(bytes: 90)), now: Self.start, chance: 0) == [.close])
        let wait = run.step(.closed(confirmed: false), now: Self.start, chance: 0)
        guard case .wait(let until) = wait[0] else {
            Issue.record("\(wait)")
            return
        }
        #expect(run.step(.awake, now: until, chance: 0) == [.send(0..<3)])
        #expect(run.step(.answered(.written(bytes: 90)), now: until, chance: 0) == [.close])
        #expect(run.step(.closed(confirmed: true), now: until, chance: 0) == [.settle([0, 1, 2], .sent), .load])
    }
}
