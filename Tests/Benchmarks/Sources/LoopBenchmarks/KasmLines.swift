/// Lines as the platform's API server writes them, of 600 to 650 bytes, from a seed.
struct KasmLines {
    private var state: UInt64
    /// Event time, which moves on by up to 4 ms a line, from 15:00.
    private var microseconds: UInt64 = 0

    init(seed: UInt64) { state = seed }

    /// SplitMix64.
    private mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var bits = state
        bits = (bits ^ (bits >> 30)) &* 0xBF58_476D_1CE4_E5B9
        bits = (bits ^ (bits >> 27)) &* 0x94D0_49BB_1331_11EB
        return bits ^ (bits >> 31)
    }

    private mutating func pick<T>(_ choices: [T]) -> T { choices[Int(next() % UInt64(choices.count))] }
    private mutating func number(_ bound: UInt64) -> UInt64 { next() % bound }

    private mutating func digits(_ value: UInt64, _ count: Int) -> String {
        let text = String(value)
        return String(repeating: "0", count: max(0, count - text.count)) + text
    }

    private static let levels = ["DEBUG", "DEBUG", "DEBUG", "INFO", "INFO", "WARNING"]
    private static let functions = ["authenticate", "get_container", "heartbeat", "provision", "kasm_session_log"]
    private static let messages = [
        "Authentication attempt invalid password for user: (user%)",
        "Function (provider_manager.get_container) executed in (0.5982270240%) seconds",
        "Created Accounting record for kasm_id (898fb9fc-c06b-41cb-a6b1-e4c79269%)",
        "Successfully provisioned kasm_id (898fb9fc-c06b-41cb-a6b1-e4c79269%) for user (admin@kasm.local)",
    ]

    mutating func line() -> String {
        microseconds += number(4_000)
        let second = digits(microseconds / 1_000_000 % 60, 2)
        let minute = digits(microseconds / 60_000_000 % 60, 2)
        let micros = digits(microseconds % 1_000_000, 6)
        let name = pick(["client_api_server", "client_api_server", "client_api_server", "admin_api_server"])
        let function = pick(Self.functions)
        let level = pick(Self.levels)
        let parts = pick(Self.messages).split(separator: "%", omittingEmptySubsequences: false)
        let message = parts.joined(separator: digits(number(10_000), 4))
        let address = "185.\(number(256)).\(number(256)).\(number(256))"
        return """
            {"asctime": "2023-01-31 15:\(minute):\(second),\(micros.prefix(3))", "name": "\(name)", "processName": "MainProcess", \
            "filename": "client_api.py", "funcName": "\(function)", "levelname": "\(level)", "lineno": \(100 + number(900)), \
            "module": "client_api", "threadName": "CP Server Thread-\(number(30))", "message": "\(message)", \
            "metric_name": "account.login.failed_invalid_password", "path_info": "/\(function)", \
            "request_ip": "\(address), \(address), 192.168.32.12", \
            "user_agent": "Mozilla/5.0 (Macintosh; Intel Mac OS X 10.15) Gecko/20100101 Firefox/109.0", \
            "timestamp": "2023-01-31T15:\(minute):\(second).\(micros)+00:00"}
            """
    }

    /// Lines with their line ends, at least so many bytes.
    static func text(bytes: Int, seed: UInt64) -> [UInt8] {
        var lines = KasmLines(seed: seed)
        var text: [UInt8] = []
        text.reserveCapacity(bytes + 1_024)
        while text.count < bytes {
            text.append(contentsOf: lines.line().utf8)
            text.append(0x0A)
        }
        return text
    }
}
