/// Elements of DER one after another; nil at whatever is none.
struct DERReader {
    enum Tag: UInt8 {
        case boolean = 0x01
        case integer = 0x02
        case bitString = 0x03
        case octetString = 0x04
        case objectIdentifier = 0x06
        case sequence = 0x30
        case utcTime = 0x17
        case generalizedTime = 0x18
        /// A certificate's own first and last part.
        case version = 0xA0
        case extensions = 0xA3
        /// Of an alternative name.
        case hostName = 0x82
        case address = 0x87
        case other = 0
    }

    struct Element {
        var tag: Tag
        var bytes: ArraySlice<UInt8>
    }

    private var rest: ArraySlice<UInt8>

    init(_ bytes: ArraySlice<UInt8>) { rest = bytes }

    var next: Tag? { rest.first.map { Tag(rawValue: $0) ?? .other } }

    mutating func read() -> Element? {
        guard let tag = next, let length = length() else { return nil }
        let start = rest.startIndex + 1 + length.header
        guard length.value <= rest.endIndex - start else { return nil }
        let end = start + length.value
        defer { rest = rest[end...] }
        return Element(tag: tag, bytes: rest[start..<end])
    }

    /// What the next element is, where it has this tag.
    mutating func read(_ tag: Tag) -> ArraySlice<UInt8>? { next == tag ? read()?.bytes : nil }

    mutating func enter(_ tag: Tag) -> DERReader? {
        guard next == tag else { return nil }
        return read().map { DERReader($0.bytes) }
    }

    /// Bytes that the length takes, and what it says: at most four bytes of it, as no certificate is longer.
    private func length() -> (header: Int, value: Int)? {
        guard rest.count >= 2 else { return nil }
        let first = rest[rest.startIndex + 1]
        guard first >= 0x80 else { return (1, Int(first)) }
        let count = Int(first & 0x7F)
        guard 1...4 ~= count, rest.count >= 2 + count else { return nil }
        let digits = rest[(rest.startIndex + 2)..<(rest.startIndex + 2 + count)]
        return (1 + count, digits.reduce(0) { $0 << 8 | Int($1) })
    }
}
