import NIOCore
import NIOSSL
import Synchronization
import WeirRecords
import WeirSystem

/// An endpoint of TLS.
struct TLSPeer: Sendable {
    var host: String
    var port: Int
}

/// Finds out why a peer's certificate was not trusted: a handshake that ends once the certificates were seen, and that sends nothing.
enum TLSDiagnosis {
    /// - Parameter done: takes the reason with the way out, once.
    static func run(
        of peer: TLSPeer, _ tls: TLSConfiguration, on loop: any EventLoop, within limit: Duration,
        _ done: @escaping @Sendable (String) -> Void
    ) -> CertificateLook {
        let seen = SeenCertificates()
        let now = Timestamp(microseconds: HostClock().wallMicroseconds())
        return CertificateLook(at: peer, on: loop, within: limit) { channel in
            let context = try NIOSSLContext(configuration: tls)
            let handler = try NIOSSLClientHandler(context: context, serverHostname: peer.serverName) { certificates, promise in
                seen.note(certificates.compactMap { try? $0.toDERBytes() })
                promise.succeed(NIOSSLVerificationResult.failed)
            }
            try channel.pipeline.syncOperations.addHandler(handler)
        } done: {
            done(reason(seen.certificates, now: now))
        }
    }

    /// - Parameter certificates: the peer's, its own first, in DER.
    static func reason(_ certificates: [[UInt8]], now: Timestamp) -> String {
        guard let own = certificates.first else { return HTTPFailure.unverified }
        guard let facts = CertificateFacts(der: own) else { return "its certificate can't be read" }
        let chain = certificates.map { CertificateFacts(der: $0) }
        for (place, facts) in chain.enumerated() {
            guard let facts, let fault = CertificateFault.ofUntrusted(facts, isOwn: place == 0, now: CertificateTime(now)) else { continue }
            return "\(place == 0 ? "its certificate" : "the certificate of an authority between") \(fault)"
        }
        // One of the same name that it came with may have signed it.
        guard !facts.isSelfSigned || chain.dropFirst().contains(where: { $0?.subject == facts.issuer }) else {
            return "its certificate is self-signed and no authority that is trusted: name it in the sink's tls.ca_file"
        }
        // The library looks for the name only once an authority was found.
        return "its certificate is signed by an unknown authority: name that CA in the sink's tls.ca_file"
    }
}

/// The certificates as the handshake showed them.
private final class SeenCertificates: Sendable {
    private let state = Mutex<[[UInt8]]>([])

    var certificates: [[UInt8]] { state.withLock { $0 } }

    func note(_ certificates: [[UInt8]]) { state.withLock { $0 = certificates } }
}

extension TLSPeer {
    /// Nil for an address: it has no place in the handshake's server name.
    var serverName: String? { (try? SocketAddress(ipAddress: host, port: port)) == nil ? host : nil }
}
