/// SplitMix64 and the inputs that these tests make of it.
struct SeededBytes: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
        return mixed ^ (mixed >> 31)
    }

    /// Incompressible.
    mutating func noise(_ count: Int) -> [UInt8] { (0..<count).map { _ in UInt8(truncatingIfNeeded: next()) } }

    /// Like log lines: much repeats, numbers differ.
    mutating func lines(_ count: Int) -> [UInt8] {
        var bytes: [UInt8] = []
        while bytes.count < count {
            let level = ["INFO", "DEBUG", "WARNING"].randomElement(using: &self) ?? "INFO"
            bytes += Array("2024-10-29 23:35:31,\(next() % 1000) [\(level)] __main__.handler: served \(next() % 100_000)\n".utf8)
        }
        return Array(bytes.prefix(count))
    }

    /// One of the kinds, of a size that is as often tiny as large.
    mutating func anything(atMost limit: Int) -> [UInt8] {
        let size = Int(next() % UInt64(limit)) >> Int(next() % 20)
        switch next() % 3 {
        case 0: return noise(size)
        case 1: return lines(size)
        default: return Array(repeating: UInt8(truncatingIfNeeded: next()), count: size)
        }
    }
}
