internal import NIOSSL
internal import WeirSystem

/// Whom a connection trusts, and as whom it shows itself. All in PEM.
package struct TLSSettings: Sendable {
    package var verifies = true
    /// Nil for those that the machine trusts.
    package var authorities: [UInt8]?
    package var identity: (certificates: [UInt8], key: [UInt8])?

    package init() {}

    /// Version 1.2 is the least, with ciphers that authenticate and keep the past secret (``TLSFloor``).
    ///
    /// - Throws: what in it can't be used.
    func configuration() throws(TLSError) -> TLSConfiguration {
        var tls = TLSConfiguration.makeClientConfiguration()
        tls.minimumTLSVersion = .tlsv12
        tls.cipherSuites = TLSFloor.cipherSuites
        if !verifies { tls.certificateVerification = .none }
        if let authorities {
            tls.trustRoots = .certificates(
                try Self.using("the authorities' certificates") { try NIOSSLCertificate.fromPEMBytes(authorities) })
        }
        if let identity {
            let chain = try Self.using("the certificate") { try NIOSSLCertificate.fromPEMBytes(identity.certificates) }
            tls.certificateChain = chain.map { .certificate($0) }
            tls.privateKey = .privateKey(try Self.using("the key") { try NIOSSLPrivateKey(bytes: identity.key, format: .pem) })
        }
        // That a key is not the certificate's shows here, and would else with each connection.
        _ = try Self.using("the certificate with its key") { [tls] in try NIOSSLContext(configuration: tls) }
        return tls
    }

    private static func using<Result>(_ part: String, _ body: () throws -> Result) throws(TLSError) -> Result {
        do { return try body() } catch { throw TLSError(part: part, reason: "\(error)") }
    }
}

/// A part of the TLS settings that can't be used.
package struct TLSError: Error, Equatable, Sendable, CustomStringConvertible {
    package var part: String
    package var reason: String

    package var description: String { "\(part) can't be used: \(reason)" }
}
