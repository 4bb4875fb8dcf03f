/// Finds a record's serial number, `"weir_serial": 123`, `"weir_serial": "123"` or ` weir_serial=123`: the last one in the line.
package enum SerialText {
    private static let nameBytes = 11
    /// `weir_ser` and `rial` as they lie in memory: with a byte in common they are the name.
    private static let head: UInt64 = 0x7265_735F_7269_6577
    private static let tail: UInt32 = 0x6C61_6972
    /// Digits of the longest number that a serial can be.
    private static let longestDigits = 18

    package static func find(in line: UnsafeRawBufferPointer) -> UInt64? {
        var start = line.count - nameBytes - 2
        while start >= 0 {
            if UInt64(littleEndian: line.loadUnaligned(fromByteOffset: start, as: UInt64.self)) == head,
                UInt32(littleEndian: line.loadUnaligned(fromByteOffset: start + 7, as: UInt32.self)) == tail
            {
                return number(line, from: start + nameBytes)
            }
            start -= 1
        }
        return nil
    }

    /// The digits behind the name and what may stand between them.
    private static func number(_ line: UnsafeRawBufferPointer, from start: Int) -> UInt64? {
        var index = start
        while index < line.count, isSeparator(line[index]) { index += 1 }
        var value: UInt64 = 0
        let first = index
        while index < line.count, case let digit = line[index] &- UInt8(ascii: "0"), digit < 10 {
            guard index - first < longestDigits else { return nil }
            value = value * 10 + UInt64(digit)
            index += 1
        }
        return index > first ? value : nil
    }

    private static func isSeparator(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: "\"") || byte == UInt8(ascii: ":") || byte == UInt8(ascii: " ") || byte == UInt8(ascii: "=")
    }
}
