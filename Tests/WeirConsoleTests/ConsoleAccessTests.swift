import Foundation
import TestSupport
import Testing
import WeirConsole

@Suite("Console access")
struct ConsoleAccessTests {
    @Test("without its token a console with one says nothing, on any path")
    func tokenNeeded() throws {
        try ConsoleServerTests.serve(token: "s3cret-token") { port in
            for path in ["/healthz", "/metrics", "/nothing"] {
                let answer = try RawAnswer(port: port, "GET \(path) HTTP/1.1")
                #expect(answer.status == 401 && answer.headers["www-authenticate"] == "Bearer")
            }
            let wrong = ["", "s3cret-toke", "s3cret-token2", "S3cret-token", "s3cret-tokenn", "s3cret-tokens3cret-token"]
            for token in wrong {
                #expect(try RawAnswer(port: port, "GET /metrics HTTP/1.1", "Authorization: Bearer \(token)").status == 401, "\(token)")
            }
            #expect(try RawAnswer(port: port, "GET /metrics HTTP/1.1", "Authorization: Basic s3cret-token").status == 401)
            #expect(try RawAnswer(port: port, "GET /metrics HTTP/1.1", "Authorization: bearer s3cret-token").status == 200)
        }
    }

    @Test(
        "an address that others can reach needs a token",
        arguments: ["0.0.0.0", "::", "192.0.2.7", "db.example.com", "127.evil.example.com"])
    func unprotected(host: String) {
        for token in [nil, "", "s3cret-token"] {
            let error = #expect(throws: ConsoleError.self) {
                try ConsoleServer(ConsoleSettings(host: host, port: 0, token: token), health: { HealthReport(checks: []) }, metrics: { [] })
            }
            #expect(error?.code == .unprotected && error?.wayOut != nil)
        }
    }

    @Test("with a token and TLS it may listen anywhere, and speaks nothing else")
    func everywhere() throws {
        let directory = try TemporaryDirectory()
        let authority = try TestAuthority("ca", in: directory)
        let identity = try authority.issue("console")
        let files = try [identity.certificate, identity.key].map { [UInt8](try Data(contentsOf: URL(filePath: $0))) }
        let settings = ConsoleSettings(host: "0.0.0.0", port: 0, token: "s3cret-token", identity: (files[0], files[1]))
        let server = try ConsoleServer(settings, health: { ConsoleServerTests.healthy }, metrics: { [] })
        let port = try server.start().port
        defer { #expect(server.stop()) }
        func curl(_ arguments: String...) throws -> ChildProcess.Result {
            try ChildProcess(
                "/usr/bin/curl", ["--silent", "--show-error", "--max-time", "20", "--cacert", authority.certificate] + arguments
            ).wait()
        }
        let url = "https://127.0.0.1:\(port)/healthz"
        let good = try curl("--header", "Authorization: Bearer s3cret-token", url)
        #expect(good.status == 0 && good.output.contains("\"status\":\"ok\""), "\(good.errors)")
        #expect(try curl("--write-out", "%{http_code}", url).output.contains("401"))
        #expect(try curl("http://127.0.0.1:\(port)/healthz").status != 0)
        #expect(try curl("--tls-max", "1.1", url).status != 0)
    }

    @Test("a key that is not the certificate's is refused before anything listens")
    func wrongKey() throws {
        let directory = try TemporaryDirectory()
        let authority = try TestAuthority("ca", in: directory)
        let (one, other) = (try authority.issue("one"), try authority.issue("other"))
        let files = try [one.certificate, other.key].map { [UInt8](try Data(contentsOf: URL(filePath: $0))) }
        let error = #expect(throws: ConsoleError.self) {
            try ConsoleServer(
                ConsoleSettings(port: 0, identity: (files[0], files[1])), health: { HealthReport(checks: []) }, metrics: { [] })
        }
        #expect(error?.code == .certificate)
    }

    @Test("a page of elsewhere that makes a browser ask under a name of its own gets nothing")
    func rebinding() throws {
        try ConsoleServerTests.serve { port in
            for host in [
                "evil.example.com", "evil.example.com:\(port)", "127.0.0.1.evil.example.com", "localhost.evil.example.com", "10.0.0.7",
            ] {
                let connection = try RawConnection(port: port)
                connection.send("GET /metrics HTTP/1.1\r\nHost: \(host)\r\n\r\n")
                let answer = try #require(connection.receiveAll().flatMap(RawAnswer.init))
                #expect(answer.status == 421, "\(host)")
            }
            for host in ["localhost", "LOCALHOST:\(port)", "127.0.0.1:\(port)", "[::1]:\(port)", "127.1.2.3", "localhost."] {
                let connection = try RawConnection(port: port)
                connection.send("GET /metrics HTTP/1.1\r\nHost: \(host)\r\nConnection: close\r\n\r\n")
                let answer = try #require(connection.receiveAll().flatMap(RawAnswer.init))
                #expect(answer.status == 200, "\(host)")
            }
        }
    }

    @Test("a request that names two hosts, or what is no host, is refused, as by the probes")
    func ambiguous() throws {
        func refused(_ port: Int, _ path: String) throws {
            for head in [
                " HTTP/1.1\r\nHost: 127.0.0.1:\(port)\r\nHost: rebound.example", " HTTP/1.1\r\nHost: 127.0.0.1:\(port)@rebound.example",
                " HTTP/1.1\r\nHost: localhost, rebound.example", " HTTP/1.1\r\nHost: [::1]rebound.example",
                " HTTP/1.1\r\nHost: localhost:80rebound",
            ] {
                let connection = try RawConnection(port: port)
                connection.send("GET \(path)\(head)\r\nConnection: close\r\n\r\n")
                let answer = try #require(connection.receiveAll().flatMap(RawAnswer.init))
                #expect(answer.status == 400, "\(head)")
            }
        }
        try ConsoleServerTests.serve { try refused($0, "/metrics") }
        let probes = ConsoleServer(probesAt: "127.0.0.1", port: 0) { ConsoleServerTests.healthy }
        let port = try probes.start().port
        defer { #expect(probes.stop()) }
        try refused(port, "/livez")
        #expect(try RawAnswer(port: port, "GET /livez HTTP/1.1").status == 200)
    }

    @Test("names that the configuration gives are answered to")
    func hosts() throws {
        let server = try ConsoleServer(
            ConsoleSettings(port: 0, hosts: ["logs.example.com"]), health: { ConsoleServerTests.healthy }, metrics: { [] })
        let port = try server.start().port
        defer { #expect(server.stop()) }
        let connection = try RawConnection(port: port)
        connection.send("GET /metrics HTTP/1.1\r\nHost: logs.example.com:\(port)\r\nConnection: close\r\n\r\n")
        #expect(connection.receiveAll().flatMap(RawAnswer.init)?.status == 200)
    }
}

@Suite("What keeps a console busy")
struct ConsoleCrowdTests {
    @Test("idle and half-open connections keep nobody out")
    func crowd() throws {
        try ConsoleServerTests.serve { port in
            var crowd: [RawConnection] = []
            for number in 0..<300 {
                let connection = try RawConnection(port: port)
                if number.isMultiple(of: 2) { connection.send("GET /healthz HTTP/1.1\r\nHost: loc") }
                crowd.append(connection)
                guard number.isMultiple(of: 50) else { continue }
                #expect(try RawAnswer(port: port, "GET /healthz HTTP/1.1").status == 200)
            }
            let begun = ContinuousClock.now
            #expect(try RawAnswer(port: port, "GET /healthz HTTP/1.1").status == 200)
            #expect(ContinuousClock.now - begun < .seconds(5))
            withExtendedLifetime(crowd) {}
        }
    }

    @Test("a request whose head does not come in a few seconds is given up")
    func slowHead() throws {
        try ConsoleServerTests.serve { port in
            let connection = try RawConnection(port: port)
            connection.send("GET /healthz HTTP/1.1\r\nHost: loc")
            let begun = ContinuousClock.now
            #expect(connection.receiveAll() != nil)
            #expect(ContinuousClock.now - begun < ConsoleServer.idleTimeout * 4)
        }
    }
}

@Suite("Probes")
struct ProbeTests {
    private func probe(_ report: HealthReport, _ body: (Int) throws -> Void) throws {
        let server = ConsoleServer(probesAt: "0.0.0.0", port: 0) { report }
        let port = try server.start().port
        defer { #expect(server.stop()) }
        try body(port)
    }

    @Test("they answer anyone with bare codes, and say nothing else")
    func bare() throws {
        try probe(ConsoleServerTests.healthy) { port in
            for path in ["/livez", "/readyz", "/healthz"] {
                let answer = try RawAnswer(port: port, "GET \(path) HTTP/1.1")
                #expect(answer.status == 200 && answer.body.isEmpty)
            }
            for path in ["/", "/metrics", "/livez/", "/readyz/x"] {
                let answer = try RawAnswer(port: port, "GET \(path) HTTP/1.1")
                #expect(answer.status == 404 && answer.body.isEmpty)
            }
            #expect(try RawAnswer(port: port, "POST /livez HTTP/1.1", "Content-Length: 0").status == 405)
            #expect(try RawAnswer(port: port, "POST /livez HTTP/1.1", "Content-Length: 5").status == 413)
        }
    }

    @Test("an endpoint that is down is no reason to start the shipper again")
    func sinkDown() throws {
        let down = HealthReport.Check("sink", ok: false, detail: "HTTP 503")
        for (isRunning, status) in [(true, 200), (false, 503)] {
            let running = HealthReport.Check("running", ok: isRunning, detail: "", weight: .life)
            try probe(HealthReport(checks: [running, down])) { port in
                for path in ["/livez", "/readyz"] {
                    let answer = try RawAnswer(port: port, "GET \(path) HTTP/1.1")
                    #expect(answer.status == status)
                }
            }
        }
    }
}
