import NIOCore
import NIOSSL
import Synchronization

/// Finds out whether a peer's certificate is vouched for by a chain that holds: a handshake of its own, in which the library shows each
/// certificate that it has verified, and which ends at the peer's. Nothing is sent in it.
///
/// The library keeps only the peer's own certificate of a connection. So this proves that one, for whatever connection shows it: where a
/// sound chain leads to it, a connection whose peer has its key is sound, whatever else was shown there.
enum ChainCheck {
    /// - Parameter done: takes the end, once.
    static func run(
        of peer: TLSPeer, to certificate: [UInt8], _ tls: TLSConfiguration, on loop: any EventLoop, within limit: Duration,
        _ done: @escaping @Sendable (ChainWalk.End) -> Void
    ) -> CertificateLook {
        let walk = SharedWalk(to: certificate)
        let handshake: any VerifiedHandshake = LibraryHandshake()
        return CertificateLook(at: peer, on: loop, within: limit) { channel in
            let context = try NIOSSLContext(configuration: tls)
            let handler = try handshake.handler(context, peer.serverName) { isVerified, certificate in
                isVerified && walk.step(to: certificate)
            }
            try channel.pipeline.syncOperations.addHandler(handler)
        } done: {
            done(walk.end)
        }
    }
}

private final class SharedWalk: Sendable {
    private let walk: Mutex<ChainWalk>

    init(to certificate: [UInt8]) { walk = Mutex(ChainWalk(to: certificate)) }

    var end: ChainWalk.End { walk.withLock { $0.end } }

    func step(to certificate: [UInt8]) -> Bool { walk.withLock { $0.step(to: certificate) } }
}

/// A call through a protocol is not warned of as deprecated; there is no other reason for one.
private protocol VerifiedHandshake: Sendable {
    /// - Parameter goesOn: takes whether the library found a certificate to hold, and the certificate; false ends the handshake.
    func handler(
        _ context: NIOSSLContext, _ name: String?, _ goesOn: @escaping @Sendable (Bool, [UInt8]) -> Bool
    ) throws -> NIOSSLClientHandler
}

private struct LibraryHandshake: VerifiedHandshake {
    /// The library would have its user verify the chain instead, which means implementing X.509: what *it* verified it shows only here.
    /// It must not come to the policies, where it traps on a chain without the ones that it asks for; they stand behind the last certificate.
    @available(*, deprecated, message: "called by its protocol alone")
    func handler(
        _ context: NIOSSLContext, _ name: String?, _ goesOn: @escaping @Sendable (Bool, [UInt8]) -> Bool
    ) throws -> NIOSSLClientHandler {
        try NIOSSLClientHandler(context: context, serverHostname: name) { verdict, certificate in
            let bytes = try? certificate.toDERBytes()
            return goesOn(verdict == .certificateVerified && bytes != nil, bytes ?? []) ? .certificateVerified : .failed
        }
    }
}
