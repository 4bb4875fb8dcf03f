extension JSONLineScanner {
    /// Steps over any value that is not a string at the top level; nil where there is none.
    mutating func skipValue(_ line: RawSpan) -> JSONField.Kind? {
        guard position < line.byteCount else { return nil }
        switch line.byte(at: position) {
        case UInt8(ascii: "{"), UInt8(ascii: "["): return skipNested(line) ? .nested : nil
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return skipNumber(line) ? .number : nil
        default: return skipLiteral(line) ? .literal : nil
        }
    }

    private mutating func skipLiteral(_ line: RawSpan) -> Bool {
        skip("true", in: line) || skip("false", in: line) || skip("null", in: line)
    }

    private mutating func skip(_ literal: StaticString, in line: RawSpan) -> Bool {
        guard line.byteCount - position >= literal.utf8CodeUnitCount else { return false }
        for offset in 0..<literal.utf8CodeUnitCount where line.byte(at: position + offset) != literal.utf8Start[offset] {
            return false
        }
        position += literal.utf8CodeUnitCount
        return true
    }
}

extension JSONLineScanner {
    /// A double holds every number with so many digits before the point, its exponent included, and some with one digit more.
    private static let portableDigits = 308
    /// What takes more room than this, and may be too large for a double, is not looked at more closely.
    private static let longestNumber = 1_000
    /// Digits of an exponent that strict readers take.
    private static let portableExponentDigits = 4

    private mutating func skipNumber(_ line: RawSpan) -> Bool { skipPlainNumber(line) || skipAnyNumber(line) }

    /// Digits alone, as most numbers are; anything else leaves the position as it was.
    @inline(__always)
    private mutating func skipPlainNumber(_ line: RawSpan) -> Bool {
        var end = position
        while end < line.byteCount, line.byte(at: end) &- UInt8(ascii: "0") < 10 { end &+= 1 }
        guard end > position, end &- position < Self.portableDigits, end < line.byteCount,
            line.byte(at: end) == UInt8(ascii: ",") || line.byte(at: end) == UInt8(ascii: "}"),
            end &- position == 1 || line.byte(at: position) != UInt8(ascii: "0")
        else { return false }
        position = end
        return true
    }

    private mutating func skipAnyNumber(_ line: RawSpan) -> Bool {
        let start = position
        if at(UInt8(ascii: "-"), in: line) { position += 1 }
        let startsWithZero = at(UInt8(ascii: "0"), in: line)
        let integer = skipDigits(line)
        guard integer.count > 0, integer.count == 1 || !startsWithZero else { return false }
        if at(UInt8(ascii: "."), in: line) {
            position += 1
            guard skipDigits(line).count > 0 else { return false }
        }
        guard let exponent = skipExponent(line) else { return false }
        if integer.count + exponent > Self.portableDigits, !isFinite(line, start) { isUnportable = true }
        return true
    }

    /// Whether the number that ends here is within a double's range; read as one, since it lies at its rim.
    private func isFinite(_ line: RawSpan, _ start: Int) -> Bool {
        guard position - start <= Self.longestNumber else { return false }
        let digits = (start..<position).map { line.byte(at: $0) }
        return Double(String(decoding: digits, as: UTF8.self))?.isFinite ?? false
    }

    /// The exponent's value, 0 for one that is not there or negative; nil where it is wrong.
    private mutating func skipExponent(_ line: RawSpan) -> Int? {
        guard at(UInt8(ascii: "e"), in: line) || at(UInt8(ascii: "E"), in: line) else { return 0 }
        position += 1
        let isNegative = at(UInt8(ascii: "-"), in: line)
        if isNegative || at(UInt8(ascii: "+"), in: line) { position += 1 }
        let digits = skipDigits(line)
        guard digits.count > 0 else { return nil }
        if digits.count > Self.portableExponentDigits { isUnportable = true }
        return isNegative ? 0 : digits.value
    }

    /// Their number, and their value as far as the first nine go.
    private mutating func skipDigits(_ line: RawSpan) -> (count: Int, value: Int) {
        var count = 0
        var value = 0
        while position < line.byteCount, UInt8(ascii: "0")...UInt8(ascii: "9") ~= line.byte(at: position) {
            if count < 9 { value = 10 * value + Int(line.byte(at: position) - UInt8(ascii: "0")) }
            count += 1
            position += 1
        }
        return (count, value)
    }
}
