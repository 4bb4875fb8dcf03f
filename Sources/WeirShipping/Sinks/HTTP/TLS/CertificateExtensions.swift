/// What a certificate is for, and for whom.
struct CertificateExtensions: Equatable {
    /// For whom, by its alternative names; nil where it has no such.
    var names: CertificateNames?
    var isAuthority = false
    /// Whether it may stand for a server: also where it says nothing of that.
    var isForServers = true
    /// Extensions that must be understood, and are not by the library, such as `1.2.3.4`.
    var unknown: [String] = []

    /// In the arc `id-ce`, 2.5.29.
    private static let (alternativeNames, basicConstraints, keyPurposes): (UInt8, UInt8, UInt8) = (17, 19, 37)
    /// Key usage, names above, constraints on names, policies, their mappings and constraints, purposes, and that any policy is barred.
    private static let known: Set<UInt8> = [15, alternativeNames, basicConstraints, 30, 32, 33, 36, keyPurposes, 54]
    /// `id-kp-serverAuth` and `anyExtendedKeyUsage`.
    private static let serverPurposes: [[UInt8]] = [[0x2B, 6, 1, 5, 5, 7, 3, 1], [0x55, 0x1D, 37, 0]]

    /// - Parameter content: a certificate's, at its extensions, or at its end where it has none; nil where they can't be read.
    init?(_ content: DERReader) {
        var content = content
        guard content.next != nil else { return }
        guard var outer = content.enter(.extensions), var all = outer.enter(.sequence) else { return nil }
        while all.next != nil {
            guard var one = all.enter(.sequence), let identifier = one.read(.objectIdentifier) else { return nil }
            let isCritical = one.read(.boolean)?.first ?? 0 != 0
            guard let value = one.read(.octetString), take(Array(identifier), value, isCritical: isCritical) else { return nil }
        }
    }

    private mutating func take(_ identifier: [UInt8], _ value: ArraySlice<UInt8>, isCritical: Bool) -> Bool {
        guard identifier.count == 3, identifier.starts(with: [0x55, 0x1D]), Self.known.contains(identifier[2]) else {
            if isCritical { unknown.append(Self.text(identifier)) }
            return true
        }
        var reader = DERReader(value)
        guard [Self.alternativeNames, Self.basicConstraints, Self.keyPurposes].contains(identifier[2]) else { return true }
        guard var parts = reader.enter(.sequence) else { return false }
        switch identifier[2] {
        case Self.alternativeNames: names = CertificateNames(&parts)
        case Self.basicConstraints: isAuthority = parts.read(.boolean)?.first ?? 0 != 0
        default:
            isForServers = false
            while let purpose = parts.read() { if Self.serverPurposes.contains(Array(purpose.bytes)) { isForServers = true } }
        }
        return true
    }

    /// The first byte holds two numbers, the others seven bits of one each.
    private static func text(_ identifier: [UInt8]) -> String {
        guard let first = identifier.first else { return "" }
        var (numbers, number) = ([UInt64(min(2, first / 40)), UInt64(first) - 40 * UInt64(min(2, first / 40))], UInt64(0))
        for byte in identifier.dropFirst() {
            number = number << 7 | UInt64(byte & 0x7F)
            if byte < 0x80 { (numbers, number) = (numbers + [number], 0) }
        }
        return numbers.map(String.init).joined(separator: ".")
    }
}
