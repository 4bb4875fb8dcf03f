/// A name at a record's end whose value is the next record.
struct PendingName: Equatable {
    let name: SecretName
    /// The value stands behind `value:`.
    private var isPaired = false
    /// A sentence announces it: only what is no word is one.
    private var isSpoken = false
    /// A server of mail asked for it: the answer is in base 64.
    private var isPrompted = false

    /// `Password:`, `Password`, `password:` and `PASSWORD:` as `AUTH LOGIN` asks for one.
    private static let prompts: [StaticString] = ["ugfzc3dvcmq6", "ugfzc3dvcmq=", "cgfzc3dvcmq6", "ueftu1dpukq6"]
    /// What shows such a record.
    static let clues: [(text: String, endings: [String])] = [
        ("ugfzc3dvcmq", ["6", "="]), ("cgfzc3dvcmq", ["6"]), ("ueftu1dpukq", ["6"]),
    ]

    init?(atEndOf line: UnsafeRawBufferPointer) {
        if let paired = Self.paired(line) {
            name = paired
            isPaired = true
        } else if let found = Self.signed(line) ?? Self.element(line) ?? Self.continued(line) ?? Self.listed(line) ?? Self.form(line) {
            name = found
        } else if Self.isSpoken(line) {
            name = .plainPassword
            isSpoken = true
        } else if Self.isPrompt(line) {
            name = .plainPassword
            isPrompted = true
        } else {
            return nil
        }
    }

    /// `password:`, `password: |`, `password: >-`.
    private static func signed(_ line: UnsafeRawBufferPointer) -> SecretName? {
        let sign = line.start(before: line.count) {
            $0.isBlank || $0 == UInt8(ascii: "[") || $0 == UInt8(ascii: "|") || $0 == UInt8(ascii: ">") || $0 == UInt8(ascii: "-")
                || $0 == UInt8(ascii: "+")
        }
        guard line.at(sign - 1) == UInt8(ascii: ":") || line.at(sign - 1) == UInt8(ascii: "=") else { return nil }
        let end = line.start(before: sign - 1) { $0.isBlank || $0.isQuote }
        return secretName(line, line.start(before: end, limit: NameWords.longestBytes) { $0.isName }..<end)
    }

    /// `Please use the following password to proceed:`
    private static func isSpoken(_ line: UnsafeRawBufferPointer) -> Bool {
        let end = line.start(before: line.count) { $0.isBlank }
        guard line.at(end - 1) == UInt8(ascii: ":") else { return false }
        return (max(0, end - 160)..<end).contains { line.has("following password", at: $0) || line.has("password for the [", at: $0) }
    }

    /// `334 UGFzc3dvcmQ6`
    private static func isPrompt(_ line: UnsafeRawBufferPointer) -> Bool {
        let end = endOfText(line)
        return prompts.contains { line.has($0, at: end - $0.utf8CodeUnitCount) }
    }

    /// Before what closes a line: blanks, quotes, and line ends that a program spelt out.
    private static func endOfText(_ line: UnsafeRawBufferPointer) -> Int {
        var end = line.start(before: line.count) { $0.isBlank || $0.isQuote }
        while line.at(end - 2) == 0x5C, line.at(end - 1) == UInt8(ascii: "r") || line.at(end - 1) == UInt8(ascii: "n") { end -= 2 }
        return end
    }

    /// `<password>` alone on its line.
    private static func element(_ line: UnsafeRawBufferPointer) -> SecretName? {
        let start = line.skippingBlanks(from: 0, limit: .max)
        let end = line.start(before: line.count) { $0.isBlank }
        guard line.at(start) == UInt8(ascii: "<"), line.at(end - 1) == UInt8(ascii: ">"), line.at(end - 2) != UInt8(ascii: "/") else {
            return nil
        }
        let tag = line.end(from: start + 1) { $0.isName || $0 == UInt8(ascii: ":") }
        guard line.end(from: tag, while: { $0 != UInt8(ascii: ">") }) == end - 1 else { return nil }
        return secretName(line, line.start(before: tag) { $0.isName }..<tag)
    }

    /// A shell's line that goes on: `--password \\`, `-H "Authorization: Bearer \\`.
    private static func continued(_ line: UnsafeRawBufferPointer) -> SecretName? {
        let slash = line.start(before: line.count) { $0.isBlank } - 1
        guard line.at(slash) == 0x5C else { return nil }
        let end = line.start(before: slash) { $0.isBlank || $0.isQuote }
        let start = line.start(before: end, limit: NameWords.longestBytes) { $0.isName }
        if ["bearer", "basic", "token"].contains(line.lowered(start..<end)), line.at(start - 1) == 0x20 { return .plainToken }
        return line.at(start) == 0x2D ? secretName(line, start..<end) : nil
    }

