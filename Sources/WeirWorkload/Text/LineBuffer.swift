/// Bytes of a line in the making. Text is appended as UTF-8; what goes into a JSON string is escaped on the way.
struct LineBuffer: Sendable {
    private(set) var bytes: [UInt8] = []

    init() { bytes.reserveCapacity(WorkloadLimits.maximumLineBytes) }

    var count: Int { bytes.count }

    mutating func clear() { bytes.removeAll(keepingCapacity: true) }

    mutating func append(byte: UInt8) { bytes.append(byte) }

    mutating func append(_ text: StaticString) {
        text.withUTF8Buffer { bytes.append(contentsOf: $0) }
    }

    mutating func append(_ text: [UInt8]) { bytes.append(contentsOf: text) }

    mutating func append(_ text: ArraySlice<UInt8>) { bytes.append(contentsOf: text) }

    mutating func append(_ text: String) { bytes.append(contentsOf: text.utf8) }

    /// Decimal digits, padded on the left with zeros to at least `width`.
    mutating func append(decimal value: UInt64, width: Int = 1) {
        var digits: (UInt64, UInt64, UInt64) = (0, 0, 0)
        withUnsafeMutableBytes(of: &digits) { room in
            var rest = value
            var at = 20
            repeat {
                at -= 1
                room[at] = 0x30 + UInt8(truncatingIfNeeded: rest % 10)
                rest /= 10
            } while rest > 0 || 20 - at < width
            bytes.append(contentsOf: UnsafeRawBufferPointer(rebasing: room[at..<20]))
        }
    }

    /// `value` thousandths as `1.234`.
    mutating func append(thousandths value: UInt64) {
        append(decimal: value / 1000)
        append(byte: UInt8(ascii: "."))
        append(decimal: value % 1000, width: 3)
    }

    /// Sixteen lower-case hexadecimal digits, or fewer from the right.
    mutating func append(hexadecimal value: UInt64, digits: Int = 16) {
        for place in stride(from: (digits - 1) * 4, through: 0, by: -4) {
            let nibble = UInt8(truncatingIfNeeded: (value >> UInt64(place)) & 0xF)
            bytes.append(nibble < 10 ? 0x30 + nibble : 0x57 + nibble)
        }
    }
}
