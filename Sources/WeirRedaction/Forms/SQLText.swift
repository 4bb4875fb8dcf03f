/// Passwords in statements that have no name right before them.
struct SQLText {
    private let text: UnsafeRawBufferPointer

    init(_ text: UnsafeRawBufferPointer) { self.text = text }

    func find(around place: Int, into found: inout [Finding]) {
        let start = text.start(before: place + 1, limit: 16) { $0.isLetter || $0 == 0x20 || $0 == 0x3A || $0 == 0x5F }
        for word in start...place {
            if text.has("identified ", at: word) { return identified(word + 11, into: &found) }
            if text.has("insert into", at: word) || text.has("replace into", at: word) { return insert(word + 11, into: &found) }
            if text.has("parameters: $", at: word) { return parameters(word + 12, into: &found) }
            if text.has("crypt(", at: word) { return cipher(word, into: &found) }
        }
    }

    /// `IDENTIFIED BY '…'`, `IDENTIFIED WITH x BY '…'`, `IDENTIFIED BY PASSWORD '…'`, Oracle's without quotes.
    private func identified(_ place: Int, into found: inout [Finding]) {
        var place = place
        for _ in 0..<6 {
            let word = text.end(from: place, limit: 64) { !$0.isBlank }
            let name = text.lowered(place..<word)
            guard word > place,
                ["by", "with", "as", "using", "password", "values"].contains(name) || text.has("by ", at: text.skippingBlanks(from: word))
                    || text.has("as ", at: text.skippingBlanks(from: word))
            else { break }
            place = text.skippingBlanks(from: word)
            if name == "by" || name == "as" || name == "using", !text.has("password ", at: place) { break }
        }
        guard let value = ValueExtent.value(text, from: place, needsQuote: false), value.range.count >= ValueShape.shortest,
            !Placeholders.isOne(text.part(value.range))
        else { return }
        var end = value.range.upperBound
        while end > value.range.lowerBound, text[end - 1] == UInt8(ascii: ";") { end -= 1 }
        found.append(Finding(value.range.lowerBound..<end, .password))
    }

    /// The values of columns whose names say so.
    private func insert(_ place: Int, into found: inout [Finding]) {
        let limit = min(text.count, place + 512)
        guard let open = text.firstIndex(of: UInt8(ascii: "("), from: place, to: limit),
            let close = text.firstIndex(of: UInt8(ascii: ")"), from: open, to: min(text.count, open + 4_096))
        else { return }
        let columns = split(open + 1, to: close)
        let names = columns.map { SecretName(text.part(withoutQuotes($0))) }
        guard names.contains(where: { $0 != nil }) else { return }
        var row = text.end(from: close, limit: 4_096) { $0 != UInt8(ascii: "(") }
        while row < text.count, text[row] == UInt8(ascii: "(") {
            let end = rowEnd(row + 1)
            for (index, value) in split(row + 1, to: end).enumerated() where index < names.count {
                guard let name = names[index], !name.isQueryOnly else { continue }
                let inner = withoutQuotes(value)
                guard ValueShape(name: name, strength: .strong, isFollowed: false).accepts(text.part(inner)) else { continue }
                found.append(Finding(inner, name.rule))
            }
            row = text.end(from: end + 1, limit: 8) { $0.isBlank || $0 == 0x2C }
        }
    }

    /// `$1 = 'bob', $2 = '…'`: which is the password can't be told, so what looks like one is.
    private func parameters(_ place: Int, into found: inout [Finding]) {
        var place = place
        while text.at(place) == UInt8(ascii: "$") {
            let sign = text.end(from: place + 1, limit: 6) { $0.isDigit || $0 == 0x20 }
            guard text.at(sign) == UInt8(ascii: "="),
                let value = ValueExtent.value(text, from: text.skippingSpaces(from: sign + 1), needsQuote: false)
            else { break }
            let shape = ValueShape(name: .plainToken, strength: .strong, isFollowed: false)
            let bytes = text.part(value.range)
            if value.isQuoted, value.range.count >= 6, shape.accepts(bytes), !Self.isIdentifier(bytes) {
                found.append(Finding(value.range, .password))
            }
            place = text.end(from: value.end, limit: 4) { $0 == 0x2C || $0 == 0x20 }
        }
    }

    /// UUIDs, addresses of mail and of hosts.
    private static func isIdentifier(_ value: UnsafeRawBufferPointer) -> Bool {
        let isUUID = value.count == 36 && value.allSatisfy { $0.isHexadecimal || $0 == 0x2D } && value.at(8) == 0x2D
        let isAddress = value.allSatisfy { $0.isHexadecimal || $0 == 0x2E || $0 == 0x3A || $0 == 0x2F }
        return isUUID || isAddress || value.contains(0x40) && value.contains(0x2E) && !value.contains(0x20)
    }

    /// `crypt('…', gen_salt('bf'))`, `AES_ENCRYPT(card, '…')`, `pgp_sym_decrypt(card, '…')`: of a cipher all arguments in quotes that
    /// name no algorithm.
    private func cipher(_ name: Int, into found: inout [Finding]) {
        let isCipher = text.has("en", at: name - 2) || text.has("de", at: name - 2)
        let arguments = CallArguments(text).arguments(from: name + 6).prefix(isCipher ? 4 : 1).compactMap { $0 }
        for value in arguments where isCipher || text.at(value.range.upperBound) == 0x27 {
            let argument = text.part(value.range)
            let isAlgorithm = ["aes-", "des-", "bf-", "cipher-algo"].contains { (start: StaticString) in argument.has(start, at: 0) }
            guard argument.count >= ValueShape.shortest, !isAlgorithm, !Placeholders.isOne(argument) else { continue }
            found.append(Finding(value.range, .password))
        }
    }

    private func rowEnd(_ place: Int) -> Int {
        var place = place
        var quote: UInt8 = 0
        while place < text.count {
            let byte = text[place]
            if quote != 0 {
                if byte == quote { quote = 0 }
            } else if byte == 0x27 || byte == 0x22 {
                quote = byte
            } else if byte == UInt8(ascii: ")") {
                return place
            }
            place += 1
        }
        return place
    }

    /// Ranges between commas that stand in no quotes.
    private func split(_ start: Int, to end: Int) -> [Range<Int>] {
        var parts: [Range<Int>] = []
        var from = start
        var quote: UInt8 = 0
        for place in start..<max(start, min(end, text.count)) {
            let byte = text[place]
            if quote != 0 {
                if byte == quote { quote = 0 }
            } else if byte == 0x27 || byte == 0x22 {
                quote = byte
            } else if byte == 0x2C {
                parts.append(from..<place)
                from = place + 1
            }
        }
        parts.append(from..<max(from, min(end, text.count)))
        return parts
    }

    private func withoutQuotes(_ range: Range<Int>) -> Range<Int> {
        var (start, end) = (range.lowerBound, range.upperBound)
        while start < end, text[start].isBlank || text[start].isQuote || text[start] == 0x5C { start += 1 }
        if text.at(start) | 0x20 == 0x65 || text.at(start) | 0x20 == 0x6E, text.at(start + 1) == 0x27 { start += 2 }
        while end > start, text[end - 1].isBlank || text[end - 1].isQuote || text[end - 1] == 0x5C { end -= 1 }
        return start..<max(start, end)
    }
}
