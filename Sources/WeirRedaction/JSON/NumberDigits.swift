/// A number's digits without its sign, its point and its exponent: `48291357.0` and `4.8291357e+07` are `48291357`.
enum NumberDigits {
    /// Zeros that an exponent may add: more digits make no other secret.
    private static let maximumZeros = 32

    /// - Parameter addsZeros: those of an exponent beyond the digits that are written. A password may have them; a token drawn at random
    ///   doesn't, and `1e5` under such a name is a count.
    static func of(_ number: UnsafeRawBufferPointer, addsZeros: Bool) -> [UInt8] {
        let mantissa = number.prefix { $0 | 0x20 != UInt8(ascii: "e") }
        let whole = mantissa.prefix { $0 != UInt8(ascii: ".") }.count(where: \.isDigit)
        var digits = mantissa.filter(\.isDigit)
        let point = whole + exponent(number.dropFirst(mantissa.count + 1))
        // Behind the point zeros say nothing, before it they do.
        while digits.count > max(0, point), digits.last == 0x30 { digits.removeLast() }
        let missing = addsZeros ? min(maximumZeros, point - digits.count) : 0
        return digits + [UInt8](repeating: 0x30, count: max(0, missing))
    }

    private static func exponent(_ text: Slice<UnsafeRawBufferPointer>) -> Int {
        let isNegative = text.first == UInt8(ascii: "-")
        let value = text.lazy.filter(\.isDigit).reduce(0) { min(maximumZeros, $0 * 10 + Int($1 - 0x30)) }
        return isNegative ? -value : value
    }
}
