import Testing
import WeirRecords
import WeirSystem

@testable import WeirReceiver

@Suite struct DigestSetTests {
    @Test("the set knows what a plain set knows, colliding ids included")
    func agreesWithASet() {
        var random = SeededRandom(seed: 3)
        var set = DigestSet()
        var model = Set<Digest128>()
        for _ in 0..<50_000 {
            let id = Digest128(low: random.next() % 200, high: random.next() % 200)
            #expect((set.insert(id) == .new) == model.insert(id).inserted)
        }
        #expect(set.count == model.count)
    }

    @Test("a full set still knows its own")
    func fullSet() {
        var set = DigestSet(limit: 2)
        let ids = (0..<3).map { Digest128(low: $0, high: 0) }
        #expect(set.insert(ids[0]) == .new)
        #expect(set.insert(ids[1]) == .new)
        #expect(set.insert(ids[2]) == .full)
        #expect(set.insert(ids[0]) == .known)
    }
}
