/// Finds the top-level members of a line that is one JSON object (RFC 8259), validates all of it and keeps nothing.
///
/// The line must begin with its opening brace: that is where a shipper splices. After its closing brace only white space may follow.
/// Strings are searched in words of eight bytes; nested values are validated and skipped. Duplicate keys are all reported, in their
/// order; who reads them lets the last one win, as `JSONSerialization`, Python and PostgreSQL's `jsonb` do.
package struct JSONLineScanner {
    /// Objects and arrays within each other, the line's own object not counted.
    package static let maximumDepth = 64

    /// Where the scan stands.
    var position = 0
    /// All words seen, joined by OR: a high bit says that something is not ASCII.
    var seenBits: UInt64 = 0
    /// The last string held an escape.
    var isEscaped = false
    /// Something that strict readers refuse, see ``JSONVerdict/unportable``.
    var isUnportable = false

    init() {}

    /// Calls `onField` with each member in its order. What it was told counts only if the verdict, at the end, is not `invalid`.
    @inline(__always)
    package static func scan(_ line: RawSpan, onField: (JSONField) -> Void) -> JSONVerdict {
        var scanner = JSONLineScanner()
        let isObject = scanner.members(of: line) { scanner in
            guard let field = scanner.member(line) else { return false }
            if field.takesEnvelopeName(in: line) { scanner.isUnportable = true }
            onField(field)
            return true
        }
        return isObject ? scanner.finalVerdict(on: line) : .invalid
    }

    /// The same with what each member's key means, most of which the line before tells.
    @inline(__always)
    static func scan(
        _ line: RawSpan, keys: inout JSONKeys, role: (RawSpan, Range<Int>) -> FieldRole, onField: (JSONField, FieldRole) -> Void
    ) -> JSONVerdict {
        var scanner = JSONLineScanner()
        var member = 0
        let isObject = scanner.members(of: line) { scanner in
            defer { member &+= 1 }
            if let known = keys.find(member, at: scanner.position, in: line) {
                guard let field = scanner.knownMember(line, known) else { return false }
                onField(field, known.role)
                return true
            }
            guard let field = scanner.member(line) else { return false }
            let role = field.isKeyEscaped ? FieldRole.none : role(line, field.key)
            if field.takesEnvelopeName(in: line) {
                scanner.isUnportable = true
            } else if !field.isKeyEscaped {
                keys.remember(member, field.key, in: line, role: role)
            }
            onField(field, role)
            return true
        }
        return isObject ? scanner.finalVerdict(on: line) : .invalid
    }

    /// Whether the line is one JSON object.
    package static func verdict(on line: RawSpan) -> JSONVerdict { scan(line) { _ in } }

    /// Replaces `fields` by the line's members.
    package static func fields(of line: RawSpan, into fields: inout [JSONField]) -> JSONVerdict {
        fields.removeAll(keepingCapacity: true)
        return scan(line) { fields.append($0) }
    }

    @inline(__always)
    private mutating func members(of line: RawSpan, readOne: (inout JSONLineScanner) -> Bool) -> Bool {
        guard line.byteCount >= 2, line.byte(at: 0) == UInt8(ascii: "{") else { return false }
        position = 1
        skipWhitespace(line)
        if at(UInt8(ascii: "}"), in: line) { return endsAfterBrace(line) }
        guard at(UInt8(ascii: "\""), in: line) else { return false }
        while true {
            position &+= 1
            guard readOne(&self) else { return false }
            if advance(over: Self.commaSpaceQuote, in: line) { continue }
            skipWhitespace(line)
            if at(UInt8(ascii: "}"), in: line) { return endsAfterBrace(line) }
            guard at(UInt8(ascii: ","), in: line) else { return false }
            position &+= 1
            skipWhitespace(line)
            guard at(UInt8(ascii: "\""), in: line) else { return false }
        }
    }

    /// A key and its value. Begins after the key's opening quote, ends after the value.
    @inline(__always)
    private mutating func member(_ line: RawSpan) -> JSONField? {
        let keyStart = position
        guard skipString(line) else { return nil }
        let keyEnd = position
        let isKeyEscaped = isEscaped
        position &+= 1
        if !advance(over: Self.colonSpaceQuote, in: line) {
            skipWhitespace(line)
            guard at(UInt8(ascii: ":"), in: line) else { return nil }
            position &+= 1
            skipWhitespace(line)
            guard at(UInt8(ascii: "\""), in: line) else {
                return otherMember(line, keyStart: keyStart, keyEnd: keyEnd, isKeyEscaped: isKeyEscaped)
            }
        }
        position &+= 1
        let valueStart = position
        guard skipString(line) else { return nil }
        position &+= 1
        return JSONField(
            keyStart: keyStart, keyEnd: keyEnd, valueStart: valueStart, valueEnd: position &- 1, kind: .string,
            isKeyEscaped: isKeyEscaped, isValueEscaped: isEscaped)
    }

    /// The same where the key and what stands behind it are known.
    @inline(__always)
    private mutating func knownMember(_ line: RawSpan, _ known: JSONKeys.Known) -> JSONField? {
        let keyStart = position
        position &+= known.count
        guard at(UInt8(ascii: "\""), in: line) else {
            return otherMember(line, keyStart: keyStart, keyEnd: keyStart &+ known.keyCount, isKeyEscaped: false)
        }
        position &+= 1
        let valueStart = position
        guard skipString(line) else { return nil }
        position &+= 1
        return JSONField(
            keyStart: keyStart, keyEnd: keyStart &+ known.keyCount, valueStart: valueStart, valueEnd: position &- 1, kind: .string,
            isKeyEscaped: false, isValueEscaped: isEscaped)
    }

    /// A member whose value is not a string.
    private mutating func otherMember(_ line: RawSpan, keyStart: Int, keyEnd: Int, isKeyEscaped: Bool) -> JSONField? {
        let valueStart = position
        guard let kind = skipValue(line) else { return nil }
        return JSONField(
            keyStart: keyStart, keyEnd: keyEnd, valueStart: valueStart, valueEnd: position, kind: kind,
            isKeyEscaped: isKeyEscaped, isValueEscaped: false)
    }

    private mutating func endsAfterBrace(_ line: RawSpan) -> Bool {
        position &+= 1
        skipWhitespace(line)
        return position == line.byteCount
    }

    @inline(__always)
    private func finalVerdict(on line: RawSpan) -> JSONVerdict {
        if isUnportable { return .unportable }
        return seenBits & ByteWords.highBits == 0 || UTF8Text.isValid(line) ? .portable : .unportable
    }
}

extension JSONLineScanner {
    /// What stands between most members and between most keys and values; the three bytes are followed by anything.
    @inline(__always)
    private static var commaSpaceQuote: UInt32 { 0x22_202c }
    @inline(__always)
    private static var colonSpaceQuote: UInt32 { 0x22_203a }

    /// Steps to the quote of a separator of three bytes, if that is what comes.
    @inline(__always)
    private mutating func advance(over separator: UInt32, in line: RawSpan) -> Bool {
        guard position &+ 4 <= line.byteCount, line.halfWord(at: position) & 0xFF_FFFF == separator else { return false }
        position &+= 2
        return true
    }

    @inline(__always)
    func at(_ byte: UInt8, in line: RawSpan) -> Bool { position < line.byteCount && line.byte(at: position) == byte }

    @inline(__always)
    mutating func skipWhitespace(_ line: RawSpan) {
        while position < line.byteCount {
            switch line.byte(at: position) {
            case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\r"), UInt8(ascii: "\n"): position &+= 1
            default: return
            }
        }
    }
}
