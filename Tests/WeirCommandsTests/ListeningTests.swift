import Testing

@testable import WeirCommands
@testable import WeirConfiguration
@testable import WeirConsole

@Suite("Where a shipper listens")
struct ListeningTests {
    private func configuration(_ more: String) throws -> ShipperConfiguration {
        let text = """
            spool: {directory: /var/lib/weir}
            sources:
              - {name: app, kind: files, include: [/var/log/app/*.log]}
            sinks:
              - {name: siem, kind: http, url: "https://siem.example.com/in"}
            \(more)
            """
        return try ShipperConfiguration.load(text: text, path: "weir.yaml", environment: { _ in nil }, readSecret: { _ in .missing }).get()
    }

    @Test("the console and the probes each have the descriptors of all the connections that they take, before any log has one")
    func descriptors() throws {
        let console = "console: {listen: \"127.0.0.1:9464\"}"
        let probes = "probes: {listen: \"127.0.0.1:8081\"}"
        let none = try configuration("").descriptorsOfOthers
        for (more, servers) in [(console, 1), (probes, 1), (console + "\n" + probes, 2)] {
            #expect(try configuration(more).descriptorsOfOthers >= none + servers * (ConsoleServer.maximumConnections + 1))
        }
    }

    @Test(
        "what the check of a configuration takes for loopback, the server does too, and nothing else",
        arguments: [
            "127.0.0.1", "127.9.9.9", "localhost", "LOCALHOST", "LocalHost", "::1", "0.0.0.0", "::", "128.0.0.1", "127.0.0", "127.0.0.256",
            "localhost.example.com", "127.0.0.1.example.com", "10.0.0.1", "::2",
        ])
    func loopback(host: String) {
        #expect(ListenAddress(host: host, port: 1).isLoopback == ConsoleSettings(host: host, port: 1).isLoopback)
    }
}
