/// Why nothing is sent to a peer, in words that follow "its certificate", with the way out.
///
/// The library takes a certificate by its common name, by a star alone, or by the address that a name was resolved to; it takes signatures
/// with SHA-1 and RSA keys of any length.
enum CertificateFault {
    /// 112 bits of strength, the least that is allowed since 2014 (NIST SP 800-57).
    static let shortestRSA = 2_048

    /// Signatures that can be forged, by object identifier.
    private static let weakSignatures: [(bytes: [UInt8], name: String)] = [
        ([0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x01, 0x04], "MD5"), ([0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x01, 0x05], "SHA-1"),
        ([0x2B, 0x0E, 0x03, 0x02, 0x1D], "SHA-1"), ([0x2A, 0x86, 0x48, 0xCE, 0x3D, 0x04, 0x01], "SHA-1"),
        ([0x2A, 0x86, 0x48, 0xCE, 0x38, 0x04, 0x03], "SHA-1"),
    ]

    /// Of a certificate that the library takes.
    ///
    /// - Parameter host: nil where the url names an address, which the library compares strictly.
    static func ofTrusted(_ facts: CertificateFacts, for host: String?) -> String? {
        name(facts, host) ?? weakness(facts, isTrustedItself: facts.isSelfSigned)
    }

    private static func name(_ facts: CertificateFacts, _ host: String?) -> String? {
        guard let host else { return nil }
        let names = facts.extensions.names ?? CertificateNames(hosts: [], hasAddress: false)
        guard !names.mayStand(for: host) else { return nil }
        if names.hosts.isEmpty, !names.hasAddress {
            return "names no host in subjectAltName, and its common name does not count: renew it with the url's host there"
        }
        if names.hosts.contains(where: { $0 == "*" || $0 == "*." }) {
            return "is for `*`, which is every host: renew it with the url's host in subjectAltName"
        }
        return "is for another name than the url's: correct the sink's url, or the certificate"
    }

    /// - Parameter isTrustedItself: it is trusted for being known, so that its signature says nothing.
    static func weakness(_ facts: CertificateFacts, isTrustedItself: Bool) -> String? {
        if !isTrustedItself, let weak = weakSignatures.first(where: { $0.bytes == facts.signature }) {
            return "is signed with \(weak.name), which can be forged: renew it with SHA-256"
        }
        if let bits = facts.rsaBits, bits < shortestRSA {
            return "has an RSA key of \(bits) bits, which can be broken: renew it with at least \(shortestRSA)"
        }
        return nil
    }

    /// Of a certificate that the library does not take, or of one that it came with.
    ///
    /// - Parameter isOwn: it is the peer's own, and no authority's.
    static func ofUntrusted(_ facts: CertificateFacts, isOwn: Bool, now: CertificateTime) -> String? {
        if facts.notAfter < now { return "has expired, on \(facts.notAfter.day): renew it at the endpoint" }
        if facts.notBefore > now { return "is not yet valid, only from \(facts.notBefore.day): check the clocks of both machines" }
        if !isOwn, !facts.isSelfSigned, !facts.extensions.isAuthority {
            return "may sign no other (basicConstraints has no CA:TRUE): have the endpoint's certificate issued by an authority"
        }
        if !facts.extensions.isForServers {
            return "is not for servers (extendedKeyUsage has no serverAuth): renew it at the endpoint with that"
        }
        return facts.extensions.unknown.first.map { "has a critical extension that is not known here (\($0)): renew it without" }
    }
}
