/// A private key that has begun and is not over: which of what follows belongs to it.
///
/// A line that only names a key's first line begins one too, so little is taken for its body, and not for long.
struct OpenKey: Equatable {
    /// The longest that OpenSSL makes, RSA of 16,384 bits: 9,280 bytes of PKCS #1, which are 12,376 in base 64; OpenSSH has some more.
    static let longestBytes = 16 << 10
    /// That many in lines of 64.
    private static let maximumLines = 256
    /// Records of other threads between two of its lines.
    private static let patience = 8
    /// Lines have 64 bytes by RFC 7468, 70 by OpenSSH, 76 by RFC 2045.
    static let widths = [64, 70, 76]
    /// All of a key in one line: one of P-256 has 164 bytes.
    private static let unbroken = 160
    /// Lines of another length: the last one, and those of a writer with a width of its own.
    private static let maximumUnusual = 3
    private static let shortestUnusual = 24
    /// What RFC 1421 and RFC 4880 have before the body.
    private static let headers: [StaticString] = ["proc-type:", "dek-info:", "version:", "comment:", "hash:", "charset:", "encryption:"]

    private var bytes = 0
    private var lines = 0
    private var unusual = 0
    /// Records since its last line.
    private var quiet = 0
    /// What is read can be nothing but the key: not the record that it began in, whose other texts are none of it.
    private var isAlone: Bool

    private(set) var isOver = false

    init(isAlone: Bool = false) { self.isAlone = isAlone }

    /// Takes the lines of its body in a part of a record.
    ///
    /// - Returns: whether there is anything of the key.
    mutating func read(_ text: UnsafeRawBufferPointer, _ part: Range<Int>, into found: inout [Finding]) -> Bool {
        let before = found.count
        var place = part.lowerBound
        while place < part.upperBound, !isOver {
            let run = KeyRun(text, from: place, to: part.upperBound)
            if takes(run) { found.append(Finding(run.range, .privateKey)) }
            place = run.range.upperBound + 1
        }
        return found.count > before || Self.isHeader(text, part)
    }

    private mutating func takes(_ run: KeyRun) -> Bool {
        let isUsual = Self.widths.contains(run.length) || run.length >= Self.unbroken
        guard isUsual ? run.isDrawn : unusual < Self.maximumUnusual && mayBeUnusual(run) else { return false }
        bytes += run.length
        lines += 1
        if !isUsual { unusual += 1 }
        isOver = bytes >= Self.longestBytes || lines >= Self.maximumLines
        return true
    }

    private func mayBeUnusual(_ run: KeyRun) -> Bool {
        guard isAlone, run.isLast, quiet == 0 || lines > 0 else { return false }
        if run.length >= Self.shortestUnusual { return run.isDrawn }
        return lines > 0 && (run.isPadded || quiet == 0 && run.isWhole) && !run.isPlain
    }

    /// A record is over.
    ///
    /// - Parameter isTold: there was something of the key in it.
    mutating func finishRecord(isTold: Bool) {
        isAlone = true
        quiet = isTold ? 0 : quiet + 1
        if quiet > Self.patience { isOver = true }
    }

    private static func isHeader(_ text: UnsafeRawBufferPointer, _ part: Range<Int>) -> Bool {
        let end = min(part.upperBound, part.lowerBound + 256)
        return part.lowerBound < end
            && (part.lowerBound..<end).contains { place in
                text[place].isLetter && !text.at(place - 1).isName && headers.contains { text.has($0, at: place) }
            }
    }
}

/// A row of what base 64 is made of, in a record's bytes as they are: with escapes, quotes, and what a logger puts before it.
struct KeyRun {
    private let text: UnsafeRawBufferPointer
    /// Empty where there is none.
    let range: Range<Int>
    /// Of the part that is read.
    private let end: Int
    /// The dash before it is a diff's.
    private let isBehindSign: Bool

