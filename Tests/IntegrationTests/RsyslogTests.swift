import Foundation
import TestSupport
import Testing
import WeirRecords

@Suite("rsyslog as the peer")
struct RsyslogTests {
    private let lines = [
        #"{"asctime": "2023-01-31 15:05:01,896", "name": "client_api_server", "levelname": "WARNING", "message": "Authentication attempt \"quoted\" \\ back]slash", "metric_name": "account.login.failed_invalid_user", "timestamp": "2023-01-31T15:05:01.896185+00:00"}"#,
        #"{"asctime": "2023-01-31 15:05:02,000", "name": "admin_api_server", "levelname": "ERROR", "message": "tränen 漢字 🚧", "timestamp": "2023-01-31T15:05:02.000001+00:00"}"#,
        #"{"asctime": "2023-01-31 15:05:03,000", "name": "client_api_server", "levelname": "DEBUG", "message": "", "timestamp": "2023-01-31T17:05:03.5+02:00"}"#,
        #"{"name": "a name with spaces that is far longer than forty-eight characters", "levelname": "CRITICAL", "message": "x", "timestamp": "2023-01-31T15:05:04Z"}"#,
    ]

    @Test("rsyslog receives every record and writes back each field as it was sent")
    func fieldsComeBackEqual() throws {
        let server = try RsyslogServer()
        let directory = try TemporaryDirectory()
        try (lines.joined(separator: "\n") + "\n").write(toFile: directory.path + "/api_server_json.log", atomically: true, encoding: .utf8)
        let configuration = directory.path + "/weir.yaml"
        try """
        spool: {directory: \(directory.path)/spool, size: 64MiB}
        sources:
          - {name: api, kind: files, include: ["\(directory.path)/*_json.log"], host: web-1}
        sinks:
          - {name: soc, kind: syslog, url: "tcp://127.0.0.1:\(server.port)"}
        """.write(toFile: configuration, atomically: true, encoding: .utf8)

        let shipped = try WeirBinary.run("ship", configuration, "--once")
        #expect(shipped.status == 0, "\(shipped.errors)")

        let messages = try server.wait(forMessages: lines.count)
        #expect(messages.count == lines.count)
        #expect(messages.map(\.message).map(withoutByteOrderMark) == lines)
        #expect(messages.map(\.host) == Array(repeating: "web-1", count: lines.count))
        #expect(
            messages.map(\.timestamp) == [
                "2023-01-31T15:05:01.896185Z", "2023-01-31T15:05:02.000001Z", "2023-01-31T15:05:03.500000Z", "2023-01-31T15:05:04.000000Z",
            ])
        let severities = try messages.map { try #require(Int($0.priority)) % 8 }
        #expect(severities == [4, 3, 7, 2])
        let facilities = try Set(messages.map { try #require(Int($0.priority)) / 8 })
        #expect(facilities.count == 1)
        #expect(messages.map(\.application).prefix(3) == ["client_api_server", "admin_api_server", "client_api_server"])
        let long = messages[3].application
        #expect(long.utf8.count == 48 && !long.contains(" ") && long.hasPrefix("a"))
        let identifiers = messages.compactMap { $0.structuredData.firstMatch(of: /id="([0-9a-f]{32})"/)?.1 }
        #expect(Set(identifiers).count == lines.count, "each message carries its own event id: \(messages.map(\.structuredData))")
        #expect(messages.allSatisfy { $0.structuredData.contains(#"source="api""#) })
    }

    private func withoutByteOrderMark(_ text: String) -> String {
        var scalars = text.unicodeScalars[...]
        while scalars.first == "\u{FEFF}" { scalars.removeFirst() }
        return String(String.UnicodeScalarView(scalars))
    }
}
