extension AnswerView {
    /// The bytes whose numbers are written one after the other, whatever stands between them: `74:6f:6b`, `0x74, 0x6F`, `[116, 111]`,
    /// `\164\157`, `chr(116) chr(111)`, `U+0074 U+006F`, `01110100`. Other words are passed over.
    func numbers(radix: Int) -> AnswerView {
        var (view, start) = (AnswerView(), 0)
        while start < bytes.count {
            let end = bytes[start...].firstIndex { !Self.isAlphanumeric($0) } ?? bytes.count
            let digits = digits(of: start..<end)
            let size = Self.size(digits.count, radix: radix)
            for first in stride(from: digits.lowerBound, to: digits.upperBound, by: max(1, size)) where size > 0 {
                let number = first..<min(first + size, digits.upperBound)
                let text = String(decoding: bytes[number], as: UTF8.self)
                // Zeros are the upper halves of wider characters.
                guard let byte = UInt8(text, radix: radix), byte != 0 else { continue }
                view.append([byte], from: place(of: (first == digits.lowerBound ? start : first)..<number.upperBound))
            }
            start = end + 1
        }
        return view
    }

    /// Without what says the radix.
    private func digits(of word: Range<Int>) -> Range<Int> {
        let start = word.lowerBound
        guard let first = bytes[word].first else { return word }
        let isZero = first == UInt8(ascii: "0")
        let sign = (isZero && word.count > 2 ? bytes[start + 1] : first) | 0x20
        let signs = isZero ? "xob" : "xu"
        return signs.utf8.contains(sign) ? start + (isZero ? 2 : 1)..<word.upperBound : word
    }

    /// How many of a word's digits are one byte; 0 where the word is none.
    private static func size(_ count: Int, radix: Int) -> Int {
        switch radix {
        case 2: count % 8 == 0 ? 8 : count == 7 ? 7 : 0
        case 16: count <= 2 ? count : count % 2 == 0 ? 2 : 0
        case 8: count <= 4 ? count : 0
        default: count <= 3 ? count : 0
        }
    }
}
