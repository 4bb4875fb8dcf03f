import NIOCore
import NIOSSL
import Synchronization

/// What a peer's certificate must have beside what the library asks of it: the name that the URL names (RFC 9525), strength, and a chain
/// that is strong as a whole.
///
/// The library also takes a certificate that names only the address which the name was resolved to. Whoever makes a name resolve to an
/// address of theirs may well have a certificate for that address, and would be sent everything.
final class PeerCheck: Sendable {
    /// Certificates whose chain is known to be sound: an endpoint may have one for each of its machines.
    private static let maximumProven = 64

    private struct State {
        var peer: TLSPeer?
        var proven: [[UInt8]] = []
    }

    private let verifies: Bool
    private let state = Mutex(State())

    init(_ tls: TLSConfiguration) { verifies = tls.certificateVerification == .fullVerification }

    /// To be called before a connection is asked for.
    func expect(_ peer: TLSPeer, usesTLS: Bool) { state.withLock { $0.peer = usesTLS ? peer : nil } }

    /// A chain that is sound leads to this certificate.
    func prove(_ certificate: [UInt8]) {
        state.withLock { state in
            // The check's own handshake may reach another machine than the request, one that is known already.
            guard !state.proven.contains(certificate) else { return }
            if state.proven.count == Self.maximumProven { state.proven.removeFirst() }
            state.proven.append(certificate)
        }
    }

    func isProven(_ certificate: [UInt8]) -> Bool { state.withLock { $0.proven.contains(certificate) } }

    /// Looks at a connection whose handshake succeeded, before anything is sent on it.
    ///
    /// - Returns: fails with ``PeerCertificateError``, or with ``UnprovenPeer`` where its chain is to be looked at first.
    func check(_ channel: any Channel) -> EventLoopFuture<Void> {
        guard verifies, let peer = state.withLock({ $0.peer }) else { return channel.eventLoop.makeSucceededVoidFuture() }
        return channel.eventLoop.makeCompletedFuture {
            let certificate = try channel.pipeline.syncOperations.nioSSL_peerCertificate()
            guard let problem = problem(with: try certificate?.toDERBytes(), peer) else { return }
            // Once the library knows that it failed: it expects no end of a connection that is still being made.
            channel.eventLoop.execute { channel.close(promise: nil) }
            throw problem
        }
    }

    private func problem(with der: [UInt8]?, _ peer: TLSPeer) -> (any Error)? {
        guard let der, let facts = CertificateFacts(der: der) else {
            return PeerCertificateError(reason: "its certificate can't be read: renew it at the endpoint")
        }
        if let fault = CertificateFault.ofTrusted(facts, for: peer.serverName) {
            return PeerCertificateError(reason: "its certificate \(fault)")
        }
        return isProven(der) ? nil : UnprovenPeer(certificate: der)
    }
}

/// The certificate can't be read, is for someone else than was asked for, or is too weak to say so.
struct PeerCertificateError: Error {
    var reason: String
}

/// Nothing is wrong with the certificate; its chain was not looked at yet.
struct UnprovenPeer: Error {
    var certificate: [UInt8]
}
