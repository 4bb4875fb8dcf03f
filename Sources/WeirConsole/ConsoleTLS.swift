import NIOSSL
import WeirSystem

/// The console's side of TLS: version 1.2 is the least.
enum ConsoleTLS {
    static func configuration(_ identity: (certificates: [UInt8], key: [UInt8])) throws(ConsoleError) -> TLSConfiguration {
        do {
            var tls = TLSConfiguration.makeServerConfiguration(
                certificateChain: try NIOSSLCertificate.fromPEMBytes(identity.certificates).map { .certificate($0) },
                privateKey: .privateKey(try NIOSSLPrivateKey(bytes: identity.key, format: .pem)))
            tls.minimumTLSVersion = .tlsv12
            tls.cipherSuites = TLSFloor.cipherSuites
            tls.applicationProtocols = ["http/1.1"]
            // That a key is not the certificate's shows here, and would else with each connection.
            _ = try NIOSSLContext(configuration: tls)
            return tls
        } catch {
            throw ConsoleError(
                code: .certificate, message: "the console's certificate or its key can't be used: \(error)",
                wayOut: "see the files that console.tls names")
        }
    }
}
