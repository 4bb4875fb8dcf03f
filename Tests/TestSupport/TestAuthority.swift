import Foundation

/// A certificate authority of a test, made by openssl.
package final class TestAuthority {
    private static let openssl = "/usr/bin/openssl"
    private static let newKey = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes"]

    /// A certificate with its key.
    package struct Identity {
        package var certificate: String
        package var key: String
    }

    private let prefix: String

    /// Path of its own certificate.
    package var certificate: String { prefix + ".pem" }

    /// - Parameter name: of its files, and what its certificate says it is.
    package init(_ name: String, in directory: TemporaryDirectory) throws {
        prefix = "\(directory.path)/\(name)"
        try Self.run(
            ["req", "-x509", "-days", "2", "-subj", "/CN=\(name)", "-keyout", prefix + ".key", "-out", certificate] + Self.newKey)
    }

    /// For the loopback address.
    package func issue(_ name: String) throws -> Identity {
        let path = "\(prefix)-\(name)"
        let identity = Identity(certificate: path + ".pem", key: path + ".key")
        try Self.run(
            [
                "req", "-new", "-subj", "/CN=\(name)", "-addext", "subjectAltName=IP:127.0.0.1", "-keyout", identity.key, "-out",
                path + ".csr",
            ]
                + Self.newKey)
        try Self.run([
            "x509", "-req", "-days", "2", "-in", path + ".csr", "-CA", certificate, "-CAkey", prefix + ".key", "-CAcreateserial",
            "-copy_extensions", "copy", "-out", identity.certificate,
        ])
        return identity
    }

    private static func run(_ arguments: [String]) throws {
        let result = try ChildProcess(openssl, arguments).wait(within: 60)
        guard result.status == 0 else { throw SupportFailure("openssl \(arguments[0]): \(result.errors)") }
    }
}
