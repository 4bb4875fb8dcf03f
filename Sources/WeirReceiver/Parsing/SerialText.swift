/// Finds a record's serial number, `"weir_serial": 123`, `"weir_serial": "123"` or ` weir_serial=123`: the last one in the line.
package enum SerialText {
    private static let name: [UInt8] = Array("weir_serial".utf8)
    /// Digits of the longest number that a serial can be.
    private static let longestDigits = 18

    package static func find(in line: UnsafeRawBufferPointer) -> UInt64? {
        var start = line.count - name.count - 2
        while start >= 0 {
            if line[start] == name[0], isName(line, at: start) { return number(line, from: start + name.count) }
            start -= 1
        }
        return nil
    }

    private static func isName(_ line: UnsafeRawBufferPointer, at start: Int) -> Bool {
        for offset in 1..<name.count where line[start + offset] != name[offset] { return false }
        return true
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
