internal import CWeirRecords

/// A message with all that differs from one to the next taken out.
struct MessageShape: Sendable {
    /// Bytes of a message that are looked at.
    static let readBytes = 512
    /// The longest placeholder, for one byte with at least one more behind it.
    private static let placeholderBytes = 9
    private static let writtenBytes = readBytes * placeholderBytes
    /// Quoted text longer than this is not taken as quoted.
    private static let longestQuotedBytes = 256
    /// Fewer hexadecimal digits than this are a word or a number.
    private static let fewestHexadecimalDigits = 8
    private static let uuidBytes = 36

    /// Letters and digits together that are at least so long are a key or a session's token.
    private static let fewestTokenBytes = 24

    private var room = [UInt8](repeating: 0, count: writtenBytes)
    private var count = 0

    var text: String { String(decoding: room[..<count], as: UTF8.self) }

    /// Makes the message's shape and returns its hash.
    mutating func normalize(_ message: UnsafeRawBufferPointer) -> Digest128 {
        let text = UnsafeRawBufferPointer(rebasing: message.prefix(Self.readBytes))
        return room.withUnsafeMutableBytes { room in
            var writer = Writer(text: text, table: TokenBytes.table, room: room)
            writer.run()
            count = writer.count
            return MurmurHash3.hash(UnsafeRawBufferPointer(rebasing: room[..<count]))
        }
    }

    /// Reads the message once. A token is written while it is read, and taken back where something else stands for it.
    private struct Writer {
        let text: UnsafeRawBufferPointer
        let table: UnsafeBufferPointer<UInt8>
        /// Large enough for whatever the text becomes, see ``MessageShape/writtenBytes``.
        let room: UnsafeMutableRawBufferPointer
        var position = 0
        var count = 0

        mutating func run() {
            while true {
                copyUnchanged()
                guard position < text.count else { return }
                let bits = table[Int(text[position])]
                if bits & TokenBytes.token != 0 {
                    token()
                } else if bits == TokenBytes.quote, let end = MessageShape.quoteEnd(text, table, from: position), !isKey(endingAt: end) {
                    put("<text>")
                    position = end
                } else {
                    copy()
                }
            }
        }

        /// A quoted text before a colon is a name, as in JSON: it stays.
        private func isKey(endingAt end: Int) -> Bool { end < text.count && text[end] == UInt8(ascii: ":") }

        /// Copies sixteen bytes at a time as long as none of them can be changed, and stops before the token that they end in: what is
        /// read one by one from there on may change it.
        @inline(__always)
        private mutating func copyUnchanged() {
            #if arch(x86_64)
                guard let from = text.baseAddress, let to = room.baseAddress else { return }
                let start = position
                while position &+ 16 <= text.count {
                    let stops = weir_shape_stops(from + position)
                    (to + count).storeBytes(of: (from + position).loadUnaligned(as: SIMD16<UInt8>.self), as: SIMD16<UInt8>.self)
                    let copied = stops == 0 ? 16 : stops.trailingZeroBitCount
                    position &+= copied
                    count &+= copied
                    if stops != 0 { break }
                }
                while position > start, table[Int(text[position &- 1])] & TokenBytes.token != 0 {
                    position &-= 1
                    count &-= 1
                }
            #endif
        }

        @inline(__always)
        private mutating func copy() {
            room[count] = text[position]
            count &+= 1
            position &+= 1
        }

        @inline(__always)
        private mutating func token() {
            let (start, written) = (position, count)
            var traits: UInt8 = 0
            #if arch(x86_64)
                if let from = text.baseAddress, let to = room.baseAddress {
                    let copied = weir_copy_token(to + count, from + position, text.count &- position, &traits)
                    position &+= copied
                    count &+= copied
                }
            #endif
            while position < text.count, case let bits = table[Int(text[position])], bits & TokenBytes.token != 0 {
                traits |= bits
                copy()
            }
            guard traits & TokenBytes.open != 0 else { return }
            count = written
            replace(UnsafeRawBufferPointer(rebasing: text[start..<position]), traits)
        }

        private mutating func replace(_ token: UnsafeRawBufferPointer, _ traits: UInt8) {
            if let name = MessageShape.placeholder(token, traits) { return put(name) }
            var isInNumber = false
            for byte in MessageShape.withoutSign(token) {
                let isDigit = UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte
                if !isDigit {
                    room[count] = byte
                    count &+= 1
                } else if !isInNumber {
                    put("<n>")
                }
                isInNumber = isDigit
            }
        }

        private mutating func put(_ name: StaticString) {
            for offset in 0..<name.utf8CodeUnitCount { room[count &+ offset] = name.utf8Start[offset] }
            count &+= name.utf8CodeUnitCount
        }
    }
}

extension MessageShape {
    private static func placeholder(_ token: UnsafeRawBufferPointer, _ traits: UInt8) -> StaticString? {
        func has(_ bits: UInt8) -> Bool { traits & bits != 0 }
        if has(TokenBytes.slash), hasScheme(token) { return "<url>" }
        if token[0] == UInt8(ascii: "/"), token.count > 1 { return "<path>" }
        if has(TokenBytes.at) { return "<address>" }
        if has(TokenBytes.digit), !has(TokenBytes.notHexadecimal) {
            if token.count == uuidBytes, isUUID(token) { return "<uuid>" }
            if has(TokenBytes.hexadecimalLetter), !has(TokenBytes.dash), token.count >= fewestHexadecimalDigits { return "<hex>" }
        }
        if has(TokenBytes.digit), has(TokenBytes.wordLetter), token.count >= fewestTokenBytes { return "<token>" }
        return nil
    }

    /// A number's sign says nothing of the message's kind.
    private static func withoutSign(_ token: UnsafeRawBufferPointer) -> Slice<UnsafeRawBufferPointer> {
        let isNegative = token.count > 1 && token[0] == UInt8(ascii: "-") && UInt8(ascii: "0")...UInt8(ascii: "9") ~= token[1]
        return isNegative ? token.dropFirst() : token[...]
    }

    private static func hasScheme(_ token: UnsafeRawBufferPointer) -> Bool {
        guard let colon = token.firstIndex(of: UInt8(ascii: ":")), colon + 2 < token.count else { return false }
        return token[colon + 1] == UInt8(ascii: "/") && token[colon + 2] == UInt8(ascii: "/")
    }

    /// One bit for each place of a dash.
    private static let dashesOfUUID: UInt64 = 1 << 8 | 1 << 13 | 1 << 18 | 1 << 23

    /// - Precondition: 36 bytes, all hexadecimal digits or dashes.
    private static func isUUID(_ token: UnsafeRawBufferPointer) -> Bool {
        var dashes: UInt64 = 0
        for index in 0..<uuidBytes { dashes |= (token[index] == UInt8(ascii: "-") ? 1 : 0) << UInt64(index) }
        return dashes == dashesOfUUID
    }

    /// Behind the closing quote of what a quote opens here; nil where none closes, or where it stands in a word.
    private static func quoteEnd(_ text: UnsafeRawBufferPointer, _ table: UnsafeBufferPointer<UInt8>, from start: Int) -> Int? {
        guard start == 0 || table[Int(text[start - 1])] & TokenBytes.token == 0 else { return nil }
        let limit = min(text.count, start + 1 + longestQuotedBytes)
        return text[(start + 1)..<limit].firstIndex(of: text[start]).map { $0 + 1 }
    }
}
