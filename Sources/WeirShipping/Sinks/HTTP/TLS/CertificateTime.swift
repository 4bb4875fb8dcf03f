import WeirRecords

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
