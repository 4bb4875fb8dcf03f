import Foundation
import TestSupport
import Testing
import WeirSystem

@testable import WeirShipping

@Suite("TLS of an HTTP sink")
struct TLSTests {
    private static func now() -> Moment { Moment(nanoseconds: HostClock().monotonicNanoseconds()) }

    /// A server of openssl that shows the certificate; stopped with this object.
    private final class Server {
        let port: Int
        private let process: ChildProcess

        init(_ identity: TestAuthority.Identity, _ options: [String] = []) throws {
            port = try FreePort.find()
            process = try ChildProcess(
                "/usr/bin/openssl",
                ["s_server", "-accept", "127.0.0.1:\(port)", "-cert", identity.certificate, "-key", identity.key, "-www"] + options)
            guard process.wait(within: 20, until: { process.output.contains("ACCEPT") }) else {
                throw SupportFailure("openssl s_server: \(process.errors)")
            }
        }

        deinit { process.kill() }
    }

    private func outcome(_ server: Server, trusting authority: TestAuthority?, host: String = "127.0.0.1") throws -> HTTPOutcome {
        var settings = TLSSettings()
        settings.authorities = try authority.map { [UInt8](try Data(contentsOf: URL(filePath: $0.certificate))) }
        let transport = try AsyncHTTPTransport(tls: settings, now: Self.now)
        let request = OutgoingRequest(url: "https://\(host):\(server.port)/", headers: [("Authorization", "Bearer t")], body: [120])
        return transport.send(request, by: Self.now() + .seconds(3))
    }

    @Test("each fault of a certificate is called by its name, with the way out")
    func faults() throws {
        let directory = try TemporaryDirectory()
        let authority = try TestAuthority("ca", in: directory)
        let other = try TestAuthority("other", in: directory)
        let good = try authority.issue("good")
        let cases: [(TestAuthority.Identity, TestAuthority?, String, String)] = [
            (try authority.issue("expired", days: -20 ... -10), authority, "127.0.0.1", "has expired, on "),
            (try authority.issue("early", days: 10...20), authority, "127.0.0.1", "not yet valid"),
            (good, other, "127.0.0.1", "unknown authority"),
            (try elsewhere(authority, in: directory), authority, "127.0.0.1", "another name"),
            (good, authority, "localhost", "another name"),
            (TestAuthority.Identity(certificate: other.certificate, key: other.key), authority, "127.0.0.1", "self-signed"),
        ]
        for (identity, trusted, host, words) in cases {
            let server = try Server(identity)
            let outcome = try outcome(server, trusting: trusted, host: host)
            guard case .failed(.untrusted(let detail)) = outcome else {
                Issue.record("\(words): \(outcome)")
                continue
            }
            #expect(detail.contains(words), "\(detail)")
        }
        // It answers no POST: what shows is that the request was sent.
        #expect(try outcome(Server(good), trusting: authority) == .failed(.timeout))
    }

    @Test("a certificate that the library would take is refused by the name of its weakness, and one that is sound is taken")
    func weak() throws {
        let directory = try TemporaryDirectory()
        let authority = try TestAuthority("ca", in: directory)
        let name = "subjectAltName=DNS:localhost"
        let cases: [(String, String, String, String?)] = [
            (name, "rsa:2048", "sha256", nil), (name, "rsa:2048", "sha1", "SHA-1"), (name, "rsa:1024", "sha256", "RSA key of 1024 bits"),
            ("basicConstraints=CA:FALSE", "rsa:2048", "sha256", "subjectAltName"), ("subjectAltName=DNS:*", "rsa:2048", "sha256", "`*`"),
            (name + "\nextendedKeyUsage=clientAuth", "rsa:2048", "sha256", "not for servers"),
            (name + "\n1.2.3.4=critical,ASN1:NULL", "rsa:2048", "sha256", "(1.2.3.4)"),
        ]
        for (number, (extensions, key, digest, words)) in cases.enumerated() {
            let identity = try authority.issue("weak\(number)", extensions: extensions, key: key, digest: digest)
            let server = try Server(identity, ["-cipher", "DEFAULT@SECLEVEL=0"])
            let outcome = try outcome(server, trusting: authority, host: "localhost")
            guard let words else {
                #expect(outcome == .failed(.timeout))
                continue
            }
            guard case .failed(.untrusted(let detail)) = outcome else {
                Issue.record("\(words): \(outcome)")
                continue
            }
            #expect(detail.contains(words) && detail.contains("renew"), "\(detail)")
        }
    }

