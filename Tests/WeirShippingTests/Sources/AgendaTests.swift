import Testing
import WeirRecords
import WeirShipping
import WeirSystem

@Suite("which logs have a turn")
struct AgendaTests {
    private func log(_ number: Int) -> FileFamily { FileFamily(directory: "/log", base: "\(number)") }

    private func agenda(_ count: Int) -> Agenda {
        var agenda = Agenda()
        agenda.replace((0..<count).map(log))
        return agenda
    }

    private func second(_ seconds: Int64) -> Timestamp { Timestamp(microseconds: seconds * 1_000_000) }

    @Test("few logs all have one, each round begins with the next")
    func few() {
        var agenda = agenda(3)
        #expect(agenda.round(second(0)) == [0, 1, 2].map(log))
        agenda.ended()
        #expect(agenda.round(second(0)) == [1, 2, 0].map(log))
        agenda.interrupted(at: log(0), isHeard: false)
        #expect(agenda.round(second(0)) == [0, 1, 2].map(log))
        agenda.interrupted(at: log(0), isHeard: true)
        #expect(agenda.round(second(0)).first == log(1))
    }

    @Test("of ten thousand a bounded number is looked at in a round, and each in some round")
    func many() {
        var agenda = agenda(10_000)
        var seen: Set<FileFamily> = []
        var rounds = 0
        while seen.count < 10_000, rounds < 1000 {
            let round = agenda.round(second(0))
            #expect(round.count <= Agenda.looksPerRound)
            seen.formUnion(round)
            agenda.ended()
            rounds += 1
        }
        #expect(seen.count == 10_000)
        #expect(rounds == (10_000 + Agenda.looksPerRound - 1) / Agenda.looksPerRound)
    }

    @Test("of many, those that are wanted come in each round until they rest, those that had something for a while")
    func wantedAndWarm() {
        var agenda = agenda(10_000)
        for log in (5000..<6000).map(log) { agenda.want(log) }
        #expect(Set(agenda.round(second(0))).isSuperset(of: (5000..<6000).map(log)))
        for log in (5000..<6000).map(log) { agenda.rested(log) }
        agenda.took(log(7000), second(0))
        agenda.ended()
        let next = agenda.round(second(9))
        #expect(next.count == Agenda.looksPerRound + 1 && next.contains(log(7000)))
        agenda.ended()
        #expect(!agenda.round(second(10)).contains(log(7000)))
    }

    @Test("of ten thousand that had something lately a bounded number is looked at in a round, and each in its turn")
    func manyWarm() {
        var agenda = agenda(10_000)
        for log in (0..<10_000).map(log) { agenda.took(log, second(0)) }
        var seen: Set<FileFamily> = []
        for _ in 0...10_000 / Agenda.warmLooks {
            let round = agenda.round(second(1))
            #expect(round.count <= Agenda.looksPerRound + Agenda.warmLooks)
            seen.formUnion(round)
            agenda.ended()
        }
        #expect(seen.count == 10_000)
    }

    @Test("a log that is added has its turn, and is no other one's")
    func added() {
        var agenda = agenda(1000)
        agenda.want(log(1000))
        agenda.add(log(1000))
        agenda.add(log(7))
        #expect(agenda.families.count == 1001)
        #expect(agenda.round(second(0)).contains(log(1000)))
    }

    @Test("a round that was broken off goes on where it was, and none at rest is left out")
    func interrupted() {
        var agenda = agenda(1000)
        for log in (0..<1000).map(log) { agenda.want(log) }
        #expect(agenda.round(second(0)).first == log(0))
        agenda.interrupted(at: log(400), isHeard: false)
        let next = agenda.round(second(0))
        #expect(next.first == log(400) && next.count == 1000 && next.last == log(399))
    }

    @Test("logs that are gone are asked for no more")
    func gone() {
        var agenda = agenda(10_000)
        agenda.want(log(9999))
        agenda.replace((0..<9000).map(log))
        #expect(!agenda.wants(log(9999)))
        #expect(!agenda.round(second(0)).contains(log(9999)))
    }
}

@Suite("how often directories are looked at")
struct ScanPaceTests {
    @Test("few files each second, ten thousand every ten seconds, or two while names change")
    func intervals() {
        let pace = ScanPace()
        #expect(pace.interval(files: 0, hasNews: false, least: .seconds(1)) == .seconds(1))
        #expect(pace.interval(files: 1000, hasNews: false, least: .seconds(1)) == .seconds(1))
        #expect(pace.interval(files: 10_000, hasNews: false, least: .seconds(1)) == .seconds(10))
        #expect(pace.interval(files: 10_000, hasNews: true, least: .seconds(1)) == .seconds(2))
    }

