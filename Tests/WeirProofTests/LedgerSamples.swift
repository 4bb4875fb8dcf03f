import WeirProof
import WeirRecords

/// SplitMix64, so that a failing property names a seed that repeats it.
struct Seeded: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var word = state
        word = (word ^ (word >> 30)) &* 0xBF58_476D_1CE4_E5B9
        word = (word ^ (word >> 27)) &* 0x94D0_49BB_1331_11EB
        return word ^ (word >> 31)
    }

    mutating func digest() -> Digest128 { Digest128(low: next(), high: next()) }
}

/// One record as a ledger sees it.
struct Sample: Equatable {
    var key: DigestKey
    var count: MeterCount

    static func random(using random: inout Seeded) -> Sample {
        let key = DigestKey(
            host: ["web-1", "web-2", "agent-7"].randomElement(using: &random) ?? "",
            application: ["api", "manager", ""].randomElement(using: &random) ?? "", minute: .random(in: -3..<3, using: &random))
        return Sample(key: key, count: MeterCount(records: 1, bytes: .random(in: 1...900, using: &random), digest: random.digest()))
    }

    static func many(_ count: Int, seed: UInt64) -> [Sample] {
        var random = Seeded(state: seed)
        return (0..<count).map { _ in Sample.random(using: &random) }
    }
}

extension Sequence where Element == Sample {
    var ledger: DigestLedger { DigestLedger(lazy.map { (key: $0.key, count: $0.count) }) }
}
