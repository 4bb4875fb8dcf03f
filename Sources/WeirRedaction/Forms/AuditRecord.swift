/// A command as the kernel's audit log has it: its words as `a0="curl" a1="-u"`, or all of it as hexadecimal digits.
struct AuditRecord {
    private static let longestBytes = 16 << 10
    /// What stands between two arguments of one record is their lengths.
    private static let longestOther = 256

    /// A part of the command's line, and where it stands in the record.
    private struct Word {
        var line: Range<Int>
        var source: Range<Int>
        var isHexadecimal: Bool
    }

    private let text: UnsafeRawBufferPointer
    private var line: [UInt8] = []
    private var words: [Word] = []

    /// What shows that a record may be one.
    static let clues: [(text: String, endings: [String])] = [
        ("argc=", "123456789".map { String($0) }), ("proctitle=", "234567".map { String($0) }), ("type=user_cmd", []),
    ]

    /// Where its words stand.
    var range: Range<Int> { (words.first?.source.lowerBound ?? 0)..<(words.last?.source.upperBound ?? 0) }

    /// - Parameter place: within one of the clues. Nil where it is no such record.
    init?(_ text: UnsafeRawBufferPointer, around place: Int) {
        self.text = text
        for start in max(0, place - 14)...place {
            if text.has("argc=", at: start) {
                addArguments(from: start + 5)
            } else if text.has("proctitle=", at: start) {
                add(valueAt: start + 10)
            } else if text.has("type=user_cmd", at: start) {
                let limit = min(text.count, start + Self.longestBytes)
                let sign = (start + 5..<max(start + 5, limit)).first { text.has(" cmd=", at: $0) || text.has("type=", at: $0) }
                if let sign, text.has(" cmd=", at: sign) { add(valueAt: sign + 5) }
            }
        }
        guard !line.isEmpty else { return nil }
    }

    /// What a command line of the same words would lose.
    func find(_ search: TextSearch, depth: Int) -> [Finding] {
        line.withUnsafeBytes { search.find(in: $0, depth: depth) }.compactMap { finding in
            guard let word = words.first(where: { $0.line.contains(finding.range.lowerBound) }) else { return nil }
            let size = word.isHexadecimal ? 2 : 1
            let start = word.source.lowerBound + size * (finding.range.lowerBound - word.line.lowerBound)
            let end = word.source.lowerBound + size * (min(finding.range.upperBound, word.line.upperBound) - word.line.lowerBound)
            return finding.at(start..<end)
        }
    }

    /// ` a0="curl" a1=2D75`; `a2_len=…` and what belongs to no word are passed over. Another count of arguments is another record's.
    private mutating func addArguments(from start: Int) {
        var place = start
        let limit = min(text.count, start + 4 * Self.longestBytes)
        while place < limit, line.count < Self.longestBytes, text[place] != 0x0A, !text.has("argc=", at: place + 1) {
            let next = text.end(from: place, limit: Self.longestOther) { $0 != 0x20 }
            guard next < place + Self.longestOther else { return }
            place = next
            guard text.at(place + 1) == UInt8(ascii: "a") else {
                place += 1
                continue
            }
            let digits = text.end(from: place + 2, limit: 6) { $0.isDigit }
            guard digits > place + 2, text.at(digits) == UInt8(ascii: "=") else {
                place += 1
                continue
            }
            place = add(valueAt: digits + 1)
        }
    }

    /// In quotes, or as digits, of which a NUL parts words.
    @discardableResult
    private mutating func add(valueAt place: Int) -> Int {
        let start = line.count
        if text.at(place) == 0x22 {
            let end = text.end(from: place + 1) { $0 != 0x22 }
            line += text[place + 1..<end]
            words.append(Word(line: start..<line.count, source: place + 1..<end, isHexadecimal: false))
            line.append(0x20)
            return end + 1
        }
        let end = text.end(from: place, limit: 2 * Self.longestBytes) { $0.isHexadecimal }
        let count = (end - place) / 2
        for index in 0..<count {
            let byte = Self.digit(text[place + 2 * index]) << 4 | Self.digit(text[place + 2 * index + 1])
            line.append(byte == 0 ? 0x20 : byte)
        }
        words.append(Word(line: start..<line.count, source: place..<place + 2 * count, isHexadecimal: true))
        line.append(0x20)
        return max(end, place + 1)
    }

    private static func digit(_ byte: UInt8) -> UInt8 { byte.isDigit ? byte - 0x30 : (byte | 0x20) - 0x61 + 10 }
}
