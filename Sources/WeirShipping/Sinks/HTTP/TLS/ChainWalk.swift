/// Looks at each certificate of a chain that the library found to hold: from the authority that is trusted down to the peer's own.
///
/// A signature that can be forged or a key that can be broken anywhere between makes the peer's own worth nothing, however strong it is.
struct ChainWalk: Equatable {
    enum End: Equatable {
        /// It did not come to a peer's certificate.
        case unknown
        case weak(String)
        /// It leads to this certificate: that of another machine, where an endpoint has several.
        case sound([UInt8])
    }

    /// The peer's, in DER, as it showed it before.
    private let own: [UInt8]
    private var isAtAnchor = true
    private(set) var end = End.unknown

    init(to certificate: [UInt8]) { own = certificate }

    /// - Returns: whether to go on: not once the end is known.
    mutating func step(to certificate: [UInt8]) -> Bool {
        defer { isAtAnchor = false }
        guard let facts = CertificateFacts(der: certificate) else { return false }
        let isOwn = certificate == own || !facts.extensions.isAuthority
        if let weakness = CertificateFault.weakness(facts, isTrustedItself: isAtAnchor) {
            end = .weak("\(isOwn ? "its certificate" : isAtAnchor ? Self.anchor : Self.between) \(weakness)")
        } else if isOwn {
            end = .sound(certificate)
        }
        return end == .unknown
    }

    private static let between = "the certificate of an authority between"
    private static let anchor = "the certificate of the authority that is trusted for it"
}
