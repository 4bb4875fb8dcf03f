extension HostLines {
    private static let levels = ["DEBUG", "DEBUG", "INFO", "INFO", "WARNING"]

    mutating func apiText() -> String {
        guard numbers.oneIn(3) else {
            return "\(clock.logging) [\(numbers.pick(Self.levels))] client_api_server: \(anyMessage())"
        }
        return """
            \(clock.logging) [INFO] cherrypy.access.132792002184384: 172.18.0.11 - - [\(clock.common.dropLast(6))] \
            "POST /api/kasm_session_log?id=\(numbers.number(1 << 30)) HTTP/1.1" 200 - "" "curl/7.68.0"
            """
    }

    mutating func agentText() -> String {
        "\(clock.logging) [\(numbers.pick(Self.levels))] __main__.handler: \(message())"
    }

    mutating func nginxError() -> String {
        """
        \(clock.nginxError) [warn] 31#31: *\(numbers.number(100_000)) an upstream response is buffered to a temporary file while reading \
        upstream, client: \(numbers.address()), server: kasm.example.com
        """
    }

    mutating func postgres() -> String {
        let head = "< \(clock.postgres) kasm kasm 172.18.0.5(\(numbers.number(60_000))) \(1 + numbers.number(30_000)) 00000 61e609ca.1:>"
        guard numbers.oneIn(4) else {
            return
                "\(head)LOG:  duration: \(numbers.number(9_000)).\(numbers.number(1_000)) ms  statement: SELECT * FROM logs WHERE id = '\(numbers.uuid())'"
        }
        return "\(head)STATEMENT:  INSERT INTO kasms (kasm_id, user_id) VALUES ('\(numbers.uuid())', '\(numbers.uuid())')"
    }

    /// Two programs that share a standard output, one of which prints stack traces.
    mutating func container() -> String {
        switch numbers.number(4) {
        case 0: agentText()
        case 1: "  File \"/src/api_server/\(numbers.hexadecimal(6)).py\", line \(numbers.number(4_000)), in call"
        default:
            #"{"level": "info", "ts": "\#(clock.isoMicros)", "caller": "proxy/conn.go:\#(numbers.number(900))", "msg": "\#(message())"}"#
        }
    }
}