    @Test("an authority that signed itself with SHA-1, or that is shown itself, is trusted as long as it is named")
    func ownSignature() throws {
        let directory = try TemporaryDirectory()
        let authority = try TestAuthority("localhost", in: directory, options: ["-sha1", "-addext", "subjectAltName=DNS:localhost"])
        let good = try Server(try authority.issue("good"))
        #expect(try outcome(good, trusting: authority) == .failed(.timeout))
        let own = TestAuthority.Identity(certificate: authority.certificate, key: authority.key)
        let itself = try Server(own, ["-cipher", "DEFAULT@SECLEVEL=0"])
        #expect(try outcome(itself, trusting: authority, host: "localhost") == .failed(.timeout))
    }

    @Test(
        "a chain with a weak authority between is refused by the name of its weakness, a sound one is taken",
        arguments: [
            ("rsa:2048", "sha256", nil), ("rsa:2048", "sha1", "signed with SHA-1"), ("rsa:1024", "sha256", "RSA key of 1024 bits"),
        ] as [(String, String, String?)])
    func weakBetween(key: String, digest: String, words: String?) throws {
        let directory = try TemporaryDirectory()
        let authority = try TestAuthority("ca", in: directory)
        let middle = try authority.issue("middle", extensions: "basicConstraints=critical,CA:TRUE", key: key, digest: digest)
        let leaf = try TestAuthority(at: middle).issue(
            "leaf", extensions: "subjectAltName=DNS:localhost", key: "rsa:2048", digest: "sha256")
        let server = try Server(leaf, ["-cert_chain", middle.certificate, "-cipher", "DEFAULT@SECLEVEL=0"])
        let outcome = try outcome(server, trusting: authority, host: "localhost")
        guard let words else { return #expect(outcome == .failed(.timeout)) }
        guard case .failed(.untrusted(let detail)) = outcome else {
            Issue.record("\(outcome)")
            return
        }
        #expect(detail.contains("an authority between") && detail.contains(words) && detail.contains("renew"), "\(detail)")
    }

    @Test("a trusted authority whose key can be broken is refused, whatever its signature")
    func weakAnchor() throws {
        let directory = try TemporaryDirectory()
        let weak = try TestAuthority("ca", in: directory, options: ["-sha1"], key: ["-newkey", "rsa:1024", "-nodes"])
        let leaf = try weak.issue("leaf", extensions: "subjectAltName=DNS:localhost", key: "rsa:2048", digest: "sha256")
        guard case .failed(.untrusted(let detail)) = try outcome(Server(leaf), trusting: weak, host: "localhost") else {
            Issue.record("it was taken")
            return
        }
        #expect(detail.contains("trusted for it") && detail.contains("1024 bits"), "\(detail)")
    }

    @Test("a chain is walked from its anchor down: to the peer's certificate, or to the one of another machine")
    func walk() throws {
        let directory = try TemporaryDirectory()
        let authority = try TestAuthority("ca", in: directory)
        let (own, other) = (try der(authority.issue("own").certificate), try der(authority.issue("other").certificate))
        let anchor = try der(authority.certificate)
        for leaf in [own, other] {
            var walk = ChainWalk(to: own)
            let goesOn = walk.step(to: anchor)
            #expect(goesOn && walk.end == .unknown)
            let goesFurther = walk.step(to: leaf)
            #expect(!goesFurther && walk.end == .sound(leaf))
        }
        var garbled = ChainWalk(to: own)
        let goesOn = garbled.step(to: Array(anchor.dropLast(400)))
        #expect(!goesOn && garbled.end == .unknown)
    }

    private func der(_ path: String) throws -> [UInt8] {
        let body = try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n").filter { !$0.hasPrefix("-----") }.joined()
        return [UInt8](try #require(Data(base64Encoded: body)))
    }

    @Test("a chain through one that is no authority is called that, also where both have one name")
    func noAuthority() throws {
        let directory = try TemporaryDirectory()
        let authority = try TestAuthority("ca", in: directory)
        let middle = try authority.issue("middle", extensions: "basicConstraints=CA:FALSE", key: "rsa:2048", digest: "sha256")
        let leaf = try TestAuthority(at: middle).issue(
            "leaf", extensions: "subjectAltName=DNS:localhost", key: "rsa:2048", digest: "sha256")
        let server = try Server(leaf, ["-cert_chain", middle.certificate])
        guard case .failed(.untrusted(let detail)) = try outcome(server, trusting: authority, host: "localhost") else {
            return #expect(Bool(false))
        }
        #expect(detail.contains("may sign no other"), "\(detail)")
    }

    @Test("a certificate with an address stands for a name only where it has that name too, a star for the first label alone")
    func names() {
        func stands(_ hosts: [String], _ host: String, hasAddress: Bool = true) -> Bool {
            CertificateNames(hosts: hosts, hasAddress: hasAddress).mayStand(for: host)
        }
        #expect(!stands([], "siem.example.com") && !stands(["other.example.com"], "siem.example.com"))
        #expect(stands(["a.example.com", "SIEM.example.com."], "siem.Example.com") && stands(["siem.example.com"], "siem.example.com."))
        #expect(stands(["*.example.com"], "siem.example.com") && !stands(["*.example.com"], "a.siem.example.com"))
        #expect(!stands(["*.example.com"], "example.com") && !stands(["*.example.com"], ".example.com"))
        #expect(stands(["siem.example.com"], "siem.example.com", hasAddress: false))
        for vague in ["*iem.example.com", "*", "*.", "s*.example.com"] { #expect(!stands([vague], "siem.example.com", hasAddress: false)) }
        #expect(!stands(["*"], "localhost") && !stands(["*"], "*"))
    }

    /// A certificate of the authority for another name.
    private func elsewhere(_ authority: TestAuthority, in directory: TemporaryDirectory) throws -> TestAuthority.Identity {
        let path = directory.path + "/elsewhere"
        let identity = TestAuthority.Identity(certificate: path + ".pem", key: path + ".key")
        for arguments in [
            [
                "req", "-new", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=x", "-addext", "subjectAltName=DNS:other.example.com",
                "-keyout", identity.key, "-out", path + ".csr",
            ],
            [
                "x509", "-req", "-days", "2", "-in", path + ".csr", "-CA", authority.certificate, "-CAkey", authority.key,
                "-CAcreateserial", "-copy_extensions", "copy", "-out", identity.certificate,
            ],
        ] {
            let result = try ChildProcess("/usr/bin/openssl", arguments).wait(within: 60)
            guard result.status == 0 else { throw SupportFailure("openssl: \(result.errors)") }
        }
        return identity
    }

    @Test(
        "below version 1.2 and with weak ciphers nothing is sent",
        arguments: [["-tls1"], ["-tls1_1"], ["-tls1_2", "-cipher", "AES128-SHA"]])
    func old(options: [String]) throws {
        let directory = try TemporaryDirectory()
        let authority = try TestAuthority("ca", in: directory)
        let security = options.contains("-cipher") ? [] : ["-cipher", "DEFAULT@SECLEVEL=0"]
        let server = try Server(try authority.issueRSA("old"), options + security)
        let outcome = try outcome(server, trusting: authority)
        guard case .failed(.noCommonTLS(let detail)) = outcome else { return #expect(Bool(false), "\(outcome)") }
        #expect(detail.contains("1.2") || detail.contains("cipher"))
    }

    @Test("1.2 and 1.3 are spoken", arguments: ["-tls1_2", "-tls1_3"])
    func new(option: String) throws {
        let directory = try TemporaryDirectory()
        let authority = try TestAuthority("ca", in: directory)
        let server = try Server(try authority.issue("new"), [option])
        #expect(try outcome(server, trusting: authority) == .failed(.timeout))
    }

    @Test("a port that speaks no TLS is said to speak none")
    func plain() throws {
        let peer = try HostilePeer { connection in
            _ = connection.read()
            connection.send("HTTP/1.1 400 Bad Request\r\n\r\n")
        }
        let transport = try AsyncHTTPTransport(now: Self.now)
        let request = OutgoingRequest(url: "https://127.0.0.1:\(peer.port)/", headers: [], body: [120])
        guard case .failed(.noCommonTLS(let detail)) = transport.send(request, by: Self.now() + .seconds(10)) else {
            return #expect(Bool(false))
        }
        #expect(detail.contains("does not speak TLS"))
    }

    @Test("what is no certificate has no facts, and harms nothing")
    func certificateFuzz() throws {
        let directory = try TemporaryDirectory()
        let authority = try TestAuthority("ca", in: directory)
        let der = try der(authority.certificate)
        let facts = try #require(CertificateFacts(der: der))
        #expect(facts.isSelfSigned && facts.notBefore < facts.notAfter)
        var random = SeededRandom(seed: 3)
        for _ in 0..<20_000 {
            var broken = Array(der.prefix(random.number(in: 0..<der.count)))
            for _ in 0..<random.number(in: 0..<4) where !broken.isEmpty {
                broken[random.number(in: 0..<broken.count)] = UInt8(random.number(in: 0..<256))
            }
            _ = CertificateFacts(der: broken)
        }
    }

    @Test("a certificate that was proven stays so, however often another one is proven again")
    func provenAgain() throws {
        let check = PeerCheck(try TLSSettings().configuration())
        check.prove([1])
        for _ in 0..<64 { check.prove([2]) }
        #expect(check.isProven([1]) && check.isProven([2]))
        for other in 3...66 as ClosedRange<UInt8> { check.prove([other]) }
        #expect(!check.isProven([1]) && check.isProven([66]))
    }

    @Test("a look at a peer's certificates ends at once where everything is dropped", arguments: [true, false])
    func dropped(isTrusted: Bool) throws {
        let directory = try TemporaryDirectory()
        let authority = try TestAuthority("ca", in: directory)
        let identity = try authority.issue("good")
        let server = try ChildProcess("/usr/bin/env", ["python3", "-c", Self.once, identity.certificate, identity.key])
        defer { server.kill() }
        #expect(server.wait(within: 20) { server.output.contains("\n") }, "\(server.errors)")
        let port = try #require(Int(server.output.prefix { $0 != "\n" }))
        var settings = TLSSettings()
        let trusted = isTrusted ? authority : try TestAuthority("other", in: directory)
        settings.authorities = [UInt8](try Data(contentsOf: URL(filePath: trusted.certificate)))
        let transport = try AsyncHTTPTransport(tls: settings, now: Self.now)
        let outcome = Monitor<HTTPOutcome?>(nil)
        let request = OutgoingRequest(url: "https://127.0.0.1:\(port)/", headers: [], body: [120])
        transport.begin(request, by: Self.now() + .seconds(60)) { came in outcome.change { $0 = came } }
        #expect(server.wait(within: 20) { server.output.contains("looked at") }, "\(server.errors)")
        let began = Self.now()
        transport.abandon()
        #expect(outcome.wait(atMost: .seconds(20)) { $0 } != nil)
        #expect(Self.now().elapsed(since: began) < .seconds(2))
    }

    /// A server that speaks TLS to the first who comes, and says nothing to the second.
    private static let once = """
        import socket, ssl, sys
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(sys.argv[1], sys.argv[2])
        listener = socket.create_server(("127.0.0.1", 0))
        print(listener.getsockname()[1], flush=True)
        first, _ = listener.accept()
        try:
            context.wrap_socket(first, server_side=True).recv(1)
        except OSError:
            pass
        second, _ = listener.accept()
        print("looked at", flush=True)
        while second.recv(65536):
            pass
        """
}
