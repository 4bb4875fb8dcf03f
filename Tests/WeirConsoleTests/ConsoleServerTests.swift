import Foundation
import Synchronization
import Testing
import WeirConsole

@Suite("Console server")
struct ConsoleServerTests {
    static let healthy = HealthReport(checks: [.init("spool", ok: true, detail: "12 MiB of 8 GiB"), .init("sinks", ok: true, detail: "2")])

    /// Runs a body against a console on a port of its own.
    static func serve<Result>(
        token: String? = nil, health: @escaping @Sendable () -> HealthReport = { healthy },
        metrics: @escaping @Sendable () -> [Metric] = { [] }, _ body: (Int) throws -> Result
    ) throws -> Result {
        let server = try ConsoleServer(ConsoleSettings(port: 0, token: token), health: health, metrics: metrics)
        let address = try server.start()
        defer { #expect(server.stop()) }
        #expect(address.host == "127.0.0.1" && address.port > 0)
        return try body(address.port)
    }

    @Test("a healthy shipper answers 200 and names each check")
    func healthy() throws {
        let answer = try Self.serve { try RawAnswer(port: $0, "GET /healthz HTTP/1.1") }
        #expect(answer.status == 200 && answer.headers["content-type"] == "application/json")
        #expect(answer.headers["cache-control"] == "no-store")
        let expected = """
            {"checks":[{"detail":"12 MiB of 8 GiB","name":"spool","ok":true},{"detail":"2","name":"sinks","ok":true}],"status":"ok"}

            """
        #expect(answer.body == expected)
    }

    @Test("what starting again would not mend is named and answered 200; what it would is 503")
    func failing() throws {
        for (weight, status, word, ready) in [
            (HealthReport.Check.Weight.attention, 200, "degraded", 200), (.readiness, 200, "failing", 503), (.life, 503, "failing", 503),
        ] {
            var report = Self.healthy
            report.checks[0] = .init("spool", ok: false, detail: "\"full\" at /var/lib\n", weight: weight)
            try Self.serve(health: { [report] in report }) { port in
                let answer = try RawAnswer(port: port, "GET /healthz HTTP/1.1")
                let object = try #require(try JSONSerialization.jsonObject(with: Data(answer.body.utf8)) as? [String: Any])
                let checks = try #require(object["checks"] as? [[String: Any]])
                #expect(answer.status == status && object["status"] as? String == word)
                #expect(checks.map { $0["ok"] as? Bool } == [false, true] && checks[0]["detail"] as? String == "\"full\" at /var/lib\n")
                #expect(try RawAnswer(port: port, "GET /livez HTTP/1.1").status == status)
                let probe = try RawAnswer(port: port, "GET /readyz HTTP/1.1")
                #expect(probe.status == ready && probe.body.isEmpty)
            }
        }
    }

    @Test("a report without a check shows nothing, so it is not healthy")
    func nothingChecked() throws {
        #expect(try Self.serve(health: { HealthReport(checks: []) }) { try RawAnswer(port: $0, "GET /healthz HTTP/1.1") }.status == 503)
    }

    @Test("each request looks anew")
    func looksAnew() throws {
        let asked = Counter()
        let metrics = { @Sendable in [Metric("asked_total", .counter, help: "", value: Double(asked.next()))] }
        let bodies = try Self.serve(metrics: metrics) { port in
            try ["/metrics", "/metrics?x=1"].map { try RawAnswer(port: port, "GET \($0) HTTP/1.1").body }
        }
        #expect(bodies.map { $0.hasSuffix("asked_total 1\n") } == [true, false] && bodies[1].hasSuffix("asked_total 2\n"))
    }

    @Test("metrics come in the exposition format with its content type")
    func metrics() throws {
        let metric = Metric("weir_records_total", .counter, help: "Records.", samples: [.init([.init("sink", "a")], value: 3)])
        let answer = try Self.serve(metrics: { [metric] }) { try RawAnswer(port: $0, "GET /metrics HTTP/1.1") }
        #expect(answer.status == 200 && answer.headers["content-type"] == "text/plain; version=0.0.4; charset=utf-8")
        #expect(answer.body == "# HELP weir_records_total Records.\n# TYPE weir_records_total counter\nweir_records_total{sink=\"a\"} 3\n")
    }

    @Test("other paths, other methods and bodies are refused")
    func refusals() throws {
        try Self.serve { port in
            #expect(try RawAnswer(port: port, "GET / HTTP/1.1").status == 404)
            #expect(try RawAnswer(port: port, "GET /healthz/ HTTP/1.1").status == 404)
            let post = try RawAnswer(port: port, "POST /healthz HTTP/1.1", "Content-Length: 0")
            #expect(post.status == 405 && post.headers["allow"] == "GET, HEAD")
            #expect(try RawAnswer(port: port, "POST /healthz HTTP/1.1", "Content-Length: 5").status == 413)
            #expect(try RawAnswer(port: port, "HEAD /healthz HTTP/1.1").body.isEmpty)
        }
    }

    @Test("a body without end is not read on: the connection is closed")
    func endlessBody() throws {
        try Self.serve { port in
            let connection = try RawConnection(port: port)
            connection.send("POST /healthz HTTP/1.1\r\nHost: localhost:1\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n")
            let answer = try #require(connection.receiveAll().flatMap(RawAnswer.init))
            #expect(answer.status == 413 && answer.headers["connection"] == "close")
        }
    }

    @Test("a head over the limit is refused")
    func longHead() throws {
        try Self.serve { port in
            let connection = try RawConnection(port: port)
            let header = "X: " + String(repeating: "x", count: ConsoleServer.maximumHeaderBytes + 1)
            connection.send("GET /healthz HTTP/1.1\r\nHost: localhost:1\r\n\(header)\r\nConnection: close\r\n\r\n")
            #expect(connection.receive()?.contains(" 200 ") != true)
        }
    }

    @Test("a connection of HTTP/1.0 ends with its answer, whatever it asks for", arguments: ["", "Connection: keep-alive\r\n"])
    func oneRequestOnly(header: String) throws {
        try Self.serve { port in
            let connection = try RawConnection(port: port, receiveTimeout: 3)
            connection.send("GET /healthz HTTP/1.0\r\nHost: localhost:1\r\n\(header)\r\n")
            // The server itself would end it after five idle seconds.
            #expect(connection.receiveAll()?.hasSuffix("\"status\":\"ok\"}\n") == true)
        }
    }

    @Test("one connection serves request after request")
    func keepAlive() throws {
        try Self.serve { port in
            let connection = try RawConnection(port: port)
            for _ in 0..<3 {
                connection.send("GET /healthz HTTP/1.1\r\nHost: localhost:1\r\n\r\n")
                var text = ""
                while !text.hasSuffix("\"status\":\"ok\"}\n") { text += try #require(connection.receive()) }
                #expect(text.hasPrefix("HTTP/1.1 200"))
            }
        }
    }
}

/// Counts calls from any thread.
private final class Counter: Sendable {
    private let count = Mutex(0)

    func next() -> Int {
        count.withLock { count in
            count += 1
            return count
        }
    }
}
