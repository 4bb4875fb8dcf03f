/// Who and what a scenario is about: 24 bytes that every text of it is worked out from.
struct Subject: Sendable {
    /// Bits that the session's ids are made of.
    var identity: UInt64
    var user: UInt32
    /// The client's IPv4 address.
    var address: UInt32
    var webApp: UInt16
    var agent: UInt16
    /// Of connection proxies and of dedicated proxies alike, taken modulo their number.
    var proxy: UInt16
    var browser: UInt8
    var image: UInt8
}

extension UInt64 {
    /// A number below `bound`, which is positive; even enough for a workload.
    func reduced(below bound: UInt64) -> UInt64 { multipliedFullWidth(by: bound).high }

    /// The next of a sequence of well-mixed numbers that begins at this one (SplitMix64's finaliser).
    func mixed(_ salt: UInt64) -> UInt64 {
        var value = self &+ salt &* 0x9E37_79B9_7F4A_7C15
        value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
        value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
        return value ^ (value >> 31)
    }

    /// From 0 up to but not including 1.
    var unitInterval: Double { Double(self >> 11) * 0x1p-53 }
}

extension RandomNumberGenerator {
    mutating func draw(_ range: ClosedRange<Int64>) -> Int64 {
        range.lowerBound + Int64(next().reduced(below: UInt64(range.upperBound - range.lowerBound) + 1))
    }

    mutating func draw(_ range: ClosedRange<UInt64>) -> UInt64 {
        range.lowerBound + next().reduced(below: range.upperBound - range.lowerBound + 1)
    }

    /// Microseconds to the next of events that come at random, `mean` apart; at least 1 and at most 2⁵².
    mutating func exponential(mean: Double) -> Int64 {
        let drawn = -mean * (1 - next().unitInterval).logarithm
        return Int64(min(max(1, drawn), 0x1p52))
    }
}
