/// One template of one file: lines as the platform's API server writes them, of 600 to 650 bytes, from a seed.
package struct UniformLines {
    private var numbers: SeededNumbers
    private var clock = EventClock()

    package init(seed: UInt64) { numbers = SeededNumbers(seed: seed) }

    private static let levels = ["DEBUG", "DEBUG", "DEBUG", "INFO", "INFO", "WARNING"]
    private static let functions = ["authenticate", "get_container", "heartbeat", "provision", "kasm_session_log"]
    private static let messages = [
        "Authentication attempt invalid password for user: (user%)",
        "Function (provider_manager.get_container) executed in (0.5982270240%) seconds",
        "Created Accounting record for kasm_id (898fb9fc-c06b-41cb-a6b1-e4c79269%)",
        "Successfully provisioned kasm_id (898fb9fc-c06b-41cb-a6b1-e4c79269%) for user (admin@kasm.local)",
    ]

    package mutating func line() -> String {
        clock.step(&numbers)
        let name = numbers.pick(["client_api_server", "client_api_server", "client_api_server", "admin_api_server"])
        let function = numbers.pick(Self.functions)
        let level = numbers.pick(Self.levels)
        let parts = numbers.pick(Self.messages).split(separator: "%", omittingEmptySubsequences: false)
        let message = parts.joined(separator: SeededNumbers.padded(String(numbers.number(10_000)), to: 4))
        let address = "185.\(numbers.number(256)).\(numbers.number(256)).\(numbers.number(256))"
        return """
            {"asctime": "\(clock.logging)", "name": "\(name)", "processName": "MainProcess", \
            "filename": "client_api.py", "funcName": "\(function)", "levelname": "\(level)", "lineno": \(100 + numbers.number(900)), \
            "module": "client_api", "threadName": "CP Server Thread-\(numbers.number(30))", "message": "\(message)", \
            "metric_name": "account.login.failed_invalid_password", "path_info": "/\(function)", \
            "request_ip": "\(address), \(address), 192.168.32.12", \
            "user_agent": "Mozilla/5.0 (Macintosh; Intel Mac OS X 10.15) Gecko/20100101 Firefox/109.0", \
            "timestamp": "\(clock.isoMicros)"}
            """
    }

    /// Lines with their line ends, at least so many bytes.
    package static func text(bytes: Int, seed: UInt64) -> [UInt8] {
        var lines = UniformLines(seed: seed)
        var text: [UInt8] = []
        text.reserveCapacity(bytes + 1_024)
        while text.count < bytes {
            text.append(contentsOf: lines.line().utf8)
            text.append(0x0A)
        }
        return text
    }
}
