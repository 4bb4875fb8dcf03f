import WeirRecords

/// What of a certificate (RFC 5280) says why it is not trusted. Read here, since the library traps on times that it can't read.
struct CertificateFacts: Equatable {
    var notBefore: CertificateTime
    var notAfter: CertificateTime
    /// Issuer and subject are the same.
    var isSelfSigned: Bool

    /// Nil where the bytes are no certificate.
    init?(der: [UInt8]) {
        var outer = DERReader(der[...])
        guard var certificate = outer.enter(.sequence), var content = certificate.enter(.sequence) else { return nil }
        if content.next == .version { _ = content.read() }
        // Serial number and algorithm.
        guard content.read() != nil, content.read() != nil, let issuer = content.read(), var validity = content.enter(.sequence),
            let before = validity.read(), let after = validity.read(), let subject = content.read(),
            let notBefore = CertificateTime(before), let notAfter = CertificateTime(after)
        else { return nil }
        self.notBefore = notBefore
        self.notAfter = notAfter
        isSelfSigned = issuer.bytes.elementsEqual(subject.bytes)
    }
}

/// A moment in UTC as its fourteen digits, year first.
struct CertificateTime: Equatable, Comparable {
    private let digits: String

    init(_ time: Timestamp) { digits = String("\(time)".filter(\.isNumber).prefix(14)) }

    /// `UTCTime` has two digits of the year, from 50 on of the last century.
    init?(_ element: DERReader.Element) {
        let text = String(decoding: element.bytes, as: UTF8.self)
        guard text.hasSuffix("Z"), text.dropLast().utf8.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
        switch (element.tag, text.utf8.count) {
        case (.utcTime, 13): digits = (text < "5" ? "20" : "19") + text.dropLast()
        case (.generalizedTime, 15): digits = String(text.dropLast())
        default: return nil
        }
    }

    /// `2026-11-30`.
    var day: String { "\(digits.prefix(4))-\(digits.dropFirst(4).prefix(2))-\(digits.dropFirst(6).prefix(2))" }

    static func < (left: CertificateTime, right: CertificateTime) -> Bool { left.digits < right.digits }
}

/// Elements of DER one after another; nil at whatever is none.
struct DERReader {
    enum Tag: UInt8 {
        case sequence = 0x30
        case utcTime = 0x17
        case generalizedTime = 0x18
        case version = 0xA0
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
