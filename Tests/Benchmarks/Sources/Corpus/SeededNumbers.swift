/// Numbers, names and ids that are the same for the same seed: SplitMix64.
struct SeededNumbers {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    private mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var bits = state
        bits = (bits ^ (bits >> 30)) &* 0xBF58_476D_1CE4_E5B9
        bits = (bits ^ (bits >> 27)) &* 0x94D0_49BB_1331_11EB
        return bits ^ (bits >> 31)
    }

    mutating func number(_ bound: UInt64) -> UInt64 { next() % bound }

    /// True once in so many times.
    mutating func oneIn(_ times: UInt64) -> Bool { number(times) == 0 }

    mutating func pick<T>(_ choices: [T]) -> T { choices[Int(number(UInt64(choices.count)))] }

    mutating func shuffle<T>(_ values: inout [T]) {
        for index in stride(from: values.count - 1, to: 0, by: -1) { values.swapAt(index, Int(number(UInt64(index + 1)))) }
    }

    mutating func hexadecimal(_ digits: Int) -> String {
        var (text, left) = ("", digits)
        while left > 0 {
            text += Self.padded(String(next(), radix: 16), to: 16).prefix(left)
            left -= 16
        }
        return text
    }

    mutating func uuid() -> String {
        "\(hexadecimal(8))-\(hexadecimal(4))-4\(hexadecimal(3))-a\(hexadecimal(3))-\(hexadecimal(12))"
    }

    mutating func address() -> String { "203.\(number(256)).\(number(256)).\(number(256))" }

    static func padded(_ digits: String, to count: Int) -> String {
        String(repeating: "0", count: max(0, count - digits.count)) + digits
    }
}
