import NIOCore
import NIOSSL
import Synchronization

/// What a peer's certificate must have beside what the library asks of it: the name that the URL names (RFC 9525), and strength.
///
/// The library also takes a certificate that names only the address which the name was resolved to. Whoever makes a name resolve to an
/// address of theirs may well have a certificate for that address, and would be sent everything.
final class PeerName: Sendable {
    private let verifies: Bool
    private let peer = Mutex<TLSPeer?>(nil)

    init(_ tls: TLSConfiguration) { verifies = tls.certificateVerification == .fullVerification }

    /// To be called before a connection is asked for.
    func expect(_ peer: TLSPeer, usesTLS: Bool) { self.peer.withLock { $0 = usesTLS ? peer : nil } }

    /// Looks at a connection whose handshake succeeded, before anything is sent on it. Of the chain only the peer's own certificate is kept
    /// by then.
    func check(_ channel: any Channel) -> EventLoopFuture<Void> {
        guard verifies, let peer = peer.withLock({ $0 }) else { return channel.eventLoop.makeSucceededVoidFuture() }
        return channel.eventLoop.makeCompletedFuture {
            let certificate = try channel.pipeline.syncOperations.nioSSL_peerCertificate()
            guard let fault = Self.fault(try certificate?.toDERBytes(), peer) else { return }
            // Once the library knows that it failed: it expects no end of a connection that is still being made.
            channel.eventLoop.execute { channel.close(promise: nil) }
            throw PeerNameError(reason: "its certificate \(fault)")
        }
    }

    private static func fault(_ der: [UInt8]?, _ peer: TLSPeer) -> String? {
        guard let facts = der.flatMap(CertificateFacts.init) else { return "can't be read: renew it at the endpoint" }
        return CertificateFault.ofTrusted(facts, for: peer.serverName)
    }
}

/// The certificate is for someone else than was asked for, or too weak to say so.
struct PeerNameError: Error {
    var reason: String
}
