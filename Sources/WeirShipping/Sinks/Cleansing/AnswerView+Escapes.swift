extension AnswerView {
    /// With one layer of `%41`, `\u0041`, `\x41`, `\101`, `\/` and `&#65;`, `&#x41;`, `&amp;` taken off; line ends that fold a long text are
    /// left out.
    func unescaped() -> AnswerView {
        var made = AnswerView()
        var start = 0
        while start < bytes.count {
            let escape = escape(at: start)
            let count = escape?.length ?? 1
            defer { start += count }
            if escape == nil, bytes[start] == 0x0A || bytes[start] == 0x0D { continue }
            made.append(escape?.bytes ?? [bytes[start]], from: place(of: start..<start + count))
        }
        return made
    }

    /// Without the escapes of quoted-printable (RFC 2045): `=41`, and `=` at the end of a line that goes on. By itself, because `=41` is
    /// mostly a name's value.
    func unquoted() -> AnswerView {
        var made = AnswerView()
        var start = 0
        while start < bytes.count {
            let isSign = bytes[start] == UInt8(ascii: "=")
            let byte = isSign ? digits(at: start + 1, 2) : nil
            let isFold = isSign && bytes[start...].dropFirst().prefix(2).contains { $0 == 0x0A }
            let count = byte != nil ? 3 : isFold ? (bytes[start + 1] == 0x0A ? 2 : 3) : 1
            if !isFold { made.append([byte.map { UInt8(truncatingIfNeeded: $0) } ?? bytes[start]], from: place(of: start..<start + count)) }
            start += count
        }
        return made
    }

    private struct Escape {
        /// Of what it stands for.
        var bytes: [UInt8]
        /// Of the escape itself.
        var length: Int

        /// `%E9`, `\xE9`: a byte, whatever it is part of.
        init(byte: UInt32, length: Int) { (bytes, self.length) = ([UInt8(truncatingIfNeeded: byte)], length) }

        /// `\u00e9`, `&#233;`: a character. Half of a pair alone is none.
        init(scalar: UInt32, length: Int) {
            (bytes, self.length) = (Array(String(UnicodeScalar(scalar) ?? "\u{FFFD}").utf8), length)
        }
    }

    private func escape(at start: Int) -> Escape? {
        switch bytes[start] {
        case UInt8(ascii: "%"): return digits(at: start + 1, 2).map { Escape(byte: $0, length: 3) }
        case UInt8(ascii: "\\"):
            guard start + 1 < bytes.count else { return nil }
            switch bytes[start + 1] {
            case UInt8(ascii: "u"): return unicode(at: start)
            case UInt8(ascii: "x"): return digits(at: start + 2, 2).map { Escape(byte: $0, length: 4) }
            case UInt8(ascii: "0")...UInt8(ascii: "3"): return digits(at: start + 1, 3, radix: 8).map { Escape(byte: $0, length: 4) }
            case UInt8(ascii: "/"), UInt8(ascii: "\\"), UInt8(ascii: "\""), UInt8(ascii: "'"):
                return Escape(byte: UInt32(bytes[start + 1]), length: 2)
            default: return nil
            }
        case UInt8(ascii: "&"): return entity(at: start).map { Escape(scalar: $0, length: $1) }
        default: return nil
        }
    }

    /// `\uXXXX`, or two of them that make one character.
    private func unicode(at start: Int) -> Escape? {
        guard let unit = unit(at: start) else { return nil }
        guard 0xD800...0xDBFF ~= unit, let low = self.unit(at: start + 6), 0xDC00...0xDFFF ~= low else {
            return Escape(scalar: unit, length: 6)
        }
        return Escape(scalar: 0x1_0000 + (unit - 0xD800) << 10 + (low - 0xDC00), length: 12)
    }

    private func unit(at start: Int) -> UInt32? {
        guard bytes[start...].starts(with: [UInt8(ascii: "\\"), UInt8(ascii: "u")]) else { return nil }
        return digits(at: start + 2, 4)
    }

    private func entity(at start: Int) -> (UInt32, Int)? {
        guard let end = bytes[start...].prefix(10).firstIndex(of: UInt8(ascii: ";")) else { return nil }
        let name = String(decoding: bytes[(start + 1)..<end], as: UTF8.self).lowercased()
        let named: [String: UInt32] = [
            "amp": 0x26, "lt": 0x3C, "gt": 0x3E, "quot": 0x22, "apos": 0x27, "sol": 0x2F, "plus": 0x2B, "equals": 0x3D,
        ]
        let value = named[name] ?? (name.hasPrefix("#x") ? UInt32(name.dropFirst(2), radix: 16) : UInt32(name.dropFirst(1)))
        guard let value, named[name] != nil || name.hasPrefix("#") else { return nil }
        return (value, end + 1 - start)
    }

    private func digits(at start: Int, _ count: Int, radix: Int = 16) -> UInt32? {
        guard start + count <= bytes.count, bytes[start..<start + count].allSatisfy(Self.isAlphanumeric) else { return nil }
        return UInt32(String(decoding: bytes[start..<start + count], as: UTF8.self), radix: radix)
    }
}
