import Foundation

/// A certificate authority of a test, made by openssl.
package final class TestAuthority {
    private static let openssl = "/usr/bin/openssl"
    package static let newKey = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes"]

    /// A certificate with its key.
    package struct Identity {
        package var certificate: String
        package var key: String

        package init(certificate: String, key: String) {
            self.certificate = certificate
            self.key = key
        }
    }

    private let prefix: String

    /// Path of its own certificate, and of its key.
    package var certificate: String { prefix + ".pem" }
    package var key: String { prefix + ".key" }

    /// - Parameter name: of its files, and what its certificate says it is.
    /// - Parameter options: of `openssl req` beside.
    /// - Parameter key: how `openssl req` makes its key.
    package init(
        _ name: String, in directory: TemporaryDirectory, options: [String] = [], key: [String] = TestAuthority.newKey
    ) throws {
        prefix = "\(directory.path)/\(name)"
        try Self.run(
            ["req", "-x509", "-days", "2", "-subj", "/CN=\(name)", "-keyout", prefix + ".key", "-out", certificate] + key + options)
    }

    /// One that issues with a certificate that is there, whether that may or not.
    package init(at identity: Identity) {
        prefix = String(identity.certificate.dropLast(".pem".count))
    }

    /// As the extensions say, in openssl's words, a line each; its common name is `localhost`.
    package func issue(_ name: String, extensions: String, key: String, digest: String) throws -> Identity {
        let path = "\(prefix)-\(name)"
        let identity = Identity(certificate: path + ".pem", key: path + ".key")
        try Data("\(extensions)\n".utf8).write(to: URL(filePath: path + ".ext"))
        try Self.run(["req", "-new", "-newkey", key, "-nodes", "-subj", "/CN=localhost", "-keyout", identity.key, "-out", path + ".csr"])
        try Self.run([
            "x509", "-req", "-days", "2", "-in", path + ".csr", "-CA", certificate, "-CAkey", self.key, "-CAcreateserial", "-extfile",
            path + ".ext", "-\(digest)", "-out", identity.certificate,
        ])
        return identity
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

    /// For the loopback address, valid from the one day to the other, counted from today.
    package func issue(_ name: String, days: ClosedRange<Int>) throws -> Identity {
        let identity = try issue(name)
        let format = DateFormatter()
        format.dateFormat = "yyyyMMddHHmmss'Z'"
        format.timeZone = TimeZone(identifier: "UTC")
        func day(_ offset: Int) -> String { format.string(from: Date().addingTimeInterval(Double(offset) * 86_400)) }
        let path = "\(prefix)-\(name)"
        let settings = """
            [ca]
            default_ca = test
            [test]
            new_certs_dir = \(path).d
            database = \(path).index
            serial = \(path).serial
            default_md = sha256
            policy = any
            copy_extensions = copy
            [any]
            commonName = supplied
            """
        try FileManager.default.createDirectory(atPath: path + ".d", withIntermediateDirectories: true)
        try Data().write(to: URL(filePath: path + ".index"))
        try Data("1000\n".utf8).write(to: URL(filePath: path + ".serial"))
        try Data(settings.utf8).write(to: URL(filePath: path + ".cnf"))
        try Self.run([
            "ca", "-batch", "-notext", "-config", path + ".cnf", "-in", path + ".csr", "-cert", certificate, "-keyfile", key, "-out",
            identity.certificate, "-startdate", day(days.lowerBound), "-enddate", day(days.upperBound),
        ])
        return identity
    }

    /// With an RSA key, which ciphers before forward secrecy need.
    package func issueRSA(_ name: String) throws -> Identity {
        let path = "\(prefix)-\(name)"
        let identity = Identity(certificate: path + ".pem", key: path + ".key")
        try Self.run([
            "req", "-new", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=\(name)", "-addext", "subjectAltName=IP:127.0.0.1", "-keyout",
            identity.key, "-out", path + ".csr",
        ])
        try Self.run([
            "x509", "-req", "-days", "2", "-in", path + ".csr", "-CA", certificate, "-CAkey", key, "-CAcreateserial",
            "-copy_extensions", "copy", "-out", identity.certificate,
        ])
        return identity
    }

    private static func run(_ arguments: [String]) throws {
        let result = try ChildProcess(openssl, arguments).wait(within: 60)
        guard result.status == 0 else { throw SupportFailure("openssl \(arguments[0]): \(result.errors)") }
    }
}
