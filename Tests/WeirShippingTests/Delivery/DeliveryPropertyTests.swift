import Testing

@Suite("Delivery, whatever happens")
struct DeliveryPropertyTests {
    private static let seedsPerCase = 250 as UInt64

    @Test(
        "in any interleaving of answers, failures and waits each record has one receipt, receipts have no gap, and it comes to its end",
        arguments: [1, 2, 3, 8, 32])
    func anyInterleaving(inFlight: Int) {
        for seed in 0..<Self.seedsPerCase {
            var fuzzer = DeliveryFuzzer(seed: seed, inFlight: inFlight)
            fuzzer.run(steps: 300)
            // A split asked for by chance may come down to a record that is not poisonous: then it is buried with its reason.
            #expect(fuzzer.complaints == [], "seed \(seed)")
            #expect(fuzzer.isComplete || fuzzer.isHeldForAll, "seed \(seed): \(String(describing: fuzzer.end))")
            #expect(fuzzer.missedPoison == [] || fuzzer.isHeldForAll, "seed \(seed)")
            #expect(fuzzer.mostInFlight <= inFlight, "seed \(seed)")
            // The first that the endpoint takes, while those that it refused before are sent once more.
            #expect(inFlight > 1 || fuzzer.mostEarly <= 1, "seed \(seed)")
        }
    }

    @Test("with nothing but well answers, out of order, nobody is buried and what waits for its turn is bounded", arguments: [2, 8])
    func outOfOrder(inFlight: Int) {
        var early = 0
        for seed in 0..<Self.seedsPerCase {
            var fuzzer = DeliveryFuzzer(seed: seed, inFlight: inFlight)
            fuzzer.run(steps: 0)
            #expect(fuzzer.complaints == [] && (fuzzer.isComplete || fuzzer.isHeldForAll), "seed \(seed)")
            #expect(fuzzer.wronglyBuried == [] && (fuzzer.missedPoison == [] || fuzzer.isHeldForAll), "seed \(seed)")
            early = max(early, fuzzer.mostEarly)
        }
        // Or the case was not tried.
        #expect(early > 0)
    }

    @Test("the same to a peer that answers nothing, whose connection breaks and whose close may be unconfirmed")
    func windowed() {
        for seed in 0..<Self.seedsPerCase {
            var fuzzer = DeliveryFuzzer(seed: seed, inFlight: 8, isWindowed: true)
            fuzzer.run(steps: 300)
            #expect(fuzzer.complaints == [], "seed \(seed)")
            #expect(fuzzer.isComplete, "seed \(seed): \(String(describing: fuzzer.end))")
            #expect(fuzzer.mostInFlight <= 1, "seed \(seed)")
        }
    }
}
