package import WeirRecords

extension Digest128 {
    /// From 32 hexadecimal digits in ASCII; nil for anything else.
    package init?(hexadecimal text: UnsafeRawBufferPointer) {
        guard text.count == 32, let high = Self.word(text, at: 0), let low = Self.word(text, at: 16) else { return nil }
        self.init(low: low, high: high)
    }

    private static func word(_ text: UnsafeRawBufferPointer, at start: Int) -> UInt64? {
        var word: UInt64 = 0
        var isValid = true
        for index in start..<start + 16 {
            let byte = text[index]
            let digit = byte &- UInt8(ascii: "0")
            let letter = (byte | 0x20) &- UInt8(ascii: "a")
            isValid = isValid && (digit < 10 || letter < 6)
            word = word << 4 | UInt64((digit < 10 ? digit : letter &+ 10) & 0xF)
        }
        return isValid ? word : nil
    }
}
