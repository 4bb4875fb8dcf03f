/// What of a certificate (RFC 5280) says why it is not trusted. Read here, since the library traps on times that it can't read.
struct CertificateFacts: Equatable {
    var notBefore: CertificateTime
    var notAfter: CertificateTime
    var issuer: [UInt8]
    var subject: [UInt8]
    /// The algorithm of its signature, as an object identifier's bytes.
    var signature: [UInt8]
    /// Length of an RSA key; nil for one of another kind.
    var rsaBits: Int?
    var extensions: CertificateExtensions

    /// Issuer and subject are the same.
    var isSelfSigned: Bool { issuer == subject }

    /// Nil where the bytes are no certificate.
    init?(der: [UInt8]) {
        var outer = DERReader(der[...])
        guard var certificate = outer.enter(.sequence), var content = certificate.enter(.sequence) else { return nil }
        if content.next == .version { _ = content.read() }
        // Serial number and algorithm.
        guard content.read() != nil, content.read() != nil, let issuer = content.read(), var validity = content.enter(.sequence),
            let before = validity.read(), let after = validity.read(), let subject = content.read(),
            let notBefore = CertificateTime(before), let notAfter = CertificateTime(after), let key = content.enter(.sequence),
            var algorithm = certificate.enter(.sequence), let signature = algorithm.read(.objectIdentifier)
        else { return nil }
        self.notBefore = notBefore
        self.notAfter = notAfter
        self.issuer = Array(issuer.bytes)
        self.subject = Array(subject.bytes)
        self.signature = Array(signature)
        rsaBits = Self.rsaBits(key)
        // Unique identifiers of issuer and subject may stand before.
        while let next = content.next, next != .extensions { guard content.read() != nil else { return nil } }
        guard let extensions = CertificateExtensions(content) else { return nil }
        self.extensions = extensions
    }

    /// `rsaEncryption` and `id-RSASSA-PSS` of PKCS #1, 1.2.840.113549.1.1.
    private static let rsaKeys: [[UInt8]] = [
        [0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x01, 0x01], [0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x01, 0x0A],
    ]

    private static func rsaBits(_ key: DERReader) -> Int? {
        var key = key
        guard var algorithm = key.enter(.sequence), let kind = algorithm.read(.objectIdentifier), rsaKeys.contains(Array(kind)),
            let bits = key.read(.bitString)
        else { return nil }
        // The first byte says how many bits of the last are not used: none.
        var outer = DERReader(bits.dropFirst())
        guard var parts = outer.enter(.sequence), let modulus = parts.read(.integer)?.drop(while: { $0 == 0 }) else { return 0 }
        return modulus.count * 8 - (modulus.first?.leadingZeroBitCount ?? 0)
    }
}
