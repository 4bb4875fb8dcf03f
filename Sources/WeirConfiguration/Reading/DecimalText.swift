/// A decimal number at the start of a text and what follows it: `1.5` and `h`. Exact, without a detour over binary fractions.
struct DecimalText {
    /// Digits of a number and of its fraction; more is refused.
    private static let maximalDigits = 15

    private(set) var isNegative = false
    /// The number times 10 to the power of `decimals`, without its sign.
    private var digits: Int128 = 0
    private var decimals = 0
    /// What follows the number, without spaces around it.
    private(set) var unit = ""

    /// `nil` where the text begins with no number.
    init?(_ text: String) {
        var rest = text[...]
        if let sign = rest.first, sign == "-" || sign == "+" {
            isNegative = sign == "-"
            rest = rest.dropFirst()
        }
        let whole = rest.prefix(while: Self.isDigit)
        rest = rest[whole.endIndex...]
        var fraction = rest.prefix(0)
        if rest.first == "." {
            fraction = rest.dropFirst().prefix(while: Self.isDigit)
            guard !fraction.isEmpty else { return nil }
            rest = rest[fraction.endIndex...]
        }
        guard !whole.isEmpty, whole.count + fraction.count <= Self.maximalDigits, let digits = Int128(whole + fraction) else { return nil }
        self.digits = digits
        self.decimals = fraction.count
        let unit = rest.drop { $0 == " " }
        guard unit.last != " " else { return nil }
        self.unit = String(unit)
    }

    var isZero: Bool { digits == 0 }

    var double: Double {
        let magnitude = Double(digits) / Double(Self.power(decimals))
        return isNegative ? -magnitude : magnitude
    }

    /// The number times the factor, cut to a whole one; `nil` beyond `Int64`.
    func scaled(by factor: Int64) -> Int64? {
        let magnitude = digits * Int128(factor) / Self.power(decimals)
        return Int64(exactly: isNegative ? -magnitude : magnitude)
    }

    /// `nil` where there is a fraction.
    var whole: Int64? { decimals == 0 ? scaled(by: 1) : nil }

    /// At most six decimals, no exponent.
    static func text(_ value: Double) -> String {
        let millionths = Int64((value * 1_000_000).rounded())
        guard !millionths.isMultiple(of: 1_000_000) else { return "\(millionths / 1_000_000)" }
        let fraction = String(String(millionths.magnitude % 1_000_000 + 1_000_000).dropFirst())
        let digits = fraction[...(fraction.lastIndex { $0 != "0" } ?? fraction.startIndex)]
        return "\(millionths < 0 ? "-" : "")\(millionths.magnitude / 1_000_000).\(digits)"
    }

    private static func isDigit(_ character: Character) -> Bool { ("0"..."9").contains(character) && character.isASCII }

    private static func power(_ exponent: Int) -> Int128 {
        (0..<exponent).reduce(into: 1) { result, _ in result *= 10 }
    }
}
