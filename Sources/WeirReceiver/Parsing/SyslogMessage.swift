package import WeirRecords

/// An RFC 5424 message taken apart: ranges of the message's bytes.
package struct SyslogMessage: Equatable, Sendable {
    /// 0 to 191.
    package var priority: UInt8
    /// Nil for the NILVALUE, here and below.
    package var timestamp: Range<Int>?
    package var host: Range<Int>?
    package var application: Range<Int>?
    package var process: Range<Int>?
    package var messageID: Range<Int>?
    /// The parameter `id` of an element whose SD-ID begins with `weir`.
    package var eventID: Digest128?
    /// MSG without a byte order mark; empty where there is none.
    package var message: Range<Int>

    /// Nil where the bytes are no such message.
    package init?(_ bytes: UnsafeRawBufferPointer) {
        var cursor = SyslogCursor(bytes)
        guard let priority = cursor.priority(), cursor.take("1 ") else { return nil }
        self.priority = priority
        guard let timestamp = cursor.field(longest: 40), let host = cursor.field(longest: 255), let application = cursor.field(longest: 48),
            let process = cursor.field(longest: 128), let messageID = cursor.field(longest: 32), let event = cursor.structuredData()
        else { return nil }
        (self.timestamp, self.host, self.application) = (timestamp.range, host.range, application.range)
        (self.process, self.messageID, eventID) = (process.range, messageID.range, event.id)
        guard let message = cursor.message() else { return nil }
        self.message = message
    }
}

/// Goes over a message from left to right.
private struct SyslogCursor {
    struct Field { var range: Range<Int>? }
    struct Event { var id: Digest128? }

    /// `weir` as it lies in memory.
    private static let ourName: UInt32 = 0x7269_6577

    private let bytes: UnsafeRawBufferPointer
    private var index = 0

    init(_ bytes: UnsafeRawBufferPointer) { self.bytes = bytes }

    private var byte: UInt8? { index < bytes.count ? bytes[index] : nil }

    @inline(__always)
    mutating func take(_ wanted: UInt8) -> Bool {
        guard byte == wanted else { return false }
        index += 1
        return true
    }

    @inline(__always)
    mutating func take(_ text: StaticString) -> Bool {
        let count = text.utf8CodeUnitCount
        guard bytes.count - index >= count else { return false }
        for offset in 0..<count where bytes[index + offset] != text.utf8Start[offset] { return false }
        index += count
        return true
    }

    /// Steps over bytes that are wanted, with the index in a register.
    @inline(__always)
    private mutating func skip(while isWanted: (UInt8) -> Bool) -> Range<Int> {
        let start = index
        var end = start
        while end < bytes.count, isWanted(bytes[end]) { end &+= 1 }
        index = end
        return start..<end
    }

    /// `<0>` to `<191>`, without leading zeros.
    mutating func priority() -> UInt8? {
        guard take(UInt8(ascii: "<")) else { return nil }
        let start = index
        var value = 0
        while let byte, case let digit = byte &- UInt8(ascii: "0"), digit < 10, index - start < 3 {
            value = value * 10 + Int(digit)
            index += 1
        }
        let hasLeadingZero = index - start > 1 && bytes[start] == UInt8(ascii: "0")
        guard index > start, !hasLeadingZero, value <= 191, take(UInt8(ascii: ">")) else { return nil }
        return UInt8(value)
    }

    /// Printable ASCII up to a space, which is taken, too.
    mutating func field(longest: Int) -> Field? {
        let range = skip { Self.isPrintable($0) }
        guard !range.isEmpty, range.count <= longest, take(UInt8(ascii: " ")) else { return nil }
        return Field(range: range.count == 1 && bytes[range.lowerBound] == UInt8(ascii: "-") ? nil : range)
    }

    /// Nil where it is malformed.
    mutating func structuredData() -> Event? {
        var event = Event()
        if take(UInt8(ascii: "-")) { return event }
        guard byte == UInt8(ascii: "[") else { return nil }
        while take(UInt8(ascii: "[")) {
            guard element(&event) else { return nil }
        }
        return event
    }

    private mutating func element(_ event: inout Event) -> Bool {
        guard let name = name() else { return false }
        let isOurs = isOurs(name)
        while take(UInt8(ascii: " ")) {
            guard let key = self.name(), take("=\""), let value = value() else { return false }
            if isOurs, key.count == 2, bytes[key.lowerBound] == UInt8(ascii: "i"), bytes[key.lowerBound + 1] == UInt8(ascii: "d") {
                event.id = Digest128(hexadecimal: UnsafeRawBufferPointer(rebasing: bytes[value]))
            }
        }
        return take(UInt8(ascii: "]"))
    }

    private func isOurs(_ name: Range<Int>) -> Bool {
        name.count >= 4 && UInt32(littleEndian: bytes.loadUnaligned(fromByteOffset: name.lowerBound, as: UInt32.self)) == Self.ourName
    }

    /// SD-NAME: printable ASCII without `=`, space, `]` and `"`.
    private mutating func name() -> Range<Int>? {
        let range = skip {
            Self.isPrintable($0) && $0 != UInt8(ascii: "=") && $0 != UInt8(ascii: "]") && $0 != UInt8(ascii: "\"")
        }
        return 1...32 ~= range.count ? range : nil
    }

    @inline(__always)
    private static func isPrintable(_ byte: UInt8) -> Bool { byte &- 0x21 < 0x5E }

    /// The inside of a PARAM-VALUE, escapes as they are.
    private mutating func value() -> Range<Int>? {
        let start = index
        while let quote = RawBytes.first(UInt8(ascii: "\""), in: bytes, from: index, to: bytes.count) {
            while let escape = RawBytes.first(UInt8(ascii: "\\"), in: bytes, from: index, to: quote) {
                guard RawBytes.first(UInt8(ascii: "]"), in: bytes, from: index, to: escape) == nil else { return nil }
                index = escape + 2
            }
            // Perhaps it was the quote that was escaped.
            guard index <= quote else { continue }
            guard RawBytes.first(UInt8(ascii: "]"), in: bytes, from: index, to: quote) == nil else { return nil }
            index = quote + 1
            return start..<quote
        }
        return nil
    }

    /// What is left behind a space; nil where something else stands there.
    mutating func message() -> Range<Int>? {
        guard index < bytes.count else { return bytes.count..<bytes.count }
        guard take(UInt8(ascii: " ")) else { return nil }
        _ = take("\u{FEFF}")
        return index..<bytes.count
    }
}