    init(_ text: UnsafeRawBufferPointer, from place: Int, to end: Int) {
        var start = place
        // Behind the last colour: a line begins there.
        var lineStart = place
        while start < end {
            if let behind = Unseen.escapeEnd(text, at: start) {
                start = min(end, behind)
                lineStart = start
            } else if text[start].isBase64 {
                break
            } else {
                start += 1
            }
        }
        // `n` of `\n` is none of it.
        if start < end, text.at(start - 1) == 0x5C, text[start] == 0x6E || text[start] == 0x72 || text[start] == 0x74 { start += 1 }
        var last = start
        // Some writers of JSON put a backslash before each slash.
        while last < end, text[last].isBase64 || text[last] == 0x5C && text.at(last + 1) == 0x2F { last += 1 }
        // The sign of a diff is none of it either, and no dash of a longer word.
        if start < last, text[start] == 0x2B, OpenKey.widths.contains(last - start - 1) { start += 1 }
        let sign = start - 1
        isBehindSign = text.at(sign) == 0x2D && (sign <= lineStart || !text.at(sign - 1).isAlphanumeric && text.at(sign - 1) != 0x2D)
        self.text = text
        self.end = end
        range = start..<last
    }

    private var bytes: UnsafeRawBufferPointer { text.part(range) }
    var length: Int { range.count - bytes.count { $0 == 0x5C } }
    var isPadded: Bool { length >= 8 && bytes.last == 0x3D }
    var isPlain: Bool { Words.arePlain(bytes) }

    /// Capitals, small letters and no words, with nothing next to it that would make it a part of a longer word: a digest in
    /// hexadecimal is none, nor is a number.
    var isDrawn: Bool {
        bytes.contains(where: \.isUpper) && bytes.contains(where: \.isLower) && (isBehindSign || !isPart(text.at(range.lowerBound - 1)))
            && !isPart(range.upperBound < end ? text[range.upperBound] : 0) && !isPlain
    }

    private func isPart(_ byte: UInt8) -> Bool { byte == 0x5F || byte == 0x2D || byte == 0x2E || byte == 0x40 }

    /// The line or the text in quotes ends behind it.
    var isLast: Bool {
        let next = min(end, text.skippingSpaces(from: range.upperBound))
        return next == end || isRim(text[next]) || text[next] == 0x5C || text[next] == 0x1B
    }

    /// It is all of its line, or of a text in quotes.
    var isWhole: Bool {
        guard length >= 4, isLast else { return false }
        let start = text.start(before: range.lowerBound, limit: 32) { $0 == 0x20 || $0 == 0x09 }
        return start == 0 || isRim(text[start - 1]) || text.at(start - 2) == 0x5C || isBehindMark(start)
    }

    /// `+`, `-`, `> `, `| ` at the start of the line, or a colour.
    private func isBehindMark(_ start: Int) -> Bool {
        let mark = text.at(start - 1)
        if mark == UInt8(ascii: "|"), isBehindContainer(start - 1) { return true }
        if mark == UInt8(ascii: "-") || mark == UInt8(ascii: ">") || mark == UInt8(ascii: "|") || mark == UInt8(ascii: "+") {
            return start == 1 || isRim(text[start - 2]) || isBehindColour(start - 1)
        }
        return isBehindColour(start)
    }

    /// `proxy-1  | `, as Compose puts before each line.
    private func isBehindContainer(_ mark: Int) -> Bool {
        let end = text.start(before: mark, limit: 48) { $0 == 0x20 }
        let start = text.start(before: end, limit: 64) { $0.isTokenByte }
        return start < end && (start == 0 || isRim(text[start - 1]))
    }

    private func isBehindColour(_ place: Int) -> Bool {
        let first = text.start(before: place, limit: 16) { $0 != 0x1B && $0 != 0x5C } - 1
        return first >= 0 && Unseen.escapeEnd(text, at: first) == place
    }

    private func isRim(_ byte: UInt8) -> Bool { byte.isQuote || byte == 0x0A || byte == 0x0D }
}
