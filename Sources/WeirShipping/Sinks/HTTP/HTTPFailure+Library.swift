import AsyncHTTPClient
import NIOCore
import NIOHTTP1
import NIOPosix
import NIOSSL
import WeirSystem

extension HTTPFailure {
    /// What the library says of a certificate that it does not trust, whatever the reason.
    static let unverified = "its certificate could not be verified"

    /// The library's errors by what follows from them, in words that hold nothing of the request: some of the library's own do.
    init(_ error: any Error) {
        switch error {
        case let error as AnswerFault: self = .malformed("\(error)")
        case let error as HTTPParserError: self = .malformed("the answer is not HTTP/1: \(error)")
        case is NIOHTTPDecoderError: self = .malformed("an answer that nobody asked for")
        case let error as PeerCertificateError: self = .untrusted(error.reason)
        case is UnprovenPeer:
            self = .connection("the chain of its certificate could not be looked at: it ended the connection, or showed another one")
        case is NIOSSLExtraError:
            self = .untrusted("its certificate is for another name than the url's: correct the sink's url, or the certificate")
        case let error as NIOSSLError: self.init(tls: error)
        case let error as BoringSSLError: self.init(handshake: error)
        case let error as HTTPClientError: self.init(client: error)
        case let error as IOError:
            self = .connection(SystemError("reach", "the peer", code: error.errnoCode).description)
        case let error as NIOConnectionError: self.init(connect: error)
        case ChannelError.connectTimeout: self = .timeout
        default: self = .connection("\(type(of: error))")
        }
    }

    private init(client error: HTTPClientError) {
        let timeouts: [HTTPClientError] = [
            .connectTimeout, .readTimeout, .writeTimeout, .tlsHandshakeTimeout, .deadlineExceeded, .getConnectionFromPoolTimeout,
        ]
        let unsendable = ["Invalid", "Empty", "Unsupported", "Missing", "URL"]
        if timeouts.contains(error) {
            self = .timeout
        } else if unsendable.contains(where: { error.shortDescription.contains($0) }) {
            self = .unsendable(error.shortDescription.lowercased())
        } else {
            self = .connection(error.shortDescription.lowercased())
        }
    }

    /// What each address answered, each said once.
    private init(connect error: NIOConnectionError) {
        var reasons: [String] = []
        if error.dnsAError != nil || error.dnsAAAAError != nil, error.connectionErrors.isEmpty {
            reasons.append("could not resolve \(error.host): check the host's name and this machine's resolver")
        }
        for failure in error.connectionErrors {
            let code = (failure.error as? IOError)?.errnoCode
            let reason = code.map { SystemError("reach", "the peer", code: $0).description } ?? "could not reach the peer in time"
            if !reasons.contains(reason) { reasons.append(reason) }
        }
        self = .connection(reasons.isEmpty ? "could not reach \(error.host)" : reasons.joined(separator: "; "))
    }

    private init(tls error: NIOSSLError) {
        switch error {
        case .handshakeFailed(let cause): self.init(handshake: cause)
        case .uncleanShutdown: self = .connection("the peer ended the connection without saying so")
        default: self = .connection("TLS failed: \(error)")
        }
    }

    private init(handshake error: BoringSSLError) {
        let text = "\(error)"
        let has = { (words: String...) in words.contains { text.contains($0) } }
        if has("CERTIFICATE_VERIFY_FAILED") {
            self = .untrusted(Self.unverified)
        } else if has("WRONG_VERSION_NUMBER", "HTTP_REQUEST") {
            self = .noCommonTLS("the endpoint does not speak TLS at this port")
        } else if has("UNSUPPORTED_PROTOCOL", "PROTOCOL_VERSION") {
            self = .noCommonTLS("the endpoint speaks no TLS from version 1.2 on")
        } else if has("NO_SHARED_CIPHER", "HANDSHAKE_FAILURE", "WRONG_CIPHER", "INSUFFICIENT_SECURITY") {
            self = .noCommonTLS("the endpoint takes none of the ciphers that are safe, or wants a client's certificate")
        } else if has("CERTIFICATE_REQUIRED", "BAD_CERTIFICATE", "UNKNOWN_CA", "CERTIFICATE_UNKNOWN", "CERTIFICATE_EXPIRED") {
            self = .untrusted("the endpoint does not take this client's certificate, or wants one")
        } else {
            self = .connection("the TLS handshake failed")
        }
    }
}
