import NIOCore
import NIOSSL
import Synchronization

/// The name that the peer's certificate must have where the URL names a host (RFC 6125, 6.4).
///
/// The library also takes a certificate that names only the address which the name was resolved to. Whoever makes a name resolve to an
/// address of theirs may well have a certificate for that address, and would be sent everything.
final class PeerName: Sendable {
    private let verifies: Bool
    private let host = Mutex<String?>(nil)

    init(_ tls: TLSConfiguration) { verifies = tls.certificateVerification == .fullVerification }

    /// To be called before a connection is asked for.
    func expect(_ peer: TLSPeer, usesTLS: Bool) { host.withLock { $0 = usesTLS ? peer.serverName : nil } }

    /// Looks at a connection whose handshake succeeded, before anything is sent on it.
    func check(_ channel: any Channel) -> EventLoopFuture<Void> {
        guard verifies, let host = host.withLock({ $0 }) else { return channel.eventLoop.makeSucceededVoidFuture() }
        return channel.eventLoop.makeCompletedFuture {
            let certificate = try channel.pipeline.syncOperations.nioSSL_peerCertificate()
            guard let certificate, CertificateNames(certificate).mayStand(for: host) else {
                // Once the library knows that it failed: it expects no end of a connection that is still being made.
                channel.eventLoop.execute { channel.close(promise: nil) }
                throw PeerNameError()
            }
        }
    }
}

/// The certificate is for an address, and not for the name that was asked for.
struct PeerNameError: Error {}

/// For whom a certificate is, by its alternative names.
struct CertificateNames: Equatable {
    var hosts: [String]
    var hasAddress: Bool

    init(hosts: [String], hasAddress: Bool) { (self.hosts, self.hasAddress) = (hosts, hasAddress) }

    init(_ certificate: NIOSSLCertificate) {
        let names = Array(certificate._subjectAlternativeNames())
        hosts = names.filter { $0.nameType == .dnsName }.map { String(decoding: $0.contents, as: UTF8.self) }
        hasAddress = names.contains { $0.nameType == .ipAddress }
    }

    /// Only one that has an address can have been taken for that: without, the library compared the name.
    func mayStand(for host: String) -> Bool { !hasAddress || hosts.contains { Self.isSame(Self.plain($0), Self.plain(host)) } }

    private static func plain(_ name: String) -> String {
        let name = name.lowercased()
        return name.hasSuffix(".") ? String(name.dropLast()) : name
    }

    /// A star stands for the whole first label, and for no other.
    private static func isSame(_ pattern: String, _ host: String) -> Bool {
        guard pattern.hasPrefix("*.") else { return pattern == host }
        guard let dot = host.firstIndex(of: "."), dot != host.startIndex else { return false }
        return pattern.dropFirst() == host[dot...]
    }
}