    /// `- name: DB_PASSWORD`: its value is the next member.
    private static func paired(_ line: UnsafeRawBufferPointer) -> SecretName? {
        var end = line.start(before: line.count) { $0.isBlank || $0.isQuote || $0 == UInt8(ascii: ",") }
        let isElement = line.has("</name>", at: end - 7) || line.has("</key>", at: end - 6)
        if isElement { end = line.start(before: end) { $0 != UInt8(ascii: "<") } - 1 }
        let start = line.start(before: end, limit: NameWords.longestBytes) { $0.isName }
        if isElement { return line.at(start - 1) == UInt8(ascii: ">") ? secretName(line, start..<end) : nil }
        return isPaired(start, in: line) ? secretName(line, start..<end) : nil
    }

    /// `- --password`, `"--password",`: an element of a list of arguments.
    private static func listed(_ line: UnsafeRawBufferPointer) -> SecretName? {
        let end = line.start(before: line.count) { $0.isBlank || $0.isQuote || $0 == UInt8(ascii: ",") }
        let start = line.start(before: end, limit: NameWords.longestBytes) { $0.isName }
        guard line.has("--", at: start), line.start(before: start, while: { $0.isBlank || $0.isQuote || $0 == 0x2D }) == 0 else {
            return nil
        }
        return secretName(line, start..<end)
    }

    /// `Content-Disposition: form-data; name="password"`
    private static func form(_ line: UnsafeRawBufferPointer) -> SecretName? {
        let end = line.start(before: line.count) { $0.isBlank || $0.isQuote }
        let start = line.start(before: end, limit: NameWords.longestBytes) { $0.isName }
        return line.has("form-data; name=", at: start - 17) ? secretName(line, start..<end) : nil
    }

    /// Whether `name:` or `key:` stands before a place.
    static func isPaired(_ place: Int, in line: UnsafeRawBufferPointer) -> Bool {
        let sign = line.start(before: place, limit: 4) { $0.isBlank || $0.isQuote } - 1
        guard line.at(sign) == UInt8(ascii: ":"), sign < place - 1 else { return false }
        let word = line.start(before: sign, limit: 1) { $0.isQuote }
        return line.has("name", at: word - 4) && !line.at(word - 5).isName || line.has("key", at: word - 3) && !line.at(word - 4).isName
    }

    private static func secretName(_ line: UnsafeRawBufferPointer, _ range: Range<Int>) -> SecretName? {
        guard let name = SecretName(line.part(range)), !name.isQueryOnly else { return nil }
        return name
    }

    /// One word alone, perhaps the first of a list.
    func value(in line: UnsafeRawBufferPointer) -> Range<Int>? {
        if isPrompted { return Self.isPrompt(line) ? nil : Self.answer(line) }
        var start = line.skippingBlanks(from: 0, limit: .max)
        if line.has("- ", at: start) { start = line.skippingBlanks(from: start + 2, limit: .max) }
        let mark = Self.mark(line, at: start)
        guard (mark != nil) == isPaired else { return nil }
        if let mark { start = line.skippingBlanks(from: mark, limit: .max) }
        guard let value = ValueExtent.value(line, from: start, needsQuote: false),
            line.has("</", at: value.end) || line.end(from: value.end, while: Self.closes) == line.count,
            line.at(value.range.upperBound - 1) != UInt8(ascii: ":"),
            ValueShape(name: name, strength: .strong, isFollowed: false).accepts(line.part(value.range))
        else { return nil }
        return isSpoken && Words.arePlain(line.part(value.range), allowsMixed: false) ? nil : value.range
    }

    private static func closes(_ byte: UInt8) -> Bool { byte.isBlank || byte.isQuote || byte == 0x5C || byte == UInt8(ascii: ",") }

    /// Behind `value:`, `"value":` or `<value>`.
    private static func mark(_ line: UnsafeRawBufferPointer, at place: Int) -> Int? {
        for word in ["value:", "\"value\":", "<value>", "<string>"] as [StaticString] where line.has(word, at: place) {
            return place + word.utf8CodeUnitCount
        }
        return nil
    }

    /// The last word of the line, whatever a logger puts before it.
    private static func answer(_ line: UnsafeRawBufferPointer) -> Range<Int>? {
        let end = endOfText(line)
        let start = line.start(before: end) { $0.isBase64 }
        let before = line.at(start - 1)
        guard end - start >= 8, (end - start) % 4 == 0, start == 0 || before.isBlank || before.isQuote || before == UInt8(ascii: ">"),
            !Words.arePlain(line.part(start..<end), allowsMixed: false)
        else { return nil }
        return start..<end
    }
}