    @Test("what is watched is swept rarely, but every five minutes at the latest")
    func watched() {
        let pace = ScanPace()
        #expect(pace.interval(files: 10, hasNews: false, isWatched: true, least: .seconds(1)) == .seconds(1))
        #expect(pace.interval(files: 10_000, hasNews: false, isWatched: true, least: .seconds(1)) == .seconds(100))
        #expect(pace.interval(files: 10_000, hasNews: true, isWatched: true, least: .seconds(1)) == .seconds(2))
        #expect(pace.interval(files: 500_000, hasNews: false, isWatched: true, least: .seconds(1)) == .seconds(300))
    }
}

@Suite("open files shared by sources")
struct DescriptorBudgetTests {
    private func take(_ lease: DescriptorLease, _ count: Int) -> Int { (0..<count).count { _ in lease.take() } }

    @Test("one source may have all but no more, and not more than its own limit")
    func one() {
        let budget = DescriptorBudget(10)
        let lease = budget.lease(atMost: 100)
        #expect(take(lease, 20) == 10)
        lease.giveBack()
        #expect(take(lease, 20) == 1)
        #expect(take(DescriptorBudget(10).lease(atMost: 3), 20) == 3)
    }

    @Test("a source that came late gets its share from one that has more, and what nobody else wants may be had by any")
    func fair() {
        let budget = DescriptorBudget(10)
        let (first, second) = (budget.lease(atMost: 100), budget.lease(atMost: 100))
        #expect(take(first, 20) == 10)
        #expect(first.excess == 0)
        #expect(take(second, 20) == 0)
        #expect(first.excess == 5)
        for _ in 0..<5 { first.giveBack() }
        #expect(take(first, 20) == 0, "what was given back is the other's")
        #expect(take(second, 20) == 5)
        #expect(first.excess == 0 && second.excess == 0)
    }

    @Test("a source that has ended leaves what it had")
    func ended() {
        let budget = DescriptorBudget(10)
        var first: DescriptorLease? = budget.lease(atMost: 100)
        #expect(first.map { take($0, 20) } == 10)
        first = nil
        #expect(take(budget.lease(atMost: 100), 20) == 10)
    }

    @Test("where the system has none left all sources together get fewer, and never none")
    func shrunk() {
        let budget = DescriptorBudget(100)
        let lease = budget.lease(atMost: 1000)
        #expect(take(lease, 80) == 80)
        lease.shrink()
        #expect(budget.total == 70 && lease.excess == 10)
        for _ in 0..<50 { lease.shrink() }
        #expect(budget.total >= DescriptorBudget.least)
        #expect(DescriptorBudget(-50).total == DescriptorBudget.least)
    }

    @Test("what the system refused for a while is tried again, step by step and never beyond what there was")
    func grown() {
        let budget = DescriptorBudget(64)
        let lease = budget.lease(atMost: 64)
        #expect(take(lease, 64) == 64)
        lease.shrink()
        #expect(budget.total == 56)
        for _ in 0..<64 { lease.giveBack() }
        for _ in 0..<2_000 {
            #expect(lease.take())
            lease.giveBack()
        }
        #expect(budget.total == 64)
    }
}

@Suite("names that come and go unopened")
struct NameLogTests {
    private let a = WatchedName(directory: "/log", name: "a")
    private let b = WatchedName(directory: "/log", name: "b")

    @Test("a name that came and went without its file being opened is lost, an opened one and one that a scan found are not")
    func lost() {
        var log = NameLog()
        log.appeared(a, isOpen: false, move: 0)
        let (first, second) = (log.left(a, move: 0), log.left(a, move: 0))
        #expect(first && !second, "once")
        log.appeared(a, isOpen: true, move: 0)
        let opened = log.left(a, move: 0)
        log.appeared(a, isOpen: false, move: 0)
        log.found([a])
        let found = log.left(a, move: 0)
        #expect(!opened && !found)
    }

    @Test("one that was moved is lost only where its other end is not told of, and not before it could have been")
    func moved() {
        var log = NameLog()
        log.appeared(a, isOpen: false, move: 0)
        let left = log.left(a, move: 7)
        log.appeared(b, isOpen: false, move: 7)
        let resolved = [log.ended(), log.ended()]
        #expect(!left && resolved == [[], []])
        let leftAgain = log.left(b, move: 8)
        let ends = [log.ended(), log.ended(), log.ended()]
        #expect(!leftAgain && ends == [[], [b], []])
    }
}
