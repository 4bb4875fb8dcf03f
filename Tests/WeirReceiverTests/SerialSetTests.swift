import Testing
import WeirSystem

@testable import WeirReceiver

@Suite struct SerialSetTests {
    @Test("gaps are the complement of what came, for any set")
    func gapsAreTheComplement() {
        var random = SeededRandom(seed: 7)
        for round in 0..<200 {
            let last = 1 + random.next() % 70_000
            var set = SerialSet()
            var came = Set<UInt64>()
            let share = [0.0, 0.01, 0.5, 0.99, 1][round % 5]
            for serial in 1...last where Double(random.next() >> 11) * 0x1p-53 < share {
                came.insert(serial)
                #expect(set.insert(serial) == .new)
            }
            let gaps = set.gaps(through: last)
            let missing = gaps.flatMap { Array($0.from...$0.to) }
            #expect(missing == (1...last).filter { !came.contains($0) })
            #expect(zip(gaps, gaps.dropFirst()).allSatisfy { $0.to + 1 < $1.from }, "gaps are as long as they can be")
            #expect(set.count == UInt64(came.count))
        }
    }

    @Test("a serial that came before is repeated")
    func repeats() {
        var set = SerialSet()
        #expect(set.insert(64) == .new)
        #expect(set.insert(64) == .repeated)
        #expect(set.insert(65) == .new)
        #expect(set.contains(64) && set.contains(65) && !set.contains(63) && !set.contains(66))
    }

    @Test("a serial beyond the limit takes no memory and is outside", arguments: [0, 101, UInt64.max])
    func outside(serial: UInt64) {
        var set = SerialSet(limit: 100)
        #expect(set.insert(serial) == .outside)
        #expect(set.count == 0)
        #expect(set.highest == 0)
    }

    @Test("no more gaps are listed than asked for")
    func listsAreBounded() {
        var set = SerialSet()
        for serial in stride(from: UInt64(2), through: 1_000, by: 2) { _ = set.insert(serial) }
        #expect(set.gaps(through: 1_000, listed: 7).count == 7)
        #expect(set.gaps(through: 1_000).count == 500)
    }

    @Test("where nothing came, everything is one gap")
    func nothingCame() {
        #expect(SerialSet().gaps(through: 300_000) == [SerialSet.Gap(from: 1, to: 300_000)])
        #expect(SerialSet().gaps(through: 0).isEmpty)
    }
}
