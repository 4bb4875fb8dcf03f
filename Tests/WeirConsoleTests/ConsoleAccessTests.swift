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
        for token in [nil, ""] {
            let error = #expect(throws: ConsoleError.self) {
                try ConsoleServer(ConsoleSettings(host: host, port: 0, token: token), health: { HealthReport(checks: []) }, metrics: { [] })
            }
            #expect(error?.code == .unprotected && error?.wayOut != nil)
        }
    }

    @Test("with a token it may listen anywhere")
    func everywhere() throws {
        let settings = ConsoleSettings(host: "0.0.0.0", port: 0, token: "s3cret-token")
        let server = try ConsoleServer(settings, health: { ConsoleServerTests.healthy }, metrics: { [] })
        let port = try server.start().port
        #expect(try RawAnswer(port: port, "GET /healthz HTTP/1.1", "Authorization: Bearer s3cret-token").status == 200)
        #expect(server.stop())
    }
}
